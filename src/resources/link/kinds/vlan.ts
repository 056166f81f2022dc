import type { Attributes, Value } from '../../../model/index.ts';
import { type kinds, type Of, VLAN_FLAG } from '../../../netlink/index.ts';
import { type LinkAttribute, rows } from '../attribute.ts';
import { type LinkKind, linkKind } from '../kind.ts';
import { VLAN_PROTOCOLS } from '../vlan-protocols.ts';

type VlanData = Of<(typeof kinds)['vlan']>;
const row = rows<VlanData>();

const FLAGS: Readonly<Record<string, number>> = {
  'vlan.reorder-header': VLAN_FLAG.REORDER_HDR,
  'vlan.gvrp': VLAN_FLAG.GVRP,
  'vlan.loose-binding': VLAN_FLAG.LOOSE_BINDING,
  'vlan.mvrp': VLAN_FLAG.MVRP,
  'vlan.bridge-binding': VLAN_FLAG.BRIDGE_BINDING,
};

/** A bit of IFLA_VLAN_FLAGS, which is absent when it is 0 (vlan_fill_info); all bits are written together. */
const flagRow = (bit: number): LinkAttribute<VlanData> => ({
  how: 'live',
  read: ({ flags }) => ((flags?.flags ?? 0) & bit) !== 0,
  write: () => ({}),
});

function flagsOf(attributes: Attributes): VlanData {
  const said = Object.entries(FLAGS).filter(([name]) => name in attributes);
  if (said.length === 0) return {};
  const sum = (bits: readonly (readonly [string, number])[]): number =>
    bits.reduce((all, [, bit]) => all | bit, 0);
  return { flags: { flags: sum(said.filter(([name]) => attributes[name] === true)), mask: sum(said) } };
}

/**
 * Mappings are added one by one; one is removed by setting it to 0 (vlan_dev_set_ingress_priority,
 * vlan_dev_set_egress_priority).
 */
const qosMap = (key: 'ingressQos' | 'egressQos'): LinkAttribute<VlanData> => ({
  how: 'live',
  read: (wire) =>
    (wire[key] ?? [])
      .map(({ from, to }) => [from, to] as const)
      .sort(([a], [b]) => a - b)
      .map(([from, to]) => `${from}:${to}`),
  write(value, _links, before) {
    const wanted = pairsOf(value);
    const gone = [...pairsOf(before).keys()].filter((from) => !wanted.has(from));
    const list = [
      ...gone.map((from) => ({ from, to: 0 })),
      ...[...wanted].map(([from, to]) => ({ from, to })),
    ];
    return list.length === 0 ? {} : { [key]: list };
  },
});

function pairsOf(value: Value | undefined): ReadonlyMap<number, number> {
  const items = Array.isArray(value) ? value : [];
  return new Map(
    items.map((item): [number, number] => {
      const [from, to] = String(item).split(':');
      return [Number(from), Number(to)];
    }),
  );
}

const table = linkKind<VlanData>('vlan', () => ({
  // vlan_changelink silently ignores both.
  'vlan.id': row.number('id', 'create'),
  'vlan.protocol': row.choice('protocol', VLAN_PROTOCOLS, 'create'),
  ...Object.fromEntries(Object.entries(FLAGS).map(([name, bit]) => [name, flagRow(bit)])),
  'vlan.ingress-qos-map': qosMap('ingressQos'),
  'vlan.egress-qos-map': qosMap('egressQos'),
}));

export const vlan: LinkKind = {
  ...table,
  write(attributes, links, before) {
    const data = { ...table.write(attributes, links, before), ...flagsOf(attributes) };
    return Object.keys(data).length === 0 ? undefined : data;
  },
  // vlan_dev_open
  needsLowerUp: ({ 'vlan.loose-binding': loose }) => loose !== true,
  // vlan_check_real_dev: one VLAN for each id and protocol on a device.
  claim: ({ link, 'vlan.id': id, 'vlan.protocol': protocol }) =>
    typeof link === 'string' && id !== undefined ? `${link} ${protocol ?? '802.1q'} ${id}` : undefined,
};
