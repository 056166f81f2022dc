import type { Found, Kind } from './looks.ts';

/** What a look came to: what it found, or why it could not be had. */
export type Outcome = Found | Refusal;
export interface Refusal {
  readonly code: string;
}

/** A socket that was opened; sockets are numbered in that order. */
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
  /** Whether the kernel knows it. */
  readonly done: boolean;
}
export interface BindNote {
  readonly note: 'bind';
  readonly socket: number;
  readonly port: number;
}
/** A question to the kernel and all that it answered. */
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

/** All that a run looks at, in order. */
export interface Recording {
  /** Empty once it is spoiled. */
  readonly notes: Note[];
  /** Why what a run comes to does not depend on the notes alone; undefined: it does. */
  spoiled: string | undefined;
  /** Bytes of the notes. */
  size: number;
  /** How many sockets have been opened. */
  sockets: number;
  /** What looks have come to, by what they looked at. */
  readonly known: Map<string, Outcome>;
}

/** The memory that a transcript may take, which mostly is the machine's: /run. */
export const MOST = 16 * 1024 * 1024;

let current: Recording | undefined;

/** From now on all that is looked at is noted. Two at a time would take each other's notes: both are spoiled. */
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

/** The run depends on something that is not noted, or does something: nothing of it is kept. */
export function spoil(why: string): void {
  if (current === undefined || current.spoiled !== undefined) return;
  current.spoiled = why;
  current.notes.length = 0;
  current.known.clear();
}

/** The number of a socket that is opened now. */
export function numberSocket(): number {
  if (current === undefined) return 0;
  current.sockets += 1;
  return current.sockets - 1;
}

export const isRecording = (): boolean => current !== undefined && current.spoiled === undefined;

export function note(one: Note): void {
  if (current !== undefined && current.spoiled === undefined) current.notes.push(one);
}

/** So many bytes more are to be kept. */
export function count(size: number): void {
  if (current === undefined) return;
  current.size += size;
  if (current.size > MOST) spoil('it is too much');
}

/** Notes what a look came to, once. Where it comes to something else later in the run, nobody knows by what the run went. */
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
