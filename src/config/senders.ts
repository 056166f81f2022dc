import { childOf } from './node.ts';
import type { RouteSite } from './route-shape.ts';
import { isFault, parseTarget, type Target } from './route-targets.ts';
import type { Definitions } from './schema/definitions.ts';

const KEY = 'source-prefix';

/** Reads `source-prefix` of a route; undefined if it is missing, null if it is wrong (which is reported). */
export function readSenders(entry: Definitions['route'], site: RouteSite): Target | null | undefined {
  const text = entry[KEY];
  if (text === undefined) return undefined;
  const { node, list, reporter } = site;
  const span = childOf(node, KEY) ?? node;
  const target = parseTarget(text);
  if (isFault(target)) {
    reporter.error(target.code, span, `"${KEY}": ${target.message}`, { list });
    return null;
  }
  const { hostBits } = target;
  // The kernel clears them (ip6_route_info_create).
  if (hostBits !== undefined)
    reporter.warning('host-bits', span, `"${KEY}": ${hostBits.taken}`, { hint: hostBits.hint, list });
  return target;
}

/** Whether a route of this family can be for some senders only. Returns false after reporting an error. */
export function checkSenders(
  senders: Target | undefined,
  family: 4 | 6,
  { node, list, reporter }: RouteSite,
): boolean {
  if (senders === undefined || (family === 6 && senders.ip.family === 6)) return true;
  const span = childOf(node, KEY) ?? node;
  if (family === 6) {
    const message = `"${KEY}" is an IPv${senders.ip.family} network, but "to" is IPv${family}`;
    reporter.error('family-mismatch', span, message, { list });
  } else {
    const hint = 'a rule with "from" looks up another table for some senders';
    reporter.error('conflict', span, `only an IPv6 route has a "${KEY}"`, { hint, list });
  }
  return false;
}
