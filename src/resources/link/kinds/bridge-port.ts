import type { Of, portKinds } from '../../../netlink/index.ts';
import { rows } from '../attribute.ts';
import { linkKind } from '../kind.ts';

type BridgePortData = Of<(typeof portKinds)['bridge']>;
const row = rows<BridgePortData>();

/**
 * The attributes of a bridge's port: IFLA_INFO_SLAVE_DATA. All of them are lost when it leaves the bridge (del_nbp).
 * Left out are `state`, which the kernel or a spanning tree daemon changes all the time, and `learning_sync` and
 * `hwmode`, which belong to drivers.
 */
export const bridgePort = linkKind<BridgePortData>(
  'bridge',
  () => ({
    'bridge-port.path-cost': row.number('cost', 'live'),
    'bridge-port.port-priority': row.number('priority', 'live'),
    'bridge-port.hairpin': row.boolean('mode', 'live'),
    'bridge-port.neigh-suppress': row.boolean('neighSuppress', 'live'),
    'bridge-port.port-mac-learning': row.boolean('learning', 'live'),
    'bridge-port.vlan-tunnel': row.boolean('vlanTunnel', 'live'),
    'bridge-port.isolated': row.boolean('isolated', 'live'),
    // br_setport checks `mab` against the new values of `locked` and `learning`, so all are sent in one message.
    'bridge-port.locked': row.boolean('locked', 'live'),
    'bridge-port.mab': row.boolean('mab', 'live'),
    'bridge-port.guard': row.boolean('guard', 'live'),
    'bridge-port.root-block': row.boolean('protect', 'live'),
    'bridge-port.flood': row.boolean('unicastFlood', 'live'),
    'bridge-port.bcast-flood': row.boolean('bcastFlood', 'live'),
    'bridge-port.mcast-flood': row.boolean('mcastFlood', 'live'),
    'bridge-port.mcast-to-unicast': row.boolean('mcastToUcast', 'live'),
    'bridge-port.mcast-router': row.number('multicastRouter', 'live'),
    'bridge-port.mcast-max-groups': row.number('mcastMaxGroups', 'live'),
    'bridge-port.mcast-eht-hosts-limit': row.number('mcastEhtHostsLimit', 'live'),
    'bridge-port.fastleave': row.boolean('fastLeave', 'live'),
    'bridge-port.group-fwd-mask': row.number('groupFwdMask', 'live'),
    'bridge-port.neigh-vlan-suppress': row.boolean('neighVlanSuppress', 'live'),
    'bridge-port.neigh-forward-grat': row.boolean('neighForwardGrat', 'live'),
    'bridge-port.proxy-arp': row.boolean('proxyarp', 'live'),
    'bridge-port.proxy-arp-wifi': row.boolean('proxyarpWifi', 'live'),
    'bridge-port.backup-port': {
      how: 'live',
      // br_port_fill_attrs leaves it out if there is none.
      read: ({ backupPort = 0 }, links) => (backupPort === 0 ? null : (links.nameOf(backupPort) ?? null)),
      write: (value, links) => ({ backupPort: value === null ? 0 : links.indexOf(String(value)) }),
    },
    'bridge-port.backup-nhid': {
      ...row.number('backupNhid', 'live'),
      // br_port_fill_attrs leaves it out if there is none.
      read: ({ backupNhid = 0 }) => backupNhid,
    },
  }),
  // nbp_backup_change accepts only a port of the same bridge.
  { afterPorts: ['bridge-port.backup-port'], fresh: { 'bridge-port.backup-port': null } },
);
