import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join as path } from 'node:path';
import { test } from 'node:test';
import { takeSnapshot } from '../../src/engine/index.ts';
import { apply, applyInOneRun, diff, failureTexts, stepText } from './support/apply.ts';
import { dump } from './support/dump.ts';
import { startMonitor } from './support/monitor.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { assertDone, config, nl, stateOf } from './support/program.ts';
import { roundTrip } from './support/round-trip.ts';
import { addressTexts, indexOf, isUp, linkNames, linkOf, routesOf } from './support/shown.ts';
import { join, newKeys, wgShow } from './support/wireguard.ts';

const skip = without('wireguard');

const [own, a, b, c, psk, other] = [newKeys(), newKeys(), newKeys(), newKeys(), newKeys(), newKeys()];

/** A device with these keys of its own and these peers. */
const yaml = (keys: string, ...peers: readonly string[]): string =>
  network(`
    tunnels:
      wg0:
        mode: wireguard
        addresses: [10.7.0.1/24]
        routes: [{to: 10.8.0.0/16, via: 10.7.0.2}]
        ${keys}
        peers: [${peers.join(', ')}]
  `);

const KEYS = `keys: {private: ${own.secret}}\n        port: 51820`;

const peer = (key: string, rest = ''): string => `{keys: {public: ${key}}${rest === '' ? '' : `, ${rest}`}}`;

const THREE = [
  `{keys: {public: ${a.open}, shared: ${psk.secret}}, endpoint: "192.0.2.1:4500", keepalive: 25, allowed-ips: [10.1.0.0/16, "2001:db8:1::/48"]}`,
  peer(b.open, 'endpoint: "[2001:db8::7]:65535", allowed-ips: [0.0.0.0/0]'),
  peer(c.open),
];

/** All that wg(8) shows, the peers in an order of their own. */
function byKey(ns: Namespace): unknown {
  const { peers, ...device } = wgShow(ns, 'wg0');
  return { ...device, peers: [...peers].sort(([x], [y]) => (x < y ? -1 : 1)) };
}

test('a device is made with its keys, its port, its mark and three peers', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  const text = yaml(`${KEYS}\n        mark: 0xca6c`, ...THREE);
  const { plan } = await applyInOneRun(ns, text);
  assert.deepEqual(plan.problems, []);
  const { secret, port, mark, peers } = wgShow(ns, 'wg0');
  assert.deepEqual([secret, port, mark], [own.secret, 51820, '0xca6c']);
  const told = [...peers].map(([key, { shared, endpoint, ips, keepalive }]) => [
    key,
    shared,
    endpoint,
    ips,
    keepalive,
  ]);
  assert.deepEqual(
    new Set(told),
    new Set([
      [a.open, psk.secret, '192.0.2.1:4500', ['10.1.0.0/16', '2001:db8:1::/48'], '25'],
      [b.open, '(none)', '[2001:db8::7]:65535', ['0.0.0.0/0'], 'off'],
      [c.open, '(none)', '(none)', [], 'off'],
    ]),
  );
  assert.ok(isUp(ns, 'wg0'));
  assert.deepEqual(addressTexts(ns, 'wg0'), ['10.7.0.1/24']);
  assert.ok(routesOf(ns, 4).some(({ dst, dev }) => dst === '10.8.0.0/16' && dev === 'wg0'));
  const shown = await roundTrip(ns);
  const copy = await makeNamespace(t);
  await applyInOneRun(copy, shown);
  assert.deepEqual(byKey(copy), byKey(ns));
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(linkNames(ns), []);
});

/** Two machines on one wire, each with a device that knows the other. The right one is made by ip and wg. */
async function tunnel(
  t: Parameters<typeof makeNamespace>[0],
): Promise<{ left: Namespace; right: Namespace }> {
  const left = await makeNamespace(t);
  const right = await makeNamespace(t);
  join(left, right);
  right.sh(`
    ip address add 192.0.2.2/24 dev eth0
    ip address add 192.0.2.3/24 dev eth0
    ip link add wg0 type wireguard
    wg set wg0 listen-port 51820 peer ${own.open} allowed-ips 10.7.0.1/32
    ip address add 10.7.0.2/24 dev wg0
    ip link set wg0 up
  `);
  const file = path(right.directory, 'key');
  right.sh(`umask 077; echo ${a.secret} > ${file}; wg set wg0 private-key ${file}`);
  return { left, right };
}

const speaking = (keys: string, ...peers: readonly string[]): string =>
  yaml(keys, ...peers).replace('tunnels:', 'ethernets: {eth0: {addresses: [192.0.2.1/24]}}\n  tunnels:');

const toRight = (more = ''): string =>
  peer(a.open, `endpoint: "192.0.2.2:51820", allowed-ips: [10.7.0.2/32]${more}`);

/** Waits for one answer; the handshake takes its time. */
const ping = (ns: Namespace, address: string): string => ns.sh(`ping -n -c 1 -W 60 ${address}`);

test('a peer that does not change keeps its session while others come, go and change', {
  skip,
}, async (t) => {
  const { left } = await tunnel(t);
  await applyInOneRun(
    left,
    speaking(KEYS, toRight(), peer(b.open, 'allowed-ips: [10.2.0.0/16]'), peer(c.open)),
  );
  ping(left, '10.7.0.2');
  const before = wgShow(left, 'wg0').peers.get(a.open);
  assert.ok(before && before.handshake > 0);
  const { plan } = await applyInOneRun(
    left,
    speaking(KEYS, toRight(), peer(b.open, 'allowed-ips: [10.3.0.0/16]')),
  );
  assert.deepEqual(
    plan.steps.map(({ action, changes }) => [action, changes.map(({ attribute }) => attribute)]),
    [['change', ['wireguard.peers']]],
  );
  const { peers } = wgShow(left, 'wg0');
  assert.deepEqual([...peers.keys()].sort(), [a.open, b.open].sort());
  assert.deepEqual(peers.get(b.open)?.ips, ['10.3.0.0/16']);
  assert.equal(peers.get(a.open)?.handshake, before.handshake);
  assert.ok((peers.get(a.open)?.received ?? 0) >= before.received, 'the counters go on');
  ping(left, '10.7.0.2');
  assert.equal(wgShow(left, 'wg0').peers.get(a.open)?.handshake, before.handshake, 'the session goes on');
});

test('a peer that answers from elsewhere is followed, and sent back by another declared endpoint only', {
  skip,
}, async (t) => {
  const { left, right } = await tunnel(t);
  const text = speaking(KEYS, toRight());
  await applyInOneRun(left, text);
  ping(left, '10.7.0.2');
  right.sh(`wg set wg0 listen-port 51821; ping -n -c 1 -W 60 10.7.0.1`);
  assert.equal(wgShow(left, 'wg0').peers.get(a.open)?.endpoint, '192.0.2.2:51821');
  assert.deepEqual((await diff(left, text)).steps.map(stepText), []);
  await applyInOneRun(left, text);
  await roundTrip(left);
  assert.equal(wgShow(left, 'wg0').peers.get(a.open)?.endpoint, '192.0.2.2:51821');
  await applyInOneRun(left, text.replace('192.0.2.2:51820', '192.0.2.3:51820'));
  assert.equal(wgShow(left, 'wg0').peers.get(a.open)?.endpoint, '192.0.2.3:51820');
});

test('key, port and mark change in place, and the link stays up', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, yaml(KEYS, ...THREE));
  const index = indexOf(ns, 'wg0');
  const monitor = await startMonitor(t, ns);
  const keys = `keys: {private: ${other.secret}}\n        port: 51999\n        mark: 7`;
  const { plan } = await applyInOneRun(ns, yaml(keys, ...THREE));
  assert.deepEqual(
    plan.steps.map(({ action }) => action),
    ['change'],
  );
  const { secret, port, mark, peers } = wgShow(ns, 'wg0');
  assert.deepEqual([secret, port, mark, peers.size], [other.secret, 51999, '0x7', 3]);
  assert.equal(indexOf(ns, 'wg0'), index);
  const events = await monitor.stop();
  assert.deepEqual(
    events.filter((line) => /^\d+: wg0: </.test(line) && !/<[^>]*\bUP\b[^>]*>/.test(line)),
    [],
  );
  await applyInOneRun(ns, yaml(keys.replace('mark: 7', 'mark: 0'), ...THREE));
  assert.equal(wgShow(ns, 'wg0').mark, 'off');
});

test('a preshared key comes, changes and goes', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  const shared = (key: string): string =>
    key === '' ? peer(a.open) : `{keys: {public: ${a.open}, shared: ${key}}}`;
  for (const [key, shown] of [
    ['', '(none)'],
    [psk.secret, psk.secret],
    [other.secret, other.secret],
    ['', '(none)'],
  ] as const) {
    await applyInOneRun(ns, yaml(KEYS, shared(key)));
    assert.equal(wgShow(ns, 'wg0').peers.get(a.open)?.shared, shown);
  }
});

test('an allowed network moves to another peer in one run, and two peers swap theirs', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  const ips = (): unknown[] => [a, b].map(({ open }) => wgShow(ns, 'wg0').peers.get(open)?.ips);
  const two = (first: string, second: string): string =>
    yaml(KEYS, peer(a.open, `allowed-ips: [${first}]`), peer(b.open, `allowed-ips: [${second}]`));
  await applyInOneRun(ns, two('10.1.0.0/16, 10.2.0.0/16', '10.3.0.0/16'));
  await applyInOneRun(ns, two('10.1.0.0/16', '10.3.0.0/16, 10.2.0.0/16'));
  assert.deepEqual(ips(), [['10.1.0.0/16'], ['10.2.0.0/16', '10.3.0.0/16']]);
  await applyInOneRun(ns, two('10.3.0.0/16, 10.2.0.0/16', '10.1.0.0/16'));
  assert.deepEqual(ips(), [['10.2.0.0/16', '10.3.0.0/16'], ['10.1.0.0/16']]);
  await applyInOneRun(ns, two('', '10.9.0.5/16'.replace('0.5', '0.0')));
  assert.deepEqual(ips(), [[], ['10.9.0.0/16']]);
});

test('of 1000 peers the ten that change are spoken of, one with more networks than a message holds', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  const keys = Array.from({ length: 1000 }, () => newKeys().open);
  const many = Array.from({ length: 3000 }, (_, i) => `100.64.${i >> 8}.${i & 255}/32`);
  const text = (changed: number): string =>
    yaml(
      KEYS,
      ...keys.map((key, i) => {
        const ips = i === 0 ? many.slice(changed) : [`10.${i >> 8}.${i & 255}.${i < changed ? 1 : 0}/32`];
        return peer(key, `allowed-ips: [${ips.join(', ')}]`);
      }),
    );
  await applyInOneRun(ns, text(0));
  const before = wgShow(ns, 'wg0').peers;
  assert.equal(before.size, 1000);
  assert.equal(before.get(keys[0] ?? '')?.ips.length, 3000);
  const sent: string[] = [];
  await apply(ns, text(10), { trace: (line) => sent.push(line) });
  const told = sent
    .filter((line) => line.startsWith('WG_CMD_SET_DEVICE'))
    .flatMap((line) => [...line.matchAll(/publicKey: ([A-Za-z0-9+/=]+)/g)].map(([, key = '']) => key));
  assert.deepEqual([...new Set(told)].sort(), keys.slice(0, 10).sort());
  const { peers } = wgShow(ns, 'wg0');
  assert.deepEqual(peers.get(keys[9] ?? '')?.ips, ['10.0.9.1/32']);
  assert.equal(peers.get(keys[0] ?? '')?.ips.length, 2990);
  await applyInOneRun(ns, text(10));
});

test('what is not declared of a device stays as somebody else set it', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  ns.sh(
    `ip link add wg0 type wireguard; wg set wg0 listen-port 99 fwmark 5 peer ${b.open} allowed-ips 10.2.0.0/16`,
  );
  await applyInOneRun(ns, network('tunnels: {wg0: {mode: wireguard, mtu: 1400}}'));
  const { port, mark, peers } = wgShow(ns, 'wg0');
  assert.deepEqual([port, mark, [...peers.keys()]], [99, '0x5', [b.open]]);
  await applyInOneRun(ns, network('tunnels: {wg0: {mode: wireguard, port: 98, peers: []}}'));
  assert.equal(wgShow(ns, 'wg0').peers.size, 0);
  // Undeclared again, it is as it was found.
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual([wgShow(ns, 'wg0').port, [...wgShow(ns, 'wg0').peers.keys()]], [99, [b.open]]);
});

test('a refusal takes keys and peers back', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, yaml(KEYS, ...THREE));
  const before = byKey(ns);
  const links = dump(ns);
  const changed = yaml(
    `keys: {private: ${other.secret}}\n        port: 51821`,
    peer(c.open, 'allowed-ips: [10.1.0.0/16]'),
  );
  // Nothing reaches its gateway.
  const refused = changed.replace('routes: [', 'routes: [{to: 10.99.0.0/16, via: 203.0.113.250}, ');
  const result = await apply(ns, refused);
  assert.equal(result.rolledBack, true, failureTexts(result).join());
  assert.deepEqual(byKey(ns), before);
  assert.deepEqual(dump(ns), links);
});

test('a port that another device has is a failure with its reason', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add wg9 type wireguard; wg set wg9 listen-port 51820; ip link set wg9 up');
  const result = await apply(ns, yaml(KEYS));
  assert.equal(result.rolledBack, true);
  assert.match(failureTexts(result).join(), /wg0.*EADDRINUSE/);
  assert.deepEqual(linkNames(ns), ['wg9']);
});

test('a device is a port of a VRF', { skip: without('wireguard', 'vrf') }, async (t) => {
  const ns = await makeNamespace(t);
  const text = `${yaml(KEYS, ...THREE)}  vrfs: {red: {table: 100, interfaces: [wg0]}}\n`.replace(
    / +routes: .*\n/,
    '',
  );
  await applyInOneRun(ns, text);
  assert.equal(linkOf(ns, 'wg0')['master'], 'red');
  assert.equal(wgShow(ns, 'wg0').peers.size, 3);
});

test('the way back takes an endpoint away that the run had given', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  const text = (rest: string): string =>
    yaml(KEYS, peer(a.open, `allowed-ips: [10.1.0.0/16], keepalive: 25${rest}`));
  assertDone(nl(ns, ['apply', config(ns, text(''), 'without.yaml')]));
  const before = byKey(ns);
  assertDone(nl(ns, ['apply', config(ns, text(', endpoint: "192.0.2.1:4500"'), 'with.yaml')]));
  assert.notDeepEqual(byKey(ns), before);
  assertDone(nl(ns, ['rollback']));
  assert.deepEqual(byKey(ns), before);
});

test('no output, trace or file that others may read holds a secret', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  const text = yaml(KEYS, ...THREE);
  const first = config(ns, text, 'first.yaml');
  const later = text.replace(own.secret, other.secret).replace(psk.secret, c.secret);
  const second = config(ns, later, 'second.yaml');
  const secrets = [own, other, psk, c].map(({ secret }) => secret);
  const clean = (words: readonly string[], status = 0): string => {
    const { stdout, stderr, status: ended } = nl(ns, words);
    assert.equal(ended, status, `${words.join(' ')}: ${stdout}${stderr}`);
    for (const secret of secrets) assert.equal(`${stdout}${stderr}`.includes(secret), false, words.join(' '));
    return stdout;
  };
  assert.match(clean(['diff', first], 2), /\(sensitive\)/);
  clean(['diff', '--json', '--verbose', first], 2);
  clean(['apply', '--verbose', first]);
  assert.match(clean(['diff', second], 2), /private-key +\(sensitive\) -> \(sensitive\)/);
  clean(['diff', '--json', second], 2);
  clean(['apply', '--json', '--verbose', second]);
  clean(['diff', second]);
  const snapshot = clean(['snapshot']);
  assert.match(snapshot, /"sha256:[0-9a-f]{16}"/);
  const state = config(ns, snapshot, 'snapshot.json');
  clean(['diff', '--state', state, second]);
  assert.match(clean(['diff', '--state', state, first], 2), /private-key +\(sensitive\) -> \(sensitive\)/);
  // A refusal names what was refused, not what was asked.
  clean(
    ['apply', config(ns, later.replace('10.8.0.0/16, via: 10.7.0.2', '10.8.0.0/16, via: 203.0.113.1'))],
    1,
  );
  // To be taken back by apply, a configuration must have them.
  assert.ok(assertDone(nl(ns, ['show'])).stdout.includes(other.secret));
  const files = readdirSync(stateOf(ns), { recursive: true, encoding: 'utf8' })
    .map((name) => path(stateOf(ns), name))
    .filter((name) => statSync(name).isFile());
  const holding = files.filter((name) =>
    secrets.some((secret) => readFileSync(name, 'utf8').includes(secret)),
  );
  assert.ok(holding.length > 0, 'what is needed to go back is there');
  for (const name of holding) assert.equal(statSync(name).mode & 0o777, 0o600, name);
});

test('who may not read keys and peers is told so, and nothing is made up', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  const text = yaml(KEYS, ...THREE);
  await applyInOneRun(ns, text);
  const through = ['setpriv', '--inh-caps=-all', '--bounding-set=-all'];
  const refused = nl(ns, ['diff', config(ns, text)], { through });
  assert.equal(refused.status, 77, refused.stdout + refused.stderr);
  assert.match(refused.stderr, /keys and peers of wg0 needs CAP_NET_ADMIN/);
  const shown = assertDone(nl(ns, ['show'], { through }));
  assert.match(shown.stderr, /wg0.*can only be read with CAP_NET_ADMIN/);
  assert.doesNotMatch(shown.stdout, /wireguard/);
});

test('a snapshot tells which peers have spoken', { skip }, async (t) => {
  const { left } = await tunnel(t);
  await applyInOneRun(left, speaking(KEYS, toRight(), peer(b.open)));
  ping(left, '10.7.0.2');
  const { links } = await takeSnapshot({ netns: left.path });
  assert.deepEqual(links.find(({ name }) => name === 'wg0')?.facts?.handshakes, [a.open]);
});
