import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configureBoth, twoHosts } from '../support/hosts.ts';
import { without } from '../support/needs.ts';
import { assertReaches, assertTransfers, sentBy, wayOf } from '../support/traffic.ts';

const skip = without('team');

const TEAM = (parameters: string, mac = ''): string => `
  ethernets: {eth0: {${mac}}, eth1: {${mac}}}
  teams:
    team0:
      interfaces: [eth0, eth1]
      parameters: {${parameters}}
      addresses: [192.0.2.{N}/24, "2001:db8::{N}/64"]
      ${mac}
`;

/** In mode activebackup the kernel leaves the ports their own MAC addresses (ab_mode_ops has no port_enter). */
const MAC = 'macaddress: "02:00:00:00:00:0{N}"';

test('a team in mode activebackup uses the port that is said to be active', { skip }, async (t) => {
  const hosts = await twoHosts(t, 'eth0', 'eth1');
  const [a, b] = hosts;
  for (const active of ['eth0', 'eth1']) {
    await configureBoth(hosts, TEAM(`mode: activebackup, active-port: ${active}`, MAC));
    await assertReaches(a, '192.0.2.2');
    await assertReaches(b, '2001:db8::1');
    assert.deepEqual(wayOf(a, ['eth0', 'eth1'], '192.0.2.2'), [active]);
  }
  assertTransfers(a, b, '192.0.2.2');
});

test('a team in mode roundrobin sends by its ports in turns', { skip }, async (t) => {
  const hosts = await twoHosts(t, 'eth0', 'eth1');
  await configureBoth(hosts, TEAM('mode: roundrobin'));
  const [a, b] = hosts;
  await assertReaches(a, '192.0.2.2');
  const sent = sentBy(a, ['eth0', 'eth1'], '192.0.2.2');
  assert.ok(Math.min(...sent) >= 8, `${sent}`);
  assertTransfers(a, b, '192.0.2.2');
});
