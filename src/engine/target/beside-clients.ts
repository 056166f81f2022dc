import { type Client, type Route, sameValue } from '../../model/index.ts';
import { DEFAULT_ROUTES } from '../../model/language/clients.ts';
import { RT_TABLE } from '../../netlink/index.ts';
import type { Wanted } from '../../resources/room.ts';

const DEFAULT = '0.0.0.0/0';

/**
 * The clients with the declared default routes over their links. dhcpcd takes such a route for one of an earlier lease, whatever its
 * metric, and removes it; it is told to put it back.
 */
export function besideClients(
  clients: readonly Wanted<Client>[],
  routes: readonly Wanted<Route>[],
): readonly Wanted<Client>[] {
  return clients.map((wanted) => {
    const { item } = wanted;
    if (item.role !== 'dhcp4') return wanted;
    const told = routes.flatMap(({ item: route }) => (isBeside(route, item) ? [text(route)] : [])).sort();
    if (sameValue(item.settings[DEFAULT_ROUTES] ?? [], told)) return wanted;
    return { ...wanted, item: { ...item, settings: { ...item.settings, [DEFAULT_ROUTES]: told } } };
  });
}

const isBeside = (route: Route, { link }: Client): boolean =>
  route.to === DEFAULT && route.table === RT_TABLE.MAIN && route.link === link && route.kind === 'unicast';

function text(route: Route): string {
  const { via, metric, from, onLink, protocol, mtu, advertisedMss } = route;
  const words = [
    'default',
    ...(via == null ? ['scope', 'link'] : ['via', via]),
    ...['metric', `${metric}`],
    ...(from == null ? [] : ['src', from]),
    ...(onLink === true ? ['onlink'] : []),
    ...(mtu == null ? [] : ['mtu', `${mtu}`]),
    ...(advertisedMss == null ? [] : ['advmss', `${advertisedMss}`]),
    ...(protocol === undefined ? [] : ['proto', `${protocol}`]),
  ];
  return words.join(' ');
}
