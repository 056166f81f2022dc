import type { Attributes, Link, Value } from '../../model/index.ts';
import { once } from '../../model/once.ts';
import type { Call, LinkIndex, Order } from '../room.ts';
import { type AttributeTable, type Reader, rowReaders, writeAll } from './attribute.ts';

/** A kind of link: the kernel's name for it (IFLA_INFO_KIND) and its attributes. Each kind has a file in `kinds/`. */
export interface LinkKind {
  readonly kind: string;
  /**
   * The attributes with their change classes; reading and writing is left to {@link LinkKind.readers} and {@link
   * LinkKind.write}.
   */
  readonly rows: () => Readonly<Record<string, Pick<AttributeTable[string], 'how'>>>;
  /** The readers of IFLA_INFO_DATA, or for attributes of a port those of IFLA_INFO_SLAVE_DATA. */
  readonly readers: () => readonly Reader[];
  /** The contents of IFLA_INFO_DATA that set these attributes; undefined if there is nothing to set. */
  write(attributes: Attributes, links: LinkIndex, before?: Attributes): object | undefined;
  /** Set if the kernel accepts IFLA_LINK only inside IFLA_INFO_DATA: `write` then includes the lower device. */
  readonly linkInData?: true;
  /** Attributes with which the link is created unless they are declared. */
  readonly atCreation?: (link: Link) => Attributes;
  /**
   * Attributes that are changed by a message of their own before the others, since the kernel checks these against
   * them.
   */
  readonly sentFirst?: readonly string[] | ((changes: Attributes) => readonly string[]);
  /**
   * Attributes that need other values while these changes are made: they are set before the changes, and set back along
   * with them.
   */
  readonly meanwhile?: (before: Attributes, changes: Attributes) => Attributes | undefined;
  /** Attributes that can be set only after the ports have joined. */
  readonly afterPorts?: readonly string[];
  /** Those of them whose port the kernel remembers by its name when that leaves, and has again when it comes back. */
  readonly remembered?: readonly string[];
  /** Whether a link with the `wanted` attributes can be given an attribute: some modes of a kind lack some. */
  readonly takes?: (attribute: string, wanted: Attributes, live?: Attributes) => boolean;
  /**
   * The attributes of a link after those in `sent` were changed to `after`: the kernel changes others along with them.
   */
  readonly along?: (before: Attributes, after: Attributes, sent: ReadonlySet<string>) => Attributes;
  /**
   * The common attributes that the kernel sets by itself as the link becomes what it is in `after`. If it comes up with that, they
   * are set after it came up.
   */
  readonly renews?: (before: Attributes, after: Attributes) => Attributes | undefined;
  /** For a port: the attributes that it has as soon as it has joined. */
  readonly fresh?: Attributes;
  /** Attributes that must be sent along with an attribute even if they do not change. */
  readonly saidWith?: Readonly<Record<string, readonly string[]>>;
  /**
   * The other end must be told the same by hand: an attribute that is no longer declared goes back to its default even if the link
   * must be made anew for that.
   */
  readonly agreed?: true;
  /** A change must include all attributes of the kind, since the kernel resets the others to their defaults. */
  readonly wholeSets?: true;
  /** Attributes to set before the wanted ones, if the kernel refuses the direct change. */
  readonly steppingStone?: (before: Attributes, after: Attributes) => Attributes | undefined;
  /** A change of the kind's own attributes changes the link's MTU, unless the message sets one. */
  readonly adaptsMtu?: true;
  /**
   * The MTU of a new link, which it does not keep when it is set to the same value; it does if it was set to another
   * one before.
   */
  readonly fleetingMtu?: number;
  /**
   * Whether the MAC address of a live link is changed before the kind's own attributes, since the kernel may not accept
   * one after those.
   */
  readonly addressFirst?: (before: Attributes) => boolean;
  /** The local address, if the kernel sets the link up only when that address exists; '' if the kernel chooses it. */
  readonly waitsForAddress?: (attributes: Attributes) => string | undefined;
  /** The link stays when its lower device is removed. */
  readonly outlivesLower?: true;
  /** Common attributes that for this kind can be set only at creation. */
  readonly fixed?: readonly string[];
  /** Whether the link cannot be up while its lower device is down. */
  readonly needsLowerUp?: (attributes: Attributes) => boolean;
  /**
   * The handler with which it takes all frames that its lower devices receive, so that these cannot be ports
   * (netdev_rx_handler_register).
   */
  readonly receives?: 'macvlan' | 'ipvlan' | 'macsec' | 'hsr';
  /** The link through which attributes must be set instead, with their names there; undefined: the link itself. */
  readonly settledBy?: (
    before: Attributes,
    attributes: Attributes,
  ) => { readonly name: string; readonly attributes: Attributes } | undefined;
  /**
   * Whether a live attribute is as wanted although the values are not equal, since the kernel does not reveal all of
   * it.
   */
  readonly isAs?: (attribute: string, wanted: Value, live: Value | undefined) => boolean;
  /**
   * Why the wanted attributes cannot be reached from the live link, or without one be created; undefined if they can.
   */
  readonly lacking?: (
    wanted: Attributes,
    live?: Attributes,
  ) => { readonly message: string; readonly hint: string; readonly attribute: string } | undefined;
  /** A text for what only one link of the kind can have at a time; undefined if there is no such thing. */
  readonly claim?: (attributes: Attributes) => string | undefined;
  /** How such a link is made, for kinds that RTM_NEWLINK cannot make. */
  readonly make?: (link: Link, links: LinkIndex) => Order[];
  /** The kernel chooses the index of the new link, which `make` finds out as it is carried out. */
  readonly numberedByKernel?: true;
  /** How such a link is removed, for kinds that RTM_DELLINK cannot remove. */
  readonly remove?: (link: Link, index: number) => Call;
  /**
   * The address of this machine without which the link cannot be made. Such links are made after the addresses and routes of
   * others.
   */
  readonly needsAddress?: (attributes: Attributes) => string | undefined;
  /** How the kind's own attributes are changed, for kinds where RTM_NEWLINK cannot. */
  readonly change?: (link: Link, changes: Attributes) => Order[];
}

/**
 * Makes a kind from a table with a checked type of netlink attributes. The table is made at its first use: a run meets few kinds, but
 * waits for all of them to load.
 */
export function linkKind<W extends object>(
  kind: string,
  table: () => AttributeTable<W>,
  more: Omit<LinkKind, 'kind' | 'rows' | 'readers' | 'write'> = {},
): LinkKind {
  const rows = once(table);
  return {
    kind,
    rows,
    // Safe: the codec has decoded the data with the table of the same kind, so that it is a W.
    readers: rowReaders(rows) as () => readonly Reader[],
    write(attributes, links, before) {
      const data = writeAll(rows(), attributes, links, before);
      return Object.keys(data).length === 0 ? undefined : data;
    },
    ...more,
  };
}
