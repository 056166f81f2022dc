import type { Item, Link, Place, Step, Value } from '../model/index.ts';
import type { Connection, GenericSocket, Request } from '../netlink/index.ts';

/**
 * How an attribute of a live object can change.
 * `live`: in place, while in use. `down`: in place, but the link must be down meanwhile. `empty`: the link
 * must be down and have no ports meanwhile. `create`: only by making the object anew.
 */
export type ChangeClass = 'live' | 'down' | 'empty' | 'create';

/** One attribute in which a wanted object and the live one differ. */
export interface Difference {
  readonly attribute: string;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
  readonly how: ChangeClass;
}

/** A wanted object, with the place in the configuration that wants it (none for what is put back). */
export interface Wanted<T extends Item> {
  readonly item: T;
  readonly source: Place | null;
  readonly places: Readonly<Record<string, Place>>;
  /** Link attributes used at creation but not compared afterwards. */
  readonly creation?: Readonly<Record<string, Value>>;
}

/** The kernel of one network namespace, as rooms and engine speak to it. */
export interface Kernel {
  readonly route: Connection;
  /** Generic netlink in the same namespace; opened when it is first asked for. */
  readonly generic: () => GenericSocket;
  /** Name or path of the namespace; absent: the caller's. */
  readonly netns?: string;
  /** Who is told of name servers: one of RESOLVERS, or the path of a file; absent: found out. */
  readonly resolver?: string;
  /** Where the state of the namespace is kept; absent: nobody knows, and there are no clients. */
  readonly stateDir?: string;
}

/** What cannot be said in an rtnetlink request (generic netlink, an ioctl, a program); it waits for what comes before it. */
export interface Call {
  /** For the trace and for a person, as `WG_CMD_SET_DEVICE wg0`. */
  readonly text: string;
  /** @throws NetlinkError what the kernel refused and why @throws NlapplyError the same of a program or a file */
  readonly run: (kernel: Kernel) => Promise<void>;
  /** Whether it makes the object: when it fails, there is none. */
  readonly makes?: true;
}

/** A request, and the attributes of a link that it sets, as they are called in plans. */
export type Told = Request & { readonly about?: readonly string[] };

/** One thing to be done by the kernel. */
export type Order = Told | Call;

export const isCall = (order: Order): order is Call => 'run' in order;

/** Names and interface indexes of the links there are, both ways; new links get their index before they are made. */
export interface LinkIndex {
  indexOf(name: string): number;
  has(name: string): boolean;
  nameOf(index: number): string | undefined;
  /** Reserves an index for a link about to be created, so that messages about it need not wait for its creation. */
  reserve(name: string): number;
  /** Whether there is an index that was reserved; one of a link that went with another one is known still. */
  isReserved(name: string): boolean;
  rename(from: string, to: string): void;
  forget(name: string): void;
}

/**
 * One kind of kernel object: how it is told from others, read, compared and written. The engine knows objects only
 * through this.
 */
export interface Room<T extends Item> {
  readonly type: T['type'];
  /** Identity within one namespace. */
  key(item: T): string;
  /** The object in a person's words. */
  name(item: T): string;
  /** The declared object with the kernel's defaults filled in, as a dump would show it. */
  normal(item: T): T;
  /**
   * Whether a live object of the same key is as wanted, which need not be normal: a quick yes, where there may be tens of
   * thousands; "no" may mean that it takes differences() to tell.
   */
  isAsWanted?(wanted: T, live: T): boolean;
  /** In what the live object is not as wanted; both are normal. Empty when it is. */
  differences(wanted: T, live: T): readonly Difference[];
  /** Whether the object carries our mark (a protocol number). */
  marked(item: T): boolean;
  /** Whether the kernel or a protocol made it by itself; such objects are never planned. */
  automatic(item: T): boolean;
  /** What there is of it; the links have been looked at before. */
  observe(connection: Connection, index: LinkIndex, links: readonly Link[], kernel: Kernel): Promise<T[]>;
  /** The messages that carry out a step, in order. */
  requests(step: Step, links: LinkIndex): Order[];
  /** The messages that make the object with one concern each, where one that said more was refused; none for most. */
  apart?(step: Step, links: LinkIndex): Order[] | undefined;
  /** A second way to carry out a step that the kernel refused with this error code; none for most. */
  detour?(step: Step, code: string, links: LinkIndex): Order[] | undefined;
}
