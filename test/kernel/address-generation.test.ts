import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeSysctl } from '../../src/netlink/index.ts';
import { apply, applyInOneRun, diff } from './support/apply.ts';
import { makeNamespace, type Namespace, type Shown } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { applyInOnePass } from './support/one-pass.ts';
import { roundTrip } from './support/round-trip.ts';
import { addressTexts, linkOf } from './support/shown.ts';
import { until } from './support/until.ts';

/** The kernel's own IPv6 addresses of a link, once there are any. */
async function linkLocals(ns: Namespace, name: string): Promise<readonly Shown[]> {
  let found: readonly Shown[] = [];
  await until('there is a link-local address', () => {
    const [shown] = ns.ip('-6', 'address', 'show', 'dev', name, 'scope', 'link');
    const all = (shown?.['addr_info'] ?? []) as readonly Shown[];
    // Of an address that it leaves out iproute2 shows an empty object.
    found = all.filter(({ local }) => local !== undefined);
    return found.length > 0;
  });
  return found;
}

const stable = network('ethernets: {eth0: {ipv6-address-generation: stable-privacy}}');
const made = network(
  'bridges: {br0: {interfaces: [eth0], ipv6-address-generation: stable-privacy}}\nethernets: {eth0: {}}',
);

test('with stable-privacy a NIC that is up has a link-local address made of a secret, and no other', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const before = await linkLocals(ns, 'eth0');
  assert.deepEqual(
    before.map((address) => address['stable-privacy']),
    [undefined],
  );
  await applyInOneRun(ns, stable);
  const after = await linkLocals(ns, 'eth0');
  assert.deepEqual(
    after.map((address) => address['stable-privacy']),
    [true],
  );
  assert.notEqual(after[0]?.['local'], before[0]?.['local']);
  assert.equal(linkOf(ns, 'eth0')['inet6_addr_gen_mode'], 'stable_secret');
});

test('a new link with stable-privacy never has another link-local address', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, made);
  const found = await linkLocals(ns, 'br0');
  assert.deepEqual(
    found.map((address) => address['stable-privacy']),
    [true],
  );
  await roundTrip(ns);
});

test('the secret is the same for the same link of this machine', async (t) => {
  const read = async (): Promise<string> => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0', 'eth1');
    await applyInOneRun(
      ns,
      network(
        'ethernets: {eth0: {ipv6-address-generation: stable-privacy}, eth1: {ipv6-address-generation: stable-privacy}}',
      ),
    );
    const secrets = ns.sh(
      'cat /proc/sys/net/ipv6/conf/eth0/stable_secret /proc/sys/net/ipv6/conf/eth1/stable_secret',
    );
    assert.equal(new Set(secrets.trim().split('\n')).size, 2);
    return secrets;
  };
  assert.equal(await read(), await read());
});

for (const where of ['eth0', 'default']) {
  test(`a secret that somebody set for ${where} stays`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    const secret = '2001:0db8:0000:0000:0000:0000:0000:0077';
    writeSysctl(['net', 'ipv6', 'conf', where, 'stable_secret'], secret, ns.path);
    // Which brings the mode along.
    ns.sh('ip link set eth0 addrgenmode eui64');
    await applyInOneRun(ns, stable);
    assert.equal(ns.sh(`cat /proc/sys/net/ipv6/conf/${where}/stable_secret`).trim(), secret);
    const other = ns.run(
      'cat',
      `/proc/sys/net/ipv6/conf/${where === 'eth0' ? 'default' : 'eth0'}/stable_secret`,
    );
    assert.notEqual(other.status, 0);
  });
}

test('the mode comes back when somebody changes it, and goes back when it is no longer declared', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, stable);
  ns.sh('ip link set eth0 addrgenmode none');
  assert.equal((await diff(ns, stable)).steps.length, 1);
  await applyInOneRun(ns, stable);
  assert.equal(linkOf(ns, 'eth0')['inet6_addr_gen_mode'], 'stable_secret');
  await applyInOneRun(ns, NOTHING);
  assert.equal(linkOf(ns, 'eth0')['inet6_addr_gen_mode'], 'eui64');
});

test('a link that is up has the link-local address of its mode after each change of the mode', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const own = async (): Promise<unknown[]> => (await linkLocals(ns, 'eth0')).map(({ local }) => local);
  const original = await own();
  const random = network('ethernets: {eth0: {ipv6-address-generation: random}}');
  for (const there of [stable, random]) {
    await applyInOneRun(ns, there);
    const [address, ...others] = await own();
    assert.notEqual(address, original[0]);
    assert.deepEqual(others, []);
    await applyInOneRun(ns, NOTHING);
    assert.deepEqual(await own(), original);
  }
});

test("addresses that are declared, and somebody's own link-local ones, stay", async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip address add fe80::99/64 dev eth0 nodad');
  await applyInOneRun(
    ns,
    network('ethernets: {eth0: {ipv6-address-generation: stable-privacy, addresses: ["2001:db8::1/64"]}}'),
  );
  assert.deepEqual(addressTexts(ns, 'eth0'), ['2001:db8::1/64']);
  const found = await linkLocals(ns, 'eth0');
  assert.ok(found.some(({ local }) => local === 'fe80::99'));
  assert.equal(found.length, 2);
});

test('the secret is in no trace, no plan and no record', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const lines: string[] = [];
  const result = await apply(ns, stable, { trace: (line) => lines.push(line) });
  const secret = ns.sh('cat /proc/sys/net/ipv6/conf/eth0/stable_secret').trim();
  const records = ns.sh(`cat $(find ${ns.directory}/state -type f)`);
  const all = [...lines, JSON.stringify(result), records].join('\n');
  assert.ok(lines.some((line) => line.startsWith('sysctl net.ipv6.conf.eth0.addr_gen_mode')));
  for (const form of [secret, secret.replaceAll(/(^|:)0+(?=[0-9a-f])/g, '$1')])
    assert.ok(!all.includes(form));
});

test('a link whose MTU is too low for IPv6 has all but its settings of that, and a warning', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const { failures, remaining, plan } = await apply(
    ns,
    network('ethernets: {eth0: {mtu: 1000, ipv6-address-generation: stable-privacy}}'),
  );
  assert.deepEqual([failures, remaining], [[], []]);
  assert.match(plan.problems.map(({ message }) => message).join(), /IPv6/);
  assert.equal(linkOf(ns, 'eth0')['mtu'], 1000);
});

for (const mode of ['none', 'random'] as const) {
  test(`the mode ${mode} is set while a link is in use and when it is made`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    const said = `ipv6-address-generation: ${mode}`;
    await applyInOneRun(ns, network(`ethernets: {eth0: {${said}}}\nbridges: {br0: {${said}}}`));
    for (const name of ['eth0', 'br0']) assert.equal(linkOf(ns, name)['inet6_addr_gen_mode'], mode);
    await applyInOneRun(ns, NOTHING);
    assert.equal(linkOf(ns, 'eth0')['inet6_addr_gen_mode'], 'eui64');
  });
}

const tokenOf = (ns: Namespace, name: string): string =>
  ns.sh(`ip token get dev ${name}`).split(' ')[1] ?? '';

test('a token is set, comes back when somebody changes it, and goes when it is no longer declared', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const token = (text: string): string => network(`ethernets: {eth0: {ipv6-address-token: "${text}"}}`);
  await applyInOneRun(ns, token('::1234'));
  assert.equal(tokenOf(ns, 'eth0'), '::1234');
  ns.sh('ip token set ::77 dev eth0');
  await applyInOneRun(ns, token('::1234'));
  assert.equal(tokenOf(ns, 'eth0'), '::1234');
  await applyInOneRun(ns, token('::5678'));
  assert.equal(tokenOf(ns, 'eth0'), '::5678');
  await applyInOneRun(ns, NOTHING);
  assert.equal(tokenOf(ns, 'eth0'), '::');
});

test('a token comes with the router advertisements that it needs, and goes with them', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const eth0 = (keys: string): string => network(`ethernets: {eth0: {${keys}}}`);
  const accepted = (): string => ns.sh('cat /proc/sys/net/ipv6/conf/eth0/accept_ra').trim();
  for (let round = 1; round <= 2; round++) {
    await applyInOneRun(ns, eth0('accept-ra: false'));
    assert.deepEqual([accepted(), tokenOf(ns, 'eth0')], ['0', '::']);
    await applyInOneRun(
      ns,
      eth0(round === 1 ? 'accept-ra: true, ipv6-address-token: "::5"' : 'ipv6-address-token: "::5"'),
    );
    assert.deepEqual([accepted(), tokenOf(ns, 'eth0')], ['1', '::5']);
  }
  await applyInOneRun(ns, eth0('sysctl: {ipv6.router_solicitations: 0}'));
  await applyInOneRun(ns, eth0('sysctl: {ipv6.router_solicitations: 3}, ipv6-address-token: "::6"'));
  assert.equal(tokenOf(ns, 'eth0'), '::6');
});

test('a token for which somebody has switched router advertisements off is left out with a warning', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = network('ethernets: {eth0: {ipv6-address-token: "::5"}}');
  const messages = async (): Promise<string[]> =>
    (await applyInOneRun(ns, yaml)).plan.problems.map(({ message }) => message);
  const left =
    '"ipv6-address-token" has no effect without router advertisements, which somebody has switched off on veth eth0';
  ns.sh('echo 0 >/proc/sys/net/ipv6/conf/eth0/accept_ra');
  assert.deepEqual(await messages(), [left]);
  assert.equal(tokenOf(ns, 'eth0'), '::');
  ns.sh('echo 1 >/proc/sys/net/ipv6/conf/eth0/accept_ra; echo 1 >/proc/sys/net/ipv6/conf/eth0/forwarding');
  assert.deepEqual(await messages(), [left]);
  ns.sh('echo 2 >/proc/sys/net/ipv6/conf/eth0/accept_ra');
  assert.deepEqual(await messages(), []);
  assert.equal(tokenOf(ns, 'eth0'), '::5');
  // One that is there stays.
  ns.sh('echo 0 >/proc/sys/net/ipv6/conf/eth0/accept_ra');
  assert.deepEqual(await messages(), []);
  assert.equal(tokenOf(ns, 'eth0'), '::5');
});

test('a token goes from a device without ARP, together with `arp` and later', {
  skip: without('dummy'),
}, async (t) => {
  const ns = await makeNamespace(t);
  const dummy = (keys: string): string => network(`dummy-devices: {d0: {${keys}}}`);
  // Without ARP iproute2 does not show it.
  const hidden = (): string => {
    const { flags } = linkOf(ns, 'd0');
    assert.ok(Array.isArray(flags) && flags.includes('NOARP'));
    ns.sh('ip link set d0 arp on');
    const token = tokenOf(ns, 'd0');
    ns.sh('ip link set d0 arp off');
    return token;
  };
  const token = 'ipv6-address-token: "::1234"';
  await applyInOneRun(ns, dummy(`arp: true, ${token}`));
  assert.equal(tokenOf(ns, 'd0'), '::1234');
  await applyInOneRun(ns, dummy(''));
  assert.equal(hidden(), '::');
  await applyInOneRun(ns, dummy(`arp: true, ${token}`));
  // Beside that it is left out.
  await applyInOneRun(ns, dummy(`arp: false, ${token}`));
  assert.equal(hidden(), '::');
});

test('a WireGuard device has the declared mode in one pass, also when it comes up: it loses it then', {
  skip: without('wireguard'),
}, async (t) => {
  const ns = await makeNamespace(t);
  const wireguard = (keys: string): string => network(`tunnels: {wg0: {mode: wireguard, ${keys}}}`);
  const said = 'ipv6-address-generation: random';
  const look = (): unknown[] => [
    linkOf(ns, 'wg0')['inet6_addr_gen_mode'],
    ns.sh('ip -6 -o address show dev wg0').split('fe80:').length - 1,
  ];
  await applyInOnePass(ns, wireguard(said));
  assert.deepEqual(look(), ['random', 1]);
  await applyInOnePass(ns, wireguard(`${said}, activation-mode: 'off'`));
  assert.deepEqual(look(), ['random', 0]);
  await applyInOnePass(ns, wireguard(said));
  assert.deepEqual(look(), ['random', 1]);
  await applyInOnePass(ns, wireguard(''));
  assert.deepEqual(look(), ['none', 0]);
});
