import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addresses, kind, link, machines, routes, unitOf } from './support/report.ts';

const SECOND = 1_000_000;

for (const machine of machines('late')) {
  const report = machine.at('boot');
  const nlapply = unitOf(report, 'nlapply.service');

  test(`${machine.name}: the units come one after the other, and nlapply at its place`, () => {
    const moments = [
      ['the firewall is loaded', unitOf(report, 'before-network.service').active],
      ['network-pre.target', unitOf(report, 'network-pre.target').active],
      ['nlapply starts', nlapply.started],
      ['nlapply is done', nlapply.active],
      ['network.target', unitOf(report, 'network.target').active],
      ['network-online.target', unitOf(report, 'network-online.target').active],
      ['a server starts', unitOf(report, 'needs-network.service').started],
    ] as const;
    for (const [what, time] of moments) assert.ok(time > 0, `it is not known when ${what}`);
    const sorted = [...moments].sort(([, a], [, b]) => a - b);
    assert.deepEqual(
      sorted.map(([what]) => what),
      moments.map(([what]) => what),
    );
  });

  test(`${machine.name}: NICs that come late are waited for, and the optional one is not`, () => {
    const before = machine.json('before-network.json').map(({ ifname }) => ifname);
    assert.ok(!before.some((name) => /^(eth|br)/.test(String(name))), before.join(' '));
    assert.match(report.journal, /waiting up to 30 s for eth0, eth1, eth2$/m);
    const took = nlapply.active - nlapply.started;
    assert.ok(took >= 2 * SECOND, `${took / SECOND} s`);
  });

  test(`${machine.name}: the unit succeeds, and with it the boot`, () => {
    assert.deepEqual([nlapply.state, nlapply.result, nlapply.status], ['active', 'success', 0]);
    assert.equal(machine.file('failed'), '');
    assert.equal(machine.file('system'), 'running\n');
    assert.equal(unitOf(report, 'multi-user.target').state, 'active');
  });

  test(`${machine.name}: a server that needs the network finds it complete`, () => {
    const there = machine.json('needs-network.json');
    assert.deepEqual(addresses(there, 'br0'), ['192.0.2.10/24', '2001:db8::10/64']);
    assert.deepEqual(addresses(there, 'bond0.10'), ['198.51.100.10/24']);
    assert.deepEqual(addresses(there, 'eth2'), ['203.0.113.10/24']);
    assert.deepEqual(addresses(there, 'dummy0'), ['192.0.2.53/32']);
  });

  test(`${machine.name}: the links are what the configuration says`, () => {
    for (const name of ['eth0', 'eth1', 'eth2', 'bond0', 'bond0.10', 'br0', 'dummy0', 'ifb0', 'red']) {
      const { flags } = link(report, name);
      assert.ok(Array.isArray(flags) && flags.includes('UP'), `${name} is down`);
    }
    const masters = ['eth0', 'eth1', 'bond0', 'eth2'].map((name) => link(report, name)['master']);
    assert.deepEqual(masters, ['bond0', 'bond0', 'br0', 'red']);
    const bond = kind(report, 'bond0');
    assert.deepEqual([bond['kind'], bond['mode'], bond['miimon']], ['bond', 'active-backup', 100]);
    const vlan = kind(report, 'bond0.10');
    assert.deepEqual([vlan['kind'], vlan['id'], link(report, 'bond0.10')['link']], ['vlan', 10, 'bond0']);
    const others = ['br0', 'dummy0', 'ifb0', 'red'].map((name) => kind(report, name)['kind']);
    assert.deepEqual(others, ['bridge', 'dummy', 'ifb', 'vrf']);
    assert.equal(kind(report, 'red')['table'], 100);
  });

  test(`${machine.name}: links that their modules make by themselves are taken over`, () => {
    // Nobody declared ifb1: with it came, from the same module, the ifb0 that is declared.
    assert.equal(kind(report, 'ifb1')['kind'], 'ifb');
    assert.match(report.journal, /(\+|~) ifb ifb0 /);
    assert.match(report.journal, /(\+|~) bond bond0 /);
  });

  test(`${machine.name}: the network works: bond, bridge and VLAN have a carrier, the routes are there`, () => {
    for (const name of ['bond0', 'bond0.10', 'br0', 'eth2']) {
      const { flags } = link(report, name);
      assert.ok(Array.isArray(flags) && flags.includes('LOWER_UP'), `${name}: ${String(flags)}`);
    }
    assert.deepEqual(routes(report).toSorted(), [
      'default via 192.0.2.1 dev br0',
      'default via 203.0.113.1 dev eth2 table 100',
    ]);
  });

  test(`${machine.name}: systemd-resolved is told of name servers, as soon as there is a bus to tell it by`, () => {
    assert.match(report.journal, /\+ nameservers .* dev br0|br0 are left out: .*systemd-resolved/);
    const { state, result, status } = unitOf(report, 'nlapply-resolved.service');
    assert.deepEqual([state, result, status], ['active', 'success', 0]);
    assert.match(machine.file('names'), /\(br0\): 192\.0\.2\.53$/m);
    assert.match(machine.file('names'), /\(br0\): example\.com$/m);
  });

  test(`${machine.name}: a MAC that udev gives a new bridge is no drift`, () => {
    // NET_ADDR_SET: neither the kernel's random one nor the port's, and nobody but udev was there to set it.
    assert.equal(report.macSetBy.get('br0'), '3');
    assert.notEqual(link(report, 'br0')['address'], link(report, 'bond0')['address']);
    assert.equal(report.diffStatus, 0, report.diff);
  });

  test(`${machine.name}: a restart of the unit writes nothing`, () => {
    const restarted = machine.at('restarted');
    const unit = unitOf(restarted, 'nlapply.service');
    assert.deepEqual([unit.state, unit.result, unit.status], ['active', 'success', 0]);
    assert.ok(unit.started > nlapply.active, 'it was started again');
    // A bond tells of itself when it comes to it, on a busy machine seconds later (NETDEV_NOTIFY_PEERS, NETDEV_RESEND_IGMP).
    const told = machine.file('monitor').split('\n');
    const unchanged = / master br0 state UP /;
    assert.deepEqual(
      told.filter((line) => !(/^\d+: bond0: /.test(line) && unchanged.test(line))),
      [''],
    );
    assert.match(restarted.journal, /Nothing to do/);
    assert.equal(restarted.diffStatus, 0, restarted.diff);
  });
}
