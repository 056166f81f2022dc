import type { Draft } from '../draft.ts';
import { childOf } from '../node.ts';
import type { Reporter } from '../reporter.ts';

/** Protocols that can include others: MPLS includes its multicast, IPv4 includes IPv6 (bareudp_configure). */
const MULTIPROTO: ReadonlySet<unknown> = new Set(['ip', 'mpls_uc']);

/** Checks a bareudp tunnel beyond the forms of its keys. */
export function checkBareudp({ id, key, node, attributes, spans }: Draft, reporter: Reporter): void {
  for (const name of ['port', 'ethertype']) {
    if (childOf(node, name) === undefined)
      reporter.error('missing-key', key, `tunnel "${id}" of mode bareudp needs "${name}"`);
  }
  const span = spans.get('bareudp.multiproto');
  if (span === undefined || attributes['bareudp.multiproto'] !== true) return;
  if (!MULTIPROTO.has(attributes['bareudp.ethertype'] ?? 'ip'))
    reporter.error('conflict', span, '"multiproto" is only for the ethertypes ip and mpls_uc');
}
