import { macsecOverhead } from '../../model/macsec.ts';
import type { Context } from '../context.ts';
import { lowerOf } from '../draft.ts';

/**
 * Kinds whose MTU is limited by that of their lower device (vlan_dev_change_mtu, macvlan_change_mtu,
 * macsec_change_mtu).
 */
const BOUNDED: ReadonlySet<string> = new Set(['vlan', 'macvlan', 'macvtap', 'macsec']);

/** Reports MTUs greater than the lower device's, if both are declared. */
export function checkMtus({ drafts, devices, reporter }: Context): void {
  for (const draft of devices) {
    const lower = drafts.get(lowerOf(draft)?.id ?? '');
    const mtu = draft.attributes['mtu'];
    const lowers = lower?.attributes['mtu'];
    if (!BOUNDED.has(draft.kind) || lower === undefined) continue;
    if (typeof mtu !== 'number' || typeof lowers !== 'number') continue;
    const more = draft.kind === 'macsec' ? macsecOverhead(draft.attributes) : 0;
    if (mtu <= lowers - more) continue;
    const related = { message: `${lowers} here`, span: lower.spans.get('mtu') ?? lower.key };
    const less = more === 0 ? '' : ` less the ${more} bytes that protect a frame`;
    const message = `the MTU of "${draft.id}" cannot be greater than that of "${lower.id}", on which it stands${less}: ${mtu} is more than ${lowers - more}`;
    reporter.error('out-of-range', draft.spans.get('mtu') ?? draft.key, message, { related });
  }
}
