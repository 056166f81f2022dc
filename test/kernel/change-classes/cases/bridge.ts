import { casesOf, type KindCases, type More, portCasesOf } from '../case.ts';

const row = casesOf('bridge');

/** A parameter that is live. */
const live = (name: string, first: unknown, second: unknown, more?: More) =>
  row(`bridge.${name}`, 'live', first, second, more);

const parameters = (more: object): More => ({ with: { parameters: more } });
const PORTS = { interfaces: ['eth0', 'eth1', 'eth2'] };
/** That the kernel keeps them the second run finds out. */
const NEWEST = 'too new for iproute2';
const FILTERING = parameters({ 'vlan-filtering': true });

export const bridge: KindCases = {
  kind: 'bridge',
  needs: ['bridge', 'bridge-vlans'],
  section: 'bridges',
  nics: ['eth0', 'eth1', 'eth2'],
  device: PORTS,
  cases: [
    live('stp', false, true, { shows: { stp_state: 1 } }),
    live('priority', 32768, 4096, { shows: { priority: 4096 } }),
    live('forward-delay', 15, 4, { shows: { forward_delay: 400 } }),
    live('hello-time', 2, 9.5, { shows: { hello_time: 950 } }),
    live('max-age', 20, 6, { shows: { max_age: 600 } }),
    live('ageing-time', 300, 0, { shows: { ageing_time: 0 } }),
    live('group-address', '01:80:c2:00:00:00', '01:80:c2:00:00:0e', {
      shows: { group_addr: '01:80:c2:00:00:0e' },
    }),
    live('group-fwd-mask', 0, 8, { shows: { group_fwd_mask: '0x8' } }),
    live('fdb-max-learned', 0, 100),
    live('vlan-filtering', false, true, { shows: { vlan_filtering: 1 } }),
    live('vlan-protocol', '802.1q', '802.1ad', { shows: { vlan_protocol: '802.1ad' } }),
    live('default-pvid', 1, 9, { ...FILTERING, shows: { vlan_default_pvid: 9 } }),
    live('vlan-stats-enabled', false, true, { shows: { vlan_stats_enabled: 1 } }),
    row('bridge.vlan-stats-per-port', 'empty', false, true, FILTERING),
    live('mcast-snooping', true, false, { shows: { mcast_snooping: 0 } }),
    live('mcast-router', 1, 2, { shows: { mcast_router: 2 } }),
    live('mcast-querier', false, true, { shows: { mcast_querier: 1 } }),
    live('mcast-query-use-ifaddr', false, true, { shows: { mcast_query_use_ifaddr: 1 } }),
    live('mcast-stats-enabled', false, true, { shows: { mcast_stats_enabled: 1 } }),
    live('mcast-igmp-version', 2, 3, { shows: { mcast_igmp_version: 3 } }),
    live('mcast-mld-version', 1, 2, { shows: { mcast_mld_version: 2 } }),
    live('mcast-hash-max', 4096, 512, { shows: { mcast_hash_max: 512 } }),
    live('mcast-last-member-count', 2, 5, { shows: { mcast_last_member_cnt: 5 } }),
    live('mcast-last-member-interval', 1, 2.5, { shows: { mcast_last_member_intvl: 250 } }),
    live('mcast-startup-query-count', 2, 3, { shows: { mcast_startup_query_cnt: 3 } }),
    live('mcast-startup-query-interval', 31.25, 20, { shows: { mcast_startup_query_intvl: 2000 } }),
    live('mcast-query-interval', 125, 60, { shows: { mcast_query_intvl: 6000 } }),
    live('mcast-query-response-interval', 10, 5, { shows: { mcast_query_response_intvl: 500 } }),
    live('mcast-querier-interval', 255, 100, { shows: { mcast_querier_intvl: 10000 } }),
    live('mcast-membership-interval', 260, 130, { shows: { mcast_membership_intvl: 13000 } }),
    live('nf-call-iptables', false, true, { shows: { nf_call_iptables: 1 } }),
    live('nf-call-ip6tables', false, true, { shows: { nf_call_ip6tables: 1 } }),
    live('nf-call-arptables', false, true, { shows: { nf_call_arptables: 1 } }),
    live('no-linklocal-learn', false, true),
    live('stp-mode', 'auto', 'kernel', { unseen: NEWEST }),
    live('mdb-offload-fail-notification', false, true, { unseen: NEWEST }),
    live('fdb-local-vlan-0', false, true, { unseen: NEWEST }),
    live('mcast-vlan-snooping', false, true, FILTERING),
    row('bridge.mst-enabled', 'empty', false, true, FILTERING),
    live('vlans', [{ id: 1 }], [{ id: 1 }, { id: '10-20' }], FILTERING),
  ],
};

const port = portCasesOf('bridge', 'bridges', { ...PORTS, parameters: { 'vlan-filtering': true } });

/** A setting of a port that is live. */
const ofPort = (name: string, first: unknown, second: unknown, more?: More) =>
  port(`bridge-port.${name}`, 'live', first, second, more);

export const bridgePort: KindCases = {
  kind: 'port of bridge',
  needs: ['bridge', 'bridge-vlans'],
  section: 'ethernets',
  nics: ['eth0', 'eth1', 'eth2'],
  name: 'eth0',
  device: {},
  cases: [
    ofPort('path-cost', 100, 400, { shows: { cost: 400 } }),
    ofPort('port-priority', 32, 23, { shows: { priority: 23 } }),
    ofPort('hairpin', false, true, { shows: { hairpin: true } }),
    ofPort('neigh-suppress', false, true, { shows: { neigh_suppress: true } }),
    ofPort('port-mac-learning', true, false, { shows: { learning: false } }),
    ofPort('vlan-tunnel', false, true, { shows: { vlan_tunnel: true } }),
    ofPort('isolated', false, true, { shows: { isolated: true } }),
    ofPort('locked', false, true, { shows: { locked: true } }),
    ofPort('mab', false, true, { with: { locked: true } }),
    ofPort('guard', false, true, { shows: { guard: true } }),
    ofPort('root-block', false, true, { shows: { root_block: true } }),
    ofPort('flood', true, false, { shows: { flood: false } }),
    ofPort('bcast-flood', true, false, { shows: { bcast_flood: false } }),
    ofPort('mcast-flood', true, false, { shows: { mcast_flood: false } }),
    ofPort('mcast-to-unicast', false, true, { shows: { mcast_to_unicast: true } }),
    ofPort('mcast-router', 1, 2, { shows: { multicast_router: 2 } }),
    ofPort('mcast-max-groups', 0, 7),
    ofPort('fastleave', false, true, { shows: { fastleave: true } }),
    ofPort('group-fwd-mask', 0, 8, { shows: { group_fwd_mask: '0x8' } }),
    ofPort('neigh-vlan-suppress', false, true),
    ofPort('proxy-arp', false, true, { shows: { proxy_arp: true } }),
    ofPort('proxy-arp-wifi', false, true, { shows: { proxy_arp_wifi: true } }),
    ofPort('backup-port', 'eth1', 'eth2', { shows: { backup_port: 'eth2' } }),
    ofPort('backup-nhid', 0, 7),
    ofPort('mcast-eht-hosts-limit', 512, 100, { unseen: NEWEST }),
    ofPort('neigh-forward-grat', false, true, { unseen: NEWEST }),
    ofPort(
      'vlans',
      [{ id: 1, pvid: true, untagged: true }],
      [{ id: 1, pvid: true, untagged: true }, { id: '10-20' }],
    ),
  ],
};
