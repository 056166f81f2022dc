import { spawnSync } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';
import { endianness } from 'node:os';
import { loadAddon } from '../../src/netlink/addon.ts';
import type { NativeSocket } from '../../src/netlink/native.ts';

export const SOCK_DGRAM = 2;
export const SOCK_RAW = 3;
export const NETLINK_ROUTE = 0;
export const NETLINK_USERSOCK = 2;
export const SOL_SOCKET = 1;
export const SO_TYPE = 3;
export const SO_RCVBUF = 8;
export const SO_RCVBUFFORCE = 33;
export const SO_PROTOCOL = 38;
export const SOL_NETLINK = 270;
export const NETLINK_ADD_MEMBERSHIP = 1;
export const NETLINK_DROP_MEMBERSHIP = 2;
export const NETLINK_PKTINFO = 3;
export const NETLINK_LISTEN_ALL_NSID = 8;
export const MSG_TRUNC = 0x20;
export const EBADF = 9;
export const EAGAIN = 11;
export const ENOBUFS = 105;
export const NLMSG_ERROR = 2;
export const NLMSG_DONE = 3;
export const RTM_NEWLINK = 16;
export const RTM_GETLINK = 18;
export const NLM_F_REQUEST = 1;
export const NLM_F_ACK = 4;
export const NLM_F_DUMP = 0x300;

const little = endianness() === 'LE';

/** Runs a test that opens sockets by `open`, and closes them all when it ends. */
export function withSockets(test: (open: (family?: number, type?: number) => NativeSocket) => void): void {
  const sockets: NativeSocket[] = [];
  try {
    test((family = NETLINK_ROUTE, type = SOCK_RAW) => {
      const socket = new (loadAddon().Socket)(family, type, null);
      sockets.push(socket);
      return socket;
    });
  } finally {
    for (const socket of sockets) socket.close();
  }
}

/** An RTM_GETLINK (or other) request with an empty ifinfomsg, padded with zeros to `size` bytes. */
export function request(type: number, flags: number, seq: number, size = 32, ifindex = 0): Uint8Array {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, size, little);
  view.setUint16(4, type, little);
  view.setUint16(6, flags, little);
  view.setUint32(8, seq, little);
  if (size >= 32) view.setInt32(20, ifindex, little);
  return bytes;
}

export interface Header {
  readonly length: number;
  readonly type: number;
  readonly seq: number;
  readonly port: number;
  /** The first word after the header: the errno of an NLMSG_ERROR. */
  readonly word: number;
}

/** The headers of all messages from `start` to `end`. */
export function headers(bytes: Uint8Array, start: number, end: number): Header[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: Header[] = [];
  for (let at = start; at < end; ) {
    const length = view.getUint32(at, little);
    if (length < 16 || at + length > end) throw new Error(`a message of ${length} bytes at ${at} of ${end}`);
    found.push({
      length,
      type: view.getUint16(at + 4, little),
      seq: view.getUint32(at + 8, little),
      port: view.getUint32(at + 12, little),
      word: length >= 20 ? view.getInt32(at + 16, little) : 0,
    });
    at += (length + 3) & ~3;
  }
  return found;
}

export function send(socket: NativeSocket, bytes: Uint8Array, portId = 0, groups = 0): number {
  return socket.send(bytes, 0, bytes.length, portId, groups);
}

/** How many sockets this process has open, as the kernel counts them. */
export function openSockets(): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith('socket:');
    } catch {
      return false; // the descriptor readdir itself used
    }
  }).length;
}

/** Where the compiled loader is, for workers and child processes. */
export const loaderUrl: string = new URL('../../src/netlink/addon.js', import.meta.url).href;

export interface Ended {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a module in a Node of its own; it finds `addon` and `Socket` defined. Killed after half a minute. */
export function runNode(body: string, flags: readonly string[] = []): Ended {
  const prologue = `import { loadAddon } from ${JSON.stringify(loaderUrl)};
    const addon = loadAddon(); const { Socket } = addon;\n`;
  const args = [...flags, '--input-type=module', '-e', prologue + body];
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    timeout: 120_000,
  });
  return { status, signal, stdout, stderr };
}
