import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { EMPTY_RECORD, type StateRecord } from '../../../src/engine/record/record.ts';
import type { ApplyResult } from '../../../src/engine/run/options.ts';
import { verdict } from '../../../src/render/outcome.ts';
import { failureTexts, stepText } from '../support/apply.ts';
import { type Meddler, runMeddled } from '../support/meddled.ts';
import { makeNamespace, type Namespace } from '../support/namespace.ts';
import { NOTHING, network } from '../support/network.ts';
import { makeNics } from '../support/nics.ts';
import { assertShape, shape } from '../support/shape.ts';
import { addressTexts, linkOf } from '../support/shown.ts';

const WANTED = network(`
  ethernets:
    eth0: {addresses: [192.0.2.1/24, "2001:db8:2::1/64"], mtu: 1400}
    eth1: {}
  bridges:
    br0:
      mtu: 1300
      interfaces: [v0]
      addresses: [10.0.0.1/24, "2001:db8::1/64"]
      routes: [{to: 10.9.0.0/16, via: 10.0.0.2}, {to: "2001:db8:9::/48", via: "2001:db8::2"}]
    br1: {interfaces: [eth1]}
  virtual-ethernets:
    v0: {peer: v1}
    v1: {peer: v0, addresses: [10.1.0.1/24]}
`);

/** What somebody else does between two of our messages, and how they take back what is still there of it. */
interface Meddling {
  readonly title: string;
  readonly script: string;
  readonly undo?: string;
}

const MEDDLINGS: readonly Meddling[] = [
  { title: 'deletes a bridge of ours', script: 'ip link del br0' },
  { title: 'deletes a veth pair of ours', script: 'ip link del v1' },
  { title: 'deletes an address of ours', script: 'ip address del 10.0.0.1/24 dev br0' },
  { title: 'flushes IPv6 addresses', script: 'ip -6 address flush dev br0' },
  { title: 'changes an MTU', script: 'ip link set br0 mtu 1500' },
  { title: 'takes a bridge down', script: 'ip link set br0 down' },
  { title: 'takes a port for another bridge', script: 'ip link set v0 master other' },
  {
    title: 'takes a NIC for another bridge',
    script: 'ip link set eth1 master other',
    undo: 'ip link set eth1 nomaster',
  },
  {
    title: 'makes a link with our name',
    script: 'ip link show br0 || { ip link add br0 type bridge; ip link set br0 alias theirs; }',
    undo: 'ip link show br0 | grep -q theirs && ip link del br0',
  },
  {
    title: 'makes a link of another kind with our name',
    script: 'ip link show br0 || { ip link add br0 type ifb; ip link set br0 alias theirs; }',
    undo: 'ip link show br0 | grep -q theirs && ip link del br0',
  },
  {
    title: 'adds an equal route',
    script: 'ip route add 10.9.0.0/16 via 10.0.0.2',
    undo: 'ip route del 10.9.0.0/16 proto boot',
  },
  {
    title: 'removes all routes',
    script: 'ip route flush table main proto 78; ip -6 route flush table main proto 78',
  },
  {
    title: 'renames a NIC',
    script: 'ip link set eth0 down; ip link set eth0 name eth9; ip link set eth9 up',
    undo: 'ip link set eth9 down; ip link set eth9 name eth0; ip link set eth0 up',
  },
];

/** A namespace with two NICs and somebody else's bridge. */
async function inhabited(t: TestContext): Promise<{ ns: Namespace; records: { record: StateRecord } }> {
  const ns = await makeNamespace(t);
  ns.sh('ip link add other type bridge; ip link set other up; ip address add 198.51.100.1/24 dev other');
  makeNics(ns, 'eth0', 'eth1');
  return { ns, records: { record: EMPTY_RECORD } };
}

const claims = (result: ApplyResult): string => verdict({ ...result, interrupted: null });

const explained = ({ failures, remaining, plan, ...rest }: ApplyResult): string =>
  JSON.stringify({
    failures: failureTexts({ failures, remaining, plan, ...rest }),
    remaining: remaining.map(stepText),
    problems: plan.problems.map(({ message }) => message),
    rolledBack: rest.rolledBack,
  });

/** Meddles once, before the given request. */
const before =
  (ns: Namespace, at: number, script: string): Meddler =>
  (n) => {
    if (n === at) ns.run('sh', '-c', script);
    return undefined;
  };

/** Points are many: of each kind of meddling every third is tried, each time others. */
const STRIDE = process.env['NLAPPLY_MEDDLING'] === 'all' ? 1 : 3;

for (const [i, { title, script, undo = ':' }] of MEDDLINGS.entries()) {
  test(`Whenever somebody ${title}, a run makes up for it or says what it could not do.`, async (t) => {
    const { ns, records } = await inhabited(t);
    const empty = shape(ns);
    const { writes } = await runMeddled(ns, WANTED, records);
    const wanted = shape(ns);
    await runMeddled(ns, NOTHING, records);
    const verdicts: string[] = [];
    for (let n = i % STRIDE; n < writes; n += STRIDE) {
      const onError = (n / STRIDE) % 2 < 1 ? 'rollback' : 'continue';
      const { result } = await runMeddled(ns, WANTED, records, before(ns, n, script), { onError });
      const what = `${title} before request ${n} of ${writes} (${onError}): ${explained(result)}`;
      verdicts.push(result.rolledBack ? 'rolled back' : claims(result));
      if (claims(result) === 'applied') {
        const { result: again } = await runMeddled(ns, WANTED, records);
        assert.equal(claims(again), 'in-sync', `${what}\nthen: ${explained(again)}`);
      }
      ns.run('sh', '-c', undo);
      if (result.rolledBack) await assertShape(ns, empty, what);
      const { result: last } = await runMeddled(ns, WANTED, records);
      assert.notEqual(claims(last), 'failed', `${what}\nthen: ${explained(last)}`);
      await assertShape(ns, wanted, what);
      await runMeddled(ns, NOTHING, records);
      await assertShape(ns, empty, `${what}, and all taken away`);
    }
    t.diagnostic(`${verdicts.length} points: ${count(verdicts)}`);
  });
}

function count(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, times]) => `${times} ${word}`).join(', ');
}

/** Another link gets the number of a NIC that goes. */
const REUSE = `
  index=$(cat /sys/class/net/eth0/ifindex); ip link del eth0
  ip link add victim index $index type bridge; ip link set victim alias theirs; ip address add 203.0.113.1/24 dev victim
`;

for (const [title, script, name] of [
  ['A link that gets the number of a NIC', REUSE, 'victim'],
  ['A NIC that is renamed', MEDDLINGS.find(({ title }) => title === 'renames a NIC')?.script ?? '', 'eth9'],
] as const) {
  test(`${title} between plan and first request is let alone.`, async (t) => {
    const { ns, records } = await inhabited(t);
    let theirs: unknown;
    const look = () => [mtuOf(ns, name), addressTexts(ns, name)];
    const meddle = () => {
      ns.run('sh', '-c', script);
      theirs = look();
    };
    const { result } = await runMeddled(ns, WANTED, records, undefined, { onPlan: meddle });
    assert.equal(claims(result), 'failed', explained(result));
    assert.deepEqual(
      result.plan.problems.map(({ code }) => code),
      ['link-missing'],
    );
    assert.deepEqual(look(), theirs);
    const { result: again } = await runMeddled(ns, WANTED, records);
    assert.deepEqual([again.plan.steps, again.plan.problems.length], [[], 1], explained(again));
  });
}

test('Whenever a link gets the number of a declared NIC, the run does not say that all is well, and leaves nothing on it.', async (t) => {
  for (let n = 1; n < 14; n += 4) {
    const { ns, records } = await inhabited(t);
    const { result } = await runMeddled(ns, WANTED, records, before(ns, n, REUSE));
    const what = `request ${n}: ${explained(result)}`;
    assert.equal(claims(result), 'failed', what);
    assert.match(explained(result), /there is no link eth0/, what);
    assert.deepEqual(addressTexts(ns, 'victim'), ['203.0.113.1/24'], what);
  }
});

const mtuOf = (ns: Namespace, name: string): unknown => linkOf(ns, name)['mtu'];
