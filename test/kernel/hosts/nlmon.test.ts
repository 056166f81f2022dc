import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configure, makeHost } from '../support/hosts.ts';
import { without } from '../support/needs.ts';
import { eventually, packetsOf } from '../support/traffic.ts';

test('an nlmon device shows the netlink messages of its host', { skip: without('nlmon') }, async (t) => {
  const host = await makeHost(t);
  await configure(host, 'nlmons: {nlmon0: {}}');
  const before = packetsOf(host, 'nlmon0').received;
  host.sh('ip route show; ip link show');
  await eventually(() => assert.ok(packetsOf(host, 'nlmon0').received > before + 3));
});
