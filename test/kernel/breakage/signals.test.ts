import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { assertDecent } from '../../breakage/support/decency.ts';
import { ended } from '../../breakage/support/program.ts';
import { dump } from '../support/dump.ts';
import { halfway, routeCount } from '../support/halfway.ts';
import { makeNamespace, type Namespace } from '../support/namespace.ts';
import { NOTHING } from '../support/network.ts';
import { assertDone, config, manyRoutes, nl, startIn } from '../support/program.ts';

/** Enough to be met in the middle, also on a fast machine. */
const ROUTES = 6000;
/** With its address's own. */
const ALL = ROUTES + 1;

/** A namespace in which somebody else has a bridge with an address and a route. */
async function inhabited(t: TestContext): Promise<{ ns: Namespace; wanted: string; nothing: string }> {
  const ns = await makeNamespace(t);
  ns.sh('ip link add other type bridge; ip link set other up; ip addr add 192.0.2.1/24 dev other');
  ns.sh('ip route add 198.51.100.0/24 via 192.0.2.2');
  const wanted = config(ns, manyRoutes(ROUTES), 'wanted.yaml');
  return { ns, wanted, nothing: config(ns, NOTHING, 'nothing.yaml') };
}

/** Asserts that a run makes all of it, and another takes all of it away. */
function assertConverges(ns: Namespace, wanted: string, nothing: string, before: object): void {
  assertDone(nl(ns, ['--quiet', wanted]), 'converges');
  assert.equal(routeCount(ns), ALL + 2);
  assert.match(assertDone(nl(ns, [wanted])).stdout, /^Nothing to do/);
  assertDone(nl(ns, ['--quiet', nothing]), 'removes');
  assert.deepEqual(dump(ns), before);
}

for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  test(`${signal} in the middle of thousands of routes takes all of them back.`, async (t) => {
    const { ns, wanted, nothing } = await inhabited(t);
    const before = dump(ns);
    const run = await halfway(ns, [wanted], 400, (child) => {
      child.kill(signal);
    });
    assertDecent(run);
    assert.ok(run.routes > 2 && run.routes < ALL, `${run.routes} routes were there`);
    assert.equal(run.status, status, run.stderr.slice(-500));
    assert.match(run.stderr, /All changes of this run were rolled back/);
    assert.match(run.stderr, new RegExp(`interrupted by ${signal}\\n$`));
    assert.deepEqual(dump(ns), before);
    assertConverges(ns, wanted, nothing, before);
  });
}

test('The loss of the terminal stops nothing.', async (t) => {
  const { ns, wanted } = await inhabited(t);
  const run = await halfway(ns, [wanted], 400, (child) => {
    child.kill('SIGHUP');
  });
  assertDecent(run);
  assert.ok(run.routes < ALL, `${run.routes} routes were there`);
  assert.equal(run.status, 0, run.stderr.slice(-500));
  assert.equal(routeCount(ns), ALL + 2);
});

test('The second and the tenth signal are answered, and change nothing in how the first one ends.', async (t) => {
  const { ns, wanted } = await inhabited(t);
  const before = dump(ns);
  const run = await halfway(ns, [wanted], 400, async (child) => {
    // Both before it goes on: a run that is quick would be through before the second.
    child.kill('SIGINT');
    child.kill('SIGTERM');
    child.kill('SIGCONT');
    for (let i = 0; i < 8; i += 1) {
      await sleep(5);
      child.kill(i % 2 === 0 ? 'SIGTERM' : 'SIGINT');
    }
  });
  assertDecent(run);
  // The kernel may give them to different threads, and thus in either order.
  const [, first] = /interrupted by (SIGINT|SIGTERM)\n$/.exec(run.stderr) ?? [];
  assert.equal(run.status, first === 'SIGTERM' ? 143 : 130, run.stderr.slice(-500));
  assert.match(run.stderr, first === 'SIGTERM' ? /SIGINT: already stopping/ : /SIGTERM: already stopping/);
  assert.deepEqual(dump(ns), before);
});

test('With --on-error continue an interrupted run leaves what it has made, and the next one goes on.', async (t) => {
  const { ns, wanted, nothing } = await inhabited(t);
  const before = dump(ns);
  const run = await halfway(ns, ['--on-error', 'continue', wanted], 400, (child) => {
    child.kill('SIGTERM');
  });
  assertDecent(run);
  assert.equal(run.status, 143, run.stderr.slice(-500));
  const left = routeCount(ns);
  assert.ok(left > 2 && left < ALL, `${left} routes`);
  assertConverges(ns, wanted, nothing, before);
});

test('With --on-error continue the run after an interrupted one brings back what that one took along of others.', async (t) => {
  const { ns } = await inhabited(t);
  const device = (id: number): string => `  tunnels: {vx1: {mode: vxlan, id: ${id}, local: 192.0.2.1}}\n`;
  assertDone(nl(ns, [config(ns, `network:\n  version: 2\n${device(8)}`, 'before.yaml')]));
  // All of it goes with the device, which is made anew, and its places come behind thousands of others.
  ns.sh('ip addr add 172.18.0.1/16 dev vx1; ip route add 223.6.0.0/16 via 172.18.0.9 proto bird');
  const theirs = (): string => ns.sh('ip route show proto bird').trim();
  assert.notEqual(theirs(), '');
  const wanted = config(ns, manyRoutes(ROUTES) + device(9), 'wanted.yaml');
  const run = await halfway(ns, ['--allow-recreate', '--on-error', 'continue', wanted], 400, (child) => {
    child.kill('SIGTERM');
  });
  assertDecent(run);
  assert.equal(run.status, 143, run.stderr.slice(-500));
  assert.equal(theirs(), '');
  assertDone(nl(ns, ['--quiet', wanted]));
  assert.match(theirs(), /^223\.6\.0\.0\/16 via 172\.18\.0\.9 dev vx1/);
  assert.match(assertDone(nl(ns, [wanted])).stdout, /^Nothing to do/);
});

test('Whenever the signal comes, the state is as before or as declared, and the status says which.', async (t) => {
  const { ns, wanted, nothing } = await inhabited(t);
  const before = dump(ns);
  for (const [signal, status] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    for (const delay of [100, 300, 500]) {
      const child = startIn(ns, [wanted]);
      await sleep(delay);
      child.kill(signal);
      const run = await ended(child);
      const what = `${signal} after ${delay} ms`;
      assertDecent({ ...run, signal: null }, what);
      if (run.status === 0) assert.equal(routeCount(ns), ALL + 2, what);
      else {
        assert.ok(run.status === status || run.signal === signal, `${what}: ${run.status} ${run.stderr}`);
        assert.deepEqual(dump(ns), before, what);
      }
      assertDone(nl(ns, ['--quiet', nothing]), what);
      assert.deepEqual(dump(ns), before, what);
    }
  }
});

for (const lines of [10, 1500]) {
  test(`Killed after ${lines} requests or so, a run leaves nothing unowned: the next converges, and removal removes all.`, async (t) => {
    const { ns, wanted, nothing } = await inhabited(t);
    const before = dump(ns);
    const run = await halfway(ns, [wanted], lines, (child) => {
      child.kill('SIGKILL');
    });
    assert.equal(run.signal, 'SIGKILL');
    assert.notEqual(nl(ns, ['diff', wanted]).status, 1);
    assertDone(nl(ns, ['--quiet', nothing]), 'removes what the killed run made');
    assert.deepEqual(dump(ns), before);
    await halfway(ns, [wanted], lines, (child) => {
      child.kill('SIGKILL');
    });
    assertConverges(ns, wanted, nothing, before);
  });
}

test('Killed while it takes away, a run leaves the rest owned.', async (t) => {
  const { ns, wanted, nothing } = await inhabited(t);
  const before = dump(ns);
  assertDone(nl(ns, ['--quiet', wanted]));
  const bridgeOnly = config(ns, 'network: {bridges: {br0: {addresses: [10.0.0.1/8]}}}\n', 'bridge.yaml');
  const run = await halfway(ns, [bridgeOnly], 10, (child) => {
    child.kill('SIGKILL');
  });
  assert.equal(run.signal, 'SIGKILL');
  assertDone(nl(ns, ['--quiet', bridgeOnly]));
  assert.equal(routeCount(ns), 3);
  assertDone(nl(ns, ['--quiet', nothing]));
  assert.deepEqual(dump(ns), before);
});
