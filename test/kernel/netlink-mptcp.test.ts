import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AF,
  changeMptcpEndpoint,
  getMptcpLimits,
  listMptcpEndpoints,
  MPTCP_PM_ADDR_FLAG,
  openGeneric,
  parseAddress,
  setMptcpLimits,
} from '../../src/netlink/index.ts';
import { makeNamespace } from './support/namespace.ts';
import { without } from './support/needs.ts';

const skip = without('mptcp');
const { SIGNAL, SUBFLOW, BACKUP } = MPTCP_PM_ADDR_FLAG;

test('endpoints of Multipath TCP are added, changed, listed and removed', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  const socket = openGeneric({ netns: ns.path });
  t.after(() => socket.close());
  const shown = (): unknown => JSON.parse(ns.sh('ip -j mptcp endpoint show'));
  // The kernel listens at an endpoint with a port, and needs the address for that.
  ns.sh('ip address add 192.0.2.1/24 dev lo');
  const four = { family: AF.INET, addr4: Number(parseAddress('192.0.2.1')), port: 7777, ifIdx: 1 };
  const six = { family: AF.INET6, addr6: String(parseAddress('2001:db8::1')), id: 9 };
  await changeMptcpEndpoint(socket, 'ADD_ADDR', { ...four, flags: SIGNAL });
  await changeMptcpEndpoint(socket, 'ADD_ADDR', { ...six, flags: SUBFLOW });
  await changeMptcpEndpoint(socket, 'SET_FLAGS', { ...six, flags: SUBFLOW | BACKUP });
  assert.deepEqual(shown(), [
    { address: '192.0.2.1', port: 7777, id: 1, signal: true, dev: 'lo' },
    { address: '2001:db8::1', id: 9, subflow: true, backup: true },
  ]);
  assert.deepEqual(
    (await listMptcpEndpoints(socket)).map(({ id, addr4, addr6, flags }) => [id, addr4 ?? addr6, flags]),
    [
      [1, four.addr4, SIGNAL],
      [9, six.addr6, SUBFLOW | BACKUP],
    ],
  );
  await changeMptcpEndpoint(socket, 'DEL_ADDR', { ...four, id: 1 });
  assert.deepEqual(
    (await listMptcpEndpoints(socket)).map(({ id }) => id),
    [9],
  );
});

test('limits of Multipath TCP are told and set, one or both', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  const socket = openGeneric({ netns: ns.path });
  t.after(() => socket.close());
  await setMptcpLimits(socket, { rcvAddAddrs: 3, subflows: 4 });
  await setMptcpLimits(socket, { subflows: 5 });
  assert.deepEqual(await getMptcpLimits(socket), { rcvAddAddrs: 3, subflows: 5 });
  assert.match(ns.sh('ip mptcp limits show'), /add_addr_accepted 3 subflows 5/);
});
