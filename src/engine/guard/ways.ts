import type { Item, Step } from '../../model/index.ts';
import { covers, type Ip, parseIp, parseIpPrefix } from '../../model/ip.ts';

/**
 * Returns a test of steps: whether the path to one of these addresses could change with a step. New addresses, and routes,
 * concern the addresses in their network; a rule, and any change or removal of a link, client or address, can concern all.
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
