import type { Context, Draft } from '../draft.ts';
import { resolve } from './resolve.ts';

/** Lower devices of macvlans and VXLANs: they are there, and may carry what stands on them. */
export function checkLowerDevices(context: Context): void {
  const macvlans = new Map<Draft, Draft[]>();
  for (const draft of context.drafts.values()) {
    if (draft.lower === undefined) continue;
    const lower = resolve(draft.lower, context);
    if (lower === undefined) continue;
    if (draft.kind !== 'macvlan') continue;
    const others = macvlans.get(lower);
    if (others === undefined) macvlans.set(lower, [draft]);
    else others.push(draft);
    checkMacvlan(draft, lower, context);
  }
  for (const [lower, stacked] of macvlans) checkPassthru(lower, stacked, context);
}

function checkMacvlan(draft: Draft, lower: Draft, { reporter }: Context): void {
  const span = draft.lower?.span ?? draft.key;
  if (lower.kind === 'macvlan' && lower !== draft) {
    const hint = lower.lower === undefined ? undefined : `write "link: ${lower.lower.id}"`;
    const message = `"${lower.id}" is a macvlan itself: the kernel would put "${draft.id}" on the device below it`;
    reporter.error('wrong-link', span, message, { hint });
  }
  if (lower.attributes['master'] !== undefined) {
    // Both want to be the device's one receive handler (netdev_rx_handler_register gives EBUSY).
    const related = { message: `a port here`, span: lower.spans.get('master') ?? lower.key };
    const master = String(lower.attributes['master']);
    const message = `"${lower.id}" is a port of the bridge "${master}", so it cannot carry macvlans`;
    reporter.error('wrong-link', span, message, { hint: `write "link: ${master}"`, related });
  }
}

/** macvlan_common_newlink: a passthru device has its lower device for itself. */
function checkPassthru(lower: Draft, stacked: readonly Draft[], { reporter }: Context): void {
  const passthru = stacked.find(({ attributes }) => attributes['macvlan.mode'] === 'passthru');
  const other = stacked.find((draft) => draft !== passthru);
  if (passthru === undefined || other === undefined) return;
  const span = passthru.spans.get('macvlan.mode') ?? passthru.key;
  const related = { message: `"${other.id}" stands on it, too`, span: other.key };
  const message = `a passthru macvlan must have "${lower.id}" for itself`;
  reporter.error('conflict', span, message, { related });
}
