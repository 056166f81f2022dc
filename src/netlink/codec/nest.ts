import { AttributeSet, type Values } from './attribute-set.ts';
import type { WithUnknown } from './attributes.ts';
import { struct } from './struct.ts';
import { type Table, tableOf } from './table.ts';
import type { Attrs, AttrsOf, Choices, Lazy, Type, WithChoices } from './type.ts';
import { viewOf } from './view.ts';

/** Attributes in an attribute: of one nest, the known ones by name and the unknown ones kept aside. */
export type NestOf<A extends Attrs> = AttrsOf<A> & WithUnknown;

/**
 * Attributes within an attribute, each at most once.
 * @param ignored ids of padding attributes
 */
export function nest<const A extends Attrs>(
  attrs: Table<A>,
  ignored: readonly number[] = [],
): Type<NestOf<A>> {
  const table = tableOf(attrs);
  return typeOf(new AttributeSet(table, {}, ignored), table);
}

/** A type that depends on the text of another attribute of the nest: `cases[value[by]]`. */
export function choose<const B extends string, const C extends Readonly<Record<string, Type<unknown>>>>(
  id: number,
  by: B,
  cases: C,
): { readonly id: number; readonly by: B; readonly cases: C } {
  return { id, by, cases };
}

/**
 * A nest with attributes whose type follows from another one, as IFLA_INFO_DATA's from IFLA_INFO_KIND.
 * Data of a kind without a table is kept aside under `unknown`.
 */
export function nestWithChoices<const A extends Attrs, const C extends Choices>(
  attrs: A,
  choices: C,
): Type<NestWithChoices<A, C>> {
  return typeOf(new AttributeSet(attrs, choices), () => attrs, choices);
}

/** The plain attributes, and for each choice the pairs of kind and data that belong together. */
export type NestWithChoices<A extends Attrs, C extends Choices> = WithChoices<A, C> & WithUnknown;

const NO_HEADER = struct({});

function typeOf<T extends WithUnknown>(set: AttributeSet, table: () => Attrs, choices?: Choices): Type<T> {
  let LazyView: (new () => Lazy<T>) | undefined;
  return {
    nested: true,
    shape: {
      is: 'attributes',
      get attrs() {
        return table();
      },
      ...(choices !== undefined && { choices }),
    },
    put: (w, value) => set.put(w, value as Values),
    get: (b, at, end) => set.get(b, at, end) as T, // keys and types are those of the table T was inferred from
    path: (b, at, end, offset, missing) => set.path(b, at, end, offset, missing),
    show: (value) => `{${set.words(value as Values).join(', ')}}`,
    lazy() {
      // It has a property for every key of T.
      LazyView ??= viewOf(NO_HEADER, set, true) as new () => Lazy<unknown> as new () => Lazy<T>;
      return new LazyView();
    },
  };
}
