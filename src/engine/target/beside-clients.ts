import { type Address, type Client, type Route, sameValue } from '../../model/index.ts';
import { DECLARED_ADDRESSES, DEFAULT_ROUTES } from '../../model/language/clients.ts';
import { RT_TABLE } from '../../netlink/index.ts';
import type { Wanted } from '../../resources/room.ts';

const DEFAULT = '0.0.0.0/0';

/**
 * The clients with what is declared beside their leases. dhcpcd takes a default route over its link for one of an earlier lease, whatever
 * its metric, and removes it; and it gives an address the lease's end, and other properties, that is there already. It is told to put both
 * back.
 */
export function besideClients(
  clients: readonly Wanted<Client>[],
  routes: readonly Wanted<Route>[],
  addresses: readonly Wanted<Address>[],
): readonly Wanted<Client>[] {
  const touched = touchedOf(clients, addresses);
  return clients.map((wanted) => {
    const { item } = wanted;
    const own = touched.get(placeOf(item))?.map(addressText);
    const one = own === undefined ? wanted : told(wanted, DECLARED_ADDRESSES, own);
    if (item.role !== 'dhcp4') return one;
    const beside = routes.flatMap(({ item: route }) => (isBeside(route, item) ? [routeText(route)] : []));
    return told(one, DEFAULT_ROUTES, beside);
  });
}

function told(wanted: Wanted<Client>, name: string, texts: readonly string[]): Wanted<Client> {
  const { item } = wanted;
  const sorted = texts.toSorted();
  if (sameValue(item.settings[name] ?? [], sorted)) return wanted;
  return { ...wanted, item: { ...item, settings: { ...item.settings, [name]: sorted } } };
}

/** What a client changes of addresses, by its place: all of IPv6 ones, of those of IPv4 what they lose with a new life. */
function touchedOf(
  clients: readonly Wanted<Client>[],
  addresses: readonly Wanted<Address>[],
): ReadonlyMap<string, readonly Address[]> {
  const found = new Map<string, Address[]>();
  for (const { item } of clients) if (item.program === 'dhcpcd') found.set(placeOf(item), []);
  if (found.size === 0) return found;
  for (const { item } of addresses)
    if (isTouched(item)) found.get(`${item.link} dhcp${item.family}`)?.push(item);
  return found;
}

const placeOf = ({ link, role }: Client): string => `${link} ${role}`;

const isTouched = ({ family, metric, lifetime = 'forever', noPrefixRoute }: Address): boolean =>
  family === 6 || metric !== undefined || lifetime !== 'forever' || noPrefixRoute === true;

const isBeside = (route: Route, { link }: Client): boolean =>
  route.to === DEFAULT && route.table === RT_TABLE.MAIN && route.link === link && route.kind === 'unicast';

function routeText(route: Route): string {
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

function addressText(item: Address): string {
  const { address, prefix, peer, lifetime = 'forever', validLifetime = 'forever' } = item;
  const { noDad, noPrefixRoute, metric } = item;
  const words = [
    ...(peer === undefined ? [`${address}/${prefix}`] : [address, 'peer', `${peer}/${prefix}`]),
    ...(noDad === true ? ['nodad'] : []),
    ...(noPrefixRoute === true ? ['noprefixroute'] : []),
    ...(metric === undefined ? [] : ['metric', `${metric}`]),
    ...['valid_lft', `${validLifetime}`, 'preferred_lft', `${lifetime}`],
  ];
  return words.join(' ');
}
