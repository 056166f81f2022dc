import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { type TestContext, test } from 'node:test';
import {
  type Connection,
  destroyInetSocket,
  INET_DIAG,
  IPPROTO,
  inetDiag,
  listInetSockets,
  listNetlinkSockets,
  listPacketSockets,
  listUnixSockets,
  listVsockSockets,
  listXdpSockets,
  NETLINK,
  NetlinkError,
  openSockDiag,
  RTNLGRP,
  routeMessages,
  SKNLGRP,
  SOCK,
  SOCK_DIAG,
  subscribe,
  TCP_STATE,
  tcpInfo,
  Writer,
} from '../../src/netlink/index.ts';
import { makeNamespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { eventually } from './support/traffic.ts';
import { untilTold } from './support/until.ts';

function opened(t: TestContext, netns?: string): Connection {
  const connection = openSockDiag(netns === undefined ? {} : { netns });
  t.after(() => connection.close());
  return connection;
}

const ss = (...words: readonly string[]): string => spawnSync('ss', words, { encoding: 'utf8' }).stdout;

test('sockets of AF_UNIX have their names, abstract ones too, and those that are connected their peers', async (t) => {
  const connection = opened(t);
  for (const path of [`/run/nlapply-${process.pid}.sock`, `\0nlapply-${process.pid}`]) {
    const server = createServer((socket) => t.after(() => socket.destroy())).listen(path);
    t.after(() => server.close());
    await once(server, 'listening');
    const client = connect(path);
    t.after(() => client.destroy());
    await once(client, 'connect');
    const [listening, ...others] = (await listUnixSockets(connection, { states: [TCP_STATE.LISTEN] })).filter(
      ({ name }) => name === path,
    );
    assert.ok(listening);
    assert.deepEqual(others, []);
    assert.deepEqual([listening.type, listening.uid], [SOCK.STREAM, 0]);
    const shown = ss('-xlnH').split('\n');
    const [line = ''] = shown.filter((one) => one.includes(` ${listening.inode} `));
    assert.ok(line.includes(path.replace('\0', '@')), shown.join('\n'));
    const connected = await listUnixSockets(connection, { states: [TCP_STATE.ESTABLISHED] });
    const accepted = connected.find(({ name }) => name === path);
    const far = connected.find(({ inode }) => inode === accepted?.peer);
    assert.equal(far?.peer, accepted?.inode);
    assert.ok((far?.meminfo?.rcvbuf ?? 0) > 0);
  }
});

test('netlink sockets have the groups that they are members of', async (t) => {
  const connection = opened(t);
  const groups = [RTNLGRP.LINK, RTNLGRP.NEXTHOP, RTNLGRP.BRVLAN];
  const events = subscribe({ groups, messages: routeMessages });
  t.after(() => events.close());
  const sockets = await listNetlinkSockets(connection, { protocol: NETLINK.ROUTE });
  const own = sockets.find(({ portId }) => portId === events.portId);
  assert.deepEqual(own?.groups, groups);
  assert.equal(own?.type, SOCK.RAW);
  const all = await listNetlinkSockets(connection);
  const shown = readFileSync('/proc/net/netlink', 'utf8').trim().split('\n').slice(1);
  const inodes = new Set(shown.map((line) => Number(line.trim().split(/\s+/).at(-1))));
  assert.ok(inodes.has(own?.inode ?? -1));
  assert.ok(all.some(({ protocol }) => protocol === NETLINK.SOCK_DIAG));
});

test('packet sockets say which link they listen to', { skip: without('udhcpc') }, async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add v0 type veth peer name v1; ip link set v0 up; ip link set v1 up');
  const pid = ns.sh('udhcpc -f -i v0 -s /bin/true >/dev/null 2>&1 & echo $!').trim();
  t.after(() => process.kill(Number(pid)));
  const connection = opened(t, ns.path);
  const index = Number(ns.sh('ip -o link show v0').split(':')[0]);
  await eventually(() => assert.match(ns.sh('ss -0neH'), /v0/));
  // It has a second one for the moment in which it sends.
  const [socket, ...others] = await untilTold('it only listens', async () => {
    const all = await listPacketSockets(connection);
    return all.length === 1 ? all : [];
  });
  assert.deepEqual([socket?.info?.index, socket?.uid, others], [index, 0, []]);
  assert.ok(ns.sh('ss -0neH').includes(`ino:${socket?.inode} `));
});

test('kinds of sockets that the kernel cannot list are ENOENT, others are lists', async (t) => {
  const connection = opened(t);
  const listMultipath = (one: Connection) => listInetSockets(one, { protocol: IPPROTO.MPTCP });
  for (const list of [listVsockSockets, listXdpSockets, listMultipath]) {
    try {
      assert.ok(Array.isArray(await list(connection)));
    } catch (error) {
      assert.ok(error instanceof NetlinkError && error.code === 'ENOENT', String(error));
    }
  }
});

test('TCP tells what it knows of a connection, and destroying that ends it', async (t) => {
  const connection = opened(t);
  const server = createServer((socket) => {
    socket.on('error', () => {});
    t.after(() => socket.destroy());
  }).listen(0, '127.0.0.1');
  t.after(() => server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = connect(port, '127.0.0.1');
  t.after(() => client.destroy());
  await once(client, 'connect');
  const { INFO, MEMINFO, SKMEMINFO, CONG } = INET_DIAG;
  const sockets = await listInetSockets(connection, { extensions: [INFO, MEMINFO, SKMEMINFO, CONG] });
  const found = sockets.find(({ remote }) => remote.port === port);
  assert.ok(found);
  const { details } = found;
  const w = new Writer();
  const info = details?.info ?? new Uint8Array();
  w.bytes.set(info);
  const { state, sndMss, pmtu } = tcpInfo.get(w, 0, info.length);
  const shown = ss('-tniH', `dport = ${port}`);
  assert.equal(state, TCP_STATE.ESTABLISHED);
  assert.ok(shown.includes(`mss:${sndMss}`), shown);
  assert.ok(shown.includes(`pmtu:${pmtu}`), shown);
  assert.ok(shown.includes(`${details?.cong} `), shown);
  assert.ok((details?.skmeminfo?.sndbuf ?? 0) > 0);
  assert.equal(typeof details?.meminfo?.rmem, 'number');

  const events = subscribe({
    family: NETLINK.SOCK_DIAG,
    groups: [SKNLGRP.INET_TCP_DESTROY],
    messages: { [SOCK_DIAG.SOCK_DIAG_BY_FAMILY]: inetDiag },
  });
  t.after(() => events.close());
  const broken = once(client, 'error');
  try {
    await destroyInetSocket(connection, { ...found, cookie: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) });
    assert.fail('another socket was destroyed');
  } catch (error) {
    assert.ok(error instanceof NetlinkError);
    if (error.code === 'EOPNOTSUPP') return t.skip('this kernel has no CONFIG_INET_DIAG_DESTROY');
    assert.equal(error.code, 'ENOENT');
  }
  await destroyInetSocket(connection, found);
  const [error] = await broken;
  assert.equal((error as NodeJS.ErrnoException).code, 'ECONNABORTED');
  for await (const event of events) if (event.value?.id?.dport === port) break;
});
