import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { apply, applyInOneRun, failureTexts, stepText } from './support/apply.ts';
import { dump } from './support/dump.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { addressTexts } from './support/shown.ts';

const OURS = network(`
  ethernets:
    eth0:
      mtu: 1400
      addresses: [192.0.2.1/24, "2001:db8::1/64"]
      routes: [{to: default, via: 192.0.2.254}, {to: 10.9.0.0/16, type: blackhole}, {to: default, via: 192.0.2.253, table: 100}]
      routing-policy: [{from: 192.0.2.1, table: 100, priority: 50}]
  bridges: {br0: {addresses: [198.51.100.1/24]}}
`);

/** Applies, changes, and removes a configuration; what was there before must be there, exactly, all the while. */
async function comeAndGo(ns: Namespace): Promise<void> {
  const before = dump(ns);
  await applyInOneRun(ns, OURS);
  const shown = dump(ns);
  for (const kind of ['addresses', 'routes', 'rules'] as const) {
    const during = new Set(flat(shown[kind]));
    for (const object of flat(before[kind])) assert.ok(during.has(object), `${kind}: ${object} is gone`);
  }
  await applyInOneRun(
    ns,
    OURS.replace('192.0.2.1/24, ', '')
      .replace(/routes:.*/, '')
      .replace(/routing-policy:.*/, ''),
  );
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(dump(ns), before);
}

function flat(objects: readonly Readonly<Record<string, unknown>>[]): string[] {
  return objects.flatMap((object) =>
    Array.isArray(object['list'])
      ? object['list'].map((item) => `${object['ifname']} ${JSON.stringify(item)}`)
      : [JSON.stringify(object)],
  );
}

for (const [what, script] of [
  [
    "Docker's bridge, veths and rules",
    `ip link add docker0 type bridge
     ip address add 172.17.0.1/16 brd 172.17.255.255 dev docker0
     ip link set docker0 up
     ip link add veth1a2b3c type veth peer name eth9
     ip link set veth1a2b3c master docker0 up
     ip rule add from 172.17.0.0/16 lookup 400 priority 1000
     ip route add default via 172.17.0.9 table 400`,
  ],
  [
    "keepalived's VIP and its route",
    `ip address add 192.0.2.100/32 dev eth0
     ip address add 192.0.2.101/24 dev eth0 label eth0:vip
     ip -6 address add 2001:db8::100/128 dev eth0 nodad preferred_lft 0
     ip route add 203.0.113.0/24 via 192.0.2.77 proto keepalived`,
  ],
  [
    'routes of BIRD, zebra and a static script',
    `ip address add 10.1.0.1/24 dev eth0
     ip route add 10.2.0.0/16 via 10.1.0.9 proto bird metric 32
     ip route add 10.3.0.0/16 via 10.1.0.9 proto zebra
     ip route add 10.4.0.0/16 proto bird nexthop via 10.1.0.8 weight 2 nexthop via 10.1.0.9
     ip -6 route add 2001:db8:5::/48 dev eth0 proto bird metric 32
     ip route add unreachable 10.6.0.0/16 proto static
     ip route add 10.7.0.0/16 dev eth0 table 100 proto bird
     ip rule add fwmark 0x1 lookup 100 priority 77`,
  ],
  [
    'addresses of a DHCP client, router advertisements and link-local ones',
    `ip address add 203.0.113.50/24 dev eth0 valid_lft 3600 preferred_lft 1800
     ip route add 10.5.0.0/16 via 203.0.113.1 proto dhcp metric 100
     ip -6 address add 2001:db8:1::50/64 dev eth0 valid_lft 3600 preferred_lft 1800 nodad
     ip -6 route add default via fe80::1 dev eth0 proto ra metric 1024 expires 1800
     ip -6 address add fe80::1234/64 dev eth0 nodad`,
  ],
  [
    'nexthop objects and routes over them',
    `ip address add 10.1.0.1/24 dev eth0
     ip nexthop add id 61 via 10.1.0.8 dev eth0
     ip nexthop add id 62 via 10.1.0.9 dev eth0
     ip nexthop add id 63 group 61/62
     ip route add 10.2.0.0/16 nhid 63 proto bird`,
  ],
  [
    'tunnels and taps',
    `ip link add flannel.1 type vxlan id 1 dstport 8472 nolearning
     ip address add 10.244.0.0/32 dev flannel.1
     ip link set flannel.1 up
     ip tuntap add tailscale0 mode tun
     ip address add 100.64.1.1/32 dev tailscale0
     ip link set tailscale0 up
     ip rule add fwmark 0x80000/0xff0000 lookup main priority 5210
     ip rule add not fwmark 0xca6c lookup 51820 priority 5211`,
  ],
] as const) {
  test(`${what} stay as they are`, {
    skip: without('bridge', ...(script.includes('tuntap') ? ['tun'] : [])),
  }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    ns.sh(script);
    await comeAndGo(ns);
  });
}

interface SeenRoute {
  readonly protocol: number;
  readonly link: string | null;
}

/** The routes that the last run has seen. */
function routesSeen(ns: Namespace): readonly SeenRoute[] {
  const state = join(ns.directory, 'state');
  const [directory = ''] = readdirSync(state);
  return JSON.parse(readFileSync(join(state, directory, 'checkpoint.json'), 'utf8')).before.routes;
}

/** Of what protocols they are, each once. */
const protocolsSeen = (ns: Namespace): Set<unknown> =>
  new Set(routesSeen(ns).map(({ protocol }) => protocol));

const BIRD = 12;

test("A routing daemon's routes are looked at when a declared one takes the place of one, or an address goes", async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh(`ip address add 192.0.2.1/24 dev eth0; ip link set eth0 up
    for n in $(seq 1 50); do ip route add 10.5.$n.0/24 via 192.0.2.254 proto bird; done`);
  const route = (to: string): string =>
    network(`ethernets: {eth0: {addresses: [192.0.2.1/24], routes: [{to: ${to}, via: 192.0.2.253}]}}`);
  const bird = (): string => ns.sh('ip route show proto bird');
  const before = bird();

  await applyInOneRun(ns, route('10.6.0.0/24'));
  assert.equal(protocolsSeen(ns).has(BIRD), false);
  const result = await apply(ns, route('10.5.7.0/24'));
  assert.deepEqual(failureTexts(result), []);
  assert.deepEqual(result.plan.steps.map(stepText), [
    'change route 10.5.7.0/24 via 192.0.2.253 dev eth0 (via 192.0.2.254 -> 192.0.2.253)',
    'remove route 10.6.0.0/24 via 192.0.2.253 dev eth0',
  ]);
  assert.equal(protocolsSeen(ns).has(BIRD), true);
  await applyInOneRun(ns, network('ethernets: {eth0: {addresses: [192.0.2.1/24]}}'));
  assert.equal(bird(), before);

  // The address goes that its routes have their gateway by, and the kernel flushes them.
  await applyInOneRun(ns, network('ethernets: {eth0: {addresses: [192.0.2.2/24]}}'));
  await applyInOneRun(ns, network('ethernets: {eth0: {addresses: [192.0.2.3/24]}}'));
  assert.equal(protocolsSeen(ns).has(BIRD), true);
  assert.equal(bird(), before);
});

test("A routing daemon's routes over links that nothing happens to are not looked at", async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh(`ip address add 192.0.2.1/24 dev eth0; ip link set eth0 up
    ip address add 198.51.100.1/24 dev eth1; ip link set eth1 up
    for n in $(seq 1 20); do ip route add 10.5.$n.0/24 via 192.0.2.254 proto bird; done
    for n in $(seq 1 20); do ip route add 10.6.$n.0/24 via 198.51.100.254 proto bird; done
    ip route add 10.7.0.0/16 via 198.51.100.254 src 192.0.2.1 proto bird`);
  const bird = (): string[] => ns.sh('ip route show proto bird').split('\n').sort();
  const before = bird();
  await applyInOneRun(ns, network('ethernets: {eth0: {mtu: 1400}}'));
  const seen = routesSeen(ns).filter(({ protocol }) => protocol === BIRD);
  assert.deepEqual([...new Set(seen.map(({ link }) => link))].sort(), ['eth0', 'eth1']);
  assert.equal(seen.length, 21);
  assert.deepEqual(bird(), before);
  await applyInOneRun(ns, network('ethernets: {eth0: {activation-mode: off}}'));
  await applyInOneRun(ns, network('ethernets: {eth1: {mtu: 1400}}'));
  const left = before.filter((route) => !route.includes('eth0'));
  assert.deepEqual(bird(), left);
});

test('an address of others that was changed and is no longer declared goes at once where the policy is strict', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.run('ip', 'address', 'add', '192.0.2.9/24', 'dev', 'eth0');
  await applyInOneRun(ns, network('ethernets: {eth0: {addresses: [192.0.2.9/24: {lifetime: 0}]}}'));
  const { plan } = await applyInOneRun(
    ns,
    network(`
      policy: {addresses: strict}
      ethernets: {eth0: {}}
    `),
  );
  assert.deepEqual(plan.steps.map(stepText), ['remove address 192.0.2.9/24 dev eth0']);
  assert.deepEqual(addressTexts(ns, 'eth0'), []);
});
