import type { Context } from '../context.ts';
import { type Draft, lowerOf } from '../draft.ts';
import type { Reporter } from '../reporter.ts';

/** Checks VLANs against each other and against their lower devices. */
export function checkVlans({ drafts, devices, reporter }: Context): void {
  const seen = new Map<string, Draft>();
  for (const draft of devices) {
    const mention = lowerOf(draft);
    if (draft.kind !== 'vlan' || mention === undefined) continue;
    checkId(draft, mention.id, seen, reporter);
    const lower = drafts.get(mention.id);
    if (lower === undefined || lower === draft) continue;
    checkState(draft, lower, reporter);
    checkBinding(draft, lower, reporter);
  }
}

/** vlan_check_real_dev: one VLAN for each id and protocol on a device. */
function checkId(vlan: Draft, lower: string, seen: Map<string, Draft>, reporter: Reporter): void {
  const { 'vlan.id': id, 'vlan.protocol': protocol = '802.1q' } = vlan.attributes;
  // A missing or wrong id has been reported already.
  if (id === undefined) return;
  const key = `${lower} ${protocol} ${id}`;
  const twin = seen.get(key);
  if (twin === undefined) seen.set(key, vlan);
  else {
    const related = { message: `"${twin.id}" has it`, span: twin.spans.get('vlan.id') ?? twin.key };
    const message = `the id ${id} on "${lower}" belongs to "${twin.id}" already`;
    reporter.error('duplicate-id', vlan.spans.get('vlan.id') ?? vlan.key, message, { related });
  }
}

/** vlan_dev_open: ENETDOWN. */
function checkState(vlan: Draft, lower: Draft, reporter: Reporter): void {
  const loose = vlan.attributes['vlan.loose-binding'] === true;
  if (loose || vlan.attributes['state'] !== 'up' || lower.attributes['state'] !== 'down') return;
  const span = vlan.spans.get('state') ?? vlan.key;
  const related = { message: `"${lower.id}" is to be down`, span: lower.spans.get('state') ?? lower.key };
  const message = `the VLAN "${vlan.id}" cannot be up while its device "${lower.id}" is down`;
  const hint = 'write "activation-mode: off" here, too, or "loose-binding: true"';
  reporter.error('conflict', span, message, { related, hint });
}

/** With it the carrier follows the bridge's ports, which other devices do not have (br_vlan_bridge_event). */
function checkBinding(vlan: Draft, lower: Draft, reporter: Reporter): void {
  const span = vlan.spans.get('vlan.bridge-binding');
  if (span === undefined || vlan.attributes['vlan.bridge-binding'] !== true || lower.kind === 'bridge')
    return;
  const related = { message: `"${lower.id}" is none`, span: lower.key };
  reporter.error('conflict', span, '"bridge-binding" is only for a VLAN on a bridge', { related });
}
