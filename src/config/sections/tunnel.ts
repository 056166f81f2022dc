import type { Draft } from '../draft.ts';
import type { LinkKeys } from '../link-keys.ts';
import { childOf, type Node } from '../node.ts';
import { readMembers } from '../read.ts';
import type { Reporter } from '../reporter.ts';
import { refusedValue } from '../schema/netplan-keys.ts';
import { readVxlan } from './vxlan.ts';

/** `tunnels`: VXLAN so far; a device of another mode gets one complaint, not one for each of its keys. */
export function readTunnel(draft: Draft, reporter: Reporter): LinkKeys | undefined {
  const mode = childOf(draft.node, 'mode');
  if (refuseMode(mode, reporter)) return undefined;
  const what = { what: `tunnel "${draft.id}"`, owner: draft.key };
  const keys = readMembers(draft.node, 'tunnel', what, reporter);
  if (keys !== undefined) readVxlan(draft, keys, reporter);
  return keys;
}

function refuseMode(mode: Node | undefined, reporter: Reporter): boolean {
  if (mode?.kind !== 'scalar') return false;
  const refused = refusedValue('tunnel', 'mode', mode.text);
  if (refused === undefined) return false;
  reporter.error(refused.code, mode, refused.message, { hint: refused.hint });
  return true;
}
