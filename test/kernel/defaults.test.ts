import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun } from './support/apply.ts';
import { makeNamespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { roundTrip } from './support/round-trip.ts';
import { assertShows, indexOf, kindData, linkOf, portData } from './support/shown.ts';

test('what a bridge of ours was made with goes back to the default when it is no longer declared, in place', {
  skip: without('veth'),
}, async (t) => {
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

test('so does what it got later, and what somebody else has changed since stays', {
  skip: without('veth'),
}, async (t) => {
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

test("the MTU of a bridge goes back to its smallest port's, that of a VLAN-like device to its lower device's", {
  skip: without('veth'),
}, async (t) => {
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

test('an MTU that was declared later goes back to that of the ports or the lower device by then', {
  skip: without('veth', 'vxlan', 'vlan'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const tower = (nic: string, above: string): string =>
    network(`
      ethernets: {eth0: {${nic}}}
      tunnels: {vx0: {mode: vxlan, id: 5, link: eth0${above}}}
      bridges: {br0: {interfaces: [vx0]${above}}}
      vlans: {v5: {id: 5, link: eth0${above}}}
    `);
  await applyInOneRun(ns, tower('', ''));
  await applyInOneRun(ns, tower('mtu: 9000', ', mtu: 8950'));
  await applyInOneRun(ns, tower('mtu: 1400', ''));
  assert.deepEqual(
    ['vx0', 'br0', 'v5'].map((name) => linkOf(ns, name)['mtu']),
    [1350, 1350, 1400],
  );
});

test('an MTU of a bridge that is no longer declared goes back to that of a port that is made in the same run', {
  skip: without('veth', 'vxlan'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, network('ethernets: {eth0: {}}\nbridges: {br0: {mtu: 1600}}'));
  await applyInOneRun(
    ns,
    network(`
      ethernets: {eth0: {}}
      tunnels: {vx0: {mode: vxlan, id: 5, link: eth0}}
      bridges: {br0: {interfaces: [vx0]}}
    `),
  );
  assertShows(linkOf(ns, 'br0'), { mtu: 1450 });
});

test('a VXLAN whose remote is no longer declared sends nothing there any more', {
  skip: without('vxlan'),
}, async (t) => {
  const ns = await makeNamespace(t);
  const vxlan = (more: string): string => network(`tunnels: {vx0: {mode: vxlan, id: 5, port: 4789${more}}}`);
  const ends = [', local: 192.0.2.1', ', remote: 192.0.2.7'];
  for (const before of [ends.join(''), ...ends]) {
    await applyInOneRun(ns, vxlan(before));
    const { index } = linkOf(ns, 'vx0');
    await applyInOneRun(ns, vxlan(', fdb: [{macaddress: "00:00:00:00:00:00", via: 192.0.2.8}]'));
    const { remote, local } = kindData(ns, 'vx0');
    assert.deepEqual([remote, local, linkOf(ns, 'vx0')['index']], [undefined, undefined, index]);
    assert.doesNotMatch(ns.sh('bridge fdb show dev vx0'), /192\.0\.2\.7/);
    await applyInOneRun(ns, vxlan(''));
  }
});

test('a bond whose interval is no longer declared has that of its new mode', {
  skip: without('bond'),
}, async (t) => {
  const ns = await makeNamespace(t);
  const bond = (parameters: string): string => network(`bonds: {bond0: {parameters: {${parameters}}}}`);
  await applyInOneRun(ns, bond('mode: active-backup, mii-monitor-interval: 200'));
  await applyInOneRun(ns, bond('mode: 802.3ad'));
  assertShows(kindData(ns, 'bond0'), { mode: '802.3ad', miimon: 100 });
  await applyInOneRun(ns, bond('mode: 802.3ad, mii-monitor-interval: 200'));
  await applyInOneRun(ns, bond('mode: balance-rr'));
  assertShows(kindData(ns, 'bond0'), { mode: 'balance-rr', miimon: 0 });
});

for (const [what, between, then] of [
  ['another mode and back', ['mode: balance-rr'], 'mode: active-backup'],
  ['another mode with a primary', [], 'mode: balance-tlb'],
  ['another policy for failover', [], 'mode: active-backup, fail-over-mac-policy: active'],
] as const) {
  test(`a bond whose primary is not declared any more has none: ${what}`, {
    skip: without('bond'),
  }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0', 'eth1');
    const bond = (parameters: string, more = ''): string =>
      network(`
        ethernets: {eth0: {${more}}, eth1: {}}
        bonds: {bond0: {interfaces: [eth0, eth1], parameters: {${parameters}}}}
      `);
    const primary = (): unknown => kindData(ns, 'bond0')['primary'];
    await applyInOneRun(ns, bond('mode: active-backup, primary: eth0'));
    for (const parameters of [...between, then]) {
      const failing = 'routes: [{to: 10.99.0.0/16, via: 203.0.113.250}]';
      const had = primary();
      const { rolledBack } = await apply(ns, bond(parameters, failing));
      assert.deepEqual([rolledBack, primary()], [true, had]);
      await applyInOneRun(ns, bond(parameters));
      assert.equal(primary(), undefined);
    }
    await applyInOneRun(ns, bond(`${then}, primary: eth1`));
    assert.equal(primary(), 'eth1');
  });
}

test('a bond that gets a mode again has none of the options that it had in that mode before', {
  skip: without('bond'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const bond = (parameters: string): string =>
    network(`
      ethernets: {eth0: {}}
      bonds: {bond0: {interfaces: [eth0], parameters: {${parameters}}}}
    `);
  for (const [mode, options, other] of [
    [
      '802.3ad',
      'lacp-rate: fast, lacp-active: false, ad-actor-sys-prio: 7, coupled-control: false',
      'balance-rr',
    ],
    ['balance-tlb', 'tlb-dynamic-lb: false', '802.3ad'],
    ['balance-rr', 'packets-per-member: 7', 'active-backup'],
    [
      'active-backup',
      'arp-interval: 200, arp-ip-targets: [192.0.2.9], arp-validate: all, missed-max: 5',
      '802.3ad',
    ],
  ] as const) {
    await applyInOneRun(ns, bond(`mode: ${mode}`));
    const before = kindData(ns, 'bond0');
    await applyInOneRun(ns, bond(`mode: ${mode}, ${options}`));
    await applyInOneRun(ns, bond(`mode: ${other}`));
    await applyInOneRun(ns, bond(`mode: ${mode}`));
    const after = kindData(ns, 'bond0');
    assert.deepEqual(comparable(after), comparable(before), mode);
  }
});

test('a bond that was made with a primary port has none when it is no longer declared', {
  skip: without('bond'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const bond = (more: string): string =>
    network(`
      ethernets: {eth0: {}, eth1: {}}
      bonds: {bond0: {interfaces: [eth0, eth1], parameters: {mode: active-backup${more}}}}
    `);
  await applyInOneRun(ns, bond(', primary: eth1'));
  assertShows(kindData(ns, 'bond0'), { primary: 'eth1' });
  await applyInOneRun(ns, bond(''));
  assert.equal(kindData(ns, 'bond0')['primary'], undefined);
});

test('a team keeps an active port that is no longer declared, as it cannot be given none', {
  skip: without('team'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const team = (more: string): string =>
    network(`
      ethernets: {eth0: {}, eth1: {}}
      teams: {team0: {interfaces: [eth0, eth1], parameters: {mode: activebackup${more}}}}
    `);
  await applyInOneRun(ns, team(''));
  await applyInOneRun(ns, team(', active-port: eth1'));
  await applyInOneRun(ns, team(''));
  await applyInOneRun(ns, team(', active-port: eth0'));
});

test('a primary port that goes and comes back is none when it is no longer declared', {
  skip: without('bond'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const bond = (ports: string, more: string): string =>
    network(`
      ethernets: {eth0: {}, eth1: {}}
      bonds: {bond0: {interfaces: [${ports}], parameters: {mode: active-backup${more}}}}
    `);
  await applyInOneRun(ns, bond('eth0, eth1', ', primary: eth1'));
  await applyInOneRun(ns, bond('eth0', ''));
  await applyInOneRun(ns, bond('eth0, eth1', ''));
  assert.equal(kindData(ns, 'bond0')['primary'], undefined);
});

test('a port has no backup port when that is no longer declared', { skip: without('veth') }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const ports = (more: string): string =>
    network(`
      ethernets: {eth0: {${more}}, eth1: {}}
      bridges: {br0: {interfaces: [eth0, eth1]}}
    `);
  for (const before of ['', 'backup-port: eth1']) {
    await applyInOneRun(ns, ports(before));
    await applyInOneRun(ns, ports('backup-port: eth1'));
    assertShows(portData(ns, 'eth0'), { backup_port: 'eth1' });
    await applyInOneRun(ns, ports(''));
    assert.equal(portData(ns, 'eth0')['backup_port'], undefined);
  }
});

test('a veth of ours that is no longer a port leaves its bridge, and port options go with that', {
  skip: without('veth'),
}, async (t) => {
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

test('a port option that is dropped goes back while the port stays', { skip: without('veth') }, async (t) => {
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

test('a NIC that became a port with options has those of any port when they are no longer declared', {
  skip: without('veth'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const of = (options: string, priority: string): string =>
    network(`
      ethernets: {eth0: {${options}}, eth1: {}}
      bridges: {br0: {interfaces: [eth0, eth1], parameters: {${priority}}}}
    `);
  await applyInOneRun(
    ns,
    of(
      'hairpin: true, flood: false, port-mac-learning: false',
      'port-priority: {eth0: 9}, path-cost: {eth0: 100}',
    ),
  );
  await applyInOneRun(
    ns,
    of('hairpin: true, flood: false', 'port-priority: {eth0: 10}, path-cost: {eth0: 101}'),
  );
  assertShows(portData(ns, 'eth0'), { hairpin: true, flood: false, learning: true, priority: 10 });
  await applyInOneRun(ns, of('', ''));
  assertShows(linkOf(ns, 'eth0'), { master: 'br0' });
  assertShows(portData(ns, 'eth0'), { hairpin: false, flood: true, learning: true, priority: 32 });
  assert.equal(portData(ns, 'eth0')['cost'], portData(ns, 'eth1')['cost']);
});

test('a port costs again what it does by its speed, and that is not shown', {
  skip: without('tun'),
}, async (t) => {
  const ns = await makeNamespace(t);
  const of = (parameters: string): string =>
    network(`
      tuntaps: {t0: {mode: tap}}
      bridges: {br0: {interfaces: [t0], parameters: {${parameters}}}}
    `);
  await applyInOneRun(ns, of('path-cost: {t0: 7}'));
  ns.sh('ethtool -s t0 speed 1000');
  assertShows(portData(ns, 't0'), { cost: 7 });
  await applyInOneRun(ns, of(''));
  assertShows(portData(ns, 't0'), { cost: 5 });
  assert.doesNotMatch(await roundTrip(ns), /path-cost/);
});

test('what can be given at creation only stays, and the link with it', {
  skip: without('veth'),
}, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, network('tunnels: {vx0: {mode: vxlan, id: 5, port: 4790, ageing: 60}}'));
  const index = indexOf(ns, 'vx0');
  await applyInOneRun(ns, network('tunnels: {vx0: {mode: vxlan, id: 5}}'));
  assert.equal(indexOf(ns, 'vx0'), index);
  assertShows(kindData(ns, 'vx0'), { port: 4790, ageing: 300 });
});

/** Sections before, after, and the link that is to be like a fresh one that `make` makes. */
const KINDS: readonly (readonly [kind: string, before: string, after: string, link: string, make: string])[] =
  [
    [
      'bond',
      'bonds: {bond0: {mtu: 1400, parameters: {mode: 802.3ad, lacp-rate: fast, min-links: 2, mii-monitor-interval: 100ms}}}',
      'bonds: {bond0: {parameters: {mode: 802.3ad, mii-monitor-interval: 100ms}}}',
      'bond0',
      'ip link add fresh type bond mode 802.3ad miimon 100',
    ],
    [
      'bond',
      'bonds: {bond0: {parameters: {mode: active-backup, gratuitous-arp: 4, all-members-active: true, resend-igmp: 5}}}',
      'bonds: {bond0: {parameters: {mode: 802.3ad}}}',
      'bond0',
      'ip link add fresh type bond mode 802.3ad',
    ],
    [
      'vlan',
      'vlans: {eth0.5: {id: 5, link: eth0, mtu: 1400, gvrp: true, loose-binding: true, egress-qos-map: {1: 2}}}',
      'vlans: {eth0.5: {id: 5, link: eth0}}',
      'eth0.5',
      'ip link add link eth0 fresh type vlan id 6',
    ],
    [
      'gretap',
      'tunnels: {gt0: {mode: gretap, local: 192.0.2.1, remote: 192.0.2.2, mtu: 1300, ttl: 9, type-of-service: 16, key: 7}}',
      'tunnels: {gt0: {mode: gretap, local: 192.0.2.1, remote: 192.0.2.2}}',
      'gt0',
      'ip link add fresh type gretap local 192.0.2.1 remote 192.0.2.3',
    ],
    [
      'geneve',
      'tunnels: {gv0: {mode: geneve, id: 5, remote: 192.0.2.2, ttl: 9, type-of-service: 16}}',
      'tunnels: {gv0: {mode: geneve, id: 5, remote: 192.0.2.2}}',
      'gv0',
      'ip link add fresh type geneve id 6 remote 192.0.2.2; ip link set fresh mtu 1500',
    ],
    [
      'dummy',
      'dummy-devices: {dm0: {mtu: 9000, arp: false, group: 9, gso-max-segments: 7, promiscuous: true}}',
      'dummy-devices: {dm0: {}}',
      'dm0',
      'ip link add fresh type dummy',
    ],
    [
      'vrf',
      'vrfs: {red: {table: 7, mtu: 1400, arp: true, multicast: true}}',
      'vrfs: {red: {table: 7}}',
      'red',
      'ip link add fresh type vrf table 7',
    ],
    [
      'vcan',
      'vcans: {c0: {arp: true, multicast: true}}',
      'vcans: {c0: {}}',
      'c0',
      'ip link add fresh type vcan',
    ],
    [
      'ifb',
      'ifbs: {i0: {mtu: 1400, arp: true, multicast: true, transmit-queue-length: 100}}',
      'ifbs: {i0: {}}',
      'i0',
      'ip link add fresh type ifb',
    ],
    [
      'ipvlan',
      'ipvlans: {l0: {link: eth0, mtu: 1400, arp: false}}',
      'ipvlans: {l0: {link: eth0}}',
      'l0',
      'ip link add link eth0 fresh type ipvlan mode l3; ip link set fresh up',
    ],
    [
      'ipvtap',
      'ipvtaps: {t0: {link: eth0, transmit-queue-length: 100}}',
      'ipvtaps: {t0: {link: eth0}}',
      't0',
      'ip link add link eth0 fresh type ipvtap mode l3; ip link set fresh up',
    ],
    [
      'macvtap',
      'macvtaps: {t0: {link: eth0, mode: bridge, transmit-queue-length: 100}}',
      'macvtaps: {t0: {link: eth0, mode: bridge}}',
      't0',
      'ip link add link eth0 fresh type macvtap mode bridge',
    ],
    [
      'xfrm',
      'xfrm-interfaces: {x0: {id: 5, link: eth0, mtu: 1400}}',
      'xfrm-interfaces: {x0: {id: 5, link: eth0}}',
      'x0',
      'ip link add fresh type xfrm dev eth0 if_id 6; ip link set fresh up',
    ],
    [
      'wireguard',
      'tunnels: {wg0: {mode: wireguard, key: 4GgaQCy68nzNsUE5aJ9fuLzHhB65tAlwbmA72MWnOm8=, mtu: 1400}}',
      'tunnels: {wg0: {mode: wireguard, key: 4GgaQCy68nzNsUE5aJ9fuLzHhB65tAlwbmA72MWnOm8=}}',
      'wg0',
      'ip link add fresh type wireguard; ip link set fresh up',
    ],
    [
      'vxlan',
      'tunnels: {vx0: {mode: vxlan, id: 5, port: 4789, mtu: 1300}}',
      'tunnels: {vx0: {mode: vxlan, id: 5, port: 4789}}',
      'vx0',
      'ip link add fresh type vxlan id 6 dstport 4789',
    ],
    [
      'vxlan',
      'tunnels: {vx0: {mode: vxlan, id: 5, port: 4789, link: eth0, mtu: 1300}}',
      'tunnels: {vx0: {mode: vxlan, id: 5, port: 4789, link: eth0}}',
      'vx0',
      'ip link add fresh type vxlan id 6 dstport 4789 dev eth0',
    ],
  ];

/** What tells one link from another of its kind. */
const OWN: ReadonlySet<string> = new Set([
  ...[
    'ifindex',
    'ifname',
    'address',
    'flags',
    'operstate',
    'permaddr',
    'id',
    'if_id',
    'remote',
    'qdisc',
    'promiscuity',
  ],
  ...['ad_info', 'active_slave', 'link_netnsid'],
]);

const comparable = (shown: unknown): unknown =>
  JSON.parse(JSON.stringify(shown, (key, value: unknown) => (OWN.has(key) ? undefined : value)));

for (const [kind, before, after, link, make] of KINDS) {
  test(`${kind}: with less said of it, it is as a fresh one: ${before}`, {
    skip: without(kind),
  }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    const ethernets = 'ethernets: {eth0: {addresses: [192.0.2.1/24]}}';
    await applyInOneRun(ns, network(`${ethernets}\n${before}`));
    const index = indexOf(ns, link);
    await applyInOneRun(ns, network(`${ethernets}\n${after}`));
    assert.equal(indexOf(ns, link), index);
    ns.sh(make);
    assert.deepEqual(comparable(linkOf(ns, link)), comparable(linkOf(ns, 'fresh')));
    const flags = (name: string): boolean[] =>
      ['NOARP', 'MULTICAST', 'PROMISC', 'ALLMULTI'].map((flag) =>
        JSON.stringify(linkOf(ns, name)['flags']).includes(flag),
      );
    assert.deepEqual(flags(link), flags('fresh'));
  });
}
