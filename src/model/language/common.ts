import { once } from '../once.ts';
import { type DeviceKey, deviceKeys } from './device.ts';
import { FILTERS } from './qdiscs/filters.ts';
import { DEFAULT_QDISC, QDISC } from './qdiscs/qdisc.ts';
import { CLASSES, QDISCS } from './qdiscs/tree.ts';

/**
 * Keys of every device that are simply attributes of its link. Other common keys (addresses, macaddress …) have readers
 * of their own.
 */
export const commonKeys = deviceKeys('', () => ({
  mtu: { attribute: 'mtu' },
  'transmit-queue-length': { attribute: 'transmit-queue-length', usual: 1000 },
  qdisc: { attribute: QDISC, form: { form: 'qdisc' }, usual: DEFAULT_QDISC },
  // Classes are read last, as they are of the kinds of the disciplines.
  qdiscs: { attribute: QDISCS, form: { form: 'qdiscs' }, usual: [] },
  classes: { attribute: CLASSES, form: { form: 'classes' }, usual: [] },
  filters: { attribute: FILTERS, form: { form: 'filters' }, usual: null },
  'alternative-names': { attribute: 'alternative-names', form: { form: 'set' }, usual: [] },
  group: { attribute: 'group', usual: 0 },
  // The kernel always reports these; the default depends on the link's driver.
  'transmit-queues': { attribute: 'transmit-queues', usual: 1 },
  'receive-queues': { attribute: 'receive-queues', usual: 1 },
  arp: { attribute: 'arp', usual: true },
  multicast: { attribute: 'multicast', usual: true },
  'all-multicast': { attribute: 'all-multicast', usual: false },
  promiscuous: { attribute: 'promiscuous', usual: false },
  protodown: { attribute: 'protodown', usual: false },
  'protodown-reasons': { attribute: 'protodown-reasons', form: { form: 'bits32' }, usual: 0 },
  'gso-max-size': { attribute: 'gso-max-size', usual: 65536 },
  'gso-max-segments': { attribute: 'gso-max-segments', usual: 65535 },
  'gso-ipv4-max-size': { attribute: 'gso-ipv4-max-size', usual: 65536 },
  'gro-max-size': { attribute: 'gro-max-size', usual: 65536 },
  'gro-ipv4-max-size': { attribute: 'gro-ipv4-max-size', usual: 65536 },
  'ipv6-address-generation': { attribute: 'ipv6-address-generation', usual: 'eui64' },
  'accept-ra': { attribute: 'accept-ra', form: { form: 'level', off: 0, on: [true, 1, 2] }, usual: 1 },
  'ipv6-privacy': { attribute: 'ipv6-privacy', form: { form: 'level', off: 0, on: [2] }, usual: 0 },
  'ipv6-mtu': { attribute: 'ipv6-mtu', usual: null },
  sysctl: { attribute: 'sysctl', form: { form: 'sysctls' } },
  'ipv6-address-token': {
    attribute: 'ipv6-address-token',
    form: { form: 'ip', family: 6, unicast: true, none: true },
    usual: null,
  },
}));

/** Keys of a device that apply to it as a port of its master. */
export const portKeys = deviceKeys('bridge-port', () => ({
  hairpin: { usual: false },
  'neigh-suppress': { usual: false },
  'port-mac-learning': { usual: true },
  vlans: { form: { form: 'bridge-vlans' }, usual: ['1 pvid untagged'] },
  'vlan-tunnel': { usual: false },
  isolated: { usual: false },
  locked: { usual: false },
  mab: { usual: false },
  guard: { usual: false },
  'root-block': { usual: false },
  flood: { usual: true },
  'bcast-flood': { usual: true },
  'mcast-flood': { usual: true },
  'mcast-to-unicast': { usual: false },
  'mcast-router': { usual: 1 },
  'mcast-max-groups': { usual: 0 },
  // BR_MCAST_DEFAULT_EHT_HOSTS_LIMIT
  'mcast-eht-hosts-limit': { usual: 512 },
  fastleave: { usual: false },
  'group-fwd-mask': { form: { form: 'bits32' }, usual: 0 },
  'neigh-vlan-suppress': { usual: false },
  'neigh-forward-grat': { usual: false },
  'proxy-arp': { usual: false },
  'proxy-arp-wifi': { usual: false },
  'backup-port': { form: { form: 'device' }, usual: null },
  'backup-nhid': { usual: 0 },
}));

/**
 * For kinds of device whose numbers of queues cannot be declared: a hint that says why. For others they can be, when
 * the device is created.
 */
export const QUEUES_ELSEWHERE: Readonly<Record<string, string>> = {
  physical: '"channels" says how many of its queues a NIC uses',
  tun: '"multi-queue: true" lets as many processes open it as there are queues',
};

/** Names of common keys for kinds that have a key of their own with the common name. */
const CALLED: Readonly<Record<string, Readonly<Record<string, string>>>> = { tun: { group: 'link-group' } };

const all = once((): readonly DeviceKey[] => [...commonKeys(), ...portKeys()]);

const ofKinds = once(
  (): ReadonlyMap<string, readonly DeviceKey[]> =>
    new Map(
      Object.entries(CALLED).map(([kind, called]) => [
        kind,
        all().map((one) => ({ ...one, key: called[one.key] ?? one.key })),
      ]),
    ),
);

/**
 * {@link commonKeys} and {@link portKeys} as they are named for a kind of device; returns the same list at each call.
 */
export const commonKeysOf = (kind: string): readonly DeviceKey[] =>
  (kind in CALLED ? ofKinds().get(kind) : undefined) ?? all();
