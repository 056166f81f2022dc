import { type Link, type Problem, sameValue, type Value } from '../../model/index.ts';
import type { Wanted } from '../../resources/room.ts';

export const INFINIBAND = 'ipoib.mode';

const HINTS: Readonly<Record<string, string>> = {
  [INFINIBAND]: 'leave the key out',
  'virtual-function-count': 'leave the key out, or turn SR-IOV on in the firmware of machine and card',
  'embedded-switch-mode': 'leave the key out: devlink dev eswitch show finds no switch in the card',
};

/** The wanted link without attributes that its driver cannot change. If one of them is not as wanted, that is a problem. */
export function withoutFixed(
  wanted: Wanted<Link>,
  live: Link | undefined,
  problems: Problem[],
): Wanted<Link> {
  const { item, source, places } = wanted;
  const fixed = fixedOf(item, live).filter((name) => name in item.attributes);
  if (live === undefined || fixed.length === 0) return wanted;
  const attributes: Record<string, Value> = { ...item.attributes };
  for (const name of fixed) {
    const is = live.attributes[name];
    if (!sameValue(is, attributes[name])) {
      problems.push({
        code: 'fixed-by-driver',
        severity: 'error',
        message:
          name === INFINIBAND
            ? `${item.name} is not an InfiniBand device: it has no "infiniband-mode"`
            : is === undefined
              ? `the driver of ${item.name} has no "${name}"`
              : `the driver of ${item.name} does not let "${name}" change: it stays ${said(is)}`,
        hint:
          HINTS[name] ?? 'leave the key out, or see what the driver can do: ethtool and ethtool -k show it',
        source: places[name] ?? source,
      });
    }
    delete attributes[name];
  }
  return { ...wanted, item: { ...item, attributes } };
}

/** The attributes that the driver cannot change; the mode of InfiniBand, too, if the NIC is not one of InfiniBand. */
const fixedOf = ({ kind }: Link, live: Link | undefined): readonly string[] => [
  ...(live?.facts?.fixed ?? []),
  ...(kind === 'physical' && live !== undefined && live.kind !== 'ipoib' ? [INFINIBAND] : []),
];

const said = (value: Value): string => (value === true ? 'on' : value === false ? 'off' : String(value));
