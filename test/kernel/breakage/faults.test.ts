import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { converge } from '../../../src/engine/converge.ts';
import { EMPTY_RECORD, type StateRecord } from '../../../src/engine/record.ts';
import type { ApplyOptions, ApplyResult } from '../../../src/engine/run.ts';
import { NlapplyError } from '../../../src/model/index.ts';
import { ERRNO } from '../../../src/netlink/constants/errno.ts';
import {
  Connection,
  type GenericSocket,
  NetlinkError,
  openGeneric,
  type Request,
  RTM,
} from '../../../src/netlink/index.ts';
import { declare } from '../support/apply.ts';
import { dump } from '../support/dump.ts';
import { makeNamespace, type Namespace } from '../support/namespace.ts';
import { NOTHING, network } from '../support/network.ts';
import { assertShape, shape } from '../support/shape.ts';

const REMOVALS: ReadonlySet<number> = new Set([RTM.DELLINK, RTM.DELADDR, RTM.DELROUTE, RTM.DELRULE]);

/** A connection to the real kernel that answers the n-th request that changes something as it is told to. */
class Faulty extends Connection {
  readonly fault: (n: number) => string | undefined;
  writes = 0;

  constructor(netns: string, fault: (n: number) => string | undefined) {
    super({ netns });
    this.fault = fault;
  }

  override async batch(requests: readonly Request[]): Promise<ReadonlyMap<number, NetlinkError>> {
    const errors = new Map<number, NetlinkError>();
    const sent: Request[] = [];
    const index: number[] = [];
    requests.forEach((request, i) => {
      const code = this.fault(this.writes++);
      // That what is to be removed is not there is no fault, and could only be a lie.
      if (code === undefined || (code === 'ENODEV' && REMOVALS.has(request.type))) {
        index.push(i);
        sent.push(request);
      } else errors.set(i, new NetlinkError({ errno: ERRNO[code], syscall: 'sendmsg' }));
    });
    for (const [i, error] of await super.batch(sent)) errors.set(index[i] ?? -1, error);
    return errors;
  }
}

interface Run {
  readonly result: ApplyResult;
  readonly writes: number;
}

/** One run with its record in memory. */
async function run(
  ns: Namespace,
  yaml: string,
  records: { record: StateRecord },
  fault: (n: number) => string | undefined,
  options: Partial<ApplyOptions> = {},
): Promise<Run> {
  const connection = new Faulty(ns.path, fault);
  const generic = (): GenericSocket => openGeneric({ netns: ns.path });
  const store = {
    load: () => records.record,
    save: (next: StateRecord) => {
      records.record = JSON.parse(JSON.stringify(next));
    },
    saveCheckpoint: () => {},
    withdrawCheckpoint: () => {},
    removeCheckpoint: () => {},
  };
  const given = {
    stateDir: '',
    waitLinks: 0,
    onError: 'rollback',
    allowRecreate: false,
    verify: true,
  } as const;
  try {
    const result = await converge({
      declaration: declare(yaml),
      options: { ...given, ...options },
      kernel: { route: connection, generic, trace: undefined, close: () => {} },
      store,
    });
    return { result, writes: connection.writes };
  } finally {
    connection.close();
  }
}

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

for (const code of ['EBUSY', 'EPERM', 'ENODEV', 'ENOBUFS', 'ENOMEM']) {
  test(`A kernel that answers ${code} to any one request leaves the state as it was, or as declared.`, async (t) => {
    const { ns, records } = await inhabited(t);
    await run(ns, BEFORE, records, () => undefined);
    const before = shape(ns);
    const { writes } = await run(ns, AFTER, records, () => undefined);
    const after = shape(ns);
    assert.notDeepEqual(before, after);
    for (let n = 0; n < writes; n += code === 'EBUSY' || code === 'ENODEV' ? 1 : 5) {
      await run(ns, BEFORE, records, () => undefined);
      await assertShape(ns, before, 'the starting point');
      const what = `${code} to request ${n} of ${writes}`;
      const outcome = await run(ns, AFTER, records, (i) => (i === n ? code : undefined)).catch(refusal);
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
    const outcome = await run(ns, BEFORE, records, () => code).catch(refusal);
    if (outcome !== 'refused')
      assert.ok(outcome.result.failures.length + outcome.result.remaining.length > 0);
    assert.deepEqual(dump(ns), before);
    ns.sh('ip link add br0 type bridge');
    await run(ns, NOTHING, records, () => undefined);
    assert.ok(ns.ip('link', 'show', 'br0').length > 0, 'the other’s br0 stays');
  });

  test(`With --on-error continue one ${code} costs one object, and the next run makes up for it.`, async (t) => {
    const { ns, records } = await inhabited(t);
    const before = dump(ns);
    await run(ns, AFTER, records, () => undefined);
    const after = shape(ns);
    for (let n = 0; n < 16; n += code === 'EBUSY' ? 1 : 4) {
      await run(ns, NOTHING, records, () => undefined);
      assert.deepEqual(dump(ns), before, `what ${code} left before request ${n}`);
      await run(ns, AFTER, records, (i) => (i === n ? code : undefined), { onError: 'continue' }).catch(
        refusal,
      );
      const { result } = await run(ns, AFTER, records, () => undefined);
      assert.deepEqual([result.failures, result.remaining], [[], []], `${code} to request ${n}`);
      await assertShape(ns, after, `${code} to request ${n}`);
    }
  });
}

function refusal(error: unknown): 'refused' {
  if (error instanceof NlapplyError && error.code === 'ERR_PRIVILEGE') return 'refused';
  throw error;
}
