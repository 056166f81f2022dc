import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { loadAddon } from '../../src/netlink/addon.ts';
import type { NativeSocket } from '../../src/netlink/native.ts';
import {
  headers,
  NETLINK_LISTEN_ALL_NSID,
  NETLINK_PKTINFO,
  NETLINK_ROUTE,
  NLM_F_DUMP,
  NLM_F_REQUEST,
  openSockets,
  RTM_GETLINK,
  RTM_NEWLINK,
  request,
  SO_RCVBUF,
  SO_RCVBUFFORCE,
  SOCK_RAW,
  SOL_NETLINK,
  SOL_SOCKET,
  send,
} from '../netlink/addon-fixture.ts';
import { until } from './support/until.ts';

const NETLINK_KOBJECT_UEVENT = 15;
const RTNLGRP_LINK = 1;
const name = `nlapply-addon-${process.pid}`;
const folder = mkdtempSync(join(tmpdir(), 'nlapply-namespace-'));
let holder: ChildProcess;
let holderPath: string;

const ip = (...args: string[]): string => execFileSync('ip', args, { encoding: 'utf8' });
/** Runs ip(8) in the holder's namespace. */
const ipInside = (...args: string[]): string =>
  execFileSync('nsenter', [`--net=${holderPath}`, 'ip', ...args], { encoding: 'utf8' });

before(async () => {
  holder = spawn('unshare', ['-n', 'sleep', '600'], { stdio: 'ignore' });
  holderPath = `/proc/${holder.pid}/ns/net`;
  const own = readlinkSync('/proc/self/ns/net');
  await until('it has a namespace', () => readlinkSync(holderPath) !== own);
  ipInside('link', 'add', 'left', 'type', 'veth', 'peer', 'name', 'right');
  ip('netns', 'add', name);
  ip('-n', name, 'link', 'add', 'solo0', 'type', 'veth', 'peer', 'name', 'solo1');
});

after(() => {
  holder.kill();
  ip('netns', 'delete', name);
  rmSync(folder, { recursive: true });
});

const open = (path: string | null, family = NETLINK_ROUTE): NativeSocket =>
  new (loadAddon().Socket)(family, SOCK_RAW, path);

/** The names of the links a socket sees. */
function links(socket: NativeSocket): string[] {
  const bytes = new Uint8Array(1 << 20);
  const info = new Int32Array(3);
  send(socket, request(RTM_GETLINK, NLM_F_REQUEST | NLM_F_DUMP, 1));
  const end = socket.fill(bytes, 0, 1, info);
  assert.equal(info[0], 1);
  const names: string[] = [];
  let at = 0;
  for (const { type, length } of headers(bytes, 0, end)) {
    // IFLA_IFNAME is the first attribute: four bytes of header after the ifinfomsg, then the name and a NUL.
    if (type === RTM_NEWLINK)
      names.push(
        Buffer.from(bytes.subarray(at + 36, at + 52))
          .toString('latin1')
          .split('\0')[0] ?? '',
      );
    at += (length + 3) & ~3;
  }
  return names;
}

/** The network namespaces of this process's threads: a thread that ended may be listed for a moment. */
async function namespacesOfThreads(): Promise<Set<string>> {
  const namespaces = new Set<string>();
  await until('there is one namespace', () => {
    namespaces.clear();
    for (const task of readdirSync('/proc/self/task')) {
      try {
        namespaces.add(readlinkSync(`/proc/self/task/${task}/ns/net`));
      } catch {
        // ended since
      }
    }
    return namespaces.size === 1;
  });
  return namespaces;
}

test('a socket works in the namespace of a process', () => {
  const socket = open(holderPath);
  assert.deepEqual(links(socket).toSorted(), ['left', 'lo', 'right']);
  socket.close();
});

test('a socket works in a namespace by its name', () => {
  const socket = open(`/run/netns/${name}`);
  assert.deepEqual(links(socket).toSorted(), ['lo', 'solo0', 'solo1']);
  socket.close();
});

test('no thread of the process is left in another namespace', async () => {
  const own = readlinkSync('/proc/self/ns/net');
  const here = links(open(null));
  const sockets = Array.from({ length: 20 }, (_, i) => open(i % 2 ? holderPath : `/run/netns/${name}`));
  assert.deepEqual(await namespacesOfThreads(), new Set([own]));
  assert.deepEqual(links(open(null)), here);
  assert.deepEqual(links(open('/proc/self/ns/net')), here);
  for (const socket of sockets) socket.close();
});

test('a path that is no network namespace is said with the call that failed', () => {
  const before = openSockets();
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const fifo = join(folder, 'fifo');
  execFileSync('mkfifo', [fifo]);
  const missing = join(folder, 'missing');
  assert.throws(() => open(missing), {
    code: 'ENOENT',
    errno: -2,
    syscall: 'open',
    path: missing,
    message: `ENOENT: no such file or directory, open '${missing}'`,
  });
  for (const path of [file, fifo, '/proc/self/ns/uts', folder]) {
    assert.throws(() => open(path), { code: 'EINVAL', errno: -22, syscall: 'setns', path });
  }
  assert.throws(() => open(holderPath, 999), {
    code: 'EPROTONOSUPPORT',
    syscall: 'socket',
    path: holderPath,
  });
  assert.equal(openSockets(), before);
});

test('a notification tells its group', async () => {
  const socket = open(holderPath);
  socket.setOption(SOL_NETLINK, NETLINK_PKTINFO, 1);
  socket.bind(0, 1 << (RTNLGRP_LINK - 1));
  const woken = new Promise<number>((resolve) => socket.wait(resolve));
  ipInside('link', 'set', 'left', 'mtu', '1400');
  assert.equal(await woken, 0);
  const info = new Int32Array(5);
  assert.ok(socket.receive(new Uint8Array(65_536), 0, info) > 0);
  assert.deepEqual([...info], [0, 1, RTNLGRP_LINK, 0, -1]);
  socket.close();
});

test('one socket hears of all namespaces that have an id, and is told which', () => {
  ipInside('netns', 'set', name, '7');
  const socket = open(holderPath);
  socket.setOption(SOL_NETLINK, NETLINK_LISTEN_ALL_NSID, 1);
  assert.equal(socket.getOption(SOL_NETLINK, NETLINK_LISTEN_ALL_NSID), 1);
  socket.bind(0, 1);
  const bytes = new Uint8Array(65_536);
  const info = new Int32Array(5);
  ip('-n', name, 'link', 'set', 'solo0', 'mtu', '1400');
  assert.ok(socket.receive(bytes, 0, info) > 0);
  assert.equal(info[4], 7);
  ipInside('link', 'set', 'left', 'mtu', '1300');
  assert.ok(socket.receive(bytes, 0, info) > 0);
  assert.equal(info[4], -1);
  socket.close();
});

test('the forced buffer size needs the privilege over the machine, not over the namespace', () => {
  const socket = open(holderPath);
  const privileged = /^\s*0\s+0\s+4294967295\s*$/.test(readFileSync('/proc/self/uid_map', 'utf8'));
  const force = (): void => socket.setOption(SOL_SOCKET, SO_RCVBUFFORCE, 8 << 20);
  if (privileged) {
    force();
    assert.equal(socket.getOption(SOL_SOCKET, SO_RCVBUF), 16 << 20);
  } else {
    assert.throws(force, { code: 'EPERM', errno: -1, syscall: 'setsockopt' });
  }
  socket.close();
});

test('datagrams of any length begin at a multiple of four, with zeros before', () => {
  const socket = open(holderPath, NETLINK_KOBJECT_UEVENT);
  socket.bind(0, 1);
  ipInside('link', 'add', 'odd0', 'type', 'veth', 'peer', 'name', 'even00');
  const bytes = new Uint8Array(256 * 1024).fill(0xee);
  const info = new Int32Array(3);
  const end = socket.fill(bytes, 4, 1, info);
  assert.deepEqual([...info], [0, 0, 0]);
  assert.equal(end % 4, 0);
  // Each is "add@/devices/..." and then KEY=value, each with a NUL at its end.
  const text = Buffer.from(bytes.subarray(4, end)).toString('latin1');
  const starts = [...text.matchAll(/add@/g)].map(({ index }) => index);
  assert.ok(starts.length >= 2);
  assert.deepEqual(
    starts.filter((start) => start % 4 !== 0),
    [],
  );
  assert.match(text, /^(?:[\x20-\x7e]+\0{1,4})+$/);
  assert.match(text, /\0{2,4}/, 'at least one was padded');
  socket.close();
});
