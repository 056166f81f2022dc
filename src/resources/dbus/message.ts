import { Buffer } from 'node:buffer';
import { type DbusValue, marshal, unmarshal } from './wire.ts';

/** A call of a method of an object that a service has on the bus. */
export interface MethodCall {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly signature: string;
  readonly values: readonly DbusValue[];
}

/** The reply to a call, which has that serial number. */
export interface Reply {
  readonly serial: number;
  /** The name of the error, if it is one. */
  readonly error?: string;
  readonly values: readonly DbusValue[];
}

const TYPE = { call: 1, reply: 2, error: 3 } as const;
/** The flag that keeps the bus from starting a service that does not run. */
const NO_AUTO_START = 2;
const FIELD = {
  path: 1,
  interface: 2,
  member: 3,
  error: 4,
  replySerial: 5,
  destination: 6,
  signature: 8,
} as const;
const LITTLE = 'l'.charCodeAt(0);
/** Size of the header before the fields; its last number is the length of those. */
const FIXED_HEADER = 16;
/** The longest message that the specification allows. */
const LONGEST = 128 * 1024 * 1024;

/** Encodes a method call. */
export function encodeCall(call: MethodCall, serial: number): Buffer {
  const body = marshal(call.signature, call.values);
  const fields: DbusValue[] = [
    [FIELD.path, ['o', call.path]],
    [FIELD.interface, ['s', call.interface]],
    [FIELD.member, ['s', call.member]],
    [FIELD.destination, ['s', call.destination]],
    ...(call.signature === '' ? [] : [[FIELD.signature, ['g', call.signature]]]),
  ];
  const header = marshal('yyyyuua(yv)', [LITTLE, TYPE.call, NO_AUTO_START, 1, body.length, serial, fields]);
  return Buffer.concat([header, Buffer.alloc(-header.length & 7), body]);
}

/**
 * The length of the first message in these bytes; undefined while too few have come to tell.
 * @throws RangeError if it is longer than allowed
 */
export function messageLength(bytes: Buffer): number | undefined {
  if (bytes.length < FIXED_HEADER) return undefined;
  const little = bytes[0] === LITTLE;
  const number = (at: number): number => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const header = FIXED_HEADER + number(12);
  const length = header + (-header & 7) + number(4);
  if (length > LONGEST) throw new RangeError('a message is longer than D-Bus allows');
  return length;
}

/** Decodes a whole message as the reply to a call; undefined for signals and the like. */
export function decodeReply(bytes: Buffer): Reply | undefined {
  const little = bytes[0] === LITTLE;
  const type = bytes[1];
  if (type !== TYPE.reply && type !== TYPE.error) return undefined;
  const [fields = []] = unmarshal('a(yv)', bytes, 12, little);
  const byCode = new Map<DbusValue | undefined, DbusValue | undefined>();
  for (const field of Array.isArray(fields) ? fields : [])
    if (Array.isArray(field)) byCode.set(field[0], field[1]);
  const header = FIXED_HEADER + (little ? bytes.readUInt32LE(12) : bytes.readUInt32BE(12));
  const signature = String(byCode.get(FIELD.signature) ?? '');
  return {
    serial: Number(byCode.get(FIELD.replySerial)),
    ...(type === TYPE.error && { error: String(byCode.get(FIELD.error)) }),
    values: unmarshal(signature, bytes, header + (-header & 7), little),
  };
}
