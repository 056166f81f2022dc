import { casesOf, type KindCases, type More, portCasesOf, type Said } from '../case.ts';

const row = casesOf('bond');
const PORTS = { interfaces: ['eth0', 'eth1'] };

const live = (name: string, first: unknown, second: unknown, more?: More) =>
  row(`bond.${name}`, 'live', first, second, more);
const down = (name: string, first: unknown, second: unknown, more?: More) =>
  row(`bond.${name}`, 'down', first, second, more);
const empty = (name: string, first: unknown, second: unknown, more?: More) =>
  row(`bond.${name}`, 'empty', first, second, more);

/** iproute2 has no words for the newest ones: that the kernel keeps them the second run finds out. */
const NEWEST = 'too new for iproute2';

const parameters = (more: Said): More => ({ with: { parameters: more } });
const MII = parameters({ 'mii-monitor-interval': 100 });
const ACTIVE_BACKUP = parameters({ mode: 'active-backup', 'mii-monitor-interval': 100 });
const LACP = parameters({ mode: '802.3ad', 'mii-monitor-interval': 100 });
const ARP = parameters({ mode: 'active-backup', 'arp-interval': 200, 'arp-ip-targets': ['192.0.2.9'] });

export const bond: KindCases = {
  kind: 'bond',
  needs: ['bond'],
  section: 'bonds',
  device: PORTS,
  cases: [
    empty('mode', 'balance-rr', 'balance-xor', { shows: { mode: 'balance-xor' } }),
    live('mii-monitor-interval', 100, '1s', { shows: { miimon: 1000 } }),
    live('up-delay', 0, '2s', { ...MII, shows: { updelay: 2000 } }),
    live('down-delay', 300, 0, { ...MII, shows: { downdelay: 0 } }),
    live('peer-notify-delay', 0, 300, { ...MII, shows: { peer_notify_delay: 300 } }),
    live('arp-interval', 200, '250ms', {
      ...parameters({ mode: 'active-backup', 'arp-ip-targets': ['192.0.2.9'] }),
      shows: { arp_interval: 250 },
    }),
    live('arp-ip-targets', ['192.0.2.1'], ['192.0.2.2', '192.0.2.1'], {
      ...parameters({ 'arp-interval': 200 }),
      shows: { arp_ip_target: ['192.0.2.2', '192.0.2.1'] },
    }),
    live('arp-ip-targets', ['192.0.2.1'], []),
    live('ns-ip6-targets', ['2001:db8::1'], ['2001:db8::2', '2001:db8::1'], {
      ...parameters({ 'arp-interval': 200 }),
      shows: { ns_ip6_target: ['2001:db8::2', '2001:db8::1'] },
    }),
    live('arp-validate', 'none', 'filter-active', { ...ARP, shows: { arp_validate: 'filter_active' } }),
    live('arp-all-targets', 'any', 'all', { shows: { arp_all_targets: 'all' } }),
    live('missed-max', 2, 255, { shows: { arp_missed_max: 255 } }),
    live('primary', 'eth0', 'eth1', { ...ACTIVE_BACKUP, shows: { primary: 'eth1' } }),
    live('active-member', 'eth0', 'eth1', { ...ACTIVE_BACKUP, shows: { active_slave: 'eth1' } }),
    live('primary-reselect-policy', 'always', 'failure', {
      ...ACTIVE_BACKUP,
      shows: { primary_reselect: 'failure' },
    }),
    empty('fail-over-mac-policy', 'none', 'follow', { ...ACTIVE_BACKUP, shows: { fail_over_mac: 'follow' } }),
    live('transmit-hash-policy', 'layer2', 'vlan+srcmac', {
      ...parameters({ mode: 'balance-xor' }),
      shows: { xmit_hash_policy: 'vlan+srcmac' },
    }),
    live('resend-igmp', 1, 0, { shows: { resend_igmp: 0 } }),
    live('gratuitous-arp', 1, 0, { shows: { num_peer_notif: 0 } }),
    live('all-members-active', true, false, { shows: { all_slaves_active: 0 } }),
    live('min-links', 1, 0, { shows: { min_links: 0 } }),
    live('learn-packet-interval', 1, '1min', { shows: { lp_interval: 60 } }),
    live('packets-per-member', 1, 0, { shows: { packets_per_slave: 0 } }),
    down('tlb-dynamic-lb', true, false, {
      ...parameters({ mode: 'balance-tlb' }),
      shows: { tlb_dynamic_lb: 0 },
    }),
    down('lacp-rate', 'slow', 'fast', { ...LACP, shows: { ad_lacp_rate: 'fast' } }),
    down('lacp-active', true, false, { ...LACP, shows: { ad_lacp_active: 'off' } }),
    live('lacp-strict', false, true, { ...LACP, unseen: NEWEST }),
    down('ad-select', 'stable', 'count', { ...LACP, shows: { ad_select: 'count' } }),
    live('ad-actor-sys-prio', 65535, 7, { ...LACP, shows: { ad_actor_sys_prio: 7 } }),
    live('ad-actor-system', '00:00:00:00:00:00', '02:00:00:00:00:aa', {
      ...LACP,
      shows: { ad_actor_system: '02:00:00:00:00:aa' },
    }),
    down('ad-user-port-key', 0, 1023, { ...LACP, shows: { ad_user_port_key: 1023 } }),
    down('coupled-control', true, false, LACP),
    live('broadcast-neighbor', false, true, { ...LACP, unseen: NEWEST }),
  ],
};

const port = portCasesOf('bond', 'bonds', PORTS);

export const bondPort: KindCases = {
  kind: 'port of bond',
  needs: ['bond'],
  section: 'ethernets',
  name: 'eth0',
  device: {},
  cases: [
    port('bond-port.queue-id', 'live', 1, 3, { shows: { queue_id: 3 } }),
    port('bond-port.prio', 'live', 1, -7, {
      with: { parameters: { mode: 'active-backup' } },
      shows: { prio: -7 },
    }),
    port('bond-port.actor-port-prio', 'live', 255, 7, {
      with: { parameters: { mode: '802.3ad' } },
      unseen: NEWEST,
    }),
  ],
};

const ofTeam = casesOf('team');
const TEAM =
  'iproute2 shows nothing of a team: netlink-team.test.ts holds the reader to what the kernel was told';

const ofTeamPort = portCasesOf('team', 'teams', { ...PORTS, parameters: { mode: 'roundrobin' } });

export const team: KindCases = {
  kind: 'team',
  needs: ['team'],
  section: 'teams',
  device: PORTS,
  cases: [
    ofTeam('team.mode', 'empty', 'roundrobin', 'activebackup', { unseen: TEAM }),
    ofTeam('team.notify-peers-count', 'live', 0, 3, { unseen: TEAM, ...parameters({ mode: 'roundrobin' }) }),
    ofTeam('team.notify-peers-interval', 'live', 0, 200, {
      unseen: TEAM,
      ...parameters({ mode: 'roundrobin' }),
    }),
    ofTeam('team.mcast-rejoin-count', 'live', 0, 3, { unseen: TEAM, ...parameters({ mode: 'roundrobin' }) }),
    ofTeam('team.mcast-rejoin-interval', 'live', 0, 200, {
      unseen: TEAM,
      ...parameters({ mode: 'roundrobin' }),
    }),
    ofTeam('team.lb-tx-method', 'live', 'hash', 'hash_to_port_mapping', {
      unseen: TEAM,
      ...parameters({ mode: 'loadbalance' }),
    }),
    ofTeam('team.active-port', 'live', 'eth0', 'eth1', {
      unseen: TEAM,
      ...parameters({ mode: 'activebackup' }),
    }),
  ],
};

export const teamPort: KindCases = {
  kind: 'port of team',
  needs: ['team'],
  section: 'ethernets',
  name: 'eth0',
  device: {},
  cases: [
    ofTeamPort('team-port.priority', 'live', 0, -3, { unseen: TEAM }),
    ofTeamPort('team-port.queue-id', 'live', 0, 3, { unseen: TEAM }),
  ],
};
