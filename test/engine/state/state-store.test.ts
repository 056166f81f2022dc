import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { EMPTY_RECORD, type StateRecord } from '../../../src/engine/record/record.ts';
import { newCheckpoint } from '../../../src/engine/state/checkpoint.ts';
import { openStore, readRecord, type StateStore } from '../../../src/engine/state/state-store.ts';
import { NlapplyError } from '../../../src/model/index.ts';
import { liveRoute, machine } from '../samples.ts';

const RECORD: StateRecord = {
  format_version: 1,
  links: { eth0: { kind: 'physical', created: false, set: { mtu: { ours: 9000, before: 1500 } } } },
  addresses: ['eth0 10.0.0.1/24 '],
  neighbors: ['eth0 10.0.0.9'],
  fdb: ['vx0 02:00:00:00:00:01'],
  mdb: ['eth0 239.1.1.1'],
  resolvers: ['eth0 nameservers'],
  clients: ['eth0 dhcp4'],
  fouPorts: ['* 5555'],
  addressLabels: ['* 2001:db8::/32'],
  replaced: { 'route 10.0.0.0/8 table 254 metric 0': liveRoute('10.0.0.0/8', 'eth0') },
};

function makeDirectory(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'nlapply-test-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  return join(directory, 'state');
}

function open(t: TestContext, directory: string, warn?: (text: string) => void): StateStore {
  const store = openStore(directory, undefined, warn);
  t.after(() => store.unlock());
  return store;
}

/** The one file of that name below the state directory. */
function file(directory: string, name: string): string {
  const [namespace = ''] = readdirSync(directory);
  return join(directory, namespace, name);
}

test('A record that was saved is loaded again; without one nothing is ours', (t) => {
  const store = open(t, makeDirectory(t));
  assert.deepEqual(store.load(), EMPTY_RECORD);
  store.save(RECORD);
  assert.deepEqual(store.load(), RECORD);
});

test('A record of a version that knew fewer types of objects says nothing of the others', (t) => {
  const directory = makeDirectory(t);
  const store = open(t, directory);
  store.save(RECORD);
  const path = file(directory, 'record.json');
  const {
    neighbors: _neighbors,
    fdb: _fdb,
    mdb: _mdb,
    resolvers: _resolvers,
    ...older
  } = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify(older));
  const { links, addresses, neighbors, fdb, mdb, resolvers } = store.load();
  assert.deepEqual(
    [links, addresses, neighbors, fdb, mdb, resolvers],
    [RECORD.links, RECORD.addresses, [], [], [], []],
  );
});

test('Files are for this user only, and no half-written one is left', (t) => {
  const directory = makeDirectory(t);
  const store = open(t, directory);
  store.save(RECORD);
  store.saveCheckpoint(newCheckpoint(machine({}), RECORD, ['config.yaml']));
  const [namespace = ''] = readdirSync(directory);
  assert.equal(namespace, `net-${statSync('/proc/self/ns/net').ino}`);
  assert.deepEqual(readdirSync(join(directory, namespace)).sort(), [
    'checkpoint.json',
    'lock',
    'record.json',
  ]);
  assert.equal(statSync(file(directory, 'record.json')).mode & 0o777, 0o600);
  assert.equal(statSync(join(directory, namespace)).mode & 0o777, 0o700);
});

test('A second run is told that the first holds the lock (exit status 75)', (t) => {
  const directory = makeDirectory(t);
  const first = openStore(directory, undefined);
  assert.throws(
    () => openStore(directory, undefined),
    (error) => error instanceof NlapplyError && error.code === 'ERR_LOCKED' && error.exitCode === 75,
  );
  first.unlock();
  openStore(directory, undefined).unlock();
});

test('A record of another boot owns nothing', (t) => {
  const directory = makeDirectory(t);
  const store = open(t, directory);
  store.save(RECORD);
  const path = file(directory, 'record.json');
  const stored: unknown = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...(stored as object), boot_id: 'another' }));
  assert.deepEqual(store.load(), EMPTY_RECORD);
});

for (const [what, content] of [
  ['is cut short', '{"format_version":1,"links":{'],
  ['is of another version', '{"format_version":2}'],
  ['holds something else', '[]'],
] as const) {
  test(`A record that ${what} owns nothing, with a warning`, (t) => {
    const directory = makeDirectory(t);
    const warnings: string[] = [];
    const store = open(t, directory, (text) => warnings.push(text));
    store.save(RECORD);
    writeFileSync(file(directory, 'record.json'), content);
    assert.deepEqual(store.load(), EMPTY_RECORD);
    assert.equal(warnings.length, 1);
  });
}

test('The record can be read without the lock, and where there is none', (t) => {
  const directory = makeDirectory(t);
  const warnings: string[] = [];
  const read = (): StateRecord => readRecord(directory, undefined, (text) => warnings.push(text));
  assert.deepEqual(read(), EMPTY_RECORD);
  open(t, directory).save(RECORD);
  assert.deepEqual(read().links, RECORD.links);
  assert.deepEqual(warnings, []);
});

test('A namespace that is not there is told by its name', (t) => {
  assert.throws(
    () => openStore(makeDirectory(t), '/proc/1/ns/none'),
    (error) =>
      error instanceof NlapplyError &&
      error.code === 'ERR_NO_NAMESPACE' &&
      error.message.includes('/proc/1/ns/none'),
  );
});
