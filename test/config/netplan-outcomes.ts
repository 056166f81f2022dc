import { configure } from '../../src/config/configure.ts';
import type { Declaration, DeclaredLink } from '../../src/model/declaration.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { NETPLAN, type NetplanPlace, type Probe } from './netplan-language.ts';

/** Lists of a declaration whose objects the kernel has. What is in any other one is told to a program. */
const KERNEL: ReadonlySet<string> = new Set([
  ...['links', 'addresses', 'neighbors', 'fdb', 'mdb', 'routes', 'rules', 'nexthops'],
]);

/** What becomes of a key, best first: the same key may be at several places. */
export const OUTCOMES = ['applied', 'handed on', 'accepted', 'refused'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface KeyOutcome {
  readonly place: string;
  readonly key: string;
  readonly outcome: Outcome;
  /** The objects and members of the declaration that differ with the key, or why it is refused. */
  readonly how: string;
}

/** The configurations with the key, and without it. */
export interface Pair {
  readonly withKey: string;
  readonly without: string;
}

export function pairOf({ around }: NetplanPlace, key: string, probe: Probe): Pair {
  const [value, beside = ''] = typeof probe === 'string' ? [probe] : probe;
  const said = `${key}: ${value}`;
  return { withKey: around(beside === '' ? said : `${beside}, ${said}`), without: around(beside) };
}

export const read = (text: string) => configure([{ file: 'a.yaml', text }]);

export const errorsIn = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  diagnostics.filter(({ severity }) => severity === 'error');

/** Every key at every place with what the program makes of it. */
export function outcomes(): KeyOutcome[] {
  return NETPLAN.flatMap((place) =>
    Object.entries(place.keys).map(([key, probe]) => outcomeOf(place, key, pairOf(place, key, probe))),
  );
}

function outcomeOf({ place }: NetplanPlace, key: string, { withKey, without }: Pair): KeyOutcome {
  const { declaration, diagnostics } = read(withKey);
  const error = ownError(read(without).diagnostics, diagnostics);
  if (error !== undefined) return { place, key, outcome: 'refused', how: reasonOf(error) };
  const changes = changesOf(read(without).declaration, declaration);
  const kernel = changes.filter(({ list }) => KERNEL.has(list));
  const told = kernel.length > 0 ? kernel : changes;
  const how = [...new Set(told.map(({ words }) => words))].join(', ');
  const outcome = kernel.length > 0 ? 'applied' : changes.length > 0 ? 'handed on' : 'accepted';
  const [note] = diagnostics;
  return { place, key, outcome, how: outcome === 'accepted' && note !== undefined ? note.message : how };
}

/** The error that comes with the key; what stands beside it may be refused as well. */
export function ownError(
  without: readonly Diagnostic[],
  withKey: readonly Diagnostic[],
): Diagnostic | undefined {
  const known = new Set(errorsIn(without).map(({ message }) => message));
  const errors = errorsIn(withKey);
  return errors.find(({ message }) => !known.has(message)) ?? errors.at(-1);
}

const reasonOf = ({ code, message, hint }: Diagnostic): string =>
  `${code === 'not-supported' ? '' : `${code}: `}${message}${hint === undefined ? '' : ` (${hint})`}`;

interface Change {
  readonly list: string;
  readonly words: string;
}

/** What the second declaration has that the first has not, or has otherwise. */
function changesOf(before: Declaration, after: Declaration): Change[] {
  const links = after.links.flatMap((link) => linkChanges(before, link));
  const others = Object.entries(after).flatMap(([list, entries]) =>
    list === 'links' || !Array.isArray(entries)
      ? []
      : itemChanges(list, itemsIn(before[list as keyof Declaration]), itemsIn(entries)),
  );
  return [...links, ...others];
}

function linkChanges({ links }: Declaration, after: DeclaredLink): Change[] {
  const before = links.find(({ id }) => id === after.id);
  if (before === undefined) return [{ list: 'links', words: `link ${after.link.kind}` }];
  const { attributes } = after.link;
  const names = Object.keys({ ...before.link.attributes, ...attributes });
  const changed = names.filter((name) => differ(before.link.attributes[name], attributes[name]));
  const others = (['match', 'setName', 'optional', 'critical', 'creation'] as const).filter((name) =>
    differ(Reflect.get(before, name), Reflect.get(after, name)),
  );
  return [...changed, ...others].map((name) => ({ list: 'links', words: `link: ${name}` }));
}

/** Objects as plain mappings: whatever lists there are, today or tomorrow. */
function itemsIn(entries: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(entries)) return [];
  return entries.map((entry: { readonly item: Readonly<Record<string, unknown>> }) => entry.item);
}

function itemChanges(
  list: string,
  before: readonly Readonly<Record<string, unknown>>[],
  after: readonly Readonly<Record<string, unknown>>[],
): Change[] {
  return after.flatMap((item, i) => {
    const other = before[i];
    const type = String(item['type']);
    const role = item['role'] === undefined ? type : `${type} ${String(item['role'])}`;
    if (other === undefined) return [{ list, words: role }];
    return Object.keys({ ...other, ...item })
      .filter((name) => differ(other[name], item[name]))
      .map((name) => ({ list, words: `${role}: ${name}` }));
  });
}

const differ = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);

/** The best outcome of each distinct key. */
export function bestOutcomes(all: readonly KeyOutcome[]): ReadonlyMap<string, Outcome> {
  const best = new Map<string, Outcome>();
  for (const { key, outcome } of all) {
    const known = best.get(key);
    if (known === undefined || OUTCOMES.indexOf(outcome) < OUTCOMES.indexOf(known)) best.set(key, outcome);
  }
  return best;
}
