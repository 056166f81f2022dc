import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { assertRefused } from '../../breakage/support/decency.ts';
import { nlapply, PROGRAM } from '../../breakage/support/program.ts';
import { dump } from '../support/dump.ts';
import { makeNamespace, type Namespace } from '../support/namespace.ts';
import { NOTHING, network } from '../support/network.ts';
import { assertDone, config, inside, nl, stateOf } from '../support/program.ts';
import { linkNames } from '../support/shown.ts';

const WANTED = network(
  'bridges:\n  br0: {mtu: 1400, addresses: [10.0.0.1/8], routes: [{to: 100.64.0.0/16, via: 10.0.0.2}]}\n',
);

const only = (directory: string): string => join(directory, readdirSync(directory)[0] ?? 'none');
const recordOf = (ns: Namespace): string => join(only(stateOf(ns)), 'record.json');

/** A namespace in which nlapply has made things and somebody else has, too. */
async function kept(
  t: TestContext,
): Promise<{ ns: Namespace; record: string; wanted: string; nothing: string }> {
  const ns = await makeNamespace(t);
  ns.sh('ip link add other type bridge; ip link set other up; ip addr add 192.0.2.1/24 dev other');
  const wanted = config(ns, WANTED, 'wanted.yaml');
  assertDone(nl(ns, [wanted]));
  return { ns, record: recordOf(ns), wanted, nothing: config(ns, NOTHING, 'nothing.yaml') };
}

type Damage = (path: string, text: string) => void;
const edited =
  (edit: (record: Record<string, unknown>) => unknown): Damage =>
  (path, text) => {
    writeFileSync(path, JSON.stringify(edit(JSON.parse(text))));
  };

const DAMAGES: Readonly<Record<string, Damage>> = {
  'cut off': (path, text) => writeFileSync(path, text.slice(0, text.length >> 1)),
  empty: (path) => writeFileSync(path, ''),
  binary: (path) => writeFileSync(path, Buffer.from(Array.from({ length: 2000 }, (_, i) => (i * 73) % 256))),
  'the JSON of nothing': (path) => writeFileSync(path, 'null'),
  'of another version': edited((record) => ({ ...record, format_version: 7 })),
  'full of wrong links': edited((record) => ({ ...record, links: { br0: null, other: 5 } })),
  'a list of links': edited((record) => ({ ...record, links: [1, 2] })),
  'full of wrong attributes': edited((record) => ({
    ...record,
    links: { other: { kind: 'bridge', created: false, set: { mtu: { ours: 1500, before: { a: 1 } } } } },
  })),
  'full of wrong addresses': edited((record) => ({ ...record, addresses: [1, null, {}] })),
  'without addresses': edited((record) => ({ ...record, addresses: null })),
  'without neighbours': edited((record) => ({ ...record, neighbors: null })),
  'full of wrong others': edited((record) => ({ ...record, replaced: { 'route 4 254 0.0.0.0/0 0 0': 5 } })),
  'a link to another file': (path) => {
    rmSync(path);
    symlinkSync('/etc/passwd', path);
  },
  'a link to itself': (path) => {
    rmSync(path);
    symlinkSync('record.json', path);
  },
  'a FIFO': (path) => {
    rmSync(path);
    execFileSync('mkfifo', [path]);
  },
};
for (const [what, damage] of Object.entries(DAMAGES)) {
  test(`A record that is ${what} owns nothing, and is told of once.`, async (t) => {
    const { ns, record, wanted, nothing } = await kept(t);
    damage(record, readFileSync(record, 'utf8'));
    const diff = nl(ns, ['diff', nothing]);
    assert.match(diff.stdout, /warning: .*record\.json is damaged/);
    assert.doesNotMatch(diff.stdout, /- bridge/);
    const run = assertDone(nl(ns, [nothing]));
    assert.match(run.stderr, /record\.json is damaged/);
    assert.deepEqual(linkNames(ns), ['br0', 'other']);
    assertDone(nl(ns, [wanted]));
    assert.equal(nl(ns, [wanted]).stderr, '');
    assert.equal(readFileSync('/etc/passwd', 'utf8').includes('format_version'), false);
  });
}

test('A record of another boot describes nothing that is here, without a word.', async (t) => {
  const { ns, record, nothing } = await kept(t);
  edited((all) => ({ ...all, boot_id: 'another' }))(record, readFileSync(record, 'utf8'));
  assert.equal(assertDone(nl(ns, [nothing])).stderr, '');
  assert.deepEqual(linkNames(ns), ['br0', 'other']);
});

const IN_THE_WAY: Readonly<Record<string, (directory: string) => void>> = {
  'a directory for the record': (directory) => mkdirSync(join(directory, 'record.json'), { recursive: true }),
  'a directory for the lock': (directory) => mkdirSync(join(directory, 'lock'), { recursive: true }),
  'a link for the lock': (directory) => {
    mkdirSync(directory, { recursive: true });
    symlinkSync('/etc/passwd', join(directory, 'lock'));
  },
  'a directory for the checkpoint': (directory) =>
    mkdirSync(join(directory, 'checkpoint.json', 'x'), { recursive: true }),
  'a directory for the new record': (directory) =>
    mkdirSync(join(directory, 'record.json.new', 'x'), { recursive: true }),
  'a file for the directory': (directory) => {
    mkdirSync(dirname(dirname(directory)), { recursive: true });
    writeFileSync(dirname(directory), '');
  },
};
for (const [what, obstruct] of Object.entries(IN_THE_WAY)) {
  test(`${what} stops a run before it changes anything.`, async (t) => {
    const ns = await makeNamespace(t);
    const before = dump(ns);
    const inode = ns.sh('stat -Lc %i /proc/self/ns/net').trim();
    obstruct(join(stateOf(ns), `net-${inode}`));
    const run = nl(ns, [config(ns, WANTED)]);
    assertRefused(run, 1, /^nlapply: cannot use the state directory \S+state: .*$/m);
    assert.match(run.stderr, /hint: .*--state-dir/);
    assert.deepEqual(dump(ns), before);
    assert.equal(nl(ns, ['diff', config(ns, WANTED)]).status, 2);
  });
}

test('A state directory that cannot be there is refused at once.', async (t) => {
  const ns = await makeNamespace(t);
  const path = config(ns, WANTED);
  const before = dump(ns);
  for (const directory of ['/proc/self/nlapply', '/dev/null/x', '/dev/full', 'x'.repeat(4000)]) {
    const run = nlapply(['--state-dir', directory, path], { through: inside(ns) });
    assertRefused(run, 1, /^nlapply: cannot use the state directory /, directory.slice(0, 20));
  }
  assert.deepEqual(dump(ns), before);
});

test('A state directory that is read-only is refused with 77, and read all the same.', async (t) => {
  const { ns, nothing, wanted } = await kept(t);
  const before = dump(ns);
  // Root's own directory again, but mounted so that nobody writes to it.
  const script = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && shift && exec "$@"';
  const readOnly = ['unshare', '-m', 'sh', '-ec', script, 'sh', stateOf(ns)];
  assertRefused(nl(ns, [nothing], { through: readOnly }), 77, /cannot write the state directory/);
  assert.deepEqual(dump(ns), before);
  assert.match(nl(ns, ['diff', nothing], { through: readOnly }).stdout, /- bridge br0/);
  assert.equal(nl(ns, ['diff', wanted], { through: readOnly }).status, 0);
});

test('A disk that is full when the run begins stops it before it changes anything.', async (t) => {
  const ns = await makeNamespace(t);
  const before = dump(ns);
  const small = join(ns.directory, 'small');
  mkdirSync(small);
  const script =
    'mount -t tmpfs -o size=4k none "$1" && head -c 4096 /dev/zero > "$1/full" && shift && exec "$@"';
  const through = [...inside(ns), 'unshare', '-m', 'sh', '-ec', script, 'sh', small];
  const run = nlapply(['--state-dir', join(small, 's'), config(ns, WANTED)], { through });
  assertRefused(run, 1, /cannot use the state directory .*ENOSPC/);
  assert.deepEqual(dump(ns), before);
});

test('A disk that fills up in the middle of a run does not tear it; what the run made is owned.', async (t) => {
  const ns = await makeNamespace(t);
  const before = dump(ns);
  const small = join(ns.directory, 'small');
  mkdirSync(small);
  // Room for the checkpoint and for the record, each less than a page, but not for its successor.
  const script = [
    'mount -t tmpfs -o size=8k none "$1"; "$2" "$3" --state-dir "$1/s" "$4" || exit 9',
    'mount -o remount,size=64k "$1"; exec "$2" "$3" --state-dir "$1/s" "$5"',
  ].join('; ');
  const bridge = config(ns, network('bridges:\n  br0: {}\n'), 'bridge.yaml');
  const nothing = config(ns, NOTHING, 'nothing.yaml');
  const words = [small, process.execPath, PROGRAM, bridge, nothing];
  const run = ns.run('unshare', '-m', 'sh', '-c', script, 'sh', ...words);
  assert.equal(run.status, 0, run.stdout + run.stderr);
  assert.match(run.stderr, /ENOSPC.*; the record stays as it was when the run began\n/);
  assert.match(run.stdout, /Applied: 1 added[\s\S]*Applied: 0 added, 0 changed, 0 replaced, 1 removed/);
  assert.deepEqual(dump(ns), before);
});

test('What the state directory holds is for its owner’s eyes.', async (t) => {
  const { ns, record } = await kept(t);
  assert.equal(ns.sh(`stat -c %a '${record}' '${dirname(record)}'`), '600\n700\n');
  chmodSync(dirname(record), 0o755);
  assert.ok(existsSync(record));
});
