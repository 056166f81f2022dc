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
    if (info[1] !== 0 || at + filled > reply.length) return false;
    const end = at + filled;
    // Mostly nothing has ticked: then there is no need to go through what could.
    if (reply.compare(room, 0, filled, at, end) !== 0) {
      while ((spans[next] ?? end) < at) next += 3;
      let from = at;
      for (; (spans[next] ?? end) < end; next += 3) {
        const start = spans[next] ?? end;
        const length = spans[next + 1] ?? 0;
        if (reply.compare(room, from - at, start - at, from, start) !== 0) return false;
        if (spans[next + 2] === 1 && !isStill(room, start - at, reply, start)) return false;
        from = start + length;
      }
      if (reply.compare(room, from - at, filled, from, end) !== 0) return false;
    }
    at = end;
    if (info[0] === OVER) return at === reply.length;
    // The kernel answers while it is asked: what is not there now does not come.
    if (info[0] !== FULL) return false;
  }
}

function isStill(one: Buffer, at: number, other: Buffer, otherAt: number): boolean {
  const [now, before] = [numberAt(one, at), numberAt(other, otherAt)];
  return now === before || (now > 0 && before > 0);
}

const numberAt = (bytes: Buffer, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getInt32(at, LITTLE);

/** Netlink speaks the byte order of the host. */
const LITTLE = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
