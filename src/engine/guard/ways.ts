import type { Item, Step } from '../../model/index.ts';
import { covers, type Ip, parseIp, parseIpPrefix } from '../../model/ip.ts';

/**
 * Tells of steps whether the way to one of these addresses could be another after them: a new address or a route concerns the
 * addresses in its network, whatever else changes what is there could concern any.
 */
export function turning(addresses: Iterable<string>): (step: Step) => boolean {
  const ends = [...addresses].flatMap((address) => parseIp(address) ?? []);
  const isAround = (item: Item | null): boolean =>
    item?.type === 'route'
      ? isIn(item.to, ends)
      : item?.type === 'address' && isIn(`${item.peer ?? item.address}/${item.prefix}`, ends);
  return ({ kind, action, before, after }) => {
    if (kind === 'route') return isAround(before) || isAround(after);
    if (kind === 'rule') return true;
    if (action !== 'create') return kind === 'link' || kind === 'client' || kind === 'address';
    return kind === 'address' && isAround(after);
  };
}

function isIn(network: string, ends: readonly Ip[]): boolean {
  const parsed = parseIpPrefix(network);
  return typeof parsed === 'string' || ends.some((end) => covers(parsed.ip, parsed.prefix, end));
}
