import type { Client, Link } from '../model/index.ts';
import { DHCP_METRIC, ROUTE_METRIC } from '../model/language/clients.ts';
import type { Wanted } from '../resources/room.ts';

/**
 * Links that one device stands for have its metric of DHCP's routes all: those behind the first get the next that no other link
 * has, unless it is said which. Two routes with one metric cannot stand side by side.
 */
export function spreadMetrics(
  clients: readonly Wanted<Client>[],
  links: readonly Wanted<Link>[],
): readonly Wanted<Client>[] {
  const leased = clients.filter(({ item }) => ROUTE_METRIC in item.settings);
  if (leased.length < 2) return clients;
  const tableOf = tables(links);
  const taken = new Set<string>();
  const placeOf = ({ item }: Wanted<Client>, metric: number): string => `${metric} ${tableOf(item.link)}`;
  const others = leased.filter((one) => {
    const place = placeOf(one, metricOf(one));
    const isFirst = !taken.has(place);
    taken.add(place);
    return !isFirst && one.places?.[ROUTE_METRIC] === undefined;
  });
  const metrics = new Map<Wanted<Client>, number>();
  for (const one of others) {
    let metric = metricOf(one);
    while (taken.has(placeOf(one, metric))) metric += 1;
    taken.add(placeOf(one, metric));
    metrics.set(one, metric);
  }
  return clients.map((one) => {
    const metric = metrics.get(one);
    if (metric === undefined) return one;
    return { ...one, item: { ...one.item, settings: { ...one.item.settings, [ROUTE_METRIC]: metric } } };
  });
}

const metricOf = ({ item }: Wanted<Client>): number => Number(item.settings[ROUTE_METRIC] ?? DHCP_METRIC);

/** The VRF whose table a link's routes are in. */
function tables(links: readonly Wanted<Link>[]): (link: string) => string {
  const vrfs = new Set(links.filter(({ item }) => item.kind === 'vrf').map(({ item }) => item.name));
  const masters = new Map(links.map(({ item }) => [item.name, String(item.attributes['master'])]));
  return (link) => {
    const master = masters.get(link) ?? '';
    return vrfs.has(master) ? master : '';
  };
}
