import type {
  Address,
  Declaration,
  Declared,
  DeclaredLink,
  Item,
  Link,
  Problem,
  Route,
  Snapshot,
} from '../model/index.ts';
import type { Wanted } from '../resources/room.ts';
import { REFERENCES } from '../resources/world.ts';
import { matchingLinks } from './match.ts';
import type { Target } from './target.ts';

export interface Resolved {
  readonly target: Target;
  readonly problems: readonly Problem[];
}

/** Finds which live links the declared devices are, and says everything in terms of their names. */
export function resolve(declaration: Declaration, snapshot: Snapshot): Resolved {
  const problems: Problem[] = [];
  const names = new Map<string, readonly string[]>();
  const renames = new Map<string, string>();
  for (const declared of declaration.links) {
    const found = locate(declared, declaration, snapshot, problems);
    names.set(
      declared.id,
      found.map((link) => link.name),
    );
    for (const link of found) if (link.current !== link.name) renames.set(link.name, link.current);
  }
  const nameOf = (id: string): string => names.get(id)?.[0] ?? id;
  return {
    target: {
      links: declaration.links.flatMap((d) =>
        (names.get(d.id) ?? []).map((name) => wantedLink(d, name, nameOf)),
      ),
      addresses: declaration.addresses.flatMap((d) => each(d, names)),
      routes: declaration.routes.flatMap((d) => (d.item.link == null ? [plain(d, d.item)] : each(d, names))),
      rules: declaration.rules.map((d) => plain(d, d.item)),
      renames,
    },
    problems,
  };
}

interface Located {
  readonly name: string;
  /** The name it has now. */
  readonly current: string;
}

function locate(
  declared: DeclaredLink,
  declaration: Declaration,
  snapshot: Snapshot,
  problems: Problem[],
): Located[] {
  if (declared.link.kind !== 'physical') return [{ name: declared.id, current: declared.id }];
  const taken = new Set(declaration.links.flatMap((d) => (d === declared ? [] : ownNames(d))));
  const found = matchingLinks(declared, snapshot, taken);
  if (found.length === 0) {
    if (!declared.optional) problems.push(missing(declared));
    return [];
  }
  if (declared.setName === undefined) return found.map(({ name }) => ({ name, current: name }));
  if (found.length > 1) {
    problems.push(ambiguous(declared, found));
    return [];
  }
  return found.map(({ name }) => ({ name: declared.setName ?? name, current: name }));
}

/** Names another device of the configuration certainly has: a glob must not take them. */
function ownNames(declared: DeclaredLink): string[] {
  if (declared.link.kind !== 'physical' || declared.match === undefined) return [declared.id];
  return declared.setName === undefined ? [] : [declared.setName];
}

function missing(declared: DeclaredLink): Problem {
  const { match } = declared;
  const asked =
    match === undefined
      ? ''
      : ` (${Object.entries(match)
          .map(([key, value]) => `${key} ${value}`)
          .join(', ')})`;
  return {
    code: 'link-missing',
    severity: 'error',
    message: `there is no link ${declared.id}${asked}; what is declared on it is left out`,
    hint: 'check the name (nlapply show), wait for it with --wait-links, or say "optional: true"',
    source: declared.source,
  };
}

function ambiguous(declared: DeclaredLink, found: readonly Link[]): Problem {
  return {
    code: 'match-ambiguous',
    severity: 'error',
    stops: true,
    message: `"set-name: ${declared.setName}" needs exactly one link, but ${found.length} match: ${found.map((l) => l.name).join(', ')}`,
    source: declared.places['set-name'] ?? declared.source,
  };
}

function wantedLink(declared: DeclaredLink, name: string, nameOf: (id: string) => string): Wanted<Link> {
  const attributes = Object.fromEntries(
    Object.entries(declared.link.attributes).map(([key, value]) => [
      key,
      REFERENCES.has(key) && typeof value === 'string' ? nameOf(value) : value,
    ]),
  );
  return {
    item: { ...declared.link, name, attributes },
    source: declared.source,
    places: declared.places,
    ...(declared.creation !== undefined && { creation: declared.creation }),
  };
}

/** One wanted object for every live link that the device stands for. */
function each<T extends Address | Route>(
  declared: Declared<T>,
  names: ReadonlyMap<string, readonly string[]>,
): Wanted<T>[] {
  return (names.get(declared.on) ?? []).map((link) =>
    plain(declared, link === declared.item.link ? declared.item : { ...declared.item, link }),
  );
}

const NO_PLACES = {};

function plain<T extends Item>(declared: Declared<T>, item: T): Wanted<T> {
  return { item, source: declared.source, places: declared.places ?? NO_PLACES };
}
