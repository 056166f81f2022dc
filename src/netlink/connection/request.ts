import type { AnyMessage, Value } from '../codec/message.ts';
import { showBits } from '../codec/scalars.ts';
import { tableOf } from '../codec/table.ts';
import type { Writer } from '../codec/wire.ts';
import { NLM_F } from '../constants/flags.ts';

/** A message to the kernel. NLM_F_REQUEST is always set. */
export interface Request<M extends AnyMessage = AnyMessage> {
  readonly message: M;
  /** The message type: RTM_NEWLINK, or the id of a generic netlink family. */
  readonly type: number;
  /** NLM_F_*. */
  readonly flags?: number;
  readonly value: Value<M>;
  /** Appends the value as the table would write it. For values so large that the table would take too long. */
  put?(w: Writer): void;
}

/** The name of a request's type: `RTM_NEWROUTE`. If the table has no names of types, its own name and the number. */
export function typeName({ message, type, value }: Request): string {
  const { types = {}, commands } = message.options;
  const [table, wanted] = commands === undefined ? [types, type] : [commands, value['cmd']];
  const names = tableOf(table)();
  return (
    Object.keys(names).find((name) => names[name] === wanted) ?? `${message.name} ${String(wanted ?? type)}`
  );
}

const { REPLACE, EXCL, CREATE, APPEND, NONREC, BULK, ROOT, MATCH, ATOMIC, ECHO, DUMP } = NLM_F;
const FLAGS: readonly [verb: RegExp, flags: Readonly<Record<string, number>>][] = [
  [/_GET/, { ECHO, DUMP, ROOT, MATCH, ATOMIC }],
  [/_DEL/, { ECHO, NONREC, BULK }],
  [/./, { ECHO, CREATE, EXCL, REPLACE, APPEND }],
];

/**
 * A request in one line, with the names of its table: `RTM_NEWADDR CREATE|EXCL {family: inet, prefixlen: 24, index: 3,
 * local: 10.0.0.1}`.
 */
export function describeRequest(request: Request): string {
  const name = typeName(request);
  const names = FLAGS.find(([verb]) => verb.test(name))?.[1] ?? {};
  const flags = (request.flags ?? 0) & ~(NLM_F.REQUEST | NLM_F.ACK);
  const words = flags === 0 ? [] : [showBits(flags, names).toUpperCase().replaceAll('0X', '0x')];
  return [name, ...words, request.message.show(request.value)].join(' ');
}
