import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyInOneRun } from './support/apply.ts';
import { makeNamespace } from './support/namespace.ts';
import { network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { assertShows, indexOf, kindData, linkOf } from './support/shown.ts';

test('what a bridge of ours was made with goes back to the default when it is no longer declared, in place', async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(
    ns,
    network(`
      bridges:
        br0:
          mtu: 1400
          alias: lan
          group: 7
          alternative-names: [office]
          parameters: {stp: true, ageing-time: 5, priority: 99}
    `),
  );
  const index = indexOf(ns, 'br0');
  assertShows(linkOf(ns, 'br0'), { mtu: 1400, ifalias: 'lan' });
  await applyInOneRun(ns, network('bridges: {br0: {}}'));
  assert.equal(indexOf(ns, 'br0'), index);
  ns.sh('ip link add fresh type bridge');
  const [br0, fresh] = [linkOf(ns, 'br0'), linkOf(ns, 'fresh')];
  for (const member of ['mtu', 'ifalias', 'group', 'txqlen', 'promiscuity'])
    assert.deepEqual(br0[member], fresh[member], member);
  for (const member of ['stp_state', 'ageing_time', 'priority'])
    assert.deepEqual(kindData(ns, 'br0')[member], kindData(ns, 'fresh')[member], member);
});

test('so does what it got later, and what somebody else has changed since stays', async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, network('bridges: {br0: {}}'));
  await applyInOneRun(
    ns,
    network('bridges: {br0: {mtu: 1400, alias: lan, parameters: {stp: true, hello-time: 5}}}'),
  );
  ns.sh('ip link set br0 alias mine');
  ns.sh('ip link set br0 type bridge hello_time 400');
  await applyInOneRun(ns, network('bridges: {br0: {}}'));
  assertShows(linkOf(ns, 'br0'), { mtu: 1500, ifalias: 'mine' });
  assertShows(kindData(ns, 'br0'), { stp_state: 0, hello_time: 400 });
});

test("the MTU of a bridge goes back to its smallest port's, that of a VLAN-like device to its lower device's", async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh('ip link set eth1 mtu 1450');
  const with_ = (mtu: string): string =>
    network(`
      ethernets: {eth0: {}, eth1: {mtu: 1450}}
      bridges: {br0: {interfaces: [eth1]${mtu}}}
      macvlans: {mv0: {link: eth0, mode: bridge${mtu}}}
    `);
  await applyInOneRun(ns, with_(', mtu: 1300'));
  assertShows(linkOf(ns, 'br0'), { mtu: 1300 });
  assertShows(linkOf(ns, 'mv0'), { mtu: 1300 });
  await applyInOneRun(ns, with_(''));
  assertShows(linkOf(ns, 'br0'), { mtu: 1450 });
  assertShows(linkOf(ns, 'mv0'), { mtu: 1500 });
});

test('a veth of ours that is no longer a port leaves its bridge, and port options go with that', async (t) => {
  const ns = await makeNamespace(t);
  const pair = (more: string): string =>
    network(`
      virtual-ethernets: {va: {peer: vb${more}}, vb: {peer: va}}
      bridges: {br0: {interfaces: [${more === '' ? '' : 'va'}]}}
    `);
  await applyInOneRun(ns, pair(', hairpin: true'));
  assert.equal(linkOf(ns, 'va')['master'], 'br0');
  await applyInOneRun(ns, pair(''));
  assert.equal(linkOf(ns, 'va')['master'], undefined);
});

test('a port option that is dropped goes back while the port stays', async (t) => {
  const ns = await makeNamespace(t);
  const of = (more: string): string =>
    network(`
      virtual-ethernets: {va: {peer: vb${more}}, vb: {peer: va}}
      bridges: {br0: {interfaces: [va]}}
    `);
  await applyInOneRun(ns, of(', hairpin: true, isolated: true'));
  await applyInOneRun(ns, of(''));
  assertShows(linkOf(ns, 'va'), { master: 'br0' });
  const flags = ns.sh('ip -d link show va');
  assert.match(flags, /hairpin off/);
  assert.match(flags, /isolated off/);
});

test('what can be given at creation only stays, and the link with it', async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, network('tunnels: {vx0: {mode: vxlan, id: 5, port: 4790, ageing: 60}}'));
  const index = indexOf(ns, 'vx0');
  await applyInOneRun(ns, network('tunnels: {vx0: {mode: vxlan, id: 5}}'));
  assert.equal(indexOf(ns, 'vx0'), index);
  assertShows(kindData(ns, 'vx0'), { port: 4790, ageing: 300 });
});
