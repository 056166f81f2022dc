import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun } from './support/apply.ts';
import { makeNamespace } from './support/namespace.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { applyInOnePass } from './support/one-pass.ts';
import { addressTexts, assertShows, indexOf, isUp, kindData, linkNames, linkOf } from './support/shown.ts';
import { sysfs } from './support/sysfs.ts';

const TIMES = ['forward_delay', 'hello_time', 'max_age', 'ageing_time'];

test('every parameter of a bridge reaches the kernel', async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(
    ns,
    network(`
      bridges:
        br0:
          macaddress: 02:00:00:00:00:b0
          mtu: 1400
          alias: the switch
          transmit-queue-length: 500
          parameters:
            {stp: true, priority: 4096, forward-delay: 9, hello-time: 9s, max-age: 9, ageing-time: 1min}
    `),
  );
  assertShows(linkOf(ns, 'br0'), {
    address: '02:00:00:00:00:b0',
    mtu: 1400,
    ifalias: 'the switch',
    txqlen: 500,
  });
  assert.deepEqual(sysfs(ns, 'br0/bridge', 'stp_state', 'priority', ...TIMES), {
    stp_state: '1',
    priority: '4096',
    forward_delay: '900',
    hello_time: '900',
    max_age: '900',
    ageing_time: '6000',
  });
});

test('zero and false are values, not absence', async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add br0 type bridge stp_state 1 priority 7');
  await applyInOneRun(
    ns,
    network(`
      bridges:
        br0: {parameters: {stp: false, priority: 0, forward-delay: 0, ageing-time: 0}}
    `),
  );
  assert.deepEqual(sysfs(ns, 'br0/bridge', 'stp_state', 'priority', 'forward_delay', 'ageing_time'), {
    stp_state: '0',
    priority: '0',
    forward_delay: '0',
    ageing_time: '0',
  });
});

test('what a configuration does not say of a bridge is left alone', async (t) => {
  const ns = await makeNamespace(t);
  ns.sh(
    'ip link add br0 type bridge stp_state 1 priority 7 forward_delay 300 ageing_time 100 vlan_default_pvid 1 mcast_snooping 0 2>/dev/null || ip link add br0 type bridge stp_state 1 priority 7 forward_delay 300 ageing_time 100 mcast_snooping 0',
  );
  await applyInOneRun(ns, network('bridges: {br0: {parameters: {hello-time: 3}}}'));
  assertShows(kindData(ns, 'br0'), {
    stp_state: 1,
    priority: 7,
    forward_delay: 300,
    hello_time: 300,
    ageing_time: 100,
    mcast_snooping: 0,
  });
});

for (const [key, first, second, shown] of [
  ['stp', 'false', 'true', { stp_state: 1 }],
  ['priority', '8', '65535', { priority: 65535 }],
  ['forward-delay', '15', '2.5', { forward_delay: 250 }],
  ['hello-time', '2', '1500ms', { hello_time: 150 }],
  ['max-age', '20', '40', { max_age: 4000 }],
  ['ageing-time', '300', '10min', { ageing_time: 60000 }],
] as const) {
  test(`${key} of a bridge changes in place`, async (t) => {
    const ns = await makeNamespace(t);
    const yaml = (value: string) => network(`bridges: {br0: {parameters: {${key}: ${value}}}}`);
    await applyInOneRun(ns, yaml(first));
    const before = indexOf(ns, 'br0');
    const { plan } = await applyInOneRun(ns, yaml(second));
    assert.deepEqual(
      plan.steps.map((step) => [step.action, step.changes.length]),
      [['change', 1]],
    );
    assertShows(kindData(ns, 'br0'), shown);
    assert.equal(indexOf(ns, 'br0'), before);
  });
}

test('a parameter changed by hand comes back', async (t) => {
  const ns = await makeNamespace(t);
  const yaml = network('bridges: {br0: {parameters: {priority: 100, ageing-time: 7}}}');
  await applyInOneRun(ns, yaml);
  ns.sh('ip link set br0 type bridge priority 5 ageing_time 100');
  await applyInOneRun(ns, yaml);
  assertShows(kindData(ns, 'br0'), { priority: 100, ageing_time: 700 });
});

test('a bridge without ports is up and is there', async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, network('bridges: {br0: {addresses: [192.0.2.1/24]}}'));
  assert.equal(isUp(ns, 'br0'), true);
});

test('bridges stand on ports that the same run makes, in any order of the file', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(
    ns,
    network(`
      bridges:
        br1: {interfaces: [left, vx]}
        br0: {interfaces: [mac, right]}
      macvlans: {mac: {link: eth0, mode: bridge}}
      tunnels: {vx: {mode: vxlan, id: 7, link: br0, remote: 192.0.2.9}}
      virtual-ethernets: {left: {peer: right}, right: {}}
      ethernets: {eth0: {}}
    `),
  );
  assert.equal(linkOf(ns, 'left')['master'], 'br1');
  assert.equal(linkOf(ns, 'vx')['master'], 'br1');
  assert.equal(linkOf(ns, 'right')['master'], 'br0');
  assert.equal(linkOf(ns, 'mac')['master'], 'br0');
});

test('everything stacked goes in one run when nothing is declared', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(
    ns,
    network(`
      ethernets: {eth0: {}}
      bridges: {br0: {interfaces: [left], addresses: [192.0.2.1/24]}, br1: {interfaces: [vx]}}
      macvlans: {mac: {link: br0, mode: bridge, addresses: [192.0.2.2/24]}}
      tunnels: {vx: {mode: vxlan, id: 7, link: br0, remote: 239.1.1.1}}
      virtual-ethernets: {left: {peer: right}, right: {}}
    `),
  );
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(linkNames(ns), ['eth0', 'far-eth0']);
});

test('an explicit MAC of a bridge stays when ports come and go', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const yaml = (ports: string) =>
    network(`
      ethernets: {eth0: {macaddress: 02:00:00:00:00:02}, eth1: {macaddress: 02:00:00:00:00:01}}
      bridges: {br0: {macaddress: 02:00:00:00:00:ff, interfaces: [${ports}]}}
    `);
  for (const ports of ['', 'eth0', 'eth0, eth1', 'eth1', '']) {
    await applyInOneRun(ns, yaml(ports));
    assert.equal(linkOf(ns, 'br0')['address'], '02:00:00:00:00:ff');
  }
});

test('a declared MTU of a bridge stays when a smaller port joins', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const yaml = (ports: string) =>
    network(`
      ethernets: {eth0: {mtu: 2000}, eth1: {mtu: 1300}}
      bridges: {br0: {mtu: 2000, interfaces: [${ports}]}}
    `);
  await applyInOneRun(ns, yaml('eth0'));
  assert.equal(linkOf(ns, 'br0')['mtu'], 2000);
  await applyInOneRun(ns, yaml('eth0, eth1'));
  assert.equal(linkOf(ns, 'br0')['mtu'], 2000);
  assert.equal(linkOf(ns, 'eth1')['mtu'], 1300);
});

test('a new bridge keeps its declared MTU over a smaller port from the start', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(
    ns,
    network('ethernets: {eth0: {mtu: 1300}}\nbridges: {br0: {mtu: 2000, interfaces: [eth0]}}'),
  );
  assert.equal(linkOf(ns, 'br0')['mtu'], 2000);
});

test('a bridge that is told the MTU that it has anyway keeps it over a smaller port, with room for IPv6 in a VXLAN on it', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const { plan } = await applyInOnePass(
    ns,
    network(`
      ethernets: {eth0: {mtu: 1320}}
      bridges: {br0: {mtu: 1500, interfaces: [eth0]}}
      tunnels: {vx0: {mode: vxlan, id: 7, link: br0, addresses: ["2001:db8::1/64"]}}
    `),
  );
  assert.deepEqual(plan.problems, []);
  assert.deepEqual([linkOf(ns, 'br0')['mtu'], linkOf(ns, 'vx0')['mtu']], [1500, 1450]);
});

test('a bridge follows each smaller port in turn, and what it loses of IPv6 by the last is left out', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const { plan } = await applyInOnePass(
    ns,
    network(`
      ethernets: {eth0: {mtu: 1450}, eth1: {mtu: 1200}}
      bridges: {br0: {interfaces: [eth0, eth1], addresses: ["2001:db8::1/64", 192.0.2.1/24]}}
    `),
  );
  assert.deepEqual(
    plan.problems.map(({ code }) => code),
    ['no-ipv6'],
  );
  assert.equal(linkOf(ns, 'br0')['mtu'], 1200);
  assert.deepEqual(addressTexts(ns, 'br0'), ['192.0.2.1/24']);
});

test('a bridge that took the MTU of a port is told it when that is declared and the port leaves', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOnePass(ns, network('ethernets: {eth0: {mtu: 1320}}\nbridges: {br0: {interfaces: [eth0]}}'));
  assert.equal(linkOf(ns, 'br0')['mtu'], 1320);
  await applyInOnePass(ns, network('ethernets: {eth0: {mtu: 1500}}\nbridges: {br0: {mtu: 1320}}'));
  assert.equal(linkOf(ns, 'br0')['mtu'], 1320);
});

test('a bridge keeps IPv6 when its MTU is no longer declared and the port that has none for it leaves', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOnePass(
    ns,
    network('ethernets: {eth0: {mtu: 1270}}\nbridges: {br0: {mtu: 1320, interfaces: [eth0]}}'),
  );
  ns.sh('ip address add 2001:db8::1/64 dev br0');
  const { plan } = await applyInOnePass(ns, network('bridges: {br0: {accept-ra: false}}'));
  assert.deepEqual(
    plan.steps.flatMap(({ name, notes }) => [name, ...notes]),
    ['bridge br0', 'veth eth0', 'bridge br0'],
  );
  assert.deepEqual(addressTexts(ns, 'br0'), ['2001:db8::1/64']);
  assert.equal(linkOf(ns, 'br0')['mtu'], 1500);
});

test('a bridge follows its ports after a way back, too', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip link set eth0 mtu 1400');
  await applyInOneRun(ns, network('ethernets: {eth0: {}}\nbridges: {br0: {interfaces: [eth0]}}'));
  const yaml = (routes: string): string =>
    network(`ethernets: {eth0: {routes: [${routes}]}}\nbridges: {br0: {mtu: 1500}}`);
  const { rolledBack } = await apply(ns, yaml('{to: 10.99.0.0/16, via: 203.0.113.250}'));
  assert.ok(rolledBack);
  assert.equal(linkOf(ns, 'br0')['mtu'], 1400);
  await applyInOnePass(ns, yaml(''));
  assert.equal(linkOf(ns, 'br0')['mtu'], 1500);
});

test('a bridge that was given its MTU keeps it when a smaller port joins later, and the plan does not say otherwise', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = (ports: string): string =>
    network(`ethernets: {eth0: {mtu: 1400}}\nbridges: {br0: {mtu: 1500, interfaces: [${ports}]}}`);
  await applyInOnePass(ns, yaml(''));
  const { plan } = await applyInOnePass(ns, yaml('eth0'));
  assert.deepEqual(
    plan.steps.flatMap(({ name, notes }) => [name, ...notes]),
    ['veth eth0'],
  );
  assert.equal(linkOf(ns, 'br0')['mtu'], 1500);
});

test('a bridge whose MTU was declared once follows its ports all the same', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const yaml = (mtu: number, own: string, ports = 'eth0'): string =>
    network(`
      ethernets: {eth0: {mtu: ${mtu}}, eth1: {mtu: 1350}}
      bridges: {br0: {${own} interfaces: [${ports}]}}
    `);
  const mtuOf = (): unknown => linkOf(ns, 'br0')['mtu'];
  await applyInOneRun(ns, yaml(1400, ''));
  await applyInOneRun(ns, yaml(1400, 'mtu: 1300,'));
  await applyInOneRun(ns, yaml(1400, ''));
  assert.equal(mtuOf(), 1400);
  await applyInOneRun(ns, yaml(1450, ''));
  assert.equal(mtuOf(), 1450);
  await applyInOneRun(ns, yaml(1450, '', 'eth0, eth1'));
  assert.equal(mtuOf(), 1350);
  const failing = yaml(1450, '').replace('1450', '1450, routes: [{to: 10.99.0.0/16, via: 203.0.113.250}]');
  const { rolledBack } = await apply(ns, failing);
  assert.deepEqual([rolledBack, mtuOf()], [true, 1350]);
  await applyInOneRun(ns, yaml(1450, '', ''));
  assert.equal(mtuOf(), 1500);
  ns.sh('ip link set br0 mtu 1320');
  await applyInOneRun(ns, yaml(1450, ''));
  assert.equal(mtuOf(), 1320);
});
