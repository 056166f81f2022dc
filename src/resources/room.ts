import type { Item, Link, Place, Step, Value } from '../model/index.ts';
import type { Connection, GenericSocket, Request } from '../netlink/index.ts';

/**
 * How an attribute of a live object can be changed. `live`: in place, while in use. `down`: in place, but only while
 * the link is down. `empty`: only while the link is down and has no ports. `create`: only by replacing the object.
 */
export type ChangeClass = 'live' | 'down' | 'empty' | 'create';

/** An attribute in which a wanted object and the live one differ. */
export interface Difference {
  readonly attribute: string;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
  readonly how: ChangeClass;
}

/** A wanted object, with the place of its declaration (null for a restored object). */
export interface Wanted<T extends Item> {
  readonly item: T;
  readonly source: Place | null;
  readonly places: Readonly<Record<string, Place>>;
  /** Link attributes used at creation but not compared afterwards. */
  readonly creation?: Readonly<Record<string, Value>>;
}

/** Access to the kernel in one network namespace, for rooms and the engine. */
export interface Kernel {
  readonly route: Connection;
  /** Generic netlink in the same namespace; opened at the first use. */
  readonly generic: () => GenericSocket;
  /** Name or path of the namespace; absent: that of the process. */
  readonly netns?: string;
  /**
   * Where to put name servers: one of NAME_SERVICE_CHOICES, or the path of a file; absent: determined automatically.
   */
  readonly resolver?: string;
  /** The state directory; absent: there is none, and so no clients. */
  readonly stateDir?: string;
}

/**
 * What is not done by an rtnetlink request (generic netlink, an ioctl, a program). It starts when the preceding orders
 * are done.
 */
export interface Call {
  /** For the trace and for users, such as `WG_CMD_SET_DEVICE wg0`. */
  readonly text: string;
  /**
   * @throws NetlinkError if the kernel refuses
   * @throws NlapplyError if a program or a file does
   */
  readonly run: (kernel: Kernel) => Promise<void>;
  /** Whether it creates the object, so that there is none if it fails. */
  readonly makes?: true;
  /** The attributes of a link that it sets. */
  readonly about?: readonly string[];
}

/** A request with the attributes of a link that it sets, by their names in plans. */
export type Told = Request & { readonly about?: readonly string[] };

/** One message or action of a step. */
export type Order = Told | Call;

export const isCall = (order: Order): order is Call => 'run' in order;

/** The names and interface indexes of links, both ways. New links get their index before they are created. */
export interface LinkIndex {
  indexOf(name: string): number;
  has(name: string): boolean;
  nameOf(index: number): string | undefined;
  /**
   * Reserves an index for a link that is going to be created, so that messages about it need not wait for its creation.
   */
  reserve(name: string): number;
  /** Whether the index of this name was reserved. Names of links that went along with others may still be known. */
  isReserved(name: string): boolean;
  /** Says which index the kernel has given to a link for which another one was reserved. */
  place(name: string, index: number): void;
  rename(from: string, to: string): void;
  forget(name: string): void;
}

/**
 * A kind of object: its identity, and how it is read, compared and changed. The engine knows objects only through this
 * interface.
 */
export interface Room<T extends Item> {
  readonly type: T['type'];
  /** The identity of an object within a namespace. */
  key(item: T): string;
  /** The object as it is shown to users. */
  name(item: T): string;
  /** The declared object with the kernel's defaults filled in, as a dump would show it. */
  normal(item: T): T;
  /**
   * A fast check, for there may be tens of thousands: true if a live object with the same key is as wanted. If false,
   * differences() decides. The wanted object need not be normal.
   */
  isAsWanted?(wanted: T, live: T): boolean;
  /** The differences of a live object from the wanted one; both must be normal. */
  differences(wanted: T, live: T): readonly Difference[];
  /** Whether the object carries our mark (a protocol number). */
  marked(item: T): boolean;
  /** Whether the kernel or a protocol made it; such objects are never planned. */
  automatic(item: T): boolean;
  /** Reads the live objects; the links have been read before. */
  observe(connection: Connection, index: LinkIndex, links: readonly Link[], kernel: Kernel): Promise<T[]>;
  /** The orders that carry out a step, in this sequence. */
  requests(step: Step, links: LinkIndex): Order[];
  /**
   * The orders that create the object with one concern each, used after the kernel refused a message with several;
   * absent or undefined for most.
   */
  apart?(step: Step, links: LinkIndex): Order[] | undefined;
  /** Another way to carry out a step that the kernel refused with this error code; absent or undefined for most. */
  detour?(step: Step, code: string, links: LinkIndex): Order[] | undefined;
}
