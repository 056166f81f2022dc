import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { rollBack } from '../../../src/engine/index.ts';
import { PROGRAM } from '../../breakage/support/program.ts';
import { repository } from '../../config/repository.ts';
import { applyInOneRun } from '../support/apply.ts';
import { dump } from '../support/dump.ts';
import type { KillPoint } from '../support/kill-point.ts';
import { makeNamespace, type Namespace } from '../support/namespace.ts';
import { lacking } from '../support/needs.ts';
import { network } from '../support/network.ts';
import { makeNics } from '../support/nics.ts';
import { config, stateOf } from '../support/program.ts';
import { assertShape, shape } from '../support/shape.ts';
import { addressTexts } from '../support/shown.ts';
import { isAlive } from '../support/threads.ts';
import { guardianOf, isPending } from '../support/trial.ts';
import { until } from '../support/until.ts';

const VLANS = lacking('vlan') === false;

/** What an earlier run has made: some of it goes, some of it changes. */
const BEFORE = network(`
  ethernets:
    eth0: {mtu: 1450}
    eth1:
      addresses: [192.0.2.1/24, "2001:db8::1/64"]
      routes: [{to: 10.9.0.0/16, via: 192.0.2.9}, {to: "2001:db8:9::/48", via: "2001:db8::9"}]
      routing-policy: [{from: 10.9.0.0/16, table: 100, priority: 9}]
  bridges:
    br0: {interfaces: [eth0], addresses: [198.51.100.1/24], routes: [{to: 10.8.0.0/16, via: 198.51.100.9}]}
    br1: {addresses: [203.0.113.1/25]}
  virtual-ethernets: {left: {peer: right}, right: {addresses: [10.20.0.1/24]}}
  tunnels: {vx1: {mode: vxlan, id: 8, local: 198.51.100.1}}
`);
const AFTER = network(`
  ethernets:
    eth0: {mtu: 1400, alias: changed}
    eth1:
      addresses: [192.0.2.2/24, "2001:db8::2/64"]
      routes: [{to: 10.9.0.0/16, via: 192.0.2.8}, {to: 10.7.0.0/16, via: 192.0.2.7}, {to: "2001:db8:9::/48", via: "2001:db8::8"}]
      routing-policy: [{from: 10.7.0.0/16, table: 100, priority: 7}]
  bridges:
    br1: {interfaces: [eth0], addresses: [203.0.113.2/25], mtu: 1400}
    br2: {addresses: [10.30.0.1/24]}
  macvlans: {mv0: {link: eth1, mode: bridge, addresses: [10.40.0.1/24]}}
  tunnels:
    vx0: {mode: vxlan, id: 7, link: br2, remote: 239.1.1.1}
    vx1: {mode: vxlan, id: 9, local: 198.51.100.1}
  ${VLANS ? 'vlans: {vl7: {id: 7, link: eth1, addresses: [10.50.0.1/24]}}' : ''}
`);

/** What is killed: it is started some two hundred times, and from the second time on fast. */
let program = '';
before(() => {
  const directory = mkdtempSync(join(tmpdir(), 'nlapply-kill-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  const source = fileURLToPath(new URL('../support/kill-point.js', import.meta.url));
  const bundler = join(repository, 'scripts/bundle-modules.mjs');
  const script = `import { bundleProgramOf } from ${JSON.stringify(bundler)}; console.log(await bundleProgramOf(${JSON.stringify(source)}, ${JSON.stringify(directory)}));`;
  program = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  }).trim();
});

/** A namespace with what others have, and with what an earlier run has made. */
async function inhabited(t: TestContext): Promise<Namespace> {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh(`
    ip link add other type bridge
    ip link set other up
    ip address add 172.16.0.1/16 dev other
    ip address add 172.17.0.1/16 dev eth1
    ip route add 10.5.0.0/16 via 172.17.0.9 proto bird
    ip rule add from 10.5.0.0/16 lookup 55 priority 55
  `);
  await applyInOneRun(ns, BEFORE);
  // On a device that is made anew: all of it goes, and comes back.
  ns.sh(`
    ip address add 172.18.0.1/16 dev vx1
    ip address add 2001:db8:18::1/64 dev vx1 nodad
    ip route add 10.6.0.0/16 via 172.18.0.9 proto bird
    ip route add 2001:db8:6::/48 via 2001:db8:18::9 proto bird
    ip neighbour add 172.18.0.9 lladdr 02:00:00:00:00:09 dev vx1
    bridge fdb add 02:00:00:00:00:09 dst 192.0.2.99 dev vx1
  `);
  return ns;
}

/** The end of a run that dies behind so many messages; how many there were, when there were fewer. */
function killedAfter(ns: Namespace, after: number, guardian?: readonly string[]): 'killed' | number {
  const path = config(ns, AFTER, 'after.yaml');
  const point: KillPoint = {
    ...{ netns: ns.path, stateDir: stateOf(ns), path, after },
    ...(guardian !== undefined && { program: guardian }),
  };
  const run = spawnSync(process.execPath, [program, JSON.stringify(point)], { encoding: 'utf8' });
  if (run.signal === 'SIGKILL') return 'killed';
  assert.equal(run.status, 0, run.stderr);
  return Number(run.stdout);
}

/** What others have, numbers included. */
function foreign(ns: Namespace): object {
  const { links, addresses, routes, rules } = dump(ns);
  return {
    links: links.filter(({ ifname }) => ifname === 'other'),
    addresses: addresses.filter(({ ifname }) => ifname === 'other'),
    onOurs: addressTexts(ns, 'eth1').filter((text) => text.startsWith('172.17.')),
    routes: routes.filter(({ protocol }) => protocol === 'bird'),
    rules: rules.filter(({ priority }) => priority === 55),
    beside: ns.sh('ip neighbour show dev vx1 nud permanent; bridge fdb show dev vx1'),
  };
}

/** Every kill point takes three processes: so many of them make a test that does not last too long. */
const SHARES = 4;

for (let share = 0; share < SHARES; share += 1) {
  test(`Killed behind any of its messages, a run can be taken back, is taken back by a trial’s guardian, and is made up for by the next (${share + 1} of ${SHARES}).`, async (t) => {
    const ns = await inhabited(t);
    const before = shape(ns);
    const messages = killedAfter(ns, -1);
    assert.ok(typeof messages === 'number' && messages > 20, `${messages} messages`);
    const after = shape(ns);
    assert.notDeepEqual(after, before);
    if (share === 0) t.diagnostic(`${messages + 1} kill points`);
    for (let n = share; n <= messages; n += SHARES) {
      const what = `killed behind message ${n} of ${messages}`;
      await assertSafe(await inhabited(t), n, { before, after }, what);
    }
  });
}

async function assertSafe(
  ns: Namespace,
  n: number,
  { before, after }: { before: object; after: object },
  what: string,
): Promise<void> {
  const theirs = foreign(ns);
  await assertShape(ns, before, 'the starting point');

  assert.equal(killedAfter(ns, n), 'killed', what);
  const back = await rollBack({ netns: ns.path, stateDir: stateOf(ns) });
  assert.deepEqual(back.remaining, [], `${what}, rolled back`);
  await assertShape(ns, before, `${what}, rolled back`);

  assert.equal(killedAfter(ns, n, [process.execPath, PROGRAM]), 'killed', what);
  const guardian = guardianOf(ns);
  process.kill(guardian, 'SIGTERM');
  // It has the lock for a moment longer than the trial is pending.
  await until('the guardian takes it back', () => !isPending(ns) && !isAlive(guardian));
  await assertShape(ns, before, `${what}, on trial`);

  assert.equal(killedAfter(ns, n), 'killed', what);
  await applyInOneRun(ns, AFTER, { allowRecreate: true });
  await assertShape(ns, after, `${what}, run again`);
  assert.deepEqual(foreign(ns), theirs, what);
}
