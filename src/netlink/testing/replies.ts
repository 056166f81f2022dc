import type { AnyMessage, Value } from '../codec/message.ts';
import { host, MESSAGE_HEADER, Writer } from '../codec/wire.ts';
import { NLM_F, NLMSG, NLMSGERR_ATTR } from '../constants/flags.ts';
import type { FakeRequest } from './fake-kernel.ts';

export interface AckOptions {
  /** The extended ACK's text. */
  readonly message?: string;
  /** Bytes from the start of the request's nlmsghdr. */
  readonly offset?: number;
  /** The id of an absent attribute, and the offset of the nest where it is missing. */
  readonly missing?: number;
  readonly nest?: number;
  /** NETLINK_CAP_ACK: without the request's payload. Default: true. */
  readonly capped?: boolean;
  readonly flags?: number;
}

/** NLMSG_ERROR: the answer to a request; errno 0 acknowledges. */
export function ack(request: FakeRequest, errno = 0, options: AckOptions = {}): Uint8Array {
  const { capped = true } = options;
  const w = new Writer(256);
  const start = w.begin(NLMSG.ERROR, flagsOf(options) | (capped ? NLM_F.CAPPED : 0), request.seq);
  putErrno(w, errno);
  put(w, capped ? request.bytes.subarray(0, MESSAGE_HEADER) : request.bytes);
  return finish(w, start, options);
}

/** NLMSG_DONE: the end of a dump. */
export function done(request: FakeRequest, errno = 0, options: AckOptions = {}): Uint8Array {
  const w = new Writer(256);
  const start = w.begin(NLMSG.DONE, NLM_F.MULTI | flagsOf(options), request.seq);
  putErrno(w, errno);
  return finish(w, start, options);
}

/** An object of a dump or the answer to a get. */
export function reply<M extends AnyMessage>(
  request: Pick<FakeRequest, 'seq'>,
  message: M,
  type: number,
  value: Value<M>,
  flags: number = NLM_F.MULTI,
): Uint8Array {
  const w = new Writer(256);
  message.write(w, type, flags, request.seq, value);
  return w.bytes.slice(0, w.at);
}

const flagsOf = ({ message, offset, missing, flags = 0 }: AckOptions): number =>
  (message ?? offset ?? missing) === undefined ? flags : flags | NLM_F.ACK_TLVS;

function putErrno(w: Writer, errno: number): void {
  const at = w.take(4);
  w.data.setInt32(at, -errno, host);
}

function put(w: Writer, bytes: Uint8Array): void {
  const at = w.take(bytes.length);
  w.bytes.set(bytes, at);
}

function finish(w: Writer, start: number, { message, offset, missing, nest }: AckOptions): Uint8Array {
  if (message !== undefined) attribute(w, NLMSGERR_ATTR.MSG, new TextEncoder().encode(`${message}\0`));
  if (offset !== undefined) attribute(w, NLMSGERR_ATTR.OFFS, number(offset));
  if (missing !== undefined) attribute(w, NLMSGERR_ATTR.MISS_TYPE, number(missing));
  if (nest !== undefined) attribute(w, NLMSGERR_ATTR.MISS_NEST, number(nest));
  w.end(start);
  return w.bytes.slice(0, w.at);
}

function attribute(w: Writer, id: number, data: Uint8Array): void {
  const start = w.open();
  put(w, data);
  w.close(start, id);
}

const number = (value: number): Uint8Array => new Uint8Array(Uint32Array.of(value).buffer);
