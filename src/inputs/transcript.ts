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
export interface Asked extends Omit<AskNote, 'note'> {
  readonly note: 'ask';
  readonly spans: Int32Array;
}
export type Entry = SocketNote | OptionNote | BindNote | LookNote | SysctlNote | Asked;

/** What a run is told beside what it looks at. Each must be the same for a transcript to count. */
export type Circumstances = readonly string[];

/** All that a run which had nothing to do went by, and what it printed. */
export interface Transcript {
  readonly circumstances: Circumstances;
  readonly said: string;
  readonly entries: readonly Entry[];
}

/** Its file in the directory of a namespace's state. */
export const TRANSCRIPT = 'transcript';

const align = (length: number): number => (length + 3) & ~3;
const FILL = Buffer.alloc(4);

const MAGIC = 'nlapply transcript 1\n';

/** The parts of its file. Bytes stand behind a line of JSON, which has their lengths in their places; all begin with a word. */
export function encodeTranscript({ circumstances, said, entries }: Transcript): readonly Buffer[] {
  const blobs: Buffer[] = [];
  const put = (bytes: Buffer): number => {
    blobs.push(bytes);
    if (bytes.length % 4 !== 0) blobs.push(FILL.subarray(bytes.length % 4));
    return bytes.length;
  };
  const outcome = (one: Outcome): Outcome | number => (Buffer.isBuffer(one) ? put(one) : one);
  const lines = entries.map((entry) => {
    if (entry.note === 'ask') {
      const { request, reply, spans } = entry;
      const words = Buffer.from(spans.buffer, spans.byteOffset, spans.byteLength);
      return { ...entry, request: put(request), reply: put(reply), spans: put(words) };
    }
    return 'outcome' in entry ? { ...entry, outcome: outcome(entry.outcome) } : entry;
  });
  const size = blobs.reduce((sum, { length }) => sum + length, 0);
  const head = JSON.stringify({ size, circumstances, said, entries: lines });
  const first = Buffer.from(`${MAGIC}${head}`);
  const blanks = ' '.repeat(align(first.length + 1) - first.length - 1);
  return [first, Buffer.from(`${blanks}\n`), ...blobs];
}

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
export function decodeTranscript(file: Buffer, circumstances: Circumstances): Transcript | undefined {
  const start = MAGIC.length;
  if (file.toString('latin1', 0, start) !== MAGIC) return undefined;
  const end = file.indexOf('\n', start);
  const head: unknown = JSON.parse(file.toString('utf8', start, end));
  if (!isOf(head, circumstances) || file.length !== end + 1 + head.size) return undefined;
  let at = end + 1;
  const take = (length: number): Buffer => {
    const start = at;
    at += align(length);
    return file.subarray(start, start + length);
  };
  const entries = head.entries.map((entry): Entry => {
    if (entry.note === 'ask') {
      const [request, reply] = [take(entry.request), take(entry.reply)];
      const words = take(entry.spans);
      const spans = new Int32Array(words.buffer, words.byteOffset, words.length >> 2);
      return { ...entry, request, reply, spans };
    }
    if (entry.note !== 'look' && entry.note !== 'sysctl') return entry;
    const { outcome } = entry;
    return { ...entry, outcome: typeof outcome === 'number' ? take(outcome) : outcome };
  });
  return { circumstances, said: head.said, entries };
}

/** Where the circumstances are the same, the program is, and the rest is as it writes it. */
function isOf(head: unknown, circumstances: Circumstances): head is Head {
  if (typeof head !== 'object' || head === null || !('circumstances' in head)) return false;
  return JSON.stringify(head.circumstances) === JSON.stringify(circumstances);
}
