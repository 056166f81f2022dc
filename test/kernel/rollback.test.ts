import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun, failureTexts } from './support/apply.ts';
import { type Dump, dump } from './support/dump.ts';
import { makeNamespace } from './support/namespace.ts';
import { network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { indexOf, linkOf } from './support/shown.ts';
import { until } from './support/until.ts';

/** A route that the kernel refuses: nothing reaches its gateway. */
const REFUSED = '{to: 10.99.0.0/16, via: 203.0.113.250}';

const yaml = (routes: string): string =>
  network(`
    ethernets:
      eth0:
        mtu: 1400
        alias: changed
        alternative-names: [changed0]
        macaddress: 02:00:00:00:00:42
        transmit-queue-length: 7
        hairpin: true
        routing-policy: [{from: 10.0.0.0/8, table: 100, priority: 5}]
      eth1:
        addresses: [192.0.2.1/24, "2001:db8::1/64"]
        routes: [{to: default, via: 192.0.2.9}, {to: "::/0", via: "2001:db8::9"}, ${routes}]
    bridges:
      br0: {interfaces: [eth0], addresses: [198.51.100.1/24]}
    virtual-ethernets: {left: {peer: right}, right: {}}
    tunnels: {vx0: {mode: vxlan, id: 7, link: br0, remote: 239.1.1.1}}
    macvlans: {mv0: {link: eth1, mode: bridge}}
  `);

test('a refusal in the middle takes everything back: dumps before and after are equal', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh(`
    ip address add 172.16.0.1/16 dev eth1
    ip route add 10.5.0.0/16 via 172.16.0.9 proto bird
    ip link add br9 type bridge
    ip link set eth0 master br9
  `);
  const before = dump(ns);
  const result = await apply(ns, yaml(REFUSED));
  assert.equal(result.rolledBack, true);
  assert.equal(result.failures.length, 1);
  assert.match(failureTexts(result)[0] ?? '', /10\.99\.0\.0\/16 .*ENETUNREACH: Nexthop has invalid gateway/);
  assert.equal(result.failures[0]?.step?.source?.line, 14);
  assert.deepEqual(dump(ns), before);
  // The record knows of nothing, either: the next run starts from where this one did.
  await applyInOneRun(ns, yaml('{to: 10.98.0.0/16, via: 192.0.2.8}'));
});

test('a refusal in a later run goes back to the state of the earlier one', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const first = network(`
    ethernets:
      eth0: {mtu: 1450}
      eth1: {addresses: [203.0.113.1/25, 203.0.113.2/25, "2001:db8:5::1/64"], routes: [{to: default, via: 203.0.113.9}]}
    bridges: {br1: {interfaces: [eth0], parameters: {path-cost: {eth0: 77}}}}
  `);
  await applyInOneRun(ns, first);
  const before = dump(ns);
  const result = await apply(ns, yaml(REFUSED));
  assert.equal(result.rolledBack, true);
  const after = dump(ns);
  // br1 was removed and made anew: a new index, and with it a new address of the kernel's own choice.
  const kept = (links: typeof before.links) => links.filter((link) => link['ifname'] !== 'br1');
  assert.deepEqual(kept(after.links), kept(before.links));
  assert.deepEqual(after.rules, before.rules);
  const text = (objects: typeof before.addresses) =>
    JSON.stringify(objects.filter((o) => o['ifname'] === 'eth1'));
  assert.equal(text(after.addresses), text(before.addresses));
  await applyInOneRun(ns, first);
});

test('indexes and MACs of links that are only changed are the same after a rollback', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const before = ['eth0', 'eth1', 'far-eth0'].map((name) => indexOf(ns, name));
  await apply(ns, yaml(REFUSED));
  assert.deepEqual(
    ['eth0', 'eth1', 'far-eth0'].map((name) => indexOf(ns, name)),
    before,
  );
});

test('options of a port that was moved to another bridge come back with it', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh(`
    ip link add br9 type bridge
    ip link set eth0 master br9
    bridge link set dev eth0 hairpin on cost 44 learning off
  `);
  const before = dump(ns);
  const result = await apply(
    ns,
    network(`
      ethernets: {eth0: {}, eth1: {addresses: [192.0.2.1/24], routes: [${REFUSED}]}}
      bridges: {br0: {interfaces: [eth0]}}
    `),
  );
  assert.equal(result.rolledBack, true);
  assert.deepEqual(dump(ns), before);
});

test('settings below /proc/sys of links that went, and of their peers, come back with them', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth1');
  const vxlan = (id: number, routes: string, policy = 'own'): string =>
    network(`
      policy: {links: ${policy}}
      ethernets: {eth1: {routes: [${routes}]}}
      tunnels: {vx0: {mode: vxlan, id: ${id}}}
    `);
  await applyInOneRun(ns, vxlan(7, ''));
  ns.sh(`
    ip link add left type veth peer name right
    echo 2 >/proc/sys/net/ipv4/conf/vx0/rp_filter
    echo 0 >/proc/sys/net/ipv6/conf/right/accept_redirects
    echo 1 >/proc/sys/net/ipv6/conf/left/disable_ipv6
  `);
  const settings = (): string =>
    ns.sh(`cd /proc/sys/net
      cat ipv4/conf/vx0/rp_filter ipv6/conf/right/accept_redirects ipv6/conf/left/disable_ipv6`);
  const before = [settings(), indexOf(ns, 'vx0')];
  const result = await apply(ns, vxlan(8, REFUSED, 'strict'));
  assert.ok(result.rolledBack, failureTexts(result).join());
  assert.equal(settings(), before[0]);
  assert.notEqual(indexOf(ns, 'vx0'), before[1]);
});

test('so do those of a link that only the way back makes anew', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh(`
    ip link add vx0 type vxlan id 1 dstport 8472 remote 10.9.0.9
    echo 2 >/proc/sys/net/ipv4/conf/vx0/rp_filter
  `);
  const result = await apply(
    ns,
    network(`
      ethernets: {eth0: {routes: [${REFUSED}]}}
      tunnels: {vx0: {mode: vxlan, id: 1, link: eth0}}
    `),
  );
  assert.ok(result.rolledBack, failureTexts(result).join());
  assert.equal(linkOf(ns, 'vx0')['link'], undefined);
  assert.equal(ns.sh('cat /proc/sys/net/ipv4/conf/vx0/rp_filter').trim(), '2');
});

test('a route with a path that is dead on the way back, too, is as before', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1', 'eth2');
  ns.sh(`
    ip route add 10.5.0.0/16 nexthop via 10.98.0.1 dev eth1 onlink nexthop via 10.98.0.2 dev eth2 onlink
    ip link set eth1 down
  `);
  const before = dump(ns);
  const result = await apply(
    ns,
    network(
      `ethernets: {eth1: {activation-mode: manual, mtu: 1400}, eth0: {mtu: 1400, routes: [${REFUSED}]}}`,
    ),
  );
  assert.equal(failureTexts(result).length, 1, failureTexts(result).join());
  assert.deepEqual(dump(ns), before);
});

test('a route with a dead path that was made another has it again, though its link must be up for that', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1', 'eth2');
  ns.sh(`
    ip route add default proto bird nexthop via 10.98.0.1 dev eth1 onlink nexthop via 10.98.0.2 dev eth2 onlink weight 2
    ip link set eth2 down
  `);
  const before = dump(ns);
  const result = await apply(
    ns,
    network(`
      ethernets:
        eth0: {addresses: [192.0.2.1/24], routes: [{to: default, via: 192.0.2.9}, ${REFUSED}]}
        eth2: {}
    `),
  );
  assert.equal(failureTexts(result).length, 1, failureTexts(result).join());
  assert.deepEqual(dump(ns), before);
});

test('a route whose dead path cannot come back has the others, and the way back says so', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1', 'eth2');
  ns.sh(`
    ip route add default proto bird nexthop via 10.98.0.1 dev eth1 onlink nexthop via 10.98.0.2 dev eth2 onlink
    ip link set eth2 down
  `);
  const result = await apply(
    ns,
    network(
      `ethernets: {eth0: {addresses: [192.0.2.1/24], routes: [{to: default, via: 192.0.2.9}, ${REFUSED}]}}`,
    ),
  );
  assert.ok(result.rolledBack, failureTexts(result).join());
  assert.deepEqual(
    result.plan.problems.map(({ code }) => code),
    ['path-down'],
  );
  const [route = {}] = ns.ip('route', 'show', 'default');
  assert.deepEqual([route['gateway'], route['dev'], route['protocol']], ['10.98.0.1', 'eth1', 'bird']);
});

/** A bridge, and somebody's route by a nexthop object over it. */
const ROUTED_BY_OBJECT = `
  ip link add br0 type bridge
  ip link set br0 up
  ip nexthop add id 60 via 10.98.0.1 dev br0 onlink proto bird
  ip route add 10.6.0.0/16 nhid 60 proto bird
`;

test("the way back tells of routes by somebody's nexthop objects whose link has no carrier when it is back", async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh(ROUTED_BY_OBJECT);
  const result = await apply(
    ns,
    network(`
      policy: {links: strict}
      ethernets: {eth0: {routes: [${REFUSED}]}}
    `),
  );
  assert.ok(result.rolledBack, failureTexts(result).join());
  assert.equal(linkOf(ns, 'br0')['ifname'], 'br0');
  assert.deepEqual(
    result.plan.problems.map(({ code, message }) => [code, message.includes('10.6.0.0/16')]),
    [
      ['lost', true],
      ['no-carrier', true],
    ],
  );
});

test("the way back tells of routes by somebody's nexthop objects over a bridge that loses its carrier with its last port", async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh(ROUTED_BY_OBJECT);
  const result = await apply(
    ns,
    network(`
      ethernets: {eth0: {routes: [${REFUSED}]}}
      tunnels: {vx0: {mode: vxlan, id: 7}}
      bridges: {br0: {interfaces: [vx0]}}
    `),
  );
  assert.ok(result.rolledBack, failureTexts(result).join());
  assert.deepEqual(
    result.plan.problems.map(({ code, message }) => [code, message.includes('10.6.0.0/16')]),
    [['no-carrier', true]],
  );
  // That the route is still there at first is the reason to tell of it.
  assert.ok((linkOf(ns, 'br0')['flags'] as string[]).includes('NO-CARRIER'));
});

test('settings of IPv6 come back with the MTU that the link has it by', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('echo 0 >/proc/sys/net/ipv6/conf/eth0/accept_redirects');
  // Beside one that is looked at by its name.
  const yaml = `ethernets: {eth0: {mtu: 1270, sysctl: {ipv4.rp_filter: 2}, routes: [${REFUSED}]}}`;
  const result = await apply(ns, network(yaml));
  assert.ok(result.rolledBack, failureTexts(result).join());
  assert.equal(ns.sh('cat /proc/sys/net/ipv6/conf/eth0/accept_redirects').trim(), '0');
});

test('a new name is taken back', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip address add 198.51.100.9/24 dev eth0; ip route add 10.3.0.0/16 via 198.51.100.1');
  const before = dump(ns);
  const result = await apply(
    ns,
    network(`
      ethernets:
        uplink: {match: {name: eth0}, set-name: wan0, mtu: 1400, addresses: [192.0.2.1/24], routes: [${REFUSED}]}
    `),
  );
  assert.equal(result.rolledBack, true);
  assert.deepEqual(dump(ns), before);
});

test("the way back restores which of a subnet's addresses is its primary, promoted secondaries or not", async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh('sysctl -qw net.ipv4.conf.eth1.promote_secondaries=1');
  const yaml = (zero: string, one: string): string =>
    network(`ethernets: {eth0: {addresses: [${zero}]}, eth1: {addresses: [${one}]}}`);
  await applyInOneRun(
    ns,
    yaml('192.0.2.3/24, 192.0.2.1/24, 192.0.2.2/24', '198.51.100.3/24, 198.51.100.1/24, 198.51.100.2/24'),
  );
  const before = dump(ns);
  const result = await apply(
    ns,
    yaml('192.0.2.2/24', '198.51.100.2/24').replace('eth1: {', `eth1: {routes: [${REFUSED}], `),
  );
  assert.equal(result.rolledBack, true);
  assert.deepEqual(dump(ns), before);
});

test('what the kernel flushed with a link taken down comes back', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh(`
    ip address add 198.51.100.9/24 dev eth0
    ip address add 2001:db8:9::9/64 dev eth0 nodad
    ip route add 10.3.0.0/16 via 198.51.100.1 proto bird
    ip -6 route add 2001:db8:77::/48 via 2001:db8:9::1 proto bird
  `);
  const before = dump(ns);
  const result = await apply(
    ns,
    network(`
      ethernets:
        eth0: {activation-mode: off}
        eth1: {addresses: [192.0.2.1/24], routes: [${REFUSED}]}
    `),
  );
  assert.equal(result.rolledBack, true);
  assert.deepEqual(dump(ns).links, before.links);
  // The kernel's own link-local address comes back by itself, and local routes of IPv6 after address detection.
  const own = ({ routes }: Dump) => routes.filter((route) => !/fe80|ff00::/.test(JSON.stringify(route)));
  await until('the routes are there again', () => own(dump(ns)).length >= own(before).length);
  assert.deepEqual(own(dump(ns)), own(before));
});

test('--on-error continue keeps what succeeded, and says what did not and where', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const result = await apply(ns, yaml(REFUSED), { onError: 'continue' });
  assert.equal(result.rolledBack, false);
  assert.deepEqual(
    result.failures.map(({ code, step, hint }) => [code, step?.source, typeof hint]),
    [['ENETUNREACH', { file: 'test.yaml', line: 14, column: 81 }, 'string']],
  );
  assert.deepEqual(
    result.remaining.map((step) => step.name),
    ['route 10.99.0.0/16 via 203.0.113.250 dev eth1'],
  );
  // All else is as declared.
  await applyInOneRun(ns, yaml('{to: 10.98.0.0/16, via: 192.0.2.8}'));
});

test('--on-error continue removes what is no longer declared, whatever else fails', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const eth0 = (routes: string) =>
    network(`ethernets: {eth0: {addresses: [192.0.2.1/24], routes: [${routes}]}}`);
  await applyInOneRun(ns, eth0('{to: 10.1.0.0/16, via: 192.0.2.9}'));
  await apply(ns, eth0(REFUSED), { onError: 'continue' });
  assert.deepEqual(ns.ip('route', 'show', '10.1.0.0/16'), []);
});

test('routes come back though nothing leads to their gateways any more', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh(`
    ip link add d0 type veth peer name d1
    ip link set d0 up
    ip link set d1 up
    ip route add 10.0.0.0/8 dev d0
    ip route add 10.77.0.0/16 via 10.0.0.200 dev d0 metric 100
    ip route add 10.78.0.0/16 table 7 nexthop via 10.0.0.201 dev d0 weight 2 nexthop via 10.0.0.202 dev d0
    ip route del 10.0.0.0/8 dev d0
    ip -6 route add 2001:db8::/32 dev d0
    ip -6 route add 2001:db8:77::/48 via 2001:db8::9 dev d0
    ip -6 route del 2001:db8::/32 dev d0
  `);
  const before = dump(ns);
  const result = await apply(
    ns,
    network(`
      bridges: {d0: {}}
      ethernets: {eth1: {routes: [${REFUSED}]}}
    `),
    { allowRecreate: true },
  );
  assert.equal(result.rolledBack, true);
  assert.equal(failureTexts(result).length, 1);
  assert.deepEqual(dump(ns).routes, before.routes);
});
