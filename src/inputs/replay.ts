import type { Addon, NativeSocket } from '../netlink/native.ts';
import { outcomeOf } from './look.ts';
import { LOOKS } from './looks.ts';
import { isSame, type LookNote, type OptionNote, type SysctlNote } from './recording.ts';
import type { Asked, Entry } from './transcript.ts';

/** `fill` stops when less than 64 KiB are left. */
const ROOM = 256 * 1024;
/** Why `fill` stopped: the last message came; the room is full. */
const OVER = 1;
const FULL = 2;

/** Whether all that was looked at is as it was: asks the kernel and the files the same, and stops at the first that differs. */
export function isAllTheSame(entries: readonly Entry[], addon: Addon): boolean {
  const sockets: NativeSocket[] = [];
  const room = Buffer.allocUnsafeSlow(ROOM);
  const isLike = (entry: Entry): boolean => {
    if (entry.note === 'look') return isLook(entry);
    if (entry.note === 'sysctl') return isSetting(entry, addon);
    if (entry.note === 'socket') {
      sockets.push(new addon.Socket(entry.family, entry.type, entry.netns));
      return true;
    }
    const socket = sockets[entry.socket];
    if (socket === undefined) return false;
    if (entry.note === 'option') return isOption(socket, entry);
    // The answers name the port; that which the kernel chose then is mostly free.
    if (entry.note === 'bind') return socket.bind(entry.port | 0, 0) >>> 0 === entry.port >>> 0;
    return isAnswered(socket, entry, room);
  };
  try {
    return entries.every(isLike);
  } finally {
    for (const socket of sockets) socket.close();
  }
}

const isLook = ({ kind, of, outcome }: LookNote): boolean =>
  isSame(
    outcome,
    outcomeOf(() => LOOKS[kind](of)),
  );

const isSetting = ({ netns, path, outcome }: SysctlNote, addon: Addon): boolean =>
  isSame(
    outcome,
    outcomeOf(() => addon.readSysctl(netns, path)),
  );

function isOption(socket: NativeSocket, { level, option, value, done }: OptionNote): boolean {
  try {
    socket.setOption(level, option, value);
    return done;
  } catch {
    return !done;
  }
}

/** Sends the same bytes again, under the same number and from the same port, and holds the answer to what it was then. */
function isAnswered(socket: NativeSocket, { request, reply, spans, seq }: Asked, room: Buffer): boolean {
  if (socket.send(request, 0, request.length, 0, 0) !== request.length) return false;
  const info = new Int32Array(8);
  let next = 0;
  for (let at = 0; ; ) {
    const filled = socket.fill(room, 0, seq, info);
    const end = at + filled;
    if (info[1] !== 0 || end > reply.length) return false;
    // Mostly nothing has ticked: then there is no need to go through what could.
    if (reply.compare(room, 0, filled, at, end) !== 0) {
      while ((spans[next] ?? end) < at) next += 3;
      next = setBack(room, reply, spans, next, at, end);
      if (reply.compare(room, 0, filled, at, end) !== 0) return false;
    }
    at = end;
    if (info[0] === OVER) return at === reply.length;
    // The kernel answers while it is asked: what is not there now does not come.
    if (info[0] !== FULL) return false;
  }
}

/** Gives what ticks the values of then, by the word, as there may be tens of thousands. Returns the first of the spans that are left. */
function setBack(
  room: Buffer,
  reply: Buffer,
  spans: ArrayLike<number>,
  first: number,
  at: number,
  end: number,
): number {
  const now = new Int32Array(room.buffer, room.byteOffset, room.length >> 2);
  const then = new Int32Array(reply.buffer, reply.byteOffset, reply.length >> 2);
  const shift = at >> 2;
  let next = first;
  for (; (spans[next] ?? end) < end; next += 3) {
    const start = (spans[next] ?? 0) >> 2;
    const past = start + ((spans[next + 1] ?? 0) >> 2);
    const isStill = spans[next + 2] === 1;
    for (let word = start; word < past; word++) {
      const before = then[word] ?? 0;
      if (!isStill || (before > 0 && (now[word - shift] ?? 0) > 0)) now[word - shift] = before;
    }
  }
  return next;
}
