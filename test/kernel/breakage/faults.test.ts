import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { EMPTY_RECORD, type StateRecord } from '../../../src/engine/record/record.ts';
import { NlapplyError } from '../../../src/model/index.ts';
import { RTM } from '../../../src/netlink/index.ts';
import { dump } from '../support/dump.ts';
import { type Meddler, runMeddled as run } from '../support/meddled.ts';
import { makeNamespace, type Namespace } from '../support/namespace.ts';
import { NOTHING, network } from '../support/network.ts';
import { assertShape, shape } from '../support/shape.ts';

const REMOVALS: ReadonlySet<number> = new Set([RTM.DELLINK, RTM.DELADDR, RTM.DELROUTE, RTM.DELRULE]);

/** Answers the n-th request with the error. That what is to be removed is not there is no fault, and could only be a lie. */
const answers =
  (code: string, at: (n: number) => boolean): Meddler =>
  (n, { type }) =>
    at(n) && !(code === 'ENODEV' && REMOVALS.has(type)) ? code : undefined;

const BEFORE = network(`
  bridges:
    br0: {mtu: 1400, addresses: [10.0.0.1/24, "2001:db8::1/64"], routes: [{to: 10.9.0.0/16, via: 10.0.0.2}]}
    br1: {interfaces: [v0]}
  virtual-ethernets:
    v0: {peer: v1, mtu: 1500}
    v1: {peer: v0, addresses: [10.1.0.1/24]}
`);
const AFTER = network(`
  bridges:
    br0: {mtu: 1300, addresses: [10.0.0.3/24, "2001:db8::3/64"], routes: [{to: 10.8.0.0/16, via: 10.0.0.2}]}
    br2: {interfaces: [v0], addresses: [10.2.0.1/24]}
  virtual-ethernets:
    v0: {peer: v1, mtu: 1400}
    v1: {peer: v0, addresses: [10.1.0.1/24]}
`);

async function inhabited(t: TestContext): Promise<{ ns: Namespace; records: { record: StateRecord } }> {
  const ns = await makeNamespace(t);
  ns.sh('ip link add other type bridge; ip link set other up; ip addr add 192.0.2.1/24 dev other');
  return { ns, records: { record: EMPTY_RECORD } };
}

for (const code of ['EBUSY', 'EPERM', 'ENODEV', 'ENOBUFS', 'ENOMEM', 'EEXIST', 'EINVAL']) {
  test(`A kernel that answers ${code} to any one request leaves the state as it was, or as declared.`, async (t) => {
    const { ns, records } = await inhabited(t);
    await run(ns, BEFORE, records);
    const before = shape(ns);
    const { writes } = await run(ns, AFTER, records);
    const after = shape(ns);
    assert.notDeepEqual(before, after);
    for (let n = 0; n < writes; n += code === 'EBUSY' || code === 'ENODEV' ? 1 : 5) {
      await run(ns, BEFORE, records);
      await assertShape(ns, before, 'the starting point');
      const what = `${code} to request ${n} of ${writes}`;
      const outcome = await run(
        ns,
        AFTER,
        records,
        answers(code, (i) => i === n),
      ).catch(refusal);
      if (outcome === 'refused' || outcome.result.rolledBack) await assertShape(ns, before, what);
      else if (outcome.result.failures.length === 0 && outcome.result.remaining.length === 0) {
        await assertShape(ns, after, what);
      } else
        await assertShape(ns, before, `${what}: ${outcome.result.failures.map((f) => f.message).join('; ')}`);
    }
  });

  test(`A kernel that answers ${code} to everything is given up, with nothing changed or claimed.`, async (t) => {
    const { ns, records } = await inhabited(t);
    const before = dump(ns);
    const outcome = await run(
      ns,
      BEFORE,
      records,
      answers(code, () => true),
    ).catch(refusal);
    if (outcome !== 'refused')
      assert.ok(outcome.result.failures.length + outcome.result.remaining.length > 0);
    assert.deepEqual(dump(ns), before);
    ns.sh('ip link add br0 type bridge');
    await run(ns, NOTHING, records);
    assert.ok(ns.ip('link', 'show', 'br0').length > 0, 'the other’s br0 stays');
  });

  test(`With --on-error continue one ${code} costs one object, and the next run makes up for it.`, async (t) => {
    const { ns, records } = await inhabited(t);
    const before = dump(ns);
    await run(ns, AFTER, records);
    const after = shape(ns);
    for (let n = 0; n < 16; n += code === 'EBUSY' ? 1 : 4) {
      await run(ns, NOTHING, records);
      assert.deepEqual(dump(ns), before, `what ${code} left before request ${n}`);
      await run(
        ns,
        AFTER,
        records,
        answers(code, (i) => i === n),
        { onError: 'continue' },
      ).catch(refusal);
      const { result } = await run(ns, AFTER, records);
      assert.deepEqual([result.failures, result.remaining], [[], []], `${code} to request ${n}`);
      await assertShape(ns, after, `${code} to request ${n}`);
    }
  });
}

function refusal(error: unknown): 'refused' {
  if (error instanceof NlapplyError && error.code === 'ERR_PRIVILEGE') return 'refused';
  throw error;
}
