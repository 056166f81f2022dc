import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type ApplyOptions, takeSnapshot } from '../../src/engine/index.ts';
import { configurationOf } from '../../src/render/configuration/configuration.ts';
import { apply, applyInOneRun, failureTexts, stepText } from './support/apply.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { NOTHING, network } from './support/network.ts';
import { assertDone, config, nl } from './support/program.ts';

const VETH = 'virtual-ethernets: {va: {peer: vb}, vb: {}}';
const veth = (va: string, vb = ''): string =>
  network(`virtual-ethernets: {va: {peer: vb, nameservers: {${va}}}, vb: {${vb && `nameservers: {${vb}}`}}}`);
const OTHERS = '# by hand\nnameserver 192.0.2.1\noptions edns0\n';

/** Where the test's resolv.conf is. */
function place(ns: Namespace): {
  readonly directory: string;
  readonly file: string;
  readonly options: Partial<ApplyOptions>;
} {
  const directory = join(ns.directory, 'etc');
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'resolv.conf');
  return { directory, file, options: { resolver: file } };
}

/** What resolv.conf(5) makes of a file. */
const lines = (file: string): readonly string[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

test('name servers of a device come into resolv.conf, change there, and go with the file when nobody declares any', async (t) => {
  const ns = await makeNamespace(t);
  const { directory, file, options } = place(ns);
  const first = await applyInOneRun(
    ns,
    veth('addresses: [192.0.2.53, "2001:DB8::53", "fe80::1"], search: [Example.com., corp.example]'),
    options,
  );
  assert.equal(
    first.plan.steps.map(stepText).at(-1),
    'create nameservers 192.0.2.53 2001:db8::53 fe80::1 search example.com corp.example dev va',
  );
  assert.deepEqual(lines(file), [
    'nameserver 192.0.2.53',
    'nameserver 2001:db8::53',
    'nameserver fe80::1%va',
    'search example.com corp.example',
  ]);
  const second = await applyInOneRun(ns, veth('addresses: [192.0.2.54]', 'search: [example.net]'), options);
  assert.deepEqual(second.plan.steps.map(stepText), [
    'change nameservers 192.0.2.54 dev va (addresses 192.0.2.53,2001:db8::53,fe80::1 -> 192.0.2.54, search example.com,corp.example -> )',
    'create nameservers search example.net dev vb',
  ]);
  assert.deepEqual(lines(file), ['nameserver 192.0.2.54', 'search example.net']);
  await applyInOneRun(ns, network(VETH), options);
  assert.deepEqual(readdirSync(directory), []);
});

test("somebody else's file is kept, which the plan says, and comes back byte for byte", async (t) => {
  const ns = await makeNamespace(t);
  const { directory, file, options } = place(ns);
  writeFileSync(file, OTHERS, { mode: 0o640 });
  const { plan } = await applyInOneRun(ns, veth('addresses: [192.0.2.53]'), options);
  assert.deepEqual(plan.steps.at(-1)?.notes, [
    `what is in ${file} is kept in ${file}.nlapply-saved, and comes back when no nameservers are declared`,
  ]);
  assert.deepEqual(lines(file), ['nameserver 192.0.2.53']);
  assert.equal(readFileSync(`${file}.nlapply-saved`, 'utf8'), OTHERS);
  await applyInOneRun(ns, NOTHING, options);
  assert.equal(readFileSync(file, 'utf8'), OTHERS);
  assert.deepEqual(readdirSync(directory), ['resolv.conf']);
});

test('a file that somebody changed meanwhile is said to be changed, kept, and not taken away', async (t) => {
  const ns = await makeNamespace(t);
  const { file, options } = place(ns);
  await applyInOneRun(ns, veth('addresses: [192.0.2.53]'), options);
  const edited = `${readFileSync(file, 'utf8')}nameserver 192.0.2.99\n`;
  writeFileSync(file, edited);
  const { plan } = await applyInOneRun(ns, veth('addresses: [192.0.2.53]'), options);
  assert.deepEqual(plan.steps.map(stepText), ['create nameservers 192.0.2.53 dev va']);
  assert.match(plan.steps[0]?.notes.join() ?? '', /somebody has changed .* since nlapply wrote it/);
  assert.deepEqual(lines(file), ['nameserver 192.0.2.53']);
  assert.equal(readFileSync(`${file}.nlapply-changed`, 'utf8'), edited);

  writeFileSync(file, edited);
  await applyInOneRun(ns, NOTHING, options);
  assert.equal(readFileSync(file, 'utf8'), edited);
});

test('a symbolic link is respected, and a namespace without a name has no file: both are errors at their place', async (t) => {
  const ns = await makeNamespace(t);
  const { directory, file, options } = place(ns);
  symlinkSync('../run/systemd/resolve/stub-resolv.conf', file);
  const linked = await apply(ns, veth('addresses: [192.0.2.53]'), options);
  assert.deepEqual(
    linked.plan.problems.map(({ severity, message }) => `${severity}: ${message}`),
    [
      `error: the nameservers of va are left out: ${file} is a symbolic link to ../run/systemd/resolve/stub-resolv.conf, which others write`,
    ],
  );
  assert.deepEqual(readdirSync(directory), ['resolv.conf']);
  const unnamed = await apply(ns, veth('addresses: [192.0.2.53]'));
  assert.match(unnamed.plan.problems[0]?.message ?? '', /va are left out: the network namespace has no name/);
  // Nor does a program that was started in such a one write the machine's own file.
  const started = nl(ns, [config(ns, veth('addresses: [192.0.2.53]'))]);
  assert.equal(started.status, 1);
  assert.match(started.stderr, /va are left out: the network namespace has no name/);
  const none = await apply(ns, veth('addresses: [192.0.2.53]'), { resolver: 'none' });
  assert.deepEqual(
    none.plan.problems.map(({ severity }) => severity),
    ['warning'],
  );
});

test('the way back from a refused change and from an apply puts the file back', async (t) => {
  const ns = await makeNamespace(t);
  const { file, options } = place(ns);
  writeFileSync(file, OTHERS);
  const unreachable = 'routes: [{to: 198.51.100.0/24, via: 203.0.113.1}]';
  const refused = await apply(
    ns,
    network(
      `virtual-ethernets: {va: {peer: vb, nameservers: {addresses: [192.0.2.53]}, ${unreachable}}, vb: {}}`,
    ),
    options,
  );
  assert.equal(refused.rolledBack, true, failureTexts(refused).join());
  assert.equal(readFileSync(file, 'utf8'), OTHERS);

  const yaml = config(ns, veth('addresses: [192.0.2.53]'));
  assertDone(nl(ns, ['--resolver', file, yaml]));
  assert.deepEqual(lines(file), ['nameserver 192.0.2.53']);
  assert.equal(nl(ns, ['status', '--resolver', file, yaml]).status, 0);
  // Nothing says where the file is but what was kept of the run.
  assertDone(nl(ns, ['rollback']));
  assert.equal(readFileSync(file, 'utf8'), OTHERS);
  assert.equal(existsSync(`${file}.nlapply-saved`), false);
});

test('the way back leaves a symbolic link that somebody has put in place of the file', async (t) => {
  const ns = await makeNamespace(t);
  const { file } = place(ns);
  for (const last of ['53', '54'])
    assertDone(nl(ns, ['--resolver', file, config(ns, veth(`addresses: [192.0.2.${last}]`))]));
  rmSync(file);
  symlinkSync('stub', file);
  const back = assertDone(nl(ns, ['rollback']));
  assert.match(back.stderr, /warning: the nameservers of va are left out: .* is a symbolic link to stub/);
  assert.equal(readlinkSync(file), 'stub');
});

test('what a device had goes with the device, under its new name, and without a record after a reboot', async (t) => {
  const ns = await makeNamespace(t);
  const { directory, file, options } = place(ns);
  const bridge = (name: string): string =>
    network(`bridges: {${name}: {nameservers: {addresses: [192.0.2.53]}}}`);
  await applyInOneRun(ns, bridge('d0'), options);
  await applyInOneRun(ns, bridge('d1'), options);
  assert.match(readFileSync(file, 'utf8'), /^# d1: 192\.0\.2\.53 search\n/m);
  // The kernel forgets its links at a reboot, /run is empty, and /etc is as it was.
  ns.sh('ip link del d1');
  await applyInOneRun(ns, NOTHING, { ...options, stateDir: join(ns.directory, 'other-state') });
  assert.deepEqual(readdirSync(directory), []);
});

test('a snapshot and a written configuration have the name servers', async (t) => {
  const ns = await makeNamespace(t);
  const { file, options } = place(ns);
  await applyInOneRun(ns, veth('addresses: [192.0.2.53], search: [example.com]'), options);
  const snapshot = await takeSnapshot({ netns: ns.path, resolver: file });
  assert.deepEqual(snapshot.resolvers, [
    {
      type: 'resolver',
      link: 'va',
      addresses: ['192.0.2.53'],
      search: ['example.com'],
      through: file,
      protocol: 78,
    },
  ]);
  assert.deepEqual(snapshot.nameService, { through: file, state: 'ours' });
  const { network: written } = configurationOf(snapshot).configuration;
  assert.match(
    JSON.stringify(written),
    /"va":\{"peer":"vb",.*"nameservers":\{"addresses":\["192\.0\.2\.53"\],"search":\["example\.com"\]\}\},"vb"/,
  );
});

/** Whether the last run asked who is told of name servers. */
function asked(ns: Namespace): boolean {
  const state = join(ns.directory, 'state');
  const [directory = ''] = readdirSync(state);
  const { before } = JSON.parse(readFileSync(join(state, directory, 'checkpoint.json'), 'utf8'));
  return before.nameService !== undefined;
}

test('who is told of name servers is asked when a link goes, not for each change of one', async (t) => {
  const ns = await makeNamespace(t);
  const { options } = place(ns);
  await applyInOneRun(ns, network(VETH), options);
  assert.equal(asked(ns), false);
  const changed = 'virtual-ethernets: {va: {peer: vb, mtu: 1400, addresses: [192.0.2.1/24]}, vb: {}}';
  await applyInOneRun(ns, network(changed), options);
  assert.equal(asked(ns), false);
  await applyInOneRun(ns, NOTHING, options);
  assert.equal(asked(ns), true);
});

test('where only search domains are declared, the name servers that were there stay', async (t) => {
  const ns = await makeNamespace(t);
  const { file, options } = place(ns);
  writeFileSync(file, OTHERS);
  await applyInOneRun(ns, veth('search: [example.com]'), options);
  assert.deepEqual(lines(file), ['nameserver 192.0.2.1', 'search example.com']);
  await applyInOneRun(ns, veth('search: [example.org]', 'search: [example.com]'), options);
  assert.deepEqual(lines(file), ['nameserver 192.0.2.1', 'search example.org example.com']);
  await applyInOneRun(ns, veth('addresses: [192.0.2.53], search: [example.org]'), options);
  assert.deepEqual(lines(file), ['nameserver 192.0.2.53', 'search example.org']);
  await applyInOneRun(ns, veth('search: [example.org]'), options);
  assert.deepEqual(lines(file), ['nameserver 192.0.2.1', 'search example.org']);
  await applyInOneRun(ns, NOTHING, options);
  assert.equal(readFileSync(file, 'utf8'), OTHERS);
});
