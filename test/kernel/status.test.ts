import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { assertDone, config, nl } from './support/program.ts';

interface Told {
  readonly in_sync: boolean;
  readonly summary: Readonly<Record<string, number>>;
  readonly objects: readonly {
    readonly state: string;
    readonly name: string;
    readonly attributes: readonly {
      readonly attribute: string;
      readonly state: string;
      readonly found?: unknown;
    }[];
  }[];
}

const YAML = network(`
  ethernets:
    eth0: {}
  bridges:
    br0:
      mtu: 1400
      interfaces: [eth0]
      addresses: [192.0.2.1/24, "2001:db8::1/64"]
      routes: [{to: 198.51.100.0/24, via: 192.0.2.254}]
      routing-policy: [{from: 10.0.0.0/8, table: 100}]
`);

function status(
  ns: Namespace,
  file: string,
  ...words: string[]
): { readonly status: number | null; readonly told: Told } {
  const run = nl(ns, ['status', '--json', ...words, file]);
  return { status: run.status, told: JSON.parse(run.stdout) as Told };
}

const except = ({ objects }: Told, state: string): string[] =>
  objects.filter((object) => object.state !== state).map((object) => `${object.state}: ${object.name}`);

test('After an apply all is in sync; what others change has drifted, what they delete is missing.', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const file = config(ns, YAML);
  const before = status(ns, file);
  assert.equal(before.status, 2);
  assert.ok((before.told.summary['missing'] ?? 0) >= 5);
  assertDone(nl(ns, [file]));

  const synced = status(ns, file);
  assert.equal(synced.status, 0);
  assert.deepEqual(except(synced.told, 'in-sync'), []);
  assert.equal(synced.told.in_sync, true);

  ns.sh(
    'ip link set br0 mtu 1300; ip route delete 198.51.100.0/24; ip rule delete from 10.0.0.0/8 table 100',
  );
  const drifted = status(ns, file);
  assert.equal(drifted.status, 2);
  assert.deepEqual(
    except(drifted.told, 'in-sync').map((line) => line.replace(/rule \d+/, 'rule')),
    [
      'drifted: bridge br0',
      'missing: route 198.51.100.0/24 via 192.0.2.254 dev br0',
      'missing: rule: from 10.0.0.0/8 lookup 100',
    ],
  );
  const bridge = drifted.told.objects.find(({ name }) => name === 'bridge br0');
  assert.deepEqual(
    bridge?.attributes
      .filter(({ state }) => state === 'drifted')
      .map(({ attribute, found }) => [attribute, found]),
    [['mtu', 1300]],
  );
  const { stdout } = nl(ns, ['status', file]);
  assert.match(stdout, /^ {2}drifted {4}bridge br0\s+\S+:\d+:\d+\n\s+mtu {2}found 1300, declared 1400/m);
});

test('What is no longer declared is left over, and what was never ours is foreign when asked for.', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip link add other type bridge; ip address add 10.9.9.9/24 dev other');
  assertDone(nl(ns, [config(ns, YAML)]));
  const file = config(ns, network('ethernets: {eth0: {}}'), 'less.yaml');
  const { status: exit, told } = status(ns, file, '--foreign');
  assert.equal(exit, 2);
  const left = told.objects.filter(({ state }) => state === 'left-over').map(({ name }) => name);
  assert.ok(left.includes('bridge br0'), left.join());
  const foreign = told.objects.filter(({ state }) => state === 'foreign').map(({ name }) => name);
  assert.ok(
    foreign.includes('bridge other') && foreign.includes('address 10.9.9.9/24 dev other'),
    foreign.join(),
  );
  assert.ok(!foreign.includes('bridge br0'));
});

test('A snapshot does in place of the machine, and Markdown can be had of both commands.', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const file = config(ns, YAML);
  const state = config(ns, nl(ns, ['snapshot']).stdout, 'state.json');
  const { stdout, status: exit } = nl(ns, ['status', '--markdown', '--state', state, file]);
  assert.equal(exit, 2);
  assert.match(stdout, /^### nlapply status\n[\s\S]*\| missing \| `bridge br0` \|/);
  const plan = nl(ns, ['diff', '--markdown', file]);
  assert.match(plan.stdout, /^### nlapply diff\n[\s\S]*```diff\n[\s\S]*^\+ bridge br0/m);
});
