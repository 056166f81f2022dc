import { type Context, lowerOf } from '../draft.ts';

/** Kinds whose frames must fit their device's (vlan_dev_change_mtu, macvlan_change_mtu). */
const BOUNDED: ReadonlySet<string> = new Set(['vlan', 'macvlan', 'macvtap']);

/** No device on another one has a greater MTU, as far as both say one. */
export function checkMtus({ drafts, reporter }: Context): void {
  for (const draft of drafts.values()) {
    const lower = drafts.get(lowerOf(draft)?.id ?? '');
    const mtu = draft.attributes['mtu'];
    const most = lower?.attributes['mtu'];
    if (!BOUNDED.has(draft.kind) || lower === undefined) continue;
    if (typeof mtu !== 'number' || typeof most !== 'number' || mtu <= most) continue;
    const related = { message: `${most} here`, span: lower.spans.get('mtu') ?? lower.key };
    const message = `the MTU of "${draft.id}" cannot be greater than that of "${lower.id}", on which it stands: ${mtu} is more than ${most}`;
    reporter.error('out-of-range', draft.spans.get('mtu') ?? draft.key, message, { related });
  }
}
