import assert from 'node:assert/strict';
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Ended, nlapplyStarted, PROGRAM } from '../breakage/support/program.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { assertDone, inside, nl, stateOf } from './support/program.ts';
import { transcriptOf, whichTranscript } from './support/transcript.ts';

const CONFIG = `
network:
  virtual-ethernets: {va: {peer: vb}, vb: {addresses: [198.51.100.1/24], mtu: 1400}}
  bridges:
    br0:
      interfaces: [va]
      alias: uplink
      addresses: [192.0.2.2/24, "2001:db8::2/64"]
      parameters: {ageing-time: 77}
      sysctl: {ipv4.rp_filter: 2}
      routes: [{to: 203.0.113.0/24, via: 192.0.2.1, metric: 50}, {to: "2001:db8:1::/64", via: "2001:db8::1"}]
      routing-policy: [{from: 192.0.2.0/24, table: 77, priority: 700}]
      neighbors: [{to: 192.0.2.9, macaddress: 02:00:00:00:00:09}]
      fdb: [{macaddress: 02:00:00:00:00:04}]
`;

/** A directory with a configuration. */
function directoryWith(ns: Namespace, text: string): string {
  const directory = join(ns.directory, 'config');
  mkdirSync(directory);
  writeFileSync(join(directory, 'a.yaml'), text);
  return directory;
}

/** A namespace that is as declared, and of which the program has kept what it went by. */
async function settled(t: TestContext, text = CONFIG): Promise<{ ns: Namespace; words: readonly string[] }> {
  const ns = await makeNamespace(t);
  ns.sh('for f in accept_dad router_solicitations; do echo 0 >/proc/sys/net/ipv6/conf/default/$f; done');
  const words = [directoryWith(ns, text)];
  assertDone(nl(ns, words));
  await remembered(ns, words);
  return { ns, words };
}

type Ran = Pick<Ended, 'status' | 'stdout' | 'stderr'>;

/** Until a run goes by what the one before has kept, as a bridge learns of others a little later; returns both. */
async function remembered(
  ns: Namespace,
  words: readonly string[],
  run: () => Ran = () => nl(ns, words),
): Promise<readonly Ran[]> {
  for (let tries = 0; tries < TRIES; tries++) {
    const first = run();
    const kept = whichTranscript(ns);
    const second = run();
    if (kept !== undefined && whichTranscript(ns) === kept) return [first, second];
    await sleep(50);
  }
  throw new Error('no run goes by what is kept');
}

const TRIES = 100;

const stepsIn = (text: string): readonly string[] => text.split('\n').filter((line) => /^ {2,}\S/.test(line));

test('a run that finds all as it was says the same, and keeps what is kept', async (t) => {
  const { ns, words } = await settled(t);
  const [first, again] = await remembered(ns, words);
  assert.match(again?.stdout ?? '', /^Nothing to do: 11 objects are as declared\.\n$/);
  assert.equal(again?.stderr, '');
  assert.deepEqual(again, first);
  assert.equal(statSync(transcriptOf(ns)).mode & 0o777, 0o600);
});

test('the first run of all keeps nothing, though it had nothing to do; the second one does', async (t) => {
  const ns = await makeNamespace(t);
  const words = [directoryWith(ns, 'network: {}')];
  const first = assertDone(nl(ns, words));
  assert.match(first.stdout, /^Nothing to do/);
  assert.equal(whichTranscript(ns), undefined);
  assert.equal(assertDone(nl(ns, words)).stdout, first.stdout);
  assert.notEqual(whichTranscript(ns), undefined);
});

test('a run by other words takes no notice of it', async (t) => {
  const { ns, words } = await settled(t);
  const before = whichTranscript(ns);
  assert.equal(assertDone(nl(ns, ['--quiet', ...words])).stdout, '');
  assert.notEqual(whichTranscript(ns), before);
  assert.match(assertDone(nl(ns, ['--json', ...words])).stdout, /"format_version"/);
  assert.match(assertDone(nl(ns, ['--verbose', ...words])).stderr, /RTM_GETLINK/);
});

/** What others do, and whether there is something to do then. */
const DRIFTS: readonly (readonly [string, string, 'to do' | 'nothing'])[] = [
  ['an address is gone', 'ip addr del 192.0.2.2/24 dev br0', 'to do'],
  ['an IPv6 address is gone', 'ip addr del 2001:db8::2/64 dev br0', 'to do'],
  ['an address is deprecated', 'ip addr change 2001:db8::2/64 dev br0 preferred_lft 0', 'to do'],
  [
    'an address ends some time',
    'ip addr change 192.0.2.2/24 dev br0 valid_lft 1000 preferred_lft 900',
    'to do',
  ],
  ["somebody's address came", 'ip addr add 192.0.2.77/24 dev vb', 'nothing'],
  ['another MTU', 'ip link set vb mtu 1300', 'to do'],
  ['a link is down', 'ip link set vb down', 'to do'],
  ['a bridge is down', 'ip link set br0 down', 'to do'],
  ['a port has left', 'ip link set va nomaster', 'to do'],
  ['another alias', 'ip link set br0 alias downlink', 'to do'],
  ['another name', 'ip link set br0 down && ip link set br0 name br1', 'to do'],
  ['a link is gone', 'ip link del va', 'to do'],
  ["somebody's link came", 'ip link add theirs type bridge', 'nothing'],
  ['another setting of a bridge', 'ip link set br0 type bridge ageing_time 9900', 'to do'],
  ['another sysctl', 'echo 1 >/proc/sys/net/ipv4/conf/br0/rp_filter', 'to do'],
  ['a route is gone', 'ip route del 203.0.113.0/24', 'to do'],
  ['an IPv6 route is gone', 'ip -6 route del 2001:db8:1::/64', 'to do'],
  [
    'another metric',
    'ip route del 203.0.113.0/24; ip route add 203.0.113.0/24 via 192.0.2.1 metric 51 proto 78',
    'to do',
  ],
  ['another gateway', 'ip route replace 203.0.113.0/24 via 192.0.2.3 metric 50 proto 78', 'to do'],
  ['a route of ours too many', 'ip route add 203.0.114.0/24 via 192.0.2.1 proto 78', 'to do'],
  ['a rule is gone', 'ip rule del from 192.0.2.0/24 table 77 priority 700', 'to do'],
  ["somebody's rule came", 'ip rule add from 192.0.2.9 table 78 priority 800', 'nothing'],
  ['a neighbour is gone', 'ip neigh del 192.0.2.9 dev br0', 'to do'],
  ['another neighbour', 'ip neigh replace 192.0.2.9 lladdr 02:00:00:00:00:0a dev br0', 'to do'],
  ['an entry of the forwarding database is gone', 'bridge fdb del 02:00:00:00:00:04 dev br0 self', 'to do'],
];

for (const [what, script, then] of DRIFTS)
  test(`${what}: a run does what one without memory would`, async (t) => {
    const { ns, words } = await settled(t);
    const before = whichTranscript(ns);
    ns.sh(script);
    await assertNoticed(ns, words, then, before);
  });

/** A run does what `diff` has foreseen, which remembers nothing; and then there is nothing left. */
async function assertNoticed(
  ns: Namespace,
  words: readonly string[],
  then: 'to do' | 'nothing',
  before: number | undefined,
): Promise<void> {
  const foreseen = nl(ns, ['diff', ...words]);
  assert.equal(foreseen.status, then === 'to do' ? 2 : 0, foreseen.stdout);
  const run = assertDone(nl(ns, words));
  assert.deepEqual(stepsIn(run.stdout), stepsIn(foreseen.stdout));
  if (then === 'to do') assert.equal(whichTranscript(ns), undefined);
  else assert.notEqual(whichTranscript(ns), before);
  assert.equal(nl(ns, ['diff', ...words]).status, 0);
}

test('beside very many routes of others it is kept which of ours were asked for', async (t) => {
  const { ns, words } = await settled(t);
  const file = join(ns.directory, 'routes');
  const line = (_: unknown, i: number): string =>
    `route add 10.${i >> 8}.${i & 255}.0/24 via 198.51.100.9 proto bird\n`;
  writeFileSync(file, Array.from({ length: 5000 }, line).join(''));
  ns.sh(`ip -batch ${file}; ip route del 203.0.113.0/24`);
  for (const [mended, way] of [
    [/^ {2}\+ route 203\.0\.113/, 'via 192.0.2.7 proto 78'],
    [/^ {2}~ route 203\.0\.113/, 'via 192.0.2.1 proto 78'],
  ] as const) {
    assert.match(nl(ns, words).stdout, mended);
    const [, again] = await remembered(ns, words);
    assert.match(again?.stdout ?? '', /^Nothing to do/);
    ns.sh(`ip route change 203.0.113.0/24 metric 50 ${way}`);
  }
  // It is as it was.
  assert.match(nl(ns, words).stdout, /^Nothing to do/);
});

test('a file that has changed is read', async (t) => {
  const { ns, words } = await settled(t);
  const before = whichTranscript(ns);
  writeFileSync(join(words[0] ?? '', 'a.yaml'), CONFIG.replace('mtu: 1400', 'mtu: 1401'));
  await assertNoticed(ns, words, 'to do', before);
  const [vb] = ns.ip('link', 'show', 'dev', 'vb');
  assert.equal(vb?.['mtu'], 1401);
});

test('a file that comes into the directory is read', async (t) => {
  const { ns, words } = await settled(t);
  const before = whichTranscript(ns);
  writeFileSync(join(words[0] ?? '', 'b.yaml'), 'network: {bridges: {br7: {}}}');
  await assertNoticed(ns, words, 'to do', before);
  assert.equal(ns.ip('link', 'show', 'dev', 'br7').length, 1);
});

test('without the record, or with a damaged one, a run goes by what there is', async (t) => {
  const { ns, words } = await settled(t);
  const record = join(dirname(transcriptOf(ns)), 'record.json');
  const before = whichTranscript(ns);
  appendFileSync(record, '}');
  const damaged = nl(ns, words);
  assert.match(damaged.stderr, /damaged/);
  // What is told of each time is not kept.
  assert.equal(whichTranscript(ns), before);
  assert.match(nl(ns, words).stderr, /damaged/);
  rmSync(record);
  assert.equal(nl(ns, words).stderr, '');
  assert.notEqual(whichTranscript(ns), before);
});

test('a transcript that is damaged, cut off or a link to somewhere else says nothing', async (t) => {
  const { ns, words } = await settled(t);
  const path = transcriptOf(ns);
  const whole = readFileSync(path);
  ns.sh('ip link set vb mtu 1300');
  const spoilings: readonly (() => void)[] = [
    () => truncateSync(path, whole.length - 1),
    () => truncateSync(path, 30),
    () => truncateSync(path, 0),
    () => writeFileSync(path, Buffer.concat([whole, Buffer.from('x')])),
    () => writeFileSync(path, 'nlapply transcript 1\n{}\n'),
    () => {
      rmSync(path);
      ns.sh(`ln -s /dev/zero ${path}`);
    },
    () => {
      rmSync(path);
      mkdirSync(path);
    },
  ];
  for (const spoilt of spoilings) {
    rmSync(path, { recursive: true, force: true });
    writeFileSync(path, whole);
    spoilt();
    assert.equal(assertDone(nl(ns, words)).stdout.includes('mtu'), true);
    ns.sh('ip link set vb mtu 1300');
  }
});

test('what ticks is no change: lifetimes of others, counters, timers of bridges', async (t) => {
  const { ns, words } = await settled(t);
  ns.sh(`
    ip link set br0 type bridge stp_state 1
    ip addr add 192.0.2.77/24 dev vb valid_lft 1000 preferred_lft 900
    ip -6 addr add 2001:db8:7::7/64 dev vb valid_lft 1000 preferred_lft 900
    ip -6 route add 2001:db8:8::/64 dev vb expires 1000
  `);
  const showing = (): string => JSON.stringify([ns.ip('-6', 'route', 'show', 'dev', 'vb'), ns.ip('addr')]);
  assert.equal(ns.run('ping', '-c1', '-W60', '-I', 'vb', '198.51.100.1').status, 0);
  await remembered(ns, words);
  await remembered(ns, words, () => {
    const later = showing();
    while (showing() === later);
    return nl(ns, words);
  });
  const before = whichTranscript(ns);
  ns.sh('ip addr change 192.0.2.77/24 dev vb valid_lft forever preferred_lft forever');
  assertDone(nl(ns, words));
  assert.notEqual(whichTranscript(ns), before);
});

test('another run that holds the lock is waited for by nobody', async (t) => {
  const { ns, words } = await settled(t);
  const holder = ns.directory;
  ns.sh(`
    lock=$(echo ${holder}/state/*/lock)
    flock $lock sh -c 'touch ${holder}/held; while [ -e ${holder}/held ]; do sleep 0.02; done' >/dev/null 2>&1 &
    while [ ! -e ${holder}/held ]; do sleep 0.02; done
  `);
  const run = nl(ns, words);
  rmSync(join(holder, 'held'));
  assert.equal(run.status, 75, run.stdout + run.stderr);
});

test('a rollback leaves nothing to remember', async (t) => {
  const { ns, words } = await settled(t);
  assertDone(nl(ns, ['rollback']));
  assert.equal(whichTranscript(ns), undefined);
  assert.equal(stepsIn(assertDone(nl(ns, words)).stdout).length > 0, true);
});

test('a configuration that holds a secret is not kept', async (t) => {
  const ns = await makeNamespace(t);
  const words = [directoryWith(ns, `${CONFIG}# password: "hush hush"\n`)];
  for (let run = 0; run < 3; run++) assertDone(nl(ns, words));
  assert.equal(whichTranscript(ns), undefined);
});

test('the keys of a WireGuard device are not kept', { skip: without('wireguard') }, async (t) => {
  const ns = await makeNamespace(t);
  const words = [directoryWith(ns, 'network: {tunnels: {wg0: {mode: wireguard, port: 7}}}')];
  for (let run = 0; run < 3; run++) assertDone(nl(ns, words));
  assert.equal(whichTranscript(ns), undefined);
});

/** Outside the bundle each process may be another program. */
const skip = PROGRAM.endsWith('.cjs') ? false : 'there is no bundle';

test('the program itself, started as users start it, says the same by its memory', { skip }, async (t) => {
  const { ns, words } = await settled(t);
  const start = () => nlapplyStarted(['--state-dir', stateOf(ns), ...words], { through: inside(ns) });
  const [first, again] = await remembered(ns, words, start);
  assert.match(first?.stdout ?? '', /^Nothing to do/);
  assert.deepEqual(again, first);
  ns.sh('ip link set vb mtu 1300');
  assert.match(assertDone(start()).stdout, /1300/);
});
