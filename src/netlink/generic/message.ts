import { type Attrs, Message, type Table, u8, u16 } from '../codec/index.ts';

/** struct genlmsghdr. `version` is filled in by `GenericSocket` if it is left out. */
export const genericHeader = { cmd: u8, version: u8, reserved: u16 } as const;

/**
 * The table of a generic netlink family's messages: its attributes behind struct genlmsghdr.
 * @param commands names of `cmd` for errors and traces: `{ CTRL_CMD_GETFAMILY: 3 }`
 */
export function genericMessage<const A extends Attrs>(
  name: string,
  attrs: Table<A>,
  commands: Table<Readonly<Record<string, number>>> = {},
): Message<typeof genericHeader, A> {
  return new Message(name, genericHeader, attrs, { commands });
}
