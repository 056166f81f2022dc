import type { Addon, NativeSocket } from '../netlink/native.ts';
import { outcomeOf } from './look.ts';
import { LOOKS } from './looks.ts';
import { isSame, type LookNote, type OptionNote, type SysctlNote } from './recording.ts';
import type { Asked, Entry, Part, Source } from './transcript.ts';

/** The size of a buffer. `fill` stops when less than 64 KiB are left in one. */
const ROOM = 128 * 1024;
/** Why `fill` stopped: the last message came; the buffer is full. */
const OVER = 1;
const FULL = 2;

/**
 * Whether everything that was looked at is unchanged: puts the same questions to the kernel and the files, and stops at
 * the first difference.
 */
export function isAllTheSame(entries: readonly Entry<Part>[], file: Source, addon: Addon): boolean {
  const sockets: NativeSocket[] = [];
  const rooms = { now: Buffer.allocUnsafeSlow(ROOM), before: Buffer.allocUnsafeSlow(ROOM) };
  const isLike = (entry: Entry<Part>): boolean => {
    if (entry.note === 'look') return isLook(entry);
    if (entry.note === 'sysctl') return isSetting(entry, addon);
    if (entry.note === 'socket') {
      sockets.push(new addon.Socket(entry.family, entry.type, entry.netns));
      return true;
    }
    const socket = sockets[entry.socket];
    if (socket === undefined) return false;
    if (entry.note === 'option') return isOption(socket, entry);
    // The answers contain the port. The one that the kernel chose at that time is mostly free.
    if (entry.note === 'bind') return socket.bind(entry.port | 0, 0) >>> 0 === entry.port >>> 0;
    return isAnswered(socket, entry, { ...rooms, file, addon });
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

interface Comparing {
  readonly now: Buffer;
  readonly before: Buffer;
  readonly file: Source;
  readonly addon: Addon;
}

/**
 * Sends the same bytes again, with the same sequence number and from the same port, and compares the answer with the
 * recorded one.
 */
function isAnswered(
  socket: NativeSocket,
  { request, reply, spans, seq }: Asked<Part>,
  { now, before, file, addon }: Comparing,
): boolean {
  if (socket.send(request, 0, request.length, 0, 0) !== request.length) return false;
  const info = new Int32Array(8);
  for (let at = 0; ; ) {
    const length = socket.fill(now, 0, seq, info);
    if (info[1] !== 0 || at + length > reply.length) return false;
    if (file.read(before, length, reply.from + at) !== length) return false;
    if (!addon.isAlike(now, 0, length, before, 0, at, spans)) return false;
    at += length;
    if (info[0] === OVER) return at === reply.length;
    // The kernel answers while it handles the request: what is not there now does not come.
    if (info[0] !== FULL) return false;
  }
}
