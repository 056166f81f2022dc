import type { Attributes } from '../../../model/index.ts';
import { inTicks } from '../../../model/language/bridge.ts';
import { BR_BOOLOPT, type kinds, type Of } from '../../../netlink/index.ts';
import { type LinkAttribute, rows } from '../attribute.ts';
import { type LinkKind, linkKind } from '../kind.ts';
import { VLAN_PROTOCOLS } from '../vlan-protocols.ts';

type BridgeData = Of<(typeof kinds)['bridge']>;
type Row = LinkAttribute<BridgeData>;
const row = rows<BridgeData>();

/** The MTU of a bridge without ports that was not given another one (br_mtu_min). */
export const ETH_DATA_LEN = 1500;

/** Times are in seconds here, and in USER_HZ ticks of 1/100 s in the kernel (br_fill_info, net/bridge/br_netlink.c). */
const TICKS = 100;

type LongTime = { [K in keyof BridgeData]-?: bigint extends BridgeData[K] ? K : never }[keyof BridgeData];

const TIMES: ReadonlySet<string> = new Set([
  ...['forward-delay', 'hello-time', 'max-age', 'ageing-time'].map((name) => `bridge.${name}`),
  ...['last-member', 'startup-query', 'query', 'query-response', 'querier', 'membership'].map(
    (name) => `bridge.mcast-${name}-interval`,
  ),
]);

/** A time with 64 bits. */
const longTime = (key: LongTime): Row => ({
  how: 'live',
  read: ({ [key]: ticks }) => (ticks === undefined ? undefined : Number(ticks) / TICKS),
  write: (value) => ({ [key]: BigInt(Math.round(Number(value) * TICKS)) }),
});

const STP_MODES = { auto: 0, user: 1, kernel: 2 } as const;

/**
 * Options that share one attribute, IFLA_BR_MULTI_BOOLOPT: the values, and a mask of the options that are set or
 * supported.
 */
const BOOLOPTS: Readonly<Record<string, { readonly bit: number; readonly how: Row['how'] }>> = {
  'bridge.no-linklocal-learn': { bit: BR_BOOLOPT.NO_LL_LEARN, how: 'live' },
  'bridge.mcast-vlan-snooping': { bit: BR_BOOLOPT.MCAST_VLAN_SNOOPING, how: 'live' },
  // br_mst_set_enabled: EBUSY while a port has VLANs.
  'bridge.mst-enabled': { bit: BR_BOOLOPT.MST_ENABLE, how: 'empty' },
  'bridge.mdb-offload-fail-notification': { bit: BR_BOOLOPT.MDB_OFFLOAD_FAIL_NOTIFICATION, how: 'live' },
  'bridge.fdb-local-vlan-0': { bit: BR_BOOLOPT.FDB_LOCAL_VLAN_0, how: 'live' },
};

const boolopts = Object.fromEntries(
  Object.entries(BOOLOPTS).map(([name, { bit, how }]): [string, Row] => [
    name,
    {
      how,
      read: ({ multiBoolopt: told }) =>
        told === undefined || (told.optmask & (1 << bit)) === 0
          ? undefined
          : (told.optval & (1 << bit)) !== 0,
      // Written together by `multiBoolopt`.
      write: () => ({}),
    },
  ]),
);

/** The attribute for those options that are among these attributes; undefined if none is. */
function multiBoolopt(attributes: Attributes): BridgeData['multiBoolopt'] {
  let optval = 0;
  let optmask = 0;
  for (const [name, { bit }] of Object.entries(BOOLOPTS)) {
    if (attributes[name] === undefined) continue;
    optmask |= 1 << bit;
    if (attributes[name] === true) optval |= 1 << bit;
  }
  return optmask === 0 ? undefined : { optval, optmask };
}

const table = linkKind<BridgeData>(
  'bridge',
  () => ({
    'bridge.stp': row.boolean('stpState', 'live'),
    'bridge.stp-mode': row.choice('stpMode', STP_MODES, 'live'),
    'bridge.priority': row.number('priority', 'live'),
    'bridge.forward-delay': row.scaled('forwardDelay', TICKS, 'live'),
    'bridge.hello-time': row.scaled('helloTime', TICKS, 'live'),
    'bridge.max-age': row.scaled('maxAge', TICKS, 'live'),
    'bridge.ageing-time': row.scaled('ageingTime', TICKS, 'live'),
    'bridge.group-address': row.text('groupAddr', 'live'),
    'bridge.group-fwd-mask': row.number('groupFwdMask', 'live'),
    'bridge.fdb-max-learned': row.number('fdbMaxLearned', 'live'),
    'bridge.vlan-filtering': row.boolean('vlanFiltering', 'live'),
    'bridge.vlan-protocol': row.choice('vlanProtocol', VLAN_PROTOCOLS, 'live'),
    'bridge.default-pvid': row.number('vlanDefaultPvid', 'live'),
    'bridge.vlan-stats-enabled': row.boolean('vlanStatsEnabled', 'live'),
    // br_vlan_set_stats_per_port: EBUSY while a port has VLANs.
    'bridge.vlan-stats-per-port': row.boolean('vlanStatsPerPort', 'empty'),
    'bridge.mcast-snooping': row.boolean('mcastSnooping', 'live'),
    'bridge.mcast-router': row.number('mcastRouter', 'live'),
    'bridge.mcast-querier': row.boolean('mcastQuerier', 'live'),
    'bridge.mcast-query-use-ifaddr': row.boolean('mcastQueryUseIfaddr', 'live'),
    'bridge.mcast-stats-enabled': row.boolean('mcastStatsEnabled', 'live'),
    'bridge.mcast-igmp-version': row.number('mcastIgmpVersion', 'live'),
    'bridge.mcast-mld-version': row.number('mcastMldVersion', 'live'),
    'bridge.mcast-hash-elasticity': row.number('mcastHashElasticity', 'live'),
    'bridge.mcast-hash-max': row.number('mcastHashMax', 'live'),
    'bridge.mcast-last-member-count': row.number('mcastLastMemberCnt', 'live'),
    'bridge.mcast-last-member-interval': longTime('mcastLastMemberIntvl'),
    'bridge.mcast-startup-query-count': row.number('mcastStartupQueryCnt', 'live'),
    'bridge.mcast-startup-query-interval': longTime('mcastStartupQueryIntvl'),
    'bridge.mcast-query-interval': longTime('mcastQueryIntvl'),
    'bridge.mcast-query-response-interval': longTime('mcastQueryResponseIntvl'),
    'bridge.mcast-querier-interval': longTime('mcastQuerierIntvl'),
    'bridge.mcast-membership-interval': longTime('mcastMembershipIntvl'),
    'bridge.nf-call-iptables': row.boolean('nfCallIptables', 'live'),
    'bridge.nf-call-ip6tables': row.boolean('nfCallIp6tables', 'live'),
    'bridge.nf-call-arptables': row.boolean('nfCallArptables', 'live'),
    ...boolopts,
  }),
  {
    // dev_set_mtu does not call br_change_mtu if the value is the present one, so that the bridge goes on following its
    // ports.
    fleetingMtu: ETH_DATA_LEN,
    isAs: (attribute, wanted, live) => TIMES.has(attribute) && inTicks(Number(wanted)) === live,
    // br_changelink sets the forward delay before STP, and refuses one below 2 s while STP is still on.
    sentFirst: (changes) => (changes['bridge.stp'] === false ? ['bridge.stp'] : []),
    // br_changelink refuses another mode while STP is on (EBUSY).
    meanwhile: (before, changes) =>
      'bridge.stp-mode' in changes && before['bridge.stp'] === true && !('bridge.stp' in changes)
        ? { 'bridge.stp': false }
        : undefined,
  },
);

export const bridge: LinkKind = {
  ...table,
  write(attributes, links, before) {
    const options = multiBoolopt(attributes);
    const data = table.write(attributes, links, before);
    return options === undefined ? data : { ...data, multiBoolopt: options };
  },
};
