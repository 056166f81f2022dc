import type { Context } from '../context.ts';
import type { Draft } from '../draft.ts';
import type { Reporter } from '../reporter.ts';
import { checkForwardMask } from '../sections/bridge.ts';

/** Checks that settings of bridge ports are consistent with each other and with their bridge. */
export function checkBridgePorts({ drafts, devices, reporter }: Context): void {
  for (const draft of devices) {
    const owner = drafts.get(String(draft.attributes['master']));
    const bridge = draft.kind === 'bridge' ? draft : owner?.kind === 'bridge' ? owner : undefined;
    if (bridge !== undefined) warnOfFiltering(draft, bridge, reporter);
    // BR_GROUPFWD_MACPAUSE, net/bridge/br_private.h
    checkForwardMask(draft, 'bridge-port.group-fwd-mask', 0x2, 'bit 1', reporter);
    checkBypass(draft, reporter);
    checkTunnels(draft, reporter);
    checkBackup(draft, drafts, reporter);
  }
}

/** Warns of VLANs without filtering: the kernel accepts them, but uses them only when filtering is turned on. */
function warnOfFiltering({ id, spans }: Draft, bridge: Draft, reporter: Reporter): void {
  if (bridge.attributes['bridge.vlan-filtering'] === true) return;
  for (const attribute of WITHOUT_EFFECT) {
    const span = spans.get(attribute);
    if (span === undefined) continue;
    const key = attribute.slice(attribute.indexOf('.') + 1);
    const where = id === bridge.id ? '' : ` in the bridge "${bridge.id}"`;
    const message = `"${key}" has no effect before "vlan-filtering" is on${where}`;
    const hint = 'write "parameters: {vlan-filtering: true}" there';
    reporter.warning('no-effect', span, message, { hint });
  }
}

const WITHOUT_EFFECT = [
  'bridge.vlans',
  'bridge.vlan-stats-enabled',
  'bridge.vlan-stats-per-port',
  'bridge-port.vlans',
  'bridge-port.vlan-tunnel',
  'bridge-port.neigh-vlan-suppress',
];

/** br_setport: EINVAL otherwise. */
function checkBypass({ attributes, spans }: Draft, reporter: Reporter): void {
  const span = spans.get('bridge-port.mab');
  if (attributes['bridge-port.mab'] !== true || span === undefined) return;
  if (attributes['bridge-port.locked'] !== true)
    reporter.error('missing-key', span, '"mab" needs "locked: true" beside it');
  else if (attributes['bridge-port.port-mac-learning'] === false)
    reporter.error('conflict', span, '"mab" needs MAC learning, but "port-mac-learning" is off');
}

/** br_afspec: EINVAL otherwise. */
function checkTunnels({ attributes, spans }: Draft, reporter: Reporter): void {
  for (const attribute of ['bridge.vlans', 'bridge-port.vlans']) {
    const vlans = attributes[attribute];
    const span = spans.get(attribute);
    const tunnels = Array.isArray(vlans) && vlans.some((text) => String(text).includes(' tunnel '));
    if (!tunnels || span === undefined || attributes['bridge-port.vlan-tunnel'] === true) continue;
    const message =
      attribute === 'bridge.vlans'
        ? 'VLANs of the bridge itself have no "tunnel": those of its ports do'
        : '"tunnel" needs "vlan-tunnel: true" beside "vlans"';
    reporter.error(attribute === 'bridge.vlans' ? 'conflict' : 'missing-key', span, message);
  }
}

/** nbp_backup_change: EINVAL otherwise. */
function checkBackup(draft: Draft, drafts: Context['drafts'], reporter: Reporter): void {
  const id = draft.attributes['bridge-port.backup-port'];
  const span = draft.spans.get('bridge-port.backup-port');
  if (typeof id !== 'string' || span === undefined) return;
  const backup = drafts.get(id);
  if (id === draft.id) reporter.error('wrong-member', span, `"${id}" cannot be its own backup`);
  else if (backup !== undefined && backup.attributes['master'] !== draft.attributes['master']) {
    const message = `"${id}" is not a port of the bridge "${String(draft.attributes['master'])}"`;
    reporter.error('wrong-member', span, message);
  }
}
