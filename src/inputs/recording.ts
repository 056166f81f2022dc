import type { Found, Kind } from './looks.ts';

/** The outcome of a look: what it found, or the error. */
export type Outcome = Found | Refusal;
export interface Refusal {
  readonly code: string;
}

/** A socket that was opened; sockets are numbered in the order of opening. */
export interface SocketNote {
  readonly note: 'socket';
  readonly family: number;
  readonly type: number;
  readonly netns: string | null;
}
export interface OptionNote {
  readonly note: 'option';
  readonly socket: number;
  readonly level: number;
  readonly option: number;
  readonly value: number;
  /** Whether the kernel accepted it. */
  readonly done: boolean;
}
export interface BindNote {
  readonly note: 'bind';
  readonly socket: number;
  readonly port: number;
}
/** A request to the kernel and its whole answer. */
export interface AskNote {
  readonly note: 'ask';
  readonly socket: number;
  readonly seq: number;
  readonly request: Buffer;
  readonly reply: Buffer;
}
export interface LookNote {
  readonly note: 'look';
  readonly kind: Kind;
  readonly of: string;
  readonly outcome: Outcome;
}
export interface SysctlNote {
  readonly note: 'sysctl';
  readonly netns: string | null;
  readonly path: string;
  readonly outcome: Outcome;
}
export type Note = SocketNote | OptionNote | BindNote | AskNote | LookNote | SysctlNote;

/** Everything that a run looks at, in order. */
export interface Recording {
  /** Empty once the recording is spoiled. */
  readonly notes: Note[];
  /** Why the result of the run depends on more than the notes; undefined as long as it does not. */
  spoiled: string | undefined;
  /** The size of the notes in bytes. */
  size: number;
  /** How many sockets have been opened so far. */
  sockets: number;
  /** The outcomes of looks, by what they looked at. */
  readonly known: Map<string, Outcome>;
}

/** How many bytes a transcript may take: its file is in /run, and so usually in memory. */
export const MOST = 16 * 1024 * 1024;

let current: Recording | undefined;

/** Starts to note everything that is looked at. Two recordings at a time would mix their notes: both are spoiled. */
export function beginRecording(): Recording {
  const recording: Recording = { notes: [], spoiled: undefined, size: 0, sockets: 0, known: new Map() };
  if (current !== undefined) {
    spoil('another recording');
    recording.spoiled = 'another recording';
  } else current = recording;
  return recording;
}

export function endRecording(recording: Recording): void {
  if (current === recording) current = undefined;
}

/**
 * Marks the recording as useless, and drops its notes: the run depends on something that is not noted, or changes
 * something.
 */
export function spoil(why: string): void {
  if (current === undefined || current.spoiled !== undefined) return;
  current.spoiled = why;
  current.notes.length = 0;
  current.known.clear();
}

/** The number of a socket that is being opened. */
export function numberSocket(): number {
  if (current === undefined) return 0;
  current.sockets += 1;
  return current.sockets - 1;
}

export const isRecording = (): boolean => current !== undefined && current.spoiled === undefined;

export function note(one: Note): void {
  if (current !== undefined && current.spoiled === undefined) current.notes.push(one);
}

/** Adds to the size of the notes. */
export function count(size: number): void {
  if (current === undefined) return;
  current.size += size;
  if (current.size > MOST) spoil('it is too much');
}

/**
 * Notes the outcome of a look, once. If a later look at the same thing has another outcome, it is unknown which of them
 * the run relied on: that spoils the recording.
 */
export function noteOutcome(one: LookNote | SysctlNote): void {
  if (current === undefined || current.spoiled !== undefined) return;
  const { outcome } = one;
  const key = one.note === 'look' ? `${one.kind} ${one.of}` : `sysctl ${one.netns} ${one.path}`;
  const before = current.known.get(key);
  if (before === undefined) {
    current.known.set(key, outcome);
    note(one);
    count(sizeOf(outcome));
  } else if (!isSame(before, outcome)) spoil(`${key} has changed`);
}

const sizeOf = (outcome: Outcome): number =>
  typeof outcome === 'string' || Buffer.isBuffer(outcome) ? outcome.length : 0;

export function isSame(one: Outcome, other: Outcome): boolean {
  if (Buffer.isBuffer(one)) return Buffer.isBuffer(other) && one.equals(other);
  if (typeof one === 'string') return one === other;
  return typeof other === 'object' && 'code' in other && one.code === other.code;
}
