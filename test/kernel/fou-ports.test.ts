import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takeSnapshot } from '../../src/engine/index.ts';
import { configurationOf } from '../../src/render/configuration/configuration.ts';
import { apply, applyInOneRun, diff, failureTexts, stepText } from './support/apply.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';

const skip = without('fou');

/** The receive ports as `ip fou show` tells them, sorted. */
const shown = (ns: Namespace): string[] =>
  ns
    .sh('ip fou show')
    .split('\n')
    .map((line) => line.trim().replaceAll(/\s+/g, ' '))
    .filter((line) => line !== '')
    .sort();

const ports = (...entries: readonly string[]): string =>
  network(`
    dummy-devices: {d0: {addresses: [192.0.2.1/24, "2001:db8::1/64"]}}
    fou-ports: [${entries.join(', ')}]
  `);

test('ports are opened and closed; those of others stay', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip fou add port 7777 ipproto 4');
  await applyInOneRun(ns, ports('{port: 5555, ip-protocol: gre}', '{port: 5556, type: gue, family: ipv6}'));
  assert.deepEqual(shown(ns), ['port 5555 ipproto 47', 'port 5556 gue -6', 'port 7777 ipproto 4']);
  await applyInOneRun(ns, ports('{port: 5555, ip-protocol: gre}'));
  assert.deepEqual(shown(ns), ['port 5555 ipproto 47', 'port 7777 ipproto 4']);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(shown(ns), ['port 7777 ipproto 4']);
});

test('another type or protocol, and another address, open a port anew', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, ports('{port: 5555, ip-protocol: ipencap}'));
  await applyInOneRun(ns, ports('{port: 5555, ip-protocol: ipv6}'));
  assert.deepEqual(shown(ns), ['port 5555 ipproto 41']);
  await applyInOneRun(ns, ports('{port: 5555, type: gue}'));
  assert.deepEqual(shown(ns), ['port 5555 gue']);
  await applyInOneRun(ns, ports('{port: 5555, type: gue, local: 192.0.2.1}'));
  assert.deepEqual(shown(ns), ['port 5555 gue local 192.0.2.1']);
  await applyInOneRun(
    ns,
    ports('{port: 5555, type: gue, local: 192.0.2.1, peer: 192.0.2.9, peer-port: 6666, interface: d0}'),
  );
  assert.deepEqual(shown(ns), ['port 5555 gue local 192.0.2.1 peer 192.0.2.9 peer_port 6666 dev d0']);
});

test('what another has opened in the place of a port comes back when that goes', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip fou add port 5555 ipproto 4; ip fou add port 5556 gue');
  const result = await applyInOneRun(ns, ports('{port: 5555, ip-protocol: gre}', '{port: 5556, type: gue}'));
  assert.deepEqual(result.plan.steps.filter(({ kind }) => kind === 'fou').map(stepText), [
    'replace fou port 5555 (ip-protocol 4 -> 47)',
  ]);
  assert.deepEqual(shown(ns), ['port 5555 ipproto 47', 'port 5556 gue']);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(shown(ns), ['port 5555 ipproto 4', 'port 5556 gue']);
});

test('a run that fails closes its ports and opens those that it closed', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip fou add port 7777 gue; ip fou add port 5558 gue');
  await applyInOneRun(
    ns,
    ports('{port: 5555, type: gue}', '{port: 5557, ip-protocol: gre, local: 192.0.2.1, interface: d0}'),
  );
  const before = shown(ns);
  const result = await apply(
    ns,
    ports(
      '{port: 5556, type: gue}',
      '{port: 7777, ip-protocol: gre}',
      '{port: 5558, type: gue, local: 192.0.2.1}',
    ),
  );
  assert.match(failureTexts(result).join(), /5558.*EADDRINUSE/);
  assert.match(result.failures[0]?.hint ?? '', /ip fou show/);
  assert.deepEqual(shown(ns), before);
});

test('a port whose address is missing is left out, and opened when that is there', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  const yaml = ports('{port: 5555, type: gue, local: 192.0.2.77}', '{port: 5556, type: gue}');
  const result = await apply(ns, yaml);
  assert.deepEqual(result.failures, []);
  assert.deepEqual(
    result.plan.problems.map(({ code, message }) => [code, message]),
    [
      [
        'source-missing',
        'fou port 5555 local 192.0.2.77 is left out: 192.0.2.77 is not an address of this machine',
      ],
    ],
  );
  assert.deepEqual(shown(ns), ['port 5556 gue']);
  ns.sh('ip address add 192.0.2.77/32 dev d0');
  await applyInOneRun(ns, yaml);
  assert.deepEqual(shown(ns), ['port 5555 gue local 192.0.2.77', 'port 5556 gue']);
});

test('drift is seen, and put right', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  const yaml = ports('{port: 5555, type: gue}');
  await applyInOneRun(ns, yaml);
  ns.sh('ip fou del port 5555');
  assert.deepEqual((await diff(ns, yaml)).steps.map(stepText), ['create fou port 5555']);
  ns.sh('ip fou add port 5555 ipproto 47');
  assert.match((await diff(ns, yaml)).steps.map(stepText).join(), /^replace fou port 5555 \(type fou -> gue/);
  await applyInOneRun(ns, yaml);
  assert.deepEqual(shown(ns), ['port 5555 gue']);
});

test('a port for one device goes before the device does, and comes with it again', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  const port = 'fou-ports: [{port: 5555, type: gue, local: 192.0.2.1, interface: d1}]';
  const on = (devices: string, list = ''): string =>
    network(`
      ethernets: {lo: {addresses: [192.0.2.1/32]}}
      ${devices}
      ${list}
    `);
  await applyInOneRun(ns, on('dummy-devices: {d1: {}}', port));
  assert.deepEqual(shown(ns), ['port 5555 gue local 192.0.2.1 dev d1']);
  const anew = on('bridges: {d1: {}}', port);
  await applyInOneRun(ns, anew, { allowRecreate: true });
  assert.deepEqual(shown(ns), ['port 5555 gue local 192.0.2.1 dev d1']);
  await applyInOneRun(ns, on(''));
  assert.deepEqual(shown(ns), []);
  await applyInOneRun(ns, anew);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(shown(ns), []);
});

test('a port for a device that somebody has removed is opened for the new one', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  const yaml = network(`
    ethernets: {lo: {addresses: [192.0.2.1/32]}}
    bridges: {d1: {}}
    fou-ports: [{port: 5555, type: gue, local: 192.0.2.1, interface: d1}]
  `);
  await applyInOneRun(ns, yaml);
  for (const another of ['', '; ip link add other type bridge']) {
    ns.sh(`ip link del d1${another}`);
    await applyInOneRun(ns, yaml);
    assert.deepEqual(shown(ns), ['port 5555 gue local 192.0.2.1 dev d1']);
  }
});

test('a local IPv6 address that is new is waited for', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(
    ns,
    network(`
      virtual-ethernets: {va: {peer: vb, addresses: ["2001:db8:1::1/64"]}, vb: {}}
      fou-ports: [{port: 5555, type: gue, local: "2001:db8:1::1"}]
    `),
  );
  assert.deepEqual(shown(ns), ['port 5555 gue -6 local 2001:db8:1::1']);
});

test('what is shown of ports is a configuration that says the same', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  ns.sh(`
    ip link add d0 type dummy
    ip link set d0 up
    ip address add 192.0.2.1/24 dev d0
    ip fou add port 5555 ipproto 4
    ip fou add port 5556 gue -6
    ip fou add port 5557 gue local 192.0.2.1 peer 192.0.2.9 peer_port 6666 dev d0
  `);
  const { configuration } = configurationOf(await takeSnapshot({ netns: ns.path }));
  assert.deepEqual(configuration.network['fou-ports'], [
    { port: 5555, type: 'fou', 'ip-protocol': 'ipencap' },
    { port: 5556, type: 'gue', family: 'ipv6' },
    { port: 5557, type: 'gue', local: '192.0.2.1', peer: '192.0.2.9', 'peer-port': 6666, interface: 'd0' },
  ]);
  const plan = await diff(ns, JSON.stringify(configuration));
  assert.deepEqual(plan.steps.map(stepText), []);
});

test('packets of a tunnel come out of a port', { skip: without('fou') || without('gre') }, async (t) => {
  const ns = await makeNamespace(t);
  const other = await makeNamespace(t);
  ns.sh(`ip link add va type veth peer name va netns ${other.path.split('/')[2] ?? ''}`);
  const end = (own: number, far: number): string =>
    network(`
      ethernets: {va: {addresses: [192.0.2.${own}/24]}}
      tunnels:
        t0:
          mode: gre
          local: 192.0.2.${own}
          remote: 192.0.2.${far}
          encap: {type: gue, destination-port: 5555}
          addresses: [10.9.0.${own}/24]
      fou-ports: [{port: 5555, type: gue}]
    `);
  await apply(ns, end(1, 2));
  await apply(other, end(2, 1));
  assert.match(ns.sh('ping -c 1 -W 5 10.9.0.2'), /1 (packets )?received/);
});
