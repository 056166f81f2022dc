import assert from 'node:assert/strict';
import { readdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { NlapplyError } from '../../src/model/index.ts';
import { loadAddon } from '../../src/netlink/addon.ts';
import { apply, applyInOneRun, diff } from './support/apply.ts';
import { dump } from './support/dump.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { NOTHING, network } from './support/network.ts';
import { farEnd, makeNics } from './support/nics.ts';
import { addressTexts, linkNames, linkOf } from './support/shown.ts';

const YAML = network(`
  ethernets: {eth0: {mtu: 1400, addresses: [192.0.2.1/24], routes: [{to: default, via: 192.0.2.9}]}}
  bridges: {br0: {}}
`);

/** Where the record of the namespace is kept. */
function stateOf(ns: Namespace): string {
  const state = join(ns.directory, 'state');
  const [directory = ''] = readdirSync(state);
  return join(state, directory);
}

test('a diff writes nothing and announces exactly what apply then does', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const before = dump(ns);
  const plan = await diff(ns, YAML);
  assert.deepEqual(dump(ns), before);
  const result = await applyInOneRun(ns, YAML);
  assert.deepEqual(result.plan, plan);
});

test('without verification the run sends the plan and looks no further', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const sent: string[] = [];
  const result = await apply(ns, YAML, { verify: false, trace: (line) => sent.push(line) });
  assert.deepEqual(result.remaining, []);
  const lastWrite = sent.findLastIndex((line) => !line.startsWith('RTM_GET'));
  assert.equal(lastWrite, sent.length - 1);
});

const looksIn = (sent: readonly string[]): number =>
  sent.filter((line) => line === 'RTM_GETRULE {family: inet}').length;

test('a machine whose declared links are down is looked at once before it is changed, one that is up again', async (t) => {
  const text = network(`
    ethernets: {eth0: {}, eth1: {}}
    bridges: {br0: {interfaces: [eth0, eth1], addresses: [192.0.2.1/24], routes: [{to: default, via: 192.0.2.9}]}}
  `);
  for (const [state, looks] of [
    ['down', 1],
    ['up', 2],
  ] as const) {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0', 'eth1');
    for (const name of ['eth0', 'eth1']) {
      ns.run('ip', 'link', 'set', name, state);
      ns.run('ip', 'link', 'set', farEnd(name), state);
    }
    const sent: string[] = [];
    const result = await apply(ns, text, { trace: (line) => sent.push(line) });
    assert.deepEqual([result.remaining, result.failures], [[], []]);
    const firstWrite = sent.findIndex((line) => !line.startsWith('RTM_GET') && !line.startsWith('SOCK_DIAG'));
    assert.equal(looksIn(sent.slice(0, firstWrite)), looks, state);
    assert.deepEqual(addressTexts(ns, 'br0'), ['192.0.2.1/24']);
  }
});

test('what was looked at in vain beforehand, routes of others among it, is not looked at again', async (t) => {
  const ns = await makeNamespace(t);
  const sent: string[] = [];
  const text = network(
    'bridges: {br0: {addresses: [192.0.2.1/24], routes: [{to: default, via: 192.0.2.9}]}}',
  );
  const result = await apply(ns, text, { trace: (line) => sent.push(line) });
  assert.deepEqual([result.remaining, result.failures], [[], []]);
  const asked = sent.filter((line) => /^RTM_GET(ROUTE|NEIGH) \{family: (inet|bridge)\b/.test(line));
  assert.deepEqual(asked, [
    'RTM_GETROUTE {family: inet}',
    'RTM_GETNEIGH {family: bridge}',
    'RTM_GETROUTE {family: inet, protocol: 78}',
  ]);
});

test('the record is for its owner alone, and is not written again while there is nothing new to say', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, YAML);
  const directory = stateOf(ns);
  assert.equal(statSync(directory).mode & 0o777, 0o700);
  assert.equal(statSync(join(directory, 'record.json')).mode & 0o777, 0o600);
  assert.equal(statSync(join(directory, 'checkpoint.json')).mode & 0o777, 0o600);
  // A file that is written again is another one: see writeWhole.
  const { ino } = statSync(join(directory, 'record.json'));
  await applyInOneRun(ns, YAML);
  assert.equal(statSync(join(directory, 'record.json')).ino, ino);
});

for (const [what, lose] of [
  ['lost', (file: string) => rmSync(file)],
  ['damaged', (file: string) => writeFileSync(file, '{"format_version":')],
  ['of another boot', (file: string) => writeFileSync(file, otherBoot(readFileSync(file, 'utf8')))],
] as const) {
  test(`with a record that is ${what} no link is removed and no value goes back`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    await applyInOneRun(ns, YAML);
    lose(join(stateOf(ns), 'record.json'));
    await applyInOneRun(ns, YAML);
    await applyInOneRun(ns, NOTHING);
    assert.ok(linkNames(ns).includes('br0'));
    assert.equal(linkOf(ns, 'eth0')['mtu'], 1400);
    // Addresses and routes bear our mark, and need no record.
    assert.deepEqual(addressTexts(ns, 'eth0'), []);
    assert.deepEqual(ns.ip('route', 'show', 'default'), []);
  });
}

const otherBoot = (text: string): string => text.replace(/"boot_id":"[^"]*"/, '"boot_id":"another"');

test('records of two namespaces do not meet in one state directory', async (t) => {
  const [one, two] = [await makeNamespace(t), await makeNamespace(t)];
  const options = { stateDir: join(one.directory, 'shared') };
  await apply(one, network('bridges: {br0: {}}'), options);
  two.sh('ip link add br0 type bridge');
  await apply(two, NOTHING, options);
  assert.deepEqual(linkNames(two), ['br0']);
  await apply(one, NOTHING, options);
  assert.deepEqual(linkNames(one), []);
});

test('while another run holds the lock nothing is done, and the exit status says so', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await apply(ns, NOTHING);
  const lock = loadAddon().lockFile(join(stateOf(ns), 'lock'));
  const before = dump(ns);
  await assert.rejects(apply(ns, YAML), (error) => error instanceof NlapplyError && error.exitCode === 75);
  assert.deepEqual(dump(ns), before);
  assert.equal((await diff(ns, YAML)).steps.length > 0, true);
  loadAddon().unlockFile(lock);
  await applyInOneRun(ns, YAML);
});

test('two runs at the same time: one works, the other is told', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const ends = await Promise.allSettled([apply(ns, YAML), apply(ns, YAML)]);
  assert.deepEqual(ends.map((end) => end.status).sort(), ['fulfilled', 'rejected']);
  await applyInOneRun(ns, YAML);
});

test("a run in another namespace leaves the caller's alone", async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const own = readlinkSync('/proc/self/ns/net');
  await applyInOneRun(ns, YAML);
  assert.equal(readlinkSync('/proc/self/ns/net'), own);
  assert.equal(readlinkSync('/proc/thread-self/ns/net'), own);
});

test('a namespace that is not there is an error of its own', async (t) => {
  const ns = await makeNamespace(t);
  await assert.rejects(
    apply({ ...ns, path: '/proc/self/ns/nothing' }, NOTHING),
    (error) => error instanceof NlapplyError && error.code === 'ERR_NO_NAMESPACE',
  );
});

test('an interrupted run goes back to how it was', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const before = dump(ns);
  const abort = new AbortController();
  const addresses = Array.from({ length: 600 }, (_, i) => `10.1.${i >> 8}.${i & 255}/16`);
  const yaml = network(
    `ethernets: {eth0: {mtu: 1400, addresses: [${addresses.join(', ')}]}}\nbridges: {br0: {}}`,
  );
  let writes = 0;
  const result = await apply(ns, yaml, {
    signal: abort.signal,
    trace: (line) => {
      if (line.startsWith('RTM_NEWADDR') && ++writes === 200) abort.abort();
    },
  });
  assert.equal(result.interrupted, true);
  assert.equal(result.rolledBack, true);
  assert.deepEqual(dump(ns), before);
});

test('a run interrupted before its first write writes nothing', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const before = dump(ns);
  const result = await apply(ns, YAML, { signal: AbortSignal.abort() });
  assert.equal(result.interrupted, true);
  assert.deepEqual(dump(ns), before);
});
