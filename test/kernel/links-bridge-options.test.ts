import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun, stepText } from './support/apply.ts';
import { bridgePortOf, vlansOf } from './support/bridge.ts';
import { makeNamespace } from './support/namespace.ts';
import { olderThan, without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { applyInOnePass } from './support/one-pass.ts';
import { roundTrip } from './support/round-trip.ts';
import { addressTexts, assertShows, indexOf, isUp, kindData, kindDataOf, linkOf } from './support/shown.ts';
import { sysfs } from './support/sysfs.ts';
import { watchLinks } from './support/watch.ts';

const skip = without('bridge-vlans');

const bridge = (parameters: string, ports = ''): string =>
  network(`
    ethernets: {${ports.replace(/\w+/g, '$&: {}')}}
    bridges: {br0: {interfaces: [${ports}], parameters: {${parameters}}}}
  `);

/** Key, two values, and what `ip -d link` shows of the second. */
const LIVE: readonly (readonly [
  key: string,
  first: string,
  second: string,
  shown: Record<string, unknown>,
])[] = [
  ['group-address', '01:80:c2:00:00:0e', '01:80:C2:00:00:08', { group_addr: '01:80:c2:00:00:08' }],
  ['group-fwd-mask', '0', '0x4008', { group_fwd_mask: '0x4008' }],
  ['no-linklocal-learn', 'false', 'true', { no_linklocal_learn: 1 }],
  ['fdb-max-learned', '0', '1000', { fdb_max_learned: 1000 }],
  ['vlan-filtering', 'false', 'true', { vlan_filtering: 1 }],
  ['vlan-protocol', '802.1q', '802.1ad', { vlan_protocol: '802.1ad' }],
  ['default-pvid', '1', '9', { vlan_default_pvid: 9 }],
  ['vlan-default-pvid', '5', '0', { vlan_default_pvid: 0 }],
  ['vlan-stats-enabled', 'false', 'true', { vlan_stats_enabled: 1 }],
  ['mcast-snooping', 'true', 'false', { mcast_snooping: 0 }],
  ['mcast-router', '1', '2', { mcast_router: 2 }],
  ['mcast-querier', 'false', 'true', { mcast_querier: 1 }],
  ['mcast-query-use-ifaddr', 'false', 'true', { mcast_query_use_ifaddr: 1 }],
  ['mcast-stats-enabled', 'false', 'true', { mcast_stats_enabled: 1 }],
  ['mcast-igmp-version', '2', '3', { mcast_igmp_version: 3 }],
  ['mcast-mld-version', '1', '2', { mcast_mld_version: 2 }],
  ['mcast-hash-max', '4096', '512', { mcast_hash_max: 512 }],
  ['mcast-last-member-count', '2', '7', { mcast_last_member_cnt: 7 }],
  ['mcast-last-member-interval', '1', '2.5', { mcast_last_member_intvl: 250 }],
  ['mcast-startup-query-count', '2', '0', { mcast_startup_query_cnt: 0 }],
  ['mcast-startup-query-interval', '1', '20', { mcast_startup_query_intvl: 2000 }],
  ['mcast-query-interval', '1', '1min', { mcast_query_intvl: 6000 }],
  ['mcast-query-response-interval', '10', '500ms', { mcast_query_response_intvl: 50 }],
  ['mcast-querier-interval', '255', '100', { mcast_querier_intvl: 10000 }],
  ['mcast-membership-interval', '260', '1h', { mcast_membership_intvl: 360000 }],
  ['nf-call-iptables', 'false', 'true', { nf_call_iptables: 1 }],
  ['nf-call-ip6tables', 'false', 'true', { nf_call_ip6tables: 1 }],
  ['nf-call-arptables', 'false', 'true', { nf_call_arptables: 1 }],
];

test('an option of a bridge changes in place, and the equal value is not sent again', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const watch = await watchLinks(t, ns);
  for (const [key, first, second, shown] of LIVE) {
    await t.test(key, async () => {
      await apply(ns, bridge(`${key}: "${first}"`, 'eth0'), { verify: false });
      const before = indexOf(ns, 'br0');
      await watch.mark();
      const { plan } = await applyInOneRun(ns, bridge(`${key}: "${second}"`, 'eth0'));
      const events = await watch.mark();
      assert.deepEqual(
        plan.steps.map((step) => [step.action, step.name, step.changes.length]),
        [['change', 'bridge br0', 1]],
      );
      const link = linkOf(ns, 'br0');
      assertShows(kindDataOf(link), shown);
      assert.equal(link['ifindex'], before);
      const downs = events.filter((line) => /<.*br0|br0.*</.test(line) && !/[<,]UP[,>]/.test(line));
      assert.deepEqual(downs, []);
    });
  }
});

test('a new bridge gets every option at once', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const all = LIVE.filter(([key]) => key !== 'vlan-default-pvid').map(
    ([key, , value]) => `${key}: "${value}"`,
  );
  await applyInOneRun(
    ns,
    bridge([...all, 'mcast-vlan-snooping: true', 'mst-enabled: true'].join(', '), 'eth0'),
  );
  const data = kindData(ns, 'br0');
  for (const [key, , , shown] of LIVE) if (key !== 'vlan-default-pvid') assertShows(data, shown);
  assertShows(data, { mcast_vlan_snooping: 1, mst_enabled: 1 });
});

test('times are those that the ticks of the timer allow, and the usual ones are not shown', async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add br0 type bridge');
  assert.doesNotMatch(await roundTrip(ns), /interval/);
  const times = 'mcast-startup-query-interval: 31.25, mcast-last-member-interval: 0.33, hello-time: 1.33';
  await applyInOneRun(ns, bridge(times));
  const { hello_time: hello = 0 } = kindData(ns, 'br0');
  assert.equal([132, 133].includes(Number(hello)), true);
  await applyInOneRun(ns, bridge('hello-time: 1.34'));
  assertShows(kindData(ns, 'br0'), { hello_time: 134 });
  await roundTrip(ns);
});

test('options that share an attribute go on and off one by one', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  const yaml = (learn: boolean, snooping: boolean) =>
    bridge(`vlan-filtering: true, no-linklocal-learn: ${learn}, mcast-vlan-snooping: ${snooping}`);
  for (const [learn, snooping] of [
    [true, true],
    [false, true],
    [true, false],
  ] as const) {
    await applyInOneRun(ns, yaml(learn, snooping));
    assertShows(kindData(ns, 'br0'), {
      no_linklocal_learn: Number(learn),
      mcast_vlan_snooping: Number(snooping),
    });
  }
});

for (const [key, shown] of [
  ['vlan-stats-per-port', 'vlan_stats_per_port'],
  ['mst-enabled', 'mst_enabled'],
] as const) {
  test(`${key} changes while the ports are away, which are back with all they had`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0', 'eth1');
    const yaml = (on: boolean) =>
      network(`
        ethernets: {eth0: {isolated: true, vlans: [{id: 10}]}}
        bridges:
          br0:
            interfaces: [eth0]
            addresses: [192.0.2.1/24, "2001:db8::1/64"]
            routes: [{to: 198.51.100.0/24, via: 192.0.2.9}]
            parameters: {vlan-filtering: true, ${key}: ${on}}
      `);
    await applyInOneRun(ns, yaml(false));
    ns.sh(`
      ip link set eth1 master br0
      bridge link set dev eth1 hairpin on
      bridge vlan add dev eth1 vid 20-29
    `);
    const before = indexOf(ns, 'br0');
    const { plan } = await applyInOneRun(ns, yaml(true), { verify: false });
    assert.deepEqual(
      plan.steps.flatMap(({ changes }) =>
        changes.filter(({ down }) => down).map(({ attribute }) => attribute),
      ),
      [`bridge.${key}`],
    );
    assert.equal(kindData(ns, 'br0')[shown], 1);
    assert.equal(indexOf(ns, 'br0'), before);
    assert.equal(isUp(ns, 'br0'), true);
    assertShows(bridgePortOf(ns, 'eth0'), { master: 'br0', isolated: true });
    assertShows(bridgePortOf(ns, 'eth1'), { master: 'br0', hairpin: true });
    assert.deepEqual(vlansOf(ns, 'eth0'), ['10']);
    assert.deepEqual(vlansOf(ns, 'eth1'), ['1 PVID Egress Untagged', '20-29']);
    assert.equal(ns.ip('-4', 'route', 'show', '198.51.100.0/24').length, 1);
    assert.equal(ns.ip('-6', 'address', 'show', 'dev', 'br0', 'to', '2001:db8::1').length, 1);
  });
}

/** Key, value, and what `bridge -d link` shows. */
const PORT: readonly (readonly [key: string, value: string, shown: Record<string, unknown>])[] = [
  ['hairpin', 'true', { hairpin: true }],
  ['neigh-suppress', 'true', { neigh_suppress: true }],
  ['neigh-vlan-suppress', 'true', { neigh_vlan_suppress: true }],
  ['port-mac-learning', 'false', { learning: false }],
  ['vlan-tunnel', 'true', { vlan_tunnel: true }],
  ['isolated', 'true', { isolated: true }],
  ['locked', 'true', { locked: true }],
  ['guard', 'true', { guard: true }],
  ['root-block', 'true', { root_block: true }],
  ['flood', 'false', { flood: false }],
  ['bcast-flood', 'false', { bcast_flood: false }],
  ['mcast-flood', 'false', { mcast_flood: false }],
  ['mcast-to-unicast', 'true', { mcast_to_unicast: true }],
  ['mcast-router', '2', { mcast_router: 2 }],
  ['mcast-max-groups', '100', { mcast_max_groups: 100 }],
  ['fastleave', 'true', { fastleave: true }],
  ['backup-port', 'eth1', { backup_port: 'eth1' }],
];

const port = (keys: string): string =>
  network(`
    ethernets: {eth0: {${keys}}, eth1: {}}
    bridges: {br0: {interfaces: [eth0, eth1], parameters: {vlan-filtering: true}}}
  `);

for (const [key, value, shown] of PORT) {
  test(`${key} of a port is set in place, and again when the port comes back`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0', 'eth1');
    await applyInOneRun(ns, port(''));
    const { plan } = await applyInOneRun(ns, port(`${key}: ${value}`));
    assert.deepEqual(
      plan.steps.map(({ name, changes }) => [name, changes.map(({ attribute }) => attribute)]),
      [['veth eth0', [`bridge-port.${key}`]]],
    );
    assertShows(bridgePortOf(ns, 'eth0'), shown);
    ns.sh('ip link set eth0 nomaster');
    await applyInOneRun(ns, port(`${key}: ${value}`));
    assertShows(bridgePortOf(ns, 'eth0'), { master: 'br0', ...shown });
  });
}

test('the mode of the spanning tree changes while it is on', { skip: skip || olderThan(7, 1) }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const state = (): unknown => kindData(ns, 'br0')['stp_state'];
  const KERNEL = 1;
  const USER = 2;
  for (const [parameters, wanted] of [
    ['stp: true, stp-mode: user', USER],
    ['stp: true, stp-mode: kernel', KERNEL],
    ['stp: true, stp-mode: user', USER],
    ['stp: false, stp-mode: kernel', 0],
    ['stp: true', KERNEL],
    ['stp: false', 0],
    ['stp: true, stp-mode: user', USER],
  ] as const) {
    await applyInOneRun(ns, bridge(parameters, 'eth0'));
    assert.equal(state(), wanted, parameters);
    assert.equal(bridgePortOf(ns, 'eth0')['master'], 'br0');
  }
});

test('the local entries of a bridge are there once, or once for each VLAN', {
  skip: skip || olderThan(6, 18),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = (once: boolean): string =>
    network(`
      ethernets: {eth0: {vlans: [{id: 1, pvid: true, untagged: true}, {id: 10}]}}
      bridges:
        br0:
          interfaces: [eth0]
          # With a port's MAC as its own the two would hand the entries to each other (fdb_delete_local).
          macaddress: 02:00:00:00:00:aa
          parameters: {vlan-filtering: true, fdb-local-vlan-0: ${once}}
    `);
  const vlansOfEntries = (): unknown[] =>
    (JSON.parse(ns.sh('bridge -j fdb show dev eth0 state permanent')) as { mac: string; vlan?: number }[])
      .filter(({ mac }) => mac === linkOf(ns, 'eth0')['address'])
      .map(({ vlan }) => vlan ?? 0)
      .sort((a, b) => a - b);
  await applyInOneRun(ns, yaml(false));
  assert.deepEqual(vlansOfEntries(), [0, 1, 10]);
  await applyInOneRun(ns, yaml(true));
  assert.deepEqual(vlansOfEntries(), [0]);
  await applyInOneRun(ns, yaml(false));
  assert.deepEqual(vlansOfEntries(), [0, 1, 10]);
});

test('notices of groups that no driver takes are switched', { skip: skip || olderThan(6, 16) }, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, bridge('mdb-offload-fail-notification: true'));
  assert.match(await roundTrip(ns), /mdb-offload-fail-notification: true/);
  await applyInOneRun(ns, bridge('mdb-offload-fail-notification: false'));
});

test('a port forwards gratuitous ARP that it would suppress', {
  skip: skip || olderThan(7, 1),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  await applyInOneRun(ns, port('neigh-suppress: true, neigh-forward-grat: true'));
  assert.match(await roundTrip(ns), /neigh-forward-grat: true/);
  await applyInOneRun(ns, port('neigh-suppress: true, neigh-forward-grat: false'));
});

test('masks, proxies and nexthops of a port', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  await applyInOneRun(
    ns,
    port(
      'group-fwd-mask: 0x8, proxy-arp: true, proxy-arp-wifi: true, backup-nhid: 77, mcast-eht-hosts-limit: 9',
    ),
  );
  const shown = {
    group_fwd_mask: '0x8',
    proxyarp: '1',
    proxyarp_wifi: '1',
  };
  assert.deepEqual(sysfs(ns, 'eth0/brport', ...Object.keys(shown)), shown);
  assert.equal(bridgePortOf(ns, 'eth0')['backup_nhid'], 77);
  // Neither sysfs nor iproute2 shows it.
  assert.match(await roundTrip(ns), /mcast-eht-hosts-limit: 9/);
});

test('the bypass of a locked port comes and goes with the lock', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  for (const on of [true, false, true]) {
    await applyInOneRun(ns, port(`mab: ${on}, locked: ${on}`));
    assertShows(bridgePortOf(ns, 'eth0'), { mab: on, locked: on });
  }
});

test('new ports are the backup of each other in one run', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const yaml = network(`
    ethernets: {eth0: {backup-port: eth1}, eth1: {backup-port: eth0}}
    bridges: {br0: {interfaces: [eth0, eth1]}}
  `);
  await applyInOneRun(ns, yaml, { verify: false });
  assert.equal(bridgePortOf(ns, 'eth0')['backup_port'], 'eth1');
  assert.equal(bridgePortOf(ns, 'eth1')['backup_port'], 'eth0');
  ns.sh('ip link set eth1 nomaster');
  await applyInOneRun(ns, yaml, { verify: false });
  assert.equal(bridgePortOf(ns, 'eth0')['backup_port'], 'eth1');
});

test('a backup that is not there yet is left out, and comes with the port', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = network(`
    ethernets: {eth0: {backup-port: eth1}, eth1: {optional: true}}
    bridges: {br0: {interfaces: [eth0, eth1]}}
  `);
  await applyInOneRun(ns, yaml);
  assert.equal(bridgePortOf(ns, 'eth0')['backup_port'], undefined);
  makeNics(ns, 'eth1');
  await applyInOneRun(ns, yaml, { verify: false });
  assert.equal(bridgePortOf(ns, 'eth0')['backup_port'], 'eth1');
});

test('a declared MTU of 1500 stays when a smaller port joins', {
  skip: without('bridge'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const yaml = (ports: string) =>
    network(`
      ethernets: {eth0: {}, eth1: {mtu: 1300}}
      bridges: {br0: {mtu: 1500, interfaces: [${ports}]}}
    `);
  await applyInOneRun(ns, yaml('eth0'));
  const { plan } = await applyInOneRun(ns, yaml('eth0, eth1'), { verify: false });
  assert.deepEqual(plan.steps.map(stepText), ['change veth eth1 (master null -> br0)']);
  assert.equal(linkOf(ns, 'br0')['mtu'], 1500);
});

test('a declared MTU of 1500 stays when a new tunnel joins that comes with less', {
  skip: without('bridge', 'gretap'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = (ports: string) =>
    network(`
      bridges: {br0: {mtu: 1500, interfaces: [${ports}]}}
      ethernets: {eth0: {}}
      tunnels: {gt0: {mode: gretap, local: 192.0.2.1, remote: 192.0.2.9}}
    `);
  ns.sh('ip link add br0 type bridge');
  await applyInOnePass(ns, yaml('eth0, gt0'));
  assert.equal(linkOf(ns, 'br0')['mtu'], 1500);
  assert.equal(linkOf(ns, 'gt0')['mtu'], 1462);
});

test('a bridge that follows a port below 1280 bytes loses IPv6, which the plan knows', {
  skip: without('bridge'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = (mtu: number, address: string) =>
    network(`
      ethernets: {eth0: {mtu: ${mtu}}}
      bridges: {br0: {interfaces: [eth0], addresses: [192.0.2.1/24${address}]}}
    `);
  await applyInOneRun(ns, yaml(1500, ', "2001:db8::1/64"'));
  const { plan } = await applyInOneRun(ns, yaml(1200, ''));
  assert.equal(linkOf(ns, 'br0')['mtu'], 1200);
  assert.deepEqual(plan.steps.map(stepText), ['change veth eth0 (mtu 1500 -> 1200)']);
  assert.deepEqual(plan.steps[0]?.notes.slice(0, 1), ['the MTU of br0 becomes 1200, too']);
});

test('a plan says of a bridge of others with the MTU of its port that it may follow, and what that costs', {
  skip: without('bridge'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh(`
    ip link set eth0 mtu 1350
    ip link add fbr type bridge
    ip link set eth0 master fbr
  `);
  const { plan } = await applyInOneRun(ns, network('ethernets: {eth0: {mtu: 1270}}'));
  assert.equal(linkOf(ns, 'fbr')['mtu'], 1270);
  assert.match(
    plan.steps[0]?.notes.join('\n') ?? '',
    /^the MTU of fbr may become 1270, too, without IPv6: that it was given one would not show$/m,
  );
});

test('a new port that takes IPv6 away from its bridge says so and what of others goes with it, and the way back restores that', {
  skip: without('bridge', 'vxlan'),
}, async (t) => {
  const ns = await makeNamespace(t);
  const bridge = (port: string): string => `bridges: {br0: {interfaces: [${port}]}}`;
  await applyInOneRun(ns, network(bridge('')));
  ns.sh(`
    ip -6 address add 2001:db8::1/64 dev br0 nodad
    ip -6 route add 2001:db8:7::/48 via 2001:db8::9
  `);
  // With a port, the bridge needs that one's carrier.
  const shown = (): string => ns.sh('ip -6 route show 2001:db8:7::/48').replace('linkdown ', '');
  const before = shown();
  const low = (routes: string): string =>
    network(`
      tunnels: {vx0: {mode: vxlan, id: 7, port: 8472, remote: 10.9.0.9, mtu: 1270, routes: [${routes}]}}
      ${bridge('vx0')}
    `);
  const { rolledBack } = await apply(ns, low('{to: 10.99.0.0/16, via: 203.0.113.250}'));
  assert.ok(rolledBack);
  assert.equal(shown(), before);
  const { plan } = await applyInOneRun(ns, low(''));
  assert.equal(linkOf(ns, 'br0')['mtu'], 1270);
  assert.deepEqual(plan.steps.map(stepText), ['create vxlan vx0']);
  assert.deepEqual(plan.steps[0]?.notes, [
    'the MTU of br0 becomes 1270, too',
    'with an MTU below 1280 br0 has no IPv6',
  ]);
  const said = plan.problems.map(({ message }) => message).join();
  assert.match(said, /2001:db8:7::\/48 via 2001:db8::9 .*\(lost when the MTU of br0 falls below 1280\)/);
  assert.equal(shown(), '');
});

test('a bridge follows the MTU of a macvlan, its port, that falls with the device below, and the way back gives both what they had', {
  skip: without('bridge', 'macvlan'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh(`
    ip link add fbr type bridge
    ip link add d1 link eth0 type macvlan mode private
    ip link set d1 master fbr
  `);
  const lower = (routes: string): string => network(`ethernets: {eth0: {mtu: 1270, routes: [${routes}]}}`);
  const { plan } = await applyInOneRun(ns, lower(''));
  assert.equal(linkOf(ns, 'fbr')['mtu'], 1270);
  assert.match(
    plan.steps[0]?.notes.join('\n') ?? '',
    /^the MTU of fbr becomes 1270, too\nwith an MTU below 1280 fbr has no IPv6$/m,
  );
  // Nobody tells the bridge, lest it follow no more.
  ns.sh(`
    ip link set eth0 mtu 1500
    ip link set d1 mtu 1500
    echo 0 >/proc/sys/net/ipv6/conf/fbr/accept_redirects
  `);
  const { rolledBack } = await apply(ns, lower('{to: 10.99.0.0/16, via: 203.0.113.250}'));
  assert.ok(rolledBack);
  assert.equal(linkOf(ns, 'fbr')['mtu'], 1500);
  assert.equal(ns.sh('cat /proc/sys/net/ipv6/conf/fbr/accept_redirects').trim(), '0');
});

test('a declared group address stays when the VLAN protocol would bring another', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  const yaml = (protocol: string) =>
    bridge(`vlan-filtering: true, vlan-protocol: ${protocol}, group-address: "01:80:c2:00:00:00"`);
  await applyInOneRun(ns, yaml('802.1q'), { verify: false });
  await applyInOneRun(ns, yaml('802.1ad'), { verify: false });
  assertShows(kindData(ns, 'br0'), { group_addr: '01:80:c2:00:00:00', vlan_protocol: '802.1ad' });
});

test('what was set goes back when it is no longer declared', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip link add br0 type bridge mcast_querier 1 vlan_default_pvid 4; ip link set eth0 master br0');
  ns.sh('bridge link set dev eth0 isolated on');
  await applyInOneRun(
    ns,
    network(`
      ethernets: {eth0: {isolated: false, flood: false}}
      bridges: {br0: {interfaces: [eth0], parameters: {mcast-querier: false, default-pvid: 6, vlan-filtering: true}}}
    `),
  );
  await applyInOneRun(ns, NOTHING);
  assertShows(kindData(ns, 'br0'), { mcast_querier: 1, vlan_default_pvid: 4, vlan_filtering: 0 });
  assertShows(bridgePortOf(ns, 'eth0'), { isolated: true, flood: true });
  assert.deepEqual(vlansOf(ns, 'eth0'), ['4 PVID Egress Untagged']);
});

test('what show writes of a bridge makes the same one', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  const other = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  makeNics(other, 'eth0', 'eth1');
  const all = LIVE.filter(([key]) => key !== 'vlan-default-pvid').map(
    ([key, , value]) => `${key}: "${value}"`,
  );
  const ports = PORT.map(([key, value]) => `${key}: ${value}`).join(', ');
  await applyInOneRun(
    ns,
    network(`
      ethernets: {eth0: {${ports}, group-fwd-mask: 8}, eth1: {}}
      bridges: {br0: {interfaces: [eth0, eth1], parameters: {${all.join(', ')}, mcast-vlan-snooping: true}}}
    `),
  );
  const text = await roundTrip(ns);
  const result = await apply(other, text);
  assert.deepEqual(result.failures, []);
  const options = ({
    bridge_id,
    root_id,
    gc_timer,
    hello_timer,
    tcn_timer,
    fdb_n_learned,
    ...rest
  }: Record<string, unknown>) => rest;
  assert.deepEqual(options(kindData(other, 'br0')), options(kindData(ns, 'br0')));
  assertShows(bridgePortOf(other, 'eth0'), Object.assign({}, ...PORT.map(([, , shown]) => shown)));
});

for (const [what, given, from, to, has] of [
  ['that follows', '', 1270, 1500, true],
  ['that was given its MTU', 'ip link set fbr mtu 1270', 1270, 1500, false],
  ['that follows', '', 1400, 1270, false],
  ['that was given its MTU', 'ip link set fbr mtu 1400', 1400, 1270, true],
] as const) {
  test(`IPv6 on a bridge of others ${what}, when its port goes from an MTU of ${from} to ${to}: a second look knows`, {
    skip: without('veth'),
  }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    ns.sh(`
      ip link add fbr type bridge
      ${given}
      ip link set eth0 mtu ${from}
      ip link set eth0 master fbr
    `);
    const result = await apply(
      ns,
      network(`
        ethernets: {eth0: {mtu: ${to}}}
        bridges: {fbr: {interfaces: [eth0], addresses: [192.0.2.1/24, "2001:db8::1/64"]}}
      `),
    );
    assert.deepEqual([result.failures, result.rolledBack], [[], false]);
    assert.deepEqual(
      result.plan.problems.map(({ code, severity }) => [code, severity]),
      [...(has ? [] : [['no-ipv6', 'error']]), ['no-ipv6', 'warning']],
    );
    assert.deepEqual(
      addressTexts(ns, 'fbr').filter((text) => !text.startsWith('fe80')),
      has ? ['192.0.2.1/24', '2001:db8::1/64'] : ['192.0.2.1/24'],
    );
  });
}
