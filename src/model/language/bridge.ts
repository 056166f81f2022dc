import { type DeviceLanguage, deviceKeys, type Form } from './device.ts';

/**
 * What a time becomes where the timer has 250 ticks in a second, as Debian's kernels have: both clock_t_to_jiffies and
 * jiffies_to_clock_t round down.
 */
export const inTicks = (seconds: number): number =>
  Math.floor((Math.floor((Math.round(seconds * 100) * 5) / 2) * 2) / 5) / 100;

/** The kernel counts a bridge's times in hundredths of a second (USER_HZ). */
const seconds = (least = 0, most = 42_949_672): Form => ({
  form: 'time',
  unit: 's',
  least,
  most,
  step: 0.01,
  rounded: inTicks,
});

/**
 * br_multicast_set_query_intvl and its counterpart for startup clamp values to this range, reporting it only in the
 * kernel's log.
 */
const QUERY_INTERVAL = seconds(1, 86_400);

const off = { usual: false } as const;

/**
 * The names are netplan's, or else iproute2's (`ip link help bridge`) with dashes. The ranges come from
 * net/bridge/br_stp.c, br_stp_if.c, br_multicast.c; the defaults of a new bridge from br_dev_setup, br_multicast_init.
 */
export const bridge: DeviceLanguage = {
  kind: 'bridge',
  keys: deviceKeys('bridge', () => ({
    vlans: { form: { form: 'bridge-vlans' }, usual: ['1 pvid untagged'] },
    'parameters.stp': off,
    'parameters.stp-mode': { usual: 'auto' },
    'parameters.priority': { usual: 32768 },
    'parameters.ageing-time': { form: seconds(), usual: 300, spellings: ['aging-time'] },
    'parameters.forward-delay': { form: seconds(), usual: 15 },
    'parameters.hello-time': { form: seconds(1, 10), usual: 2 },
    'parameters.max-age': { form: seconds(6, 40), usual: 20 },
    'parameters.group-address': { usual: '01:80:c2:00:00:00' },
    'parameters.group-fwd-mask': { form: { form: 'bits32' }, usual: 0 },
    'parameters.no-linklocal-learn': off,
    'parameters.fdb-max-learned': { usual: 0 },
    'parameters.fdb-local-vlan-0': off,
    'parameters.mdb-offload-fail-notification': off,
    'parameters.vlan-filtering': off,
    'parameters.vlan-protocol': { usual: '802.1q' },
    'parameters.default-pvid': { usual: 1, spellings: ['vlan-default-pvid'] },
    'parameters.vlan-stats-enabled': off,
    'parameters.vlan-stats-per-port': off,
    'parameters.mst-enabled': off,
    'parameters.mcast-snooping': { usual: true },
    'parameters.mcast-vlan-snooping': off,
    'parameters.mcast-router': { usual: 1 },
    'parameters.mcast-querier': off,
    'parameters.mcast-query-use-ifaddr': off,
    'parameters.mcast-stats-enabled': off,
    'parameters.mcast-igmp-version': { usual: 2 },
    'parameters.mcast-mld-version': { usual: 1 },
    'parameters.mcast-hash-elasticity': { usual: 16 },
    'parameters.mcast-hash-max': { usual: 4096 },
    'parameters.mcast-last-member-count': { usual: 2 },
    'parameters.mcast-last-member-interval': { form: seconds(), usual: 1 },
    'parameters.mcast-startup-query-count': { usual: 2 },
    'parameters.mcast-startup-query-interval': { form: QUERY_INTERVAL, usual: 31.25 },
    'parameters.mcast-query-interval': { form: QUERY_INTERVAL, usual: 125 },
    'parameters.mcast-query-response-interval': { form: seconds(), usual: 10 },
    'parameters.mcast-querier-interval': { form: seconds(), usual: 255 },
    'parameters.mcast-membership-interval': { form: seconds(), usual: 260 },
    'parameters.nf-call-iptables': off,
    'parameters.nf-call-ip6tables': off,
    'parameters.nf-call-arptables': off,
  })),
  ports: [
    // The costs that the kernel derives from a port's speed (port_cost, net/bridge/br_if.c).
    { key: 'parameters.path-cost', attribute: 'bridge-port.path-cost', usual: [1, 2, 3, 4, 5, 19, 100] },
    { key: 'parameters.port-priority', attribute: 'bridge-port.port-priority', usual: [32] },
  ],
};
