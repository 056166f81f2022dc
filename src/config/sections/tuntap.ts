import type { Draft } from '../draft.ts';
import { childOf } from '../node.ts';
import type { Reporter } from '../reporter.ts';

/** Checks a tun or tap device beyond the forms of its keys. */
export function checkTuntap({ attributes, node, spans }: Draft, reporter: Reporter): void {
  // A declared device exists even if no process has it open.
  attributes['tun.persistent'] = true;
  if (attributes['tun.mode'] !== 'tun') return;
  const mac = childOf(node, 'macaddress');
  if (mac === undefined) return;
  const mode = spans.get('tun.mode');
  const related = mode === undefined ? undefined : { message: '"mode" is set here', span: mode };
  reporter.error('conflict', mac, 'a tun device carries IP packets and has no MAC address', {
    hint: 'leave "macaddress" out, or write "mode: tap"',
    related,
  });
}
