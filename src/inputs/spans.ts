import {
  ATTRIBUTE_HEADER,
  align,
  attributeId,
  attributeLength,
  host,
  MESSAGE_HEADER,
} from '../netlink/codec/wire.ts';
import { NLM_F } from '../netlink/constants/flags.ts';
import { type Kinds, type Part, type Ticking, VOLATILE } from './volatile.ts';

/**
 * Which parts of an answer may differ though nothing has changed, as triples: offset, length, and 1 if the part must
 * still be above zero. Ascending, in whole words of four bytes: attributes begin at one, and are padded to one with
 * zeros.
 */
export type Spans = number[];

/**
 * Finds the parts of an answer that may differ; none if `ticks` is false.
 * @returns undefined if the answer is incomplete, or if the kernel marks it as inconsistent
 */
export function spansOf(reply: Buffer, ticks: boolean): Spans | undefined {
  const data = new DataView(reply.buffer, reply.byteOffset, reply.length);
  const spans: Spans = [];
  for (let at = 0; at < reply.length; ) {
    const length = reply.length - at < MESSAGE_HEADER ? 0 : data.getUint32(at, host);
    if (length < MESSAGE_HEADER || at + length > reply.length) return undefined;
    if ((data.getUint16(at + 6, host) & NLM_F.DUMP_INTR) !== 0) return undefined;
    const found = ticks ? VOLATILE[data.getUint16(at + 4, host)] : undefined;
    if (found !== undefined && (found.family ?? reply[at + MESSAGE_HEADER]) === reply[at + MESSAGE_HEADER])
      walk(data, at + MESSAGE_HEADER + found.header, at + length, found.attributes, spans);
    at += align(length);
  }
  return spans;
}

function walk(data: DataView, start: number, end: number, ticking: Ticking, spans: Spans): void {
  for (let at = start, length = 0; ; at += align(length)) {
    length = attributeLength(data, at, end);
    if (length === 0) return;
    const inside = ticking[attributeId(data, at)];
    if (inside !== undefined) {
      const first = at + ATTRIBUTE_HEADER;
      if (!('nest' in inside) && !('by' in inside)) add(first, at + length, inside, spans);
      else {
        const within = 'nest' in inside ? inside.nest : ofKind(data, start, end, inside.by, inside.kinds);
        if (within !== undefined) walk(data, first, at + length, within, spans);
      }
    }
  }
}

function add(first: number, end: number, parts: readonly Part[], spans: Spans): void {
  for (const { at, length, how } of parts) {
    const start = first + at;
    const size = align(Math.min(length, end - start));
    if (size > 0) spans.push(start, size, how === 'still' ? 1 : 0);
  }
}

/** The table for the kind that the attribute `by` names. */
function ofKind(data: DataView, start: number, end: number, by: number, kinds: Kinds): Ticking | undefined {
  for (let at = start, length = 0; ; at += align(length)) {
    length = attributeLength(data, at, end);
    if (length === 0) return undefined;
    if (attributeId(data, at) === by) {
      const text = Buffer.from(
        data.buffer,
        data.byteOffset + at + ATTRIBUTE_HEADER,
        length - ATTRIBUTE_HEADER,
      );
      const name = text.toString('latin1').replace(/\0.*$/s, '');
      return Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    }
  }
}
