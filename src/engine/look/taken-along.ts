import { type Item, type Link, type Plan, type Snapshot, stepsBesideRuns } from '../../model/index.ts';
import { peerOf } from '../../model/language/pairs.ts';
import { lowersOf } from '../../model/language/references.ts';
import { linksNamedBy } from '../../resources/links-named.ts';
import { encapLinksOf, linksOf, sourceOf } from '../../resources/route/paths.ts';
import type { World } from '../../resources/world.ts';
import { namesBefore } from '../objects/former-names.ts';

/** What routes of others could be lost with: the links they lead over, and their preferred source addresses. */
export interface TakenAlong {
  readonly links: ReadonlySet<string>;
  readonly sources: ReadonlySet<string>;
}

/**
 * What a plan, or the way back from it, could take routes along with: all links and addresses whose routes were asked for while the
 * plan was made, and all links that are connected with the links of its steps.
 */
export function takenAlong({ steps }: Plan, after: World, { links, addresses }: Snapshot): TakenAlong {
  const { routes } = after;
  const items = stepsBesideRuns(steps).flatMap((step) => [step.before ?? [], step.after ?? []].flat());
  const named = items.flatMap(linksIn);
  const former = namesBefore(stepsBesideRuns(steps));
  const around = linksAround(
    [
      ...named,
      ...named.flatMap((name) => former.get(name) ?? []),
      ...routes.asked(linksOf),
      ...routes.asked(encapLinksOf),
    ],
    links,
  );
  const gone = addresses.filter(({ link }) => around.has(link));
  const own = [...gone, ...items].flatMap((item) => (item.type === 'address' ? [item.address] : []));
  return { links: around, sources: new Set([...routes.asked(sourceOf), ...own]) };
}

function linksIn(item: Item): readonly string[] {
  if (item.type !== 'link') return linksNamedBy(item);
  // A master can adopt something of a new port, such as its MTU.
  const { master } = item.attributes;
  return typeof master === 'string' ? [item.name, master] : [item.name];
}

/** These links and all that are connected with them: upper links, peers, masters and ports, and so on. */
export function linksAround(names: readonly string[], links: readonly Link[]): ReadonlySet<string> {
  const neighbors = new Map<string, string[]>();
  const join = (from: string, to: unknown): void => {
    if (typeof to !== 'string') return;
    const known = neighbors.get(from);
    if (known === undefined) neighbors.set(from, [to]);
    else known.push(to);
  };
  for (const link of links) {
    const { name, attributes } = link;
    for (const lower of [...lowersOf(attributes), peerOf(link), attributes['master']]) {
      if (lower != null) join(String(lower), name);
    }
    join(name, attributes['master']);
  }
  const around = new Set(names);
  // The loop also visits what is added to the set meanwhile.
  for (const name of around) for (const other of neighbors.get(name) ?? []) around.add(other);
  return around;
}
