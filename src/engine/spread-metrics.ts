import type { Client, Link } from '../model/index.ts';
import { DHCP_METRIC, ROUTE_METRIC } from '../model/language/clients.ts';
import type { Wanted } from '../resources/room.ts';

type WantedClient = Wanted<Client>;

/**
 * Routes of several leases stand side by side when their metrics differ: a client leaves a route alone that the kernel has with
 * this metric already (fib_table_insert gives EEXIST), be it over another device. So links of which no metric is said get one
 * after the other, in the order of the configuration: those that one device stands for, too.
 */
export function spreadMetrics(
  clients: readonly WantedClient[],
  links: readonly Wanted<Link>[],
): readonly WantedClient[] {
  const leased = clients.filter(takesRoutes);
  if (leased.length < 2) return clients;
  const tableOf = tables(links);
  const taken = new Set<string>();
  const placeOf = ({ item }: WantedClient, metric: number): string => `${metric} ${tableOf(item.link)}`;
  const later = leased.filter((one) => {
    if (!isSaid(one)) return true;
    taken.add(placeOf(one, metricOf(one)));
    return false;
  });
  const metrics = new Map<WantedClient, number>();
  /** The first that may be free, by the first that is wanted: below it all are taken. */
  const free = new Map<string, number>();
  for (const one of later) {
    const wanted = placeOf(one, metricOf(one));
    let metric = free.get(wanted) ?? metricOf(one);
    while (taken.has(placeOf(one, metric))) metric += 1;
    taken.add(placeOf(one, metric));
    free.set(wanted, metric + 1);
    if (metric !== metricOf(one)) metrics.set(one, metric);
  }
  return clients.map((one) => {
    const metric = metrics.get(one);
    if (metric === undefined) return one;
    return { ...one, item: { ...one.item, settings: { ...one.item.settings, [ROUTE_METRIC]: metric } } };
  });
}

const takesRoutes = ({ item: { role, settings } }: WantedClient): boolean =>
  role === 'dhcp4' && settings['dhcp4-overrides.use-routes'] !== false;

const isSaid = ({ places }: WantedClient): boolean => places[ROUTE_METRIC] !== undefined;

const metricOf = ({ item }: WantedClient): number => Number(item.settings[ROUTE_METRIC] ?? DHCP_METRIC);

/** The VRF whose table a link's routes are in. */
function tables(links: readonly Wanted<Link>[]): (link: string) => string {
  const vrfs = new Set(links.filter(({ item }) => item.kind === 'vrf').map(({ item }) => item.name));
  const masters = new Map(links.map(({ item }) => [item.name, String(item.attributes['master'])]));
  return (link) => {
    const master = masters.get(link) ?? '';
    return vrfs.has(master) ? master : '';
  };
}
