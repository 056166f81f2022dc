import type { Attributes, Link, LinkFacts, Value } from '../../../model/index.ts';
import type { ChangeClass, Kernel, LinkIndex, Order } from '../../room.ts';

/**
 * Attributes of links that are neither in the link message nor in its IFLA_INFO_DATA: they have dumps and messages of
 * their own (generic netlink, AF_BRIDGE, alternative names).
 */
export interface LinkDetails {
  /** Whether a live link can have such attributes, which mostly depends on its kind. */
  readonly appliesTo: (link: Link) => boolean;
  /** They are read only for links for which one of them is needed by the configuration or the record. */
  readonly onDemand?: true;
  /** They are set after the link came up, since the kernel resets them at that moment. */
  readonly afterUp?: true;
  /** Changing them does not affect the link itself or what is on it. */
  readonly alone?: true;
  /** Whether an attribute belongs here. */
  readonly concerns: (attribute: string) => boolean;
  readonly how: (attribute: string) => ChangeClass;
  /** Whether a live value that is not equal to the wanted one still means the same. */
  readonly isAs?: (wanted: Value, live: Value | undefined, link: Link, attribute: string) => boolean;
  /** Whether an attribute is as it was set, though others have taken away a link that it names. */
  readonly isLeft?: (ours: Value, live: Value | undefined, attribute: string) => boolean;
  /**
   * Reads the attributes of these links, by name; called only if there are any links. `tell` takes facts that are found
   * along with them.
   */
  readonly read: (
    links: readonly Link[],
    kernel: Kernel,
    index: LinkIndex,
    tell: (link: string, facts: LinkFacts) => void,
    asked: Asked,
    declared: DeclaredOf,
  ) => Promise<ReadonlyMap<string, Attributes>>;
  /**
   * The orders that change the attributes in `before` to those in `after`, which has only those that change. For a new
   * link `before` is empty.
   */
  readonly orders: (link: Link, before: Attributes, after: Attributes, index: LinkIndex) => Order[];
}

/** The attributes of a link that must be read although they need requests of their own. */
export type Asked = (link: Link) => readonly string[];

/**
 * The declared attributes of a link, by its name. If a value is found to be as declared, the declared object can be
 * returned itself, so that it need not be compared again.
 */
export type DeclaredOf = (link: string) => Attributes | undefined;
