import type { Draft } from '../draft.ts';
import type { LinkKeys } from '../link-keys.ts';
import { childOf } from '../node.ts';
import { readMembers } from '../read.ts';
import type { Reporter } from '../reporter.ts';

/** `virtual-ethernets`: one end of a pair; the other end is looked for when all devices are known. */
export function readVirtualEthernet(draft: Draft, reporter: Reporter): LinkKeys | undefined {
  const what = { what: `virtual-ethernet "${draft.id}"`, owner: draft.key };
  const keys = readMembers(draft.node, 'virtual-ethernet', what, reporter);
  const span = childOf(draft.node, 'peer');
  if (keys?.peer !== undefined && span !== undefined) draft.peer = { id: keys.peer, span };
  return keys;
}
