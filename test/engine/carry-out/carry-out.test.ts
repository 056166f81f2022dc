import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carryOut } from '../../../src/engine/carry-out/carry-out.ts';
import type { Step } from '../../../src/model/index.ts';
import { type Request, RTM } from '../../../src/netlink/index.ts';
import { Kernel, withoutGeneric } from '../fake-kernel.ts';
import {
  address,
  declared,
  liveAddress,
  liveRoute,
  machine,
  nic,
  pair,
  planned,
  route,
  rule,
  type Said,
  virtual,
} from '../samples.ts';

const live = machine({
  links: [nic('eth0', {}, { index: 2 }), virtual('br9', 'bridge', {}, { index: 9 })],
  addresses: [liveAddress('eth0', '10.9.0.1/24', { protocol: 78 }), liveAddress('eth0', '10.77.0.1/24')],
  routes: [liveRoute('10.8.0.0/16', 'eth0', { protocol: 78 })],
  rules: [rule('10.9.0.0/16', { priority: 9, protocol: 78 })],
});
const stepsFor = (said: Said, record = {}): readonly Step[] => planned(live, said, record).steps;
const run = (
  kernel: Kernel,
  steps: readonly Step[],
  options: { stopOnFailure?: boolean; signal?: AbortSignal } = {},
) => carryOut(steps, live, withoutGeneric(kernel.connection), { stopOnFailure: true, ...options });

const NOTHING: Said = { links: [declared('eth0')] };
const is = (type: number) => (request: Request) => request.type === type;

test('Steps that succeed are done, and links go in a batch of their own', async () => {
  const kernel = new Kernel();
  const steps = stepsFor({
    links: [declared('eth0'), declared('br0', 'bridge', { state: 'up' })],
    addresses: [address('br0', '10.0.0.1/24'), address('eth0', '10.9.0.1/24')],
    routes: [route('10.8.0.0/16', 'eth0')],
    rules: [rule('10.9.0.0/16')],
  });
  const outcome = await run(kernel, steps);
  assert.deepEqual(outcome, { done: steps, begun: [], failures: [], interrupted: false });
  assert.deepEqual(kernel.sent, ['RTM_NEWLINK', 'RTM_NEWADDR']);
});

test('A message that makes a link and says more is followed by smaller ones when it is refused, which say what it was', async () => {
  const port = declared('vx0', 'vxlan', { 'vxlan.id': 7, master: 'br9', state: 'up' });
  const steps = stepsFor({ links: [declared('eth0'), port] });
  const kernel = new Kernel((r) => ('master' in r.value ? 'EBUSY' : undefined));
  const { done, begun, failures } = await run(kernel, steps);
  assert.deepEqual(kernel.sent.slice(0, 2), [
    'RTM_NEWLINK RTM_NEWLINK',
    'RTM_NEWLINK RTM_NEWLINK RTM_NEWLINK',
  ]);
  assert.deepEqual([done, begun], [steps.slice(1), steps.slice(0, 1)]);
  assert.deepEqual(
    failures.map(({ code, attribute }) => [code, attribute]),
    [['EBUSY', 'master']],
  );
});

test('A link that is made by the smaller messages is there for what comes next', async () => {
  let refused = 0;
  const steps = stepsFor({
    links: [declared('eth0'), declared('br0', 'bridge', { state: 'up' })],
    addresses: [address('br0', '10.0.0.1/24')],
  });
  const kernel = new Kernel(() => (refused++ === 0 ? 'EBUSY' : undefined));
  const { done, failures } = await run(kernel, steps);
  assert.deepEqual([done, failures], [steps, []]);
  assert.deepEqual(kernel.sent, [
    'RTM_NEWLINK',
    'RTM_NEWLINK RTM_NEWLINK',
    'RTM_NEWADDR RTM_DELRULE RTM_DELROUTE RTM_DELADDR',
  ]);
});

test("A refusal is matched to its step, with the kernel's word and a hint", async () => {
  const steps = stepsFor({
    ...NOTHING,
    routes: [route('10.7.0.0/16', 'eth0'), route('10.8.0.0/16', 'eth0')],
  });
  const kernel = new Kernel((r) => (r.type === RTM.NEWROUTE ? 'EINVAL' : undefined));
  const { done, failures } = await run(kernel, steps, { stopOnFailure: false });
  assert.deepEqual(
    failures.map((f) => [f.step?.name, f.code, f.passing]),
    [['route 10.7.0.0/16 dev eth0', 'EINVAL', undefined]],
  );
  assert.match(failures[0]?.hint ?? '', /"from"/);
  assert.deepEqual(
    done.map((s) => s.action),
    ['remove', 'remove'],
  );
});

for (const [kind, code] of [
  ['address', 'EADDRNOTAVAIL'],
  ['address', 'ENODEV'],
  ['route', 'ESRCH'],
  ['rule', 'ENOENT'],
] as const) {
  test(`A removal is done when the ${kind} is gone already (${code})`, async () => {
    const [step] = stepsFor(NOTHING).filter((s) => s.kind === kind);
    assert(step !== undefined);
    const { done, failures } = await run(new Kernel(() => code), [step]);
    assert.deepEqual([done, failures], [[step], []]);
  });
}

test('A link that is gone already is removed, too', async () => {
  const steps = stepsFor(NOTHING, { links: { br9: { kind: 'bridge', created: true, set: {} } } }).filter(
    (s) => s.kind === 'link',
  );
  const { done } = await run(new Kernel(() => 'ENODEV'), steps);
  assert.equal(done.length, 1);
});

test('Races and lost answers pass: they are no reason to stop', async () => {
  for (const code of ['EEXIST', 'ENODEV', 'ERR_NETLINK_OUTCOME_UNKNOWN'] as const) {
    const steps = stepsFor({ ...NOTHING, routes: [route('10.7.0.0/16', 'eth0')] });
    const { failures } = await run(new Kernel((r) => (r.type === RTM.NEWROUTE ? code : undefined)), steps);
    assert.deepEqual(
      failures.map((f) => [f.code, f.passing]),
      [[code, true]],
    );
  }
});

test('A device that is busy passes only where something is made', async () => {
  const steps = stepsFor({ links: [declared('eth0', 'physical', { mtu: 1400 }), declared('br0', 'bridge')] });
  const { failures } = await run(new Kernel(() => 'EBUSY'), steps, { stopOnFailure: false });
  assert.deepEqual(
    failures.filter((f) => f.step?.kind === 'link').map((f) => [f.step?.action, f.passing]),
    [
      ['change', undefined],
      ['create', true],
    ],
  );
});

test('After a failure the groups that follow are not sent, unless the run is to go on', async () => {
  const steps = stepsFor({
    links: [declared('eth0', 'physical', { mtu: 1400 })],
    addresses: [address('eth0', '10.0.0.1/24')],
  });
  const refuse = (r: Request) => (r.type === RTM.NEWLINK ? ('EINVAL' as const) : undefined);
  const stopped = new Kernel(refuse);
  const { done } = await run(stopped, steps);
  assert.deepEqual([stopped.batches.length, done], [1, []]);
  const going = new Kernel(refuse);
  assert.equal((await run(going, steps, { stopOnFailure: false })).done.length, steps.length - 1);
});

test('What stands on a link that could not be made, and its ports, is not sent and fails with it without a word', async () => {
  const steps = stepsFor({
    links: [declared('br0', 'bridge', { state: 'up' }), declared('eth0', 'physical', { master: 'br0' })],
    addresses: [address('br0', '10.0.0.1/24')],
    routes: [route('10.7.0.0/16', 'br0')],
  });
  const kernel = new Kernel((r) => (is(RTM.NEWLINK)(r) ? 'EEXIST' : undefined));
  const { failures } = await run(kernel, steps, { stopOnFailure: false });
  assert.deepEqual(
    failures.map((f) => [f.step?.name, f.code, f.passing]),
    [['bridge br0', 'EEXIST', true]],
  );
  assert(!kernel.batches.flat().some(is(RTM.NEWADDR)));
});

test('A link that is there though a setting was refused keeps what is declared on it', async () => {
  const steps = stepsFor({
    links: [declared('br0', 'bridge', { mtu: 1400 })],
    addresses: [address('br0', '10.0.0.1/24')],
  });
  const kernel = new Kernel((r) => (is(RTM.NEWLINK)(r) && (r.flags ?? 0) === 0 ? 'EINVAL' : undefined));
  const { failures, done, begun } = await run(kernel, steps, { stopOnFailure: false });
  assert.deepEqual(
    begun.map((s) => s.name),
    ['bridge br0'],
  );
  assert.deepEqual(
    failures.map((f) => f.step?.name),
    ['bridge br0'],
  );
  assert(done.some((s) => s.name === 'address 10.0.0.1/24 dev br0'));
});

test('A busy link is taken down for its new MAC address, and up again', async () => {
  const steps = stepsFor({
    links: [declared('eth0', 'physical', { macaddress: '02:00:00:00:00:01' })],
  }).slice(0, 1);
  let refused = 0;
  const kernel = new Kernel(() => (refused++ === 0 ? 'EBUSY' : undefined));
  const { done, failures } = await run(kernel, steps);
  assert.deepEqual([done.length, failures], [1, []]);
  assert.deepEqual(
    kernel.batches[1]?.map((r) => r.value),
    [
      { index: 2, flags: 0, change: 1 },
      { index: 2, address: '02:00:00:00:00:01' },
      { index: 2, flags: 1, change: 1 },
    ],
  );
});

test('When that is refused, too, the first refusal counts', async () => {
  const steps = stepsFor({
    links: [declared('eth0', 'physical', { macaddress: '02:00:00:00:00:01' })],
  }).slice(0, 1);
  const { failures } = await run(new Kernel(() => 'EBUSY'), steps);
  assert.deepEqual(
    failures.map((f) => f.code),
    ['EBUSY'],
  );
});

test('Between two groups a run can be interrupted; what was sent is told', async () => {
  const addresses = Array.from({ length: 300 }, (_, i) => address('eth0', `10.${i >> 8}.${i & 255}.1/24`));
  const steps = stepsFor({ ...NOTHING, addresses });
  const controller = new AbortController();
  const kernel = new Kernel(() => {
    controller.abort();
    return undefined;
  });
  const { done, interrupted } = await run(kernel, steps, { signal: controller.signal });
  assert.equal(interrupted, true);
  assert.equal(kernel.batches.length, 1);
  assert.equal(done.length, 128);
});

test('Nothing at all is sent when the run was interrupted before', async () => {
  const kernel = new Kernel();
  const outcome = await run(kernel, stepsFor(NOTHING), { signal: AbortSignal.abort() });
  assert.deepEqual([outcome.done, outcome.interrupted, kernel.batches], [[], true, []]);
});

test('A pair of veths gets its indexes beforehand: what is on them need not wait', async () => {
  const [va, vb] = pair('va', 'vb');
  const steps = stepsFor({
    links: [
      declared('va', 'veth', { 'veth.peer': 'vb' }),
      declared('vb', 'veth', { 'veth.peer': 'va', state: 'up' }),
    ],
    addresses: [address(vb.name, '10.0.0.1/24')],
  });
  const kernel = new Kernel();
  await run(
    kernel,
    steps.filter((s) => s.action === 'create'),
  );
  const [create, up, addr] = kernel.batches
    .flat()
    .map((r) => JSON.parse(JSON.stringify(r.value)) as Record<string, unknown>);
  assert.deepEqual(create, {
    index: 1033,
    name: va.name,
    linkinfo: { kind: 'veth', data: { peer: { index: 1034, name: vb.name } } },
  });
  assert.deepEqual([up?.['index'], addr?.['index']], [1034, 1034]);
});

test('A route from a new IPv6 address waits for that, too, after a link has waited for another one', async () => {
  const local = '2001:db8::1';
  const geneve = virtual('gnv0', 'geneve', { state: 'down', 'geneve.local': local }, { index: 7 });
  const before = machine({
    links: [nic('eth0', {}, { index: 2 }), geneve],
    addresses: [liveAddress('eth0', `${local}/64`)],
  });
  const { steps } = planned(before, {
    links: [declared('eth0'), declared('gnv0', 'geneve', { state: 'up' })],
    addresses: [address('eth0', '2001:db8:1::1/64')],
    routes: [route('2001:db8:7::/48', 'eth0', { from: '2001:db8:1::1' })],
  });
  const kernel = new Kernel();
  const connection = Object.assign(kernel.connection, {
    dump: () => {
      kernel.batches.push([]);
      return Promise.resolve([]);
    },
  });
  await carryOut(steps, before, withoutGeneric(connection), { stopOnFailure: true });
  // A look is two dumps, of IPv4 and of IPv6.
  const look = ['', ''];
  assert.deepEqual(kernel.sent, [...look, 'RTM_NEWLINK', 'RTM_NEWADDR', ...look, 'RTM_NEWROUTE']);
});
