import type { Declaration, Declared, Link, PackedRoutes, Route } from '../../model/index.ts';
import { packedRoutes } from '../../resources/route/pack.ts';
import { formerIn } from '../record/ownership.ts';
import type { StateRecord } from '../record/record.ts';
import { resolveLinks } from '../target/resolve.ts';
import type { PackedSought } from './looking.ts';

/**
 * The declared routes that need not become objects, if they are very many; undefined if there are few, or if something needs each
 * route as an object: patterns in `ignore`, the policy `strict`, or clients (DHCP and the like).
 */
export function packedSought(declaration: Declaration, record: StateRecord): PackedSought | undefined {
  const { ignore, policy = {}, clients } = declaration;
  if (ignore !== undefined || clients.length > 0 || Object.values(policy).includes('strict'))
    return undefined;
  const routes = packedRoutes(declaration.routes);
  return routes && { routes, linksOf: (links) => linksOf(routes, links, declaration, record) };
}

/** The link of each device; undefined if there is none, if there are several, or if it is going to be renamed. */
function linksOf(
  { devices }: PackedRoutes,
  links: readonly Link[],
  declaration: Declaration,
  record: StateRecord,
): readonly (string | undefined)[] {
  const snapshot = { format_version: 1, links, addresses: [], routes: [], rules: [] } as const;
  const { names, renames } = resolveLinks(declaration, snapshot, formerIn(record));
  return devices.map((id) => {
    const [name, ...more] = names.get(id) ?? [];
    return name === undefined || more.length > 0 || renames.has(name) ? undefined : name;
  });
}

/** The declared routes that are not packed. */
export function othersThan(
  { places }: PackedRoutes,
  declared: readonly Declared<Route>[],
): readonly Declared<Route>[] {
  const others: Declared<Route>[] = [];
  if (places.length === declared.length) return others;
  let next = 0;
  for (let place = 0; place < declared.length; place += 1) {
    if (places[next] === place) {
      next += 1;
      continue;
    }
    const one = declared[place];
    if (one !== undefined) others.push(one);
  }
  return others;
}
