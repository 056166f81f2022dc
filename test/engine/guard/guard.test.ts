import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Session } from '../../../src/engine/fib/session.ts';
import { guardSessions } from '../../../src/engine/guard/guard.ts';
import type { OpenKernel } from '../../../src/engine/look/kernel.ts';
import type { Address, Link, Plan, Snapshot, Step } from '../../../src/model/index.ts';
import { NetlinkError } from '../../../src/netlink/index.ts';
import { worldOf } from '../../../src/resources/world.ts';

const ETH0: Link = { type: 'link', name: 'eth0', kind: 'physical', attributes: { state: 'up' } };
const OWN: Address = { type: 'address', link: 'eth0', family: 4, address: '192.0.2.1', prefix: 24 };
const NOW: Snapshot = { format_version: 1, links: [ETH0], addresses: [OWN], routes: [], rules: [] };
const AFTER: Snapshot = { ...NOW, addresses: [] };
const SESSION: Session = {
  family: 4,
  local: { address: '192.0.2.1', port: 22 },
  remote: { address: '192.0.2.2', port: 50000 },
  mark: 0,
};
const REMOVE: Step = {
  action: 'remove',
  kind: 'address',
  key: 'eth0 192.0.2.1/24 ',
  name: 'address 192.0.2.1/24 dev eth0',
  before: OWN,
  after: null,
  changes: [],
  reason: 'no longer declared',
  source: null,
  notes: [],
};

/** A kernel that is not to be asked. */
function unasked(trace?: (line: string) => void): OpenKernel {
  const never = (): never => assert.fail('the kernel is not to be asked here');
  return {
    get route(): never {
      return never();
    },
    generic: never,
    trace,
    close: never,
  };
}

/** Guards a plan of these steps; returns the problems, what was traced, and how often the kernel was asked. */
async function guard(
  steps: readonly Step[],
  observe: () => Promise<Session[]>,
  sshConnection?: () => string | undefined,
): Promise<{ codes: string[]; messages: string[]; traced: string[]; asked: number }> {
  const traced: string[] = [];
  let asked = 0;
  const kernel = unasked((line) => void traced.push(line));
  const plan: Plan = { format_version: 1, steps, problems: [] };
  const problems = await guardSessions(
    kernel,
    { plan, snapshot: NOW, after: worldOf(AFTER) },
    { refuse: true, ...(sshConnection !== undefined && { sshConnection }) },
    () => {
      asked += 1;
      return observe();
    },
  );
  return { codes: problems.map(({ code }) => code), messages: problems.map((p) => p.message), traced, asked };
}

test('A session that loses its address is a problem, by its name when it is the one that is typed in.', async () => {
  const { codes, messages } = await guard(
    [REMOVE],
    async () => [SESSION],
    () => '192.0.2.2 50000 192.0.2.1 22',
  );
  assert.deepEqual(codes, ['lock-out']);
  assert.match(messages[0] ?? '', /^the session you are typing in/);
});

test('Nobody is asked about a plan that can harm nobody, nor for SSH_CONNECTION when nobody is harmed.', async () => {
  const creation: Step = { ...REMOVE, action: 'create', kind: 'link', before: null, after: ETH0 };
  for (const steps of [[], [creation], [{ ...REMOVE, kind: 'neighbor' as const }]])
    assert.equal((await guard(steps, async () => [SESSION])).asked, 0);
  const elsewhere = { ...SESSION, local: { address: '192.0.2.9', port: 22 } };
  const { codes } = await guard(
    [REMOVE],
    async () => [elsewhere],
    () => assert.fail('asked'),
  );
  assert.deepEqual(codes, []);
});

test('Routes of others are looked at where a step could turn the way to the other end of a session', async () => {
  const fresh = (text: string): Step => ({
    ...REMOVE,
    action: 'create',
    before: null,
    after: { ...OWN, address: text },
  });
  const looks = async (step: Step): Promise<number> => {
    let looked = 0;
    const outlook = {
      plan: { format_version: 1, steps: [step], problems: [] },
      snapshot: NOW,
      after: worldOf(NOW),
    } as const;
    const towards = async (): Promise<typeof outlook> => {
      looked += 1;
      return outlook;
    };
    await guardSessions(unasked(), { ...outlook, towards }, { refuse: true }, async () => [SESSION]);
    return looked;
  };
  assert.equal(await looks(REMOVE), 1);
  assert.equal(await looks(fresh('192.0.2.7')), 1);
  assert.equal(await looks(fresh('203.0.113.7')), 0);
});

test('A kernel that does not tell of sockets turns the guard off, which is traced; other errors are not kept quiet.', async () => {
  const refused = new NetlinkError({ errno: 1, request: { type: 'SOCK_DIAG_BY_FAMILY', seq: 1 } });
  const { codes, traced } = await guard([REMOVE], () => Promise.reject(refused));
  assert.deepEqual(codes, []);
  assert.match(traced.join(), /^the lock-out guard is off: .*EPERM/);
  await assert.rejects(
    guard([REMOVE], () => Promise.reject(new TypeError('a mistake'))),
    TypeError,
  );
});
