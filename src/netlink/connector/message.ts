import { NetlinkDecodeError } from '../codec/decode-error.ts';
import { struct, u16, u32 } from '../codec/index.ts';
import { align, type Block, host, MESSAGE_HEADER, Writer } from '../codec/wire.ts';
import { NLMSG } from '../constants/flags.ts';

/** A message of the connector: struct cn_msg and its data. */
export interface ConnectorMessage {
  /** Who it is of (CN_IDX) and for. */
  readonly idx: number;
  readonly val: number;
  readonly seq: number;
  /** In an answer, often the `ack` of the request plus 1. */
  readonly ack: number;
  readonly flags: number;
  readonly data: Uint8Array;
}

const header = struct({ idx: u32, val: u32, seq: u32, ack: u32, length: u16, flags: u16 });

/** A datagram with the message. cn_rx_skb looks at the length only. */
export function writeConnectorMessage({ data, ...rest }: ConnectorMessage): Uint8Array {
  const w = new Writer(MESSAGE_HEADER + header.size + data.length);
  const start = w.begin(NLMSG.DONE, 0, rest.seq);
  header.put(w, { ...rest, length: data.length });
  const at = w.take(data.length);
  w.bytes.set(data, at);
  w.end(start);
  return w.bytes.slice(0, w.at);
}

/** The messages in a datagram of `length` bytes. @throws NetlinkDecodeError */
export function readConnectorMessages(block: Block, length: number): ConnectorMessage[] {
  const messages: ConnectorMessage[] = [];
  for (let at = 0; at < length; ) {
    const size = length - at < MESSAGE_HEADER ? 0 : block.data.getUint32(at, host);
    const start = at + MESSAGE_HEADER + header.size;
    if (start > at + size || at + size > length) throw new NetlinkDecodeError('a message runs past its end');
    const { length: dataLength, ...rest } = header.get(block, at + MESSAGE_HEADER, start);
    if (start + dataLength > at + size) throw new NetlinkDecodeError('data run past their message');
    messages.push({ ...rest, data: block.bytes.slice(start, start + dataLength) });
    at += align(size);
  }
  return messages;
}
