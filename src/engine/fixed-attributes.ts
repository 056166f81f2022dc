import { type Link, type Problem, sameValue, type Value } from '../model/index.ts';
import type { Wanted } from '../resources/room.ts';

/** A wanted link without what its driver does not let change; where that is not as wanted, it is a problem. */
export function withoutFixed(
  wanted: Wanted<Link>,
  live: Link | undefined,
  problems: Problem[],
): Wanted<Link> {
  const { item, source, places } = wanted;
  const fixed = (live?.facts?.fixed ?? []).filter((name) => name in item.attributes);
  if (live === undefined || fixed.length === 0) return wanted;
  const attributes: Record<string, Value> = { ...item.attributes };
  for (const name of fixed) {
    const is = live.attributes[name];
    if (!sameValue(is, attributes[name])) {
      problems.push({
        code: 'fixed-by-driver',
        severity: 'error',
        message: `the driver of ${item.name} does not let "${name}" change: it stays ${said(is)}`,
        hint: 'leave the key out, or look what the driver can do: ethtool -k and ethtool show it',
        source: places[name] ?? source,
      });
    }
    delete attributes[name];
  }
  return { ...wanted, item: { ...item, attributes } };
}

const said = (value: Value | undefined): string =>
  value === true ? 'on' : value === false || value === undefined ? 'off' : String(value);
