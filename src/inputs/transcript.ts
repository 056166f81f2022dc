import type {
  AskNote,
  BindNote,
  LookNote,
  OptionNote,
  Outcome,
  SocketNote,
  SysctlNote,
} from './recording.ts';

/** A request, its answer, and the parts of that which may differ: see Spans. */
export interface Asked<Reply = Buffer> extends Omit<AskNote, 'note' | 'reply'> {
  readonly note: 'ask';
  readonly reply: Reply;
  readonly spans: Int32Array;
}
export type Entry<Reply = Buffer> = SocketNote | OptionNote | BindNote | LookNote | SysctlNote | Asked<Reply>;

/** What the run is given besides what it looks at. A transcript applies only if all of it is the same. */
export type Circumstances = readonly string[];

/** Everything that a run which had nothing to do relied on, and what it printed. */
export interface Transcript<Reply = Buffer> {
  readonly circumstances: Circumstances;
  readonly said: string;
  readonly entries: readonly Entry<Reply>[];
}

/** A file that is read piece by piece. */
export interface Source {
  readonly size: number;
  /** Reads `length` bytes from `from` into the beginning of a buffer; returns how many there were. */
  read(room: Buffer, length: number, from: number): number;
}

/** A range of bytes in a file. */
export interface Part {
  readonly from: number;
  readonly length: number;
}

/** Name of the file in the state directory of a namespace. */
export const TRANSCRIPT = 'transcript';

const align = (length: number): number => (length + 3) & ~3;
const FILL = Buffer.alloc(4);

const MAGIC = 'nlapply transcript 2\n';
/**
 * Size of the head: the magic, then two words: the length of the line of JSON, and the length of the bytes after it
 * without the answers.
 */
const HEAD = align(MAGIC.length) + 8;

/**
 * Encodes the file, as parts to be written one after the other. A line of JSON comes first, in which lengths stand for
 * bytes; then the bytes, each aligned to a word. The answers, which may be megabytes, come last, so that they can be
 * read piece by piece: using fresh memory for all of them would be slow.
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

/** An entry as it is in the JSON, with lengths in place of bytes. */
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

/**
 * Decodes a transcript; undefined if it is one of other circumstances or of another version, or if it is incomplete.
 */
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

/** Reads `length` bytes into a buffer of their own, which is aligned to words; undefined if there are not as many. */
function readAll(file: Source, length: number, from: number): Buffer | undefined {
  if (length < 0 || from + length > file.size) return undefined;
  const room = Buffer.allocUnsafeSlow(length);
  return file.read(room, length, from) === length ? room : undefined;
}

/**
 * Whether the circumstances are the same. They include the program's version, so that the rest then has the form in
 * which it is written.
 */
function isOf(head: unknown, circumstances: Circumstances): head is Head {
  if (typeof head !== 'object' || head === null || !('circumstances' in head)) return false;
  return JSON.stringify(head.circumstances) === JSON.stringify(circumstances);
}
