import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formatAddress,
  type InetSocket,
  listInetSockets,
  openSockDiag,
  TCP_STATE,
} from '../../src/netlink/index.ts';
import { twoHosts } from './support/hosts.ts';
import type { Namespace } from './support/namespace.ts';
import { openSessions } from './support/sessions.ts';
import { eventually } from './support/traffic.ts';

const text = ({ local, remote }: InetSocket): string =>
  [local, remote].map(({ address, port }) => `${formatAddress(address)} ${port}`).join(' ');

/** The same of `ss`, which writes IPv6 in brackets, mapped addresses as they are and `%` before a link. */
const told = (ns: Namespace): string[] =>
  ns
    .sh('ss -tnH state established')
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.trim().split(/\s+/).slice(2, 4))
    .map((ends) =>
      ends.map((end) => end.replace(/^\[?(?:::ffff:)?(.*?)(?:%\w+)?\]?:(\d+)$/, '$1 $2')).join(' '),
    )
    .sort();

test('established TCP sockets of both families, and of IPv6 ones that speak IPv4, are those of ss', async (t) => {
  const [a, b] = await twoHosts(t);
  for (const [n, host] of [a, b].entries()) {
    host.sh(
      `ip address add 192.0.2.${n + 1}/24 dev eth0; ip address add 2001:db8::${n + 1}/64 dev eth0 nodad`,
    );
    host.sh('ip link set eth0 up');
  }
  await openSessions(t, b, a, ['192.0.2.1', '192.0.2.1', '2001:db8::1']);
  const connection = openSockDiag({ netns: a.path });
  t.after(() => connection.close());
  const inodes = (): number[] =>
    [...a.sh('ss -tneH state established').matchAll(/ino:(\d+)/g)].map(([, inode]) => Number(inode)).sort();
  // One that nobody has accepted yet has none.
  await eventually(() => assert.equal(inodes().filter((inode) => inode > 0).length, 3));
  const sockets = await listInetSockets(connection);
  assert.deepEqual(sockets.map(text).sort(), told(a));
  assert.ok(sockets.every(({ state }) => state === TCP_STATE.ESTABLISHED));
  assert.deepEqual(sockets.map(({ inode }) => inode).sort(), inodes());
});

test('listening sockets are told when they are asked for, and those of other namespaces are not', async (t) => {
  const [a, b] = await twoHosts(t);
  for (const [n, host] of [a, b].entries())
    host.sh(`ip address add 192.0.2.${n + 1}/24 dev eth0; ip link set eth0 up`);
  await openSessions(t, b, a, ['192.0.2.1']);
  const connection = openSockDiag({ netns: a.path });
  const other = openSockDiag({ netns: b.path });
  t.after(() => connection.close());
  t.after(() => other.close());
  const states = [TCP_STATE.LISTEN];
  const listening = await listInetSockets(connection, { states });
  assert.deepEqual(
    listening.map(({ local }) => local.port),
    [2222],
  );
  assert.deepEqual(await listInetSockets(other, { states }), []);
});
