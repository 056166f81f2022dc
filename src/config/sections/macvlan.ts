import { type Draft, say } from '../draft.ts';
import type { LinkKeys } from '../link-keys.ts';
import { childOf } from '../node.ts';
import { readMembers } from '../read.ts';
import type { Reporter } from '../reporter.ts';

/** `macvlans`: a device with a MAC address of its own on a lower device. */
export function readMacvlan(draft: Draft, reporter: Reporter): LinkKeys | undefined {
  const what = { what: `macvlan "${draft.id}"`, owner: draft.key };
  const keys = readMembers(draft.node, 'macvlan', what, reporter);
  const link = childOf(draft.node, 'link');
  if (keys?.link !== undefined && link !== undefined) {
    draft.lower = { id: keys.link, span: link };
    say(draft, 'link', keys.link, link);
  }
  const mode = childOf(draft.node, 'mode');
  if (keys?.mode !== undefined && mode !== undefined) say(draft, 'macvlan.mode', keys.mode, mode);
  const flags = childOf(draft.node, 'flags');
  if (keys?.flags !== undefined && flags !== undefined) {
    say(draft, 'macvlan.flags', [...new Set(keys.flags)].sort(), flags);
  }
  return keys;
}
