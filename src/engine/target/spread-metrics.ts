import type { Client, Link } from '../../model/index.ts';
import { DHCP_METRIC, ROUTE_METRIC } from '../../model/language/clients.ts';
import type { Wanted } from '../../resources/room.ts';

type WantedClient = Wanted<Client>;

/**
 * Gives clients without a declared metric different ones, in the order of the configuration, so that the routes of several leases exist
 * side by side. With equal metrics the one that came first would be used, and which that is depends on the servers. Several links of one device get different metrics, too.
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
  /** By the wanted metric: the first one from there on that may be free. */
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

/** The VRF in whose table the routes of a link are. */
function tables(links: readonly Wanted<Link>[]): (link: string) => string {
  const vrfs = new Set(links.filter(({ item }) => item.kind === 'vrf').map(({ item }) => item.name));
  const masters = new Map(links.map(({ item }) => [item.name, String(item.attributes['master'])]));
  return (link) => {
    const master = masters.get(link) ?? '';
    return vrfs.has(master) ? master : '';
  };
}
