import type {
  AskNote,
  BindNote,
  LookNote,
  OptionNote,
  Outcome,
  SocketNote,
  SysctlNote,
} from './recording.ts';

/** A question, what was answered, and which of that ticks: see Spans. */
export interface Asked<Reply = Buffer> extends Omit<AskNote, 'note' | 'reply'> {
  readonly note: 'ask';
  readonly reply: Reply;
  readonly spans: Int32Array;
}
export type Entry<Reply = Buffer> = SocketNote | OptionNote | BindNote | LookNote | SysctlNote | Asked<Reply>;

/** What a run is told beside what it looks at. Each must be the same for a transcript to count. */
export type Circumstances = readonly string[];

/** All that a run which had nothing to do went by, and what it printed. */
export interface Transcript<Reply = Buffer> {
  readonly circumstances: Circumstances;
  readonly said: string;
  readonly entries: readonly Entry<Reply>[];
}

/** A file that is read where it is needed. */
export interface Source {
  readonly size: number;
  /** Reads into the beginning of a room so many bytes from there on; returns how many there were. */
  read(room: Buffer, length: number, from: number): number;
}

/** Where something stands in a file. */
export interface Part {
  readonly from: number;
  readonly length: number;
}

/** Its file in the directory of a namespace's state. */
export const TRANSCRIPT = 'transcript';

const align = (length: number): number => (length + 3) & ~3;
const FILL = Buffer.alloc(4);

const MAGIC = 'nlapply transcript 2\n';
/** Behind the magic stand two words: how long the line of JSON is, and the bytes that follow it but for the answers. */
const HEAD = align(MAGIC.length) + 8;

/**
 * The parts of its file. Bytes stand behind a line of JSON, which has their lengths in their places; all begin with a word. The answers, which may be
 * megabytes, come last: memory that nobody has touched yet is dear, so they are read by the piece.
 */
export function encodeTranscript({ circumstances, said, entries }: Transcript): readonly Buffer[] {
  const blobs: Buffer[] = [];
  const replies: Buffer[] = [];
  const put = (bytes: Buffer, where = blobs): number => {
    where.push(bytes);
    if (bytes.length % 4 !== 0) where.push(FILL.subarray(bytes.length % 4));
    return bytes.length;
  };
  const outcome = (one: Outcome): Outcome | number => (Buffer.isBuffer(one) ? put(one) : one);
  const lines = entries.map((entry) => {
    if (entry.note === 'ask') {
      const { request, reply, spans } = entry;
      const words = Buffer.from(spans.buffer, spans.byteOffset, spans.byteLength);
      return { ...entry, request: put(request), reply: put(reply, replies), spans: put(words) };
    }
    return 'outcome' in entry ? { ...entry, outcome: outcome(entry.outcome) } : entry;
  });
  const json = JSON.stringify({ size: sizeOf(replies), circumstances, said, entries: lines });
  const line = Buffer.from(`${json}\n`);
  const blanks = Buffer.alloc(align(line.length) - line.length, '\n');
  const lengths = Int32Array.of(line.length + blanks.length, sizeOf(blobs));
  return [
    ...[Buffer.from(MAGIC.padEnd(HEAD - lengths.byteLength)), Buffer.from(lengths.buffer)],
    ...[line, blanks, ...blobs, ...replies],
  ];
}

const sizeOf = (parts: readonly Buffer[]): number => parts.reduce((sum, { length }) => sum + length, 0);

/** As it lies in the file: numbers stand for bytes. */
type Stored<T> = T extends Asked
  ? Omit<T, 'request' | 'reply' | 'spans'> & {
      readonly request: number;
      readonly reply: number;
      readonly spans: number;
    }
  : T extends LookNote | SysctlNote
    ? Omit<T, 'outcome'> & { readonly outcome: Outcome | number }
    : T;

interface Head {
  readonly size: number;
  readonly circumstances: Circumstances;
  readonly said: string;
  readonly entries: readonly Stored<Entry>[];
}

/** The transcript in a file; undefined of one of another run: other circumstances, another version, part of a file. */
export function decodeTranscript(file: Source, circumstances: Circumstances): Transcript<Part> | undefined {
  const start = readAll(file, HEAD, 0);
  if (start?.toString('latin1', 0, MAGIC.length) !== MAGIC) return undefined;
  const [line = 0, others = 0] = new Int32Array(start.buffer, HEAD - 8);
  const text = readAll(file, line + others, HEAD);
  if (text === undefined) return undefined;
  const head: unknown = JSON.parse(text.toString('utf8', 0, line));
  let from = HEAD + text.length;
  if (!isOf(head, circumstances) || file.size !== from + head.size) return undefined;
  let at = line;
  const take = (length: number): Buffer => {
    const start = at;
    at += align(length);
    return text.subarray(start, start + length);
  };
  const entries = head.entries.map((entry): Entry<Part> => {
    if (entry.note === 'ask') {
      const request = take(entry.request);
      const words = take(entry.spans);
      const spans = new Int32Array(words.buffer, words.byteOffset, words.length >> 2);
      const reply = { from, length: entry.reply };
      from += align(entry.reply);
      return { ...entry, request, reply, spans };
    }
    if (entry.note !== 'look' && entry.note !== 'sysctl') return entry;
    const { outcome } = entry;
    return { ...entry, outcome: typeof outcome === 'number' ? take(outcome) : outcome };
  });
  return { circumstances, said: head.said, entries };
}

/** So many bytes in memory of their own, beginning with a word; undefined where there are not as many. */
function readAll(file: Source, length: number, from: number): Buffer | undefined {
  if (length < 0 || from + length > file.size) return undefined;
  const room = Buffer.allocUnsafeSlow(length);
  return file.read(room, length, from) === length ? room : undefined;
}

/** Where the circumstances are the same, the program is, and the rest is as it writes it. */
function isOf(head: unknown, circumstances: Circumstances): head is Head {
  if (typeof head !== 'object' || head === null || !('circumstances' in head)) return false;
  return JSON.stringify(head.circumstances) === JSON.stringify(circumstances);
}
