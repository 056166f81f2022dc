import { added, type Draft, NO_ENTRIES, type Said } from './draft.ts';
import { childOf, itemsOf, type Node, type Span } from './node.ts';
import { read } from './read.ts';
import type { Reporter } from './reporter.ts';
import type { DefinitionName, Definitions } from './schema/definitions.ts';

/** An entry of a list, in the file. */
export interface ListSite {
  readonly node: Node;
  readonly list: Span | undefined;
  readonly reporter: Reporter;
}

/** An entry of a list of a device, in the file. */
export interface EntrySite extends ListSite {
  readonly draft: Draft;
}

/** A list of a device: its key, the definition of its entries, and what messages call an entry. */
export interface EntryList<N extends DefinitionName> {
  readonly key: string;
  readonly name: N;
  readonly what: string;
}

/** Reads the entries of a list of a device. Those with an error are left out. */
export function readEntries<N extends DefinitionName, T>(
  draft: Draft,
  { key, name, what }: EntryList<N>,
  reporter: Reporter,
  parse: (entry: Definitions[N], site: EntrySite) => T | undefined,
): readonly Said<T>[] {
  return readList(childOf(draft.node, key), { name, what }, reporter, (entry, { node, list }) =>
    parse(entry, { draft, node, list, reporter }),
  );
}

/** Reads the entries of a list. Those with an error are left out. */
export function readList<N extends DefinitionName, T>(
  list: Node | undefined,
  { name, what }: Omit<EntryList<N>, 'key'>,
  reporter: Reporter,
  parse: (entry: Definitions[N], site: ListSite) => T | undefined,
): readonly Said<T>[] {
  const options = { what, list };
  let found: readonly Said<T>[] = NO_ENTRIES;
  for (const node of itemsOf(list)) {
    const { errors } = reporter;
    const entry = read(node, name, options, reporter);
    const item = entry === undefined ? undefined : parse(entry, { node, list, reporter });
    if (item !== undefined && reporter.errors === errors) found = added(found, { item, node, list });
  }
  return found;
}

/** Reports a fault of an entry, at one of its keys. */
export type EntryError<Key extends string> = (
  code: string,
  key: Key | undefined,
  message: string,
  site: Pick<EntrySite, 'node' | 'list' | 'reporter'>,
  hint?: string,
) => void;

export const entryError: EntryError<string> = (code, key, message, { node, list, reporter }, hint) => {
  const span = (key === undefined ? undefined : childOf(node, key)) ?? node;
  reporter.error(code, span, message, { hint, list });
};
