import { be16, enumerated, Message, type MessageOptions, u8 } from '../codec/index.ts';
import type { Table } from '../codec/table.ts';
import type { Attrs, Scalar } from '../codec/type.ts';
import { NFPROTO } from '../constants/netfilter.ts';

/** struct nfgenmsg. A type, not an interface: it has to be the header of a table, which has an index signature. */
export type NetfilterHeader = {
  readonly family: Scalar<number>;
  readonly version: Scalar<number>;
  readonly resId: Scalar<number>;
};

export const netfilterHeader = (): NetfilterHeader => ({
  family: enumerated(u8, NFPROTO),
  version: u8,
  resId: be16,
});

/** The type of a message: its subsystem (NFNL_SUBSYS) and its number there. */
export const netfilterType = (subsystem: number, message: number): number => (subsystem << 8) | message;

/** The table of messages of a subsystem; `resId` of the header is a queue, a group or a generation, or means nothing. */
export function netfilterMessage<const A extends Attrs>(
  name: string,
  attrs: Table<A>,
  options?: MessageOptions,
): Message<NetfilterHeader, A> {
  return new Message<NetfilterHeader, A>(name, netfilterHeader, attrs, options);
}

/** Names of the messages of a subsystem, with its number in them. */
export function netfilterTypes(
  prefix: string,
  subsystem: number,
  messages: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(messages).map(([name, number]) => [`${prefix}${name}`, netfilterType(subsystem, number)]),
  );
}
