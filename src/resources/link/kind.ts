import type { Attributes, Link } from '../../model/index.ts';
import type { LinkIndex } from '../room.ts';
import { type AttributeTable, readAll, writeAll } from './attribute.ts';

/** One kind of link: its name in the kernel (IFLA_INFO_KIND) and its attributes. A kind is one file in `kinds/`. */
export interface LinkKind {
  readonly kind: string;
  /** Change classes and names; the wire side of a row is behind {@link LinkKind.read} and {@link LinkKind.write}. */
  readonly attributes: Readonly<Record<string, Pick<AttributeTable[string], 'how'>>>;
  /** From IFLA_INFO_DATA, or for a port's attributes IFLA_INFO_SLAVE_DATA. */
  read(data: object, links: LinkIndex): Attributes;
  /** To IFLA_INFO_DATA; undefined when there is nothing to say. */
  write(attributes: Attributes, links: LinkIndex): object | undefined;
  /** Whether the kernel refuses IFLA_LINK outside IFLA_INFO_DATA for it: then `write` carries the lower device. */
  readonly linkInData?: true;
  /** Attributes that every creation must carry to be valid, beyond those declared. */
  readonly atCreation?: (link: Link) => Attributes;
  /** Attributes whose change goes in a message of its own before the others: the kernel checks these against them. */
  readonly sentFirst?: readonly string[];
}

/** Makes a kind of a table whose wire type is checked. */
export function linkKind<W extends object>(
  kind: string,
  table: AttributeTable<W>,
  more: Pick<LinkKind, 'linkInData' | 'atCreation' | 'sentFirst'> = {},
): LinkKind {
  return {
    kind,
    attributes: table,
    // The codec decoded the data by the same kind's table: W is what lies there.
    read: (data, links) => readAll(table, data as W, links),
    write(attributes, links) {
      const data = writeAll(table, attributes, links);
      return Object.keys(data).length === 0 ? undefined : data;
    },
    ...more,
  };
}
