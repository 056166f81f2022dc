import type { Attributes, Link, Value } from '../../model/index.ts';
import type { LinkIndex, Order } from '../room.ts';
import { type AttributeTable, type Reader, rowReaders, writeAll } from './attribute.ts';

/** One kind of link: its name in the kernel (IFLA_INFO_KIND) and its attributes. A kind is one file in `kinds/`. */
export interface LinkKind {
  readonly kind: string;
  /** Change classes and names; the wire side of a row is behind {@link LinkKind.readers} and {@link LinkKind.write}. */
  readonly attributes: Readonly<Record<string, Pick<AttributeTable[string], 'how'>>>;
  /** What read IFLA_INFO_DATA, or for a port's attributes IFLA_INFO_SLAVE_DATA, each some of it. */
  readonly readers: () => readonly Reader[];
  /** To IFLA_INFO_DATA; undefined when there is nothing to say. */
  write(attributes: Attributes, links: LinkIndex, before?: Attributes): object | undefined;
  /** Whether the kernel refuses IFLA_LINK outside IFLA_INFO_DATA for it: then `write` carries the lower device. */
  readonly linkInData?: true;
  /** Attributes that every creation carries unless they are declared. */
  readonly atCreation?: (link: Link) => Attributes;
  /** Attributes whose change goes in a message of its own before the others: the kernel checks these against them. */
  readonly sentFirst?: readonly string[] | ((changes: Attributes) => readonly string[]);
  /** What must be so while these changes are made: it is sent before them, and what was before is sent with them. */
  readonly meanwhile?: (before: Attributes, changes: Attributes) => Attributes | undefined;
  /** Attributes that can be set only when the ports are there. */
  readonly afterPorts?: readonly string[];
  /** Whether a link that is to be as `wanted` can be given the attribute: some kinds have modes that lack some. */
  readonly takes?: (attribute: string, wanted: Attributes, live?: Attributes) => boolean;
  /** What a link that is to be as `after` becomes when it is `sent` these attributes: the kernel changes others along. */
  readonly along?: (before: Attributes, after: Attributes, sent: ReadonlySet<string>) => Attributes;
  /** Of a port: what it has as soon as it is one. */
  readonly fresh?: Attributes;
  /** What must be said with an attribute, though it may be as it was. */
  readonly saidWith?: Readonly<Record<string, readonly string[]>>;
  /** A change must carry all attributes of the kind: those that it leaves out go back to what a new link has. */
  readonly wholeSets?: true;
  /** A set of attributes to be sent before the one that is wanted, where the kernel refuses to go there directly. */
  readonly steppingStone?: (before: Attributes, after: Attributes) => Attributes | undefined;
  /** A change of the kind's own attributes gives the link another MTU unless the message says one. */
  readonly adaptsMtu?: true;
  /** An MTU that a new link has and does not keep; told another one before, it does. */
  readonly fleetingMtu?: number;
  /** Whether a live link's MAC address goes before its kind's own attributes, with which the kernel may take none any more. */
  readonly addressFirst?: (before: Attributes) => boolean;
  /** The address that the link speaks from, where the kernel brings it up only when that is there; '' for one that it chooses. */
  readonly waitsForAddress?: (attributes: Attributes) => string | undefined;
  /** The link stays when its lower device goes. */
  readonly outlivesLower?: true;
  /** Attributes of all links that the kernel takes of this kind when it is made only. */
  readonly fixed?: readonly string[];
  /** Whether it cannot be up while its lower device is down. */
  readonly needsLowerUp?: (attributes: Attributes) => boolean;
  /** It receives all that its lower devices receive, so that these cannot be ports, by this handler (netdev_rx_handler_register). */
  readonly receives?: 'macvlan' | 'ipvlan' | 'macsec' | 'hsr';
  /** The link that takes settings in this one's place, and what they are called there; undefined: itself. */
  readonly settledBy?: (
    before: Attributes,
    attributes: Attributes,
  ) => { readonly name: string; readonly attributes: Attributes } | undefined;
  /** Whether an attribute of a live link is as wanted, where that is not plain equality: the kernel does not tell all. */
  readonly isAs?: (attribute: string, wanted: Value, live: Value | undefined) => boolean;
  /** What the wanted attributes lack to be made out of what there is; without a live link, out of nothing. */
  readonly lacking?: (
    wanted: Attributes,
    live?: Attributes,
  ) => { readonly message: string; readonly hint: string; readonly attribute: string } | undefined;
  /** What only one link of the kind can have at a time, in words that tell it from others; undefined: nothing. */
  readonly claim?: (attributes: Attributes) => string | undefined;
  /** How such a link is made, where RTM_NEWLINK cannot. */
  readonly make?: (link: Link, links: LinkIndex) => Order[];
  /** How the kind's own attributes change, where RTM_NEWLINK cannot. */
  readonly change?: (link: Link, changes: Attributes) => Order[];
}

/** Makes a kind of a table whose wire type is checked. */
export function linkKind<W extends object>(
  kind: string,
  table: AttributeTable<W>,
  more: Omit<LinkKind, 'kind' | 'attributes' | 'readers' | 'write'> = {},
): LinkKind {
  return {
    kind,
    attributes: table,
    // The codec decoded the data by the same kind's table: W is what lies there.
    readers: rowReaders(table) as () => readonly Reader[],
    write(attributes, links, before) {
      const data = writeAll(table, attributes, links, before);
      return Object.keys(data).length === 0 ? undefined : data;
    },
    ...more,
  };
}
