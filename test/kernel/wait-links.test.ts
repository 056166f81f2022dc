import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { type TestContext, test } from 'node:test';
import { apply, applyInOneRun } from './support/apply.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { addressTexts } from './support/shown.ts';

const YAML = network('ethernets: {eth0: {addresses: [192.0.2.1/24]}}');

/** Runs a script in the namespace a moment later. */
function later(t: TestContext, ns: Namespace, seconds: number, script: string): void {
  const child = spawn('nsenter', [`--net=${ns.path}`, 'sh', '-ec', `sleep ${seconds}; ${script}`], {
    stdio: 'inherit',
  });
  t.after(() => void child.kill('SIGKILL'));
}

/** What a run is told to say, and does when it says that it waits. */
function waiting(then: () => void = () => {}): { told: string[]; progress: (text: string) => void } {
  const told: string[] = [];
  const progress = (text: string): void => {
    told.push(text);
    if (/^waiting up to /.test(text)) then();
  };
  return { told, progress };
}

test('a NIC that comes later is waited for', async (t) => {
  const ns = await makeNamespace(t);
  const { told, progress } = waiting(() =>
    later(t, ns, 0.5, 'ip link add eth0 type veth peer name far-eth0'),
  );
  const result = await apply(ns, YAML, { waitLinks: 600, progress });
  assert.deepEqual(result.plan.problems, []);
  assert.deepEqual(addressTexts(ns, 'eth0'), ['192.0.2.1/24']);
  assert.match(told[0] ?? '', /^waiting up to 600 s for eth0/);
});

test('a NIC that is renamed later is waited for', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'ens3');
  const { told, progress } = waiting(() =>
    later(t, ns, 0.5, 'ip link set ens3 down; ip link set ens3 name eth0'),
  );
  const result = await apply(ns, YAML, { waitLinks: 600, progress });
  assert.deepEqual(result.plan.problems, []);
  assert.deepEqual(addressTexts(ns, 'eth0'), ['192.0.2.1/24']);
  assert.match(told[0] ?? '', /^waiting up to /);
});

test('when the time is up the NIC is a problem, and everything else is applied', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth1');
  const start = Date.now();
  const result = await applyInOneRun(
    ns,
    network('ethernets: {eth0: {}, eth1: {addresses: [198.51.100.1/24]}}'),
    { waitLinks: 0.5 },
  );
  const took = Date.now() - start;
  assert.ok(took >= 900, `two runs took ${took} ms`);
  assert.deepEqual(
    result.plan.problems.map(({ code }) => code),
    ['link-missing'],
  );
  assert.deepEqual(addressTexts(ns, 'eth1'), ['198.51.100.1/24']);
});

test('optional NICs are not waited for', async (t) => {
  const ns = await makeNamespace(t);
  const { told, progress } = waiting();
  await apply(ns, network('ethernets: {eth0: {optional: true}}'), { waitLinks: 5, progress });
  assert.deepEqual(told, []);
});

test('nothing is waited for when all NICs are there', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const { told, progress } = waiting();
  await applyInOneRun(ns, YAML, { waitLinks: 5, progress });
  assert.deepEqual(told, []);
});

test('an interruption ends the wait', async (t) => {
  const ns = await makeNamespace(t);
  const controller = new AbortController();
  const { told, progress } = waiting(() => controller.abort());
  const start = Date.now();
  await apply(ns, YAML, { waitLinks: 600, signal: controller.signal, progress });
  assert.equal(told.length, 1);
  assert.ok(Date.now() - start < 600_000, 'it waited to the end');
});

test('a storm of events that overruns the queue loses no NIC', async (t) => {
  const ns = await makeNamespace(t);
  const both = network('ethernets: {eth0: {addresses: [192.0.2.1/24]}, eth1: {}}');
  const groups = Array.from({ length: 600 }, (_, n) => `link set lo group ${n + 1}`);
  let drops = 0;
  // Nobody reads the queue as long as this takes.
  const progress = (): void => {
    ns.sh(`ip -batch - <<'END'\n${groups.join('\n')}\nEND`);
    drops = dropsOf(ns);
    makeNics(ns, 'eth0');
    later(t, ns, 0.3, 'ip link add eth1 type veth peer name far-eth1');
  };
  const result = await apply(ns, both, { waitLinks: 600, progress });
  assert.ok(drops > 0, 'no event was lost');
  assert.deepEqual(result.plan.problems, []);
  assert.deepEqual(addressTexts(ns, 'eth0'), ['192.0.2.1/24']);
});

/** Events that sockets of the namespace lost: the column Drops of /proc/net/netlink. */
function dropsOf(ns: Namespace): number {
  const [head = '', ...lines] = ns.sh('cat /proc/net/netlink').trim().split('\n');
  const column = head.trim().split(/\s+/).indexOf('Drops');
  return lines.reduce((sum, line) => sum + Number(line.trim().split(/\s+/)[column]), 0);
}
