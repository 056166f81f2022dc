import type { Link, Snapshot } from '../../model/index.ts';
import { addresses } from '../../resources/address/address.ts';
import { fdb } from '../../resources/fdb/fdb.ts';
import { mdb } from '../../resources/mdb/mdb.ts';
import { neighbors } from '../../resources/neighbor/neighbor.ts';
import { resolvers } from '../../resources/resolver/resolver.ts';
import { routes } from '../../resources/route/route.ts';
import { rules } from '../../resources/rule/rule.ts';
import { addressEntry } from './address-entry.ts';
import { compact, filled, type Node, type Written } from './document.ts';
import { forwardingEntry } from './fdb-entry.ts';
import { groupEntry } from './mdb-entry.ts';
import { neighborEntry } from './neighbor-entry.ts';
import { type Domain, routeEntry } from './route-entry.ts';
import { ruleEntry } from './rule-entry.ts';

/** What is declared on a device besides its own attributes. */
export interface Belongings {
  readonly addresses: Node[];
  readonly neighbors: Node[];
  readonly fdb: Node[];
  readonly mdb: Node[];
  /** At most one mapping. */
  readonly nameservers: Node[];
  readonly routes: Node[];
  readonly policy: Node[];
}

/**
 * Collects addresses, routes, rules and the like by the device under which they are written.
 * @param written the links that are written; objects on others are left out silently
 * @param warnings gets a warning for each object that cannot be declared
 */
export function collectBelongings(
  snapshot: Snapshot,
  written: ReadonlySet<string>,
  warnings: string[],
): ReadonlyMap<string, Belongings> {
  const holder = written.has('lo') ? 'lo' : [...written][0];
  const all = new Map<string, Belongings>();
  const put = (list: keyof Belongings, device: string | undefined, name: string, found: Written): void => {
    if (found === null || (device !== undefined && !written.has(device))) return;
    if ('reason' in found) warnings.push(`${name} is left out: ${found.reason}`);
    else if (device === undefined) warnings.push(`${name} is left out: there is no device to write it under`);
    else {
      const own = all.get(device) ?? {
        addresses: [],
        neighbors: [],
        fdb: [],
        mdb: [],
        nameservers: [],
        routes: [],
        policy: [],
      };
      own[list].push(found.node);
      all.set(device, own);
    }
  };
  for (const address of snapshot.addresses) {
    put('addresses', address.link, addresses.name(address), addressEntry(address));
  }
  for (const neighbor of snapshot.neighbors ?? []) {
    put('neighbors', neighbor.link, neighbors.name(neighbor), neighborEntry(neighbor));
  }
  for (const entry of snapshot.fdb ?? []) put('fdb', entry.link, fdb.name(entry), forwardingEntry(entry));
  const links = new Map(snapshot.links.map((link) => [link.name, link]));
  for (const entry of snapshot.mdb ?? []) {
    put('mdb', entry.link, mdb.name(entry), groupEntry(entry, links.get(entry.bridge)));
  }
  for (const resolver of snapshot.resolvers ?? []) {
    const { addresses: servers, search } = resolver;
    const node = compact({ addresses: filled(servers), search: filled(search) });
    put('nameservers', resolver.link, resolvers.name(resolver), { node });
  }
  const seen = new Set<string>();
  for (const route of snapshot.routes) {
    const key = routes.key(route);
    const paths = route.nexthops?.map(({ link }) => link);
    const isWhole = paths?.every((link) => written.has(link)) !== false;
    const device = route.link ?? paths?.[0] ?? holder;
    const found = routeEntry(route, domainOf(device, links));
    const twin = found !== null && seen.has(key);
    put('routes', device, routes.name(route), twin ? TWIN : isWhole ? found : null);
    seen.add(key);
  }
  for (const rule of snapshot.rules) put('policy', holder, rules.name(rule), ruleEntry(rule));
  return all;
}

/** The VRF that a link is, or is a port of. */
function domainOf(name: string | undefined, links: ReadonlyMap<string, Link>): Domain | undefined {
  const link = links.get(name ?? '');
  if (link?.kind === 'vrf') return { table: link.attributes['vrf.table'], isDevice: true };
  const master = links.get(String(link?.attributes['master']));
  return master?.kind === 'vrf' ? { table: master.attributes['vrf.table'], isDevice: false } : undefined;
}

/** Of IPv4 routes with the same key only the first counts; the kernel may have made that one. */
const TWIN: Written = { reason: 'one before it has the same destination, table and metric' };
