import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { apply, applyInOneRun, diff, failureTexts, stepText } from './support/apply.ts';
import { assertCopied } from './support/copied.ts';
import { startMonitor } from './support/monitor.ts';
import { makeNamespace, type Namespace, type Shown } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { roundTrip } from './support/round-trip.ts';
import {
  addressTexts,
  assertShows,
  destinations,
  indexOf,
  isUp,
  kindData,
  linkNames,
  linkOf,
} from './support/shown.ts';

const skip = without('tun');
const tuntap = (keys: string, more = ''): string => network(`tuntaps: {t0: {${keys}}}${more}`);

/** iproute2 prints names of users that it knows: these numbers are nobody's. */
const USER = 54321;
const GROUP = 54322;

/** Keys, and what `ip -d link` shows of them. */
const OPTIONS: readonly (readonly [keys: string, shown: Shown])[] = [
  ['mode: tun', { type: 'tun', pi: false, vnet_hdr: false, multi_queue: false, persist: true }],
  ['mode: tap', { type: 'tap', user: undefined, group: undefined, persist: true }],
  [
    `mode: tap, owner: ${USER}, group: ${GROUP}, multi-queue: true, packet-information: true, vnet-header: true`,
    { type: 'tap', user: String(USER), group: String(GROUP), multi_queue: true, pi: true, vnet_hdr: true },
  ],
  ['mode: tun, owner: root, group: "0"', { type: 'tun', user: 'root', group: 'root' }],
];

for (const [keys, shown] of OPTIONS) {
  test(`a device with ${keys} reaches the kernel, and is shown and made again`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    await applyInOneRun(ns, tuntap(keys));
    const data = kindData(ns, 't0');
    assertShows(texts(data), shown);
    assert.equal(isUp(ns, 't0'), true);
    await assertCopied(t, ns, []);
    await applyInOneRun(ns, NOTHING);
    assert.deepEqual(linkNames(ns), []);
  });
}

/** Newer versions of iproute2 print numbers as numbers. */
const texts = (data: Shown): Shown =>
  Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, typeof value === 'number' ? String(value) : value]),
  );

test('addresses, routes, a MAC address and a bridge find the device in the run that makes it', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  const yaml = network(`
    tuntaps:
      tun0: {mode: tun, mtu: 1400, addresses: [10.1.0.1/24, "2001:db8:1::1/64"], routes: [{to: 10.2.0.0/16, scope: link}, {to: "2001:db8:2::/64", via: "2001:db8:1::2"}]}
      tap0: {mode: tap, macaddress: "02:00:00:00:00:77", link-group: 7, alias: "of a machine"}
      tap1: {mode: tap, multi-queue: true, transmit-queue-length: 77}
    bridges:
      br0: {interfaces: [tap0], addresses: [10.3.0.1/24]}
    macvlans:
      m0: {mode: bridge, link: tap1, addresses: [10.4.0.1/24]}
  `);
  await applyInOneRun(ns, yaml);
  assertShows(linkOf(ns, 'tap0'), {
    address: '02:00:00:00:00:77',
    group: '7',
    master: 'br0',
    ifalias: 'of a machine',
  });
  assertShows(linkOf(ns, 'tap1'), { txqlen: 77, num_tx_queues: 256 });
  assertShows(linkOf(ns, 'tun0'), { mtu: 1400 });
  assert.deepEqual(addressTexts(ns, 'tun0'), ['10.1.0.1/24', '2001:db8:1::1/64']);
  assert.deepEqual(destinations(ns, 4), ['10.2.0.0/16']);
  assert.deepEqual(addressTexts(ns, 'm0'), ['10.4.0.1/24']);
  const text = await roundTrip(ns);
  await applyInOneRun(await makeNamespace(t), text);
  assert.doesNotMatch(text, /-queues|arp:|address-generation|persist/);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(linkNames(ns), []);
});

/** Keys before and after, and what is shown then. */
const LIVE: readonly (readonly [before: string, after: string, shown: Shown])[] = [
  ['mode: tap', `mode: tap, owner: ${USER}`, { user: String(USER) }],
  ['mode: tun', `mode: tun, group: ${GROUP}`, { group: String(GROUP) }],
  [
    `mode: tap, owner: 1, group: ${GROUP}`,
    `mode: tap, owner: ${USER}`,
    { user: String(USER), group: String(GROUP) },
  ],
  ['mode: tap', 'mode: tap, packet-information: true', { pi: true }],
  ['mode: tap, packet-information: true', 'mode: tap, packet-information: false', { pi: false }],
  ['mode: tap, vnet-header: true', 'mode: tap, vnet-header: true, owner: 5', { vnet_hdr: true, pi: false }],
  ['mode: tun, multi-queue: true', 'mode: tun, multi-queue: true, vnet-header: true', { vnet_hdr: true }],
];

for (const [before, after, shown] of LIVE) {
  test(`a device changes from ${before} to ${after} in place`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    await applyInOneRun(ns, tuntap(before));
    const index = indexOf(ns, 't0');
    const monitor = await startMonitor(t, ns);
    const { plan } = await applyInOneRun(ns, tuntap(after));
    const downs = (await monitor.stop()).filter((line) => / t0:/.test(line) && !/[<,]UP[,>]/.test(line));
    assert.deepEqual(downs, []);
    assert.deepEqual(
      plan.steps.map((step) => step.action),
      ['change'],
    );
    assert.equal(indexOf(ns, 't0'), index);
    assertShows(texts(kindData(ns, 't0')), shown);
  });
}

/** Keys before and after, and the attribute that forces the replacement. */
const FORCED: readonly (readonly [before: string, after: string, attribute: string])[] = [
  ['mode: tun', 'mode: tap', 'tun.mode'],
  ['mode: tap', 'mode: tap, multi-queue: true', 'tun.multi-queue'],
  ['mode: tap, multi-queue: true', 'mode: tap, multi-queue: false', 'tun.multi-queue'],
];

for (const [before, after, attribute] of FORCED) {
  test(`a device is made anew from ${before} to ${after}, with what is on it`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    const on = 'addresses: [10.9.0.1/24], routes: [{to: 10.10.0.0/16, scope: link}]';
    await applyInOneRun(ns, tuntap(`${before}, ${on}`));
    const index = indexOf(ns, 't0');
    const { plan } = await applyInOneRun(ns, tuntap(`${after}, ${on}`));
    const [step] = plan.steps;
    assert.equal(step?.action, 'replace');
    assert.deepEqual(
      step?.changes.filter((change) => change.forces).map((change) => change.attribute),
      [attribute],
    );
    assert.notEqual(indexOf(ns, 't0'), index);
    assert.deepEqual(addressTexts(ns, 't0'), ['10.9.0.1/24']);
    assert.deepEqual(destinations(ns, 4), ['10.10.0.0/16']);
  });
}

test('a device that ip tuntap made is adopted and keeps what nobody declares', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  ns.sh(`ip tuntap add t0 mode tap user ${USER} vnet_hdr`);
  const index = indexOf(ns, 't0');
  await applyInOneRun(ns, tuntap(`mode: tap, group: ${GROUP}`));
  assert.equal(indexOf(ns, 't0'), index);
  assertShows(texts(kindData(ns, 't0')), { user: String(USER), group: String(GROUP), vnet_hdr: true });
});

test('a run that fails leaves an adopted device its owner, and none where there was none', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh(`ip tuntap add t0 mode tap user ${USER}`);
  ns.sh('ip tuntap add t1 mode tap');
  const yaml = network(`
    ethernets: {eth0: {addresses: [192.0.2.1/24], routes: [{to: 198.51.100.0/24, via: 203.0.113.1}]}}
    tuntaps: {t0: {mode: tap, owner: 1}, t1: {mode: tap, owner: 1}, t2: {mode: tun}}
  `);
  const result = await apply(ns, yaml);
  assert.equal(result.rolledBack, true);
  assertShows(texts(kindData(ns, 't0')), { user: String(USER) });
  assertShows(kindData(ns, 't1'), { user: undefined });
  assert.deepEqual(linkNames(ns), ['eth0', 'far-eth0', 't0', 't1']);
});

/** A process that has a device open. */
async function open(t: TestContext, ns: Namespace, name: string, flags: string): Promise<number> {
  const script = `
    open(my $f, '+<', '/dev/net/tun') or die $!;
    my $r = pack('a16 s x22', '${name}', ${flags});
    ioctl($f, 0x400454ca, $r) or die $!;
    $| = 1; print "open\\n"; sleep 86400;
  `;
  const child = spawn('nsenter', [`--net=${ns.path}`, 'perl', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child.pid ?? 0;
}

const TAP = '0x1002';
const TAP_MULTI_QUEUE = '0x1102';

test('a device that a process has open says so when it cannot change', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, tuntap('mode: tap'));
  const pid = await open(t, ns, 't0', TAP);
  await applyInOneRun(ns, tuntap('mode: tap, mtu: 1400'));
  assert.equal(linkOf(ns, 't0')['mtu'], 1400);
  const result = await apply(ns, tuntap(`mode: tap, mtu: 1400, owner: ${USER}`));
  assert.match(failureTexts(result).join('\n'), new RegExp(`t0 .* is open in perl \\(${pid}\\)`));
  assertShows(kindData(ns, 't0'), { user: undefined });
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(linkNames(ns), []);
});

test('a device with several queues changes while a process has one open', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, tuntap('mode: tap, multi-queue: true'));
  await open(t, ns, 't0', TAP_MULTI_QUEUE);
  await applyInOneRun(ns, tuntap(`mode: tap, multi-queue: true, owner: ${USER}`));
  assertShows(kindData(ns, 't0'), { numqueues: 1 });
  assertShows(texts(kindData(ns, 't0')), { user: String(USER) });
});

test('a device that is there only while a process has it open is shown as a link that is there', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  await open(t, ns, 't0', TAP);
  const text = await roundTrip(ns);
  assert.match(text, /ethernets:\s+t0:/);
  assert.doesNotMatch(text, /tuntaps/);
  const plan = await diff(ns, tuntap('mode: tap'));
  assert.match(plan.steps.map(stepText).join(), /tun\.persistent false -> true/);
});

test("others' taps on a bridge of ours stay its ports", { skip }, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, network('bridges: {br0: {mtu: 1500}}'));
  ns.sh('ip tuntap add vnet0 mode tap; ip link set vnet0 master br0 up');
  await applyInOneRun(
    ns,
    network('bridges: {br0: {mtu: 1400, interfaces: [t0]}}\ntuntaps: {t0: {mode: tap}}'),
  );
  assertShows(linkOf(ns, 'vnet0'), { master: 'br0' });
  assertShows(linkOf(ns, 't0'), { master: 'br0' });
  await applyInOneRun(ns, network('bridges: {br0: {mtu: 1400}}'));
  assertShows(linkOf(ns, 'vnet0'), { master: 'br0' });
  assert.equal(isUp(ns, 'vnet0'), true);
});
