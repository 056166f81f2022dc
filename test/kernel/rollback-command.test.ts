import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertRefused } from '../breakage/support/decency.ts';
import { dump } from './support/dump.ts';
import { makeNamespace } from './support/namespace.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { assertDone, config, nl, nlStarted } from './support/program.ts';
import { assertShape, shape } from './support/shape.ts';
import { linkNames } from './support/shown.ts';
import { stateDirectory } from './support/trial.ts';

const FIRST = network(`
  ethernets:
    eth0: {mtu: 1450}
    eth1: {addresses: [203.0.113.1/25, "2001:db8:5::1/64"], routes: [{to: default, via: 203.0.113.9}]}
`);
const SECOND = network(`
  ethernets:
    eth0: {mtu: 1400, alias: changed, routing-policy: [{from: 10.0.0.0/8, table: 100, priority: 5}]}
    eth1:
      addresses: [203.0.113.2/25, "2001:db8:6::1/64"]
      routes: [{to: default, via: 203.0.113.8}, {to: 10.1.0.0/16, via: 203.0.113.7}]
  bridges:
    br0: {interfaces: [eth0], addresses: [198.51.100.1/24]}
  virtual-ethernets: {left: {peer: right}, right: {}}
  macvlans: {mv0: {link: eth1, mode: bridge}}
`);

test('A finished run is taken back: links, addresses, routes and rules are as they were, and ours is what was ours.', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh(`
    ip address add 172.16.0.1/16 dev eth1
    ip route add 10.5.0.0/16 via 172.16.0.9 proto bird
    ip rule add from 10.7.0.0/16 lookup 77 priority 77
  `);
  const untouched = dump(ns);
  assertDone(nlStarted(ns, [config(ns, FIRST)]));
  const before = dump(ns);
  assertDone(nlStarted(ns, [config(ns, SECOND)]));
  const { stdout } = assertDone(nlStarted(ns, ['rollback']));
  assert.match(
    stdout,
    /- bridge br0 {3}\(was not there before\)[\s\S]*The network is as it was before the run of \S*config\.yaml/,
  );
  assert.deepEqual(dump(ns), before);
  assert.match(nlStarted(ns, [config(ns, FIRST)]).stdout, /^Nothing to do/);
  assertDone(nlStarted(ns, [config(ns, NOTHING)]));
  assert.deepEqual(dump(ns), untouched);
});

test('A link that goes down once the route is back of which it is a path is among the steps.', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1', 'eth2');
  ns.sh(`
    ip route add default proto bird nexthop via 10.98.0.1 dev eth1 onlink nexthop via 10.98.0.2 dev eth2 onlink
    ip link set eth2 down
  `);
  const before = dump(ns);
  const path = config(
    ns,
    network(
      'ethernets: {eth0: {addresses: [192.0.2.1/24], routes: [{to: default, via: 192.0.2.9}]}, eth2: {}}',
    ),
  );
  assertDone(nlStarted(ns, [path]));
  const { stdout } = assertDone(nlStarted(ns, ['rollback']));
  assert.match(
    stdout,
    /\+ route default nexthop via 10\.98\.0\.1 dev eth1 weight 1 onlink nexthop via 10\.98\.0\.2 dev eth2 weight 1 onlink\n +~ veth eth2\n +state +up -> down\n/,
  );
  assert.deepEqual(dump(ns), before);
});

test('Routes of scope host, which stay on a link that is down, are no hindrance on the way back to that.', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const routes = '{to: 10.1.0.0/16, type: local}, {to: 10.2.0.0/16, scope: host}, {to: 10.3.0.0/16}';
  const path = config(
    ns,
    network(`
      ethernets:
        eth0: {addresses: [192.0.2.1/24], routes: [${routes}]}
    `),
  );
  assertDone(nlStarted(ns, [path]));
  ns.sh('ip link set eth0 down');
  const before = dump(ns);
  assertDone(nlStarted(ns, [path]));
  assertDone(nlStarted(ns, ['rollback']));
  assert.deepEqual(dump(ns), before);
});

test('An address that was to end is back without an end, and that is said.', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip address add 192.0.2.1/24 dev eth0 valid_lft 900 preferred_lft 800');
  const path = config(
    ns,
    network(`
      ethernets:
        eth0: {addresses: [192.0.2.1/24]}
    `),
  );
  assertDone(nlStarted(ns, [path]));
  const { stdout, stderr } = assertDone(nlStarted(ns, ['rollback']));
  assert.match(stdout, /but for addresses that were to end\.\n$/);
  assert.match(stderr, /warning: address 192\.0\.2\.1\/24 dev eth0 has no end any more/);
  assert.match(ns.sh('ip -d address show eth0'), /192\.0\.2\.1\/24(?!.*dynamic)/);
});

test('Links that the run took away are made anew, with what stood on them.', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  assertDone(nl(ns, [config(ns, SECOND)]));
  const before = shape(ns);
  assertDone(nl(ns, [config(ns, NOTHING)]));
  assertDone(nl(ns, ['rollback']));
  await assertShape(ns, before, 'as before');
  assert.match(nl(ns, [config(ns, SECOND)]).stdout, /^Nothing to do/);
  // They are ours as they were.
  assertDone(nl(ns, [config(ns, NOTHING)]));
  assert.deepEqual(linkNames(ns), ['eth0', 'eth1', 'far-eth0', 'far-eth1']);
});

test('A link that the run only changed, and others deleted since, stays away.', async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add va type veth peer name vb; ip link set va up');
  const yaml = network('ethernets: {va: {mtu: 1400, addresses: [192.0.2.1/24]}}');
  assertDone(nl(ns, [config(ns, yaml)]));
  ns.sh('ip link delete va');
  const { stdout, stderr } = assertDone(nl(ns, ['rollback']));
  assert.match(stdout, /is as it was before .*, but for what is gone meanwhile\./);
  assert.match(stderr, /^warning: gone meanwhile, and not by this program: veth va\n$/);
  assert.deepEqual(linkNames(ns), []);
});

test('What cannot be without a bridge, a device or an address that others deleted since is told, and all else goes back.', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1', 'eth2');
  ns.sh(`
    ip link add br9 type bridge
    ip link set eth0 master br9
    bridge link set dev eth0 cost 44
    bridge fdb add 02:00:00:00:00:77 dev eth0 master static
    ip address add 10.0.0.1/32 dev eth1
    ip address add 192.0.2.1/24 dev eth1
    ip route add 10.5.0.0/16 dev eth1 src 10.0.0.1
  `);
  const mv0 = 'macvlans: {mv0: {link: eth2, addresses: [10.7.0.1/24]}}';
  assertDone(nl(ns, [config(ns, network(`ethernets: {eth2: {}}\n${mv0}`))]));
  const changed = network(`
    ethernets:
      eth0: {mtu: 1400}
      eth1: {routes: [{to: 10.5.0.0/16, via: 192.0.2.9, metric: 0}]}
      eth2: {}
    bridges: {br0: {interfaces: [eth0]}}
  `);
  assertDone(nl(ns, [config(ns, changed)]));
  ns.sh('ip link delete br9; ip link delete eth2; ip address delete 10.0.0.1/32 dev eth1');
  const { stderr } = assertDone(nl(ns, ['rollback']));
  const told = stderr.split('\n').find((line) => line.includes('gone meanwhile')) ?? '';
  for (const gone of ['bridge br9', 'veth eth2', 'address 10.0.0.1/32 dev eth1'])
    assert.ok(told.split(';')[0]?.includes(gone), told);
  for (const left of ['macvlan mv0', 'fdb entry 02:00:00:00:00:77 dev eth0', 'route 10.5.0.0/16 dev eth1'])
    assert.ok(told.split(';')[1]?.includes(left), told);
  const [eth0] = ns.ip('link', 'show', 'eth0');
  assert.deepEqual([eth0?.['mtu'], eth0?.['master']], [1500, undefined]);
  assert.deepEqual(linkNames(ns), ['eth0', 'eth1', 'far-eth0', 'far-eth1']);
  assertRefused(nl(ns, ['rollback']), 1, /there is nothing to go back to/);
});

test('What others changed in between stays.', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  assertDone(nl(ns, [config(ns, SECOND)]));
  ns.sh(
    'ip link add other type bridge; ip address add 192.0.2.7/24 dev eth0; ip link set eth1 txqueuelen 77',
  );
  assertDone(nl(ns, ['rollback']));
  assert.ok(linkNames(ns).includes('other'));
  assert.match(ns.sh('ip address show dev eth0'), /192\.0\.2\.7/);
  assert.match(ns.sh('ip link show eth1'), /qlen 77/);
});

test('There is one way back, and a run that changes nothing leaves it.', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  assertRefused(nl(ns, ['rollback']), 1, /^nlapply: there is nothing to go back to/);
  const before = dump(ns);
  assertDone(nl(ns, [config(ns, FIRST)]));
  assertDone(nl(ns, [config(ns, FIRST)]));
  assert.equal(statSync(join(stateDirectory(ns), 'checkpoint.json')).mode & 0o777, 0o600);
  const document = JSON.parse(assertDone(nl(ns, ['rollback', '--json'])).stdout);
  assert.equal(document.outcome, 'applied');
  assert.match(document.restored.files[0], /config\.yaml$/);
  assert.deepEqual(dump(ns), before);
  assertRefused(nl(ns, ['rollback']), 1, /there is nothing to go back to/);
});

test('After a run that was rolled back there is nothing to go back to.', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  assert.equal(nl(ns, [config(ns, FIRST.replace('203.0.113.9', '198.51.100.9'))]).status, 1);
  assertRefused(nl(ns, ['rollback']), 1, /there is nothing to go back to/);
});

test('A checkpoint that is damaged is no way back, and one of another boot is none.', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  assertDone(nl(ns, [config(ns, FIRST)]));
  const after = dump(ns);
  const path = join(stateDirectory(ns), 'checkpoint.json');
  const text = readFileSync(path, 'utf8');
  for (const damaged of [
    '',
    '{"format_version":',
    '[]',
    text.replace('"links":[', '"links":[3,'),
    text.slice(0, -9),
  ]) {
    writeFileSync(path, damaged);
    assertRefused(nl(ns, ['rollback']), 1, /checkpoint\.json is damaged: there is no way back/);
  }
  writeFileSync(path, text.replace(/^(\{"format_version":1,"boot_id":")[^"]*/, '$1another'));
  assertRefused(nl(ns, ['rollback']), 1, /there is nothing to go back to/);
  assert.deepEqual(dump(ns), after);
});

test('Routes of a DHCP client and of router advertisements that a run made others come back.', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh(`
    ip address add 192.0.2.50/24 dev eth0
    ip address add 2001:db8::50/64 dev eth0 nodad
    ip route add default via 192.0.2.254 proto dhcp src 192.0.2.50
    ip -6 route add default via fe80::254 dev eth0 proto ra expires 1800
  `);
  const gateways = () =>
    [4, 6].map((family) =>
      ns.ip(`-${family}`, 'route', 'show', 'default').map((one) => [one['gateway'], one['protocol']]),
    );
  const before = gateways();
  const path = config(
    ns,
    network('ethernets: {eth0: {routes: [{to: default, via: 192.0.2.1}, {to: "::/0", via: "2001:db8::1"}]}}'),
  );
  assertDone(nlStarted(ns, [path]));
  assert.deepEqual(
    gateways()
      .flat()
      .map(([gateway]) => gateway),
    ['192.0.2.1', '2001:db8::1'],
  );
  assertDone(nlStarted(ns, ['rollback']));
  assert.deepEqual(gateways(), before);
  assertDone(nlStarted(ns, [path]));
  ns.sh('ip route append default via 192.0.2.254 proto dhcp src 192.0.2.50');
  assertDone(nlStarted(ns, ['rollback']));
  assert.deepEqual(gateways(), before);
});
