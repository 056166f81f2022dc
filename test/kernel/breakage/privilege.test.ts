import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertDecent, assertRefused } from '../../breakage/support/decency.ts';
import { nlapply, PROGRAM } from '../../breakage/support/program.ts';
import { dump } from '../support/dump.ts';
import { makeNamespace, type Namespace } from '../support/namespace.ts';
import { NOTHING, network } from '../support/network.ts';
import { assertDone, config, inside, nl } from '../support/program.ts';

/** Takes every capability away and leaves the user who he is. */
const POWERLESS = ['setpriv', '--inh-caps=-all', '--bounding-set=-all'];

const CONFIG = network('bridges:\n  br0: {addresses: [10.1.1.1/24]}\n');

test('Without CAP_NET_ADMIN apply ends with 77 and says so; diff, check and show do their work.', async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add other type bridge; ip link set other up; ip addr add 192.0.2.1/24 dev other');
  const before = dump(ns);
  const path = config(ns, CONFIG);
  const run = nl(ns, [path], { through: POWERLESS });
  assertRefused(run, 77, /CAP_NET_ADMIN/);
  assert.match(run.stderr, /hint: run as root/);
  assert.deepEqual(dump(ns), before);
  const asked = (...words: string[]) => {
    const answer = nlapply(words, { through: [...inside(ns), ...POWERLESS] });
    assertDecent(answer, words.join(' '));
    return answer;
  };
  assert.equal(asked('check', path).status, 0);
  assert.match(asked('diff', path).stdout, /Plan: 2 to add/);
  assert.match(asked('show').stdout, /192\.0\.2\.1\/24/);
  assert.equal(asked('snapshot').status, 0);
});

test('Where others switched IPv6 off, that is said, and not that a privilege is missing.', async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add br0 type bridge; echo 1 > /proc/sys/net/ipv6/conf/br0/disable_ipv6; ip link set br0 up');
  for (const line of ["addresses: ['2001:db8::1/64']", "routes: [{to: '2001:db8::/64', via: 'fe80::1'}]"]) {
    const run = nl(ns, [config(ns, network(`bridges:\n  br0: {${line}}\n`))]);
    assertRefused(run, 1, /IPv6 is disabled/);
    assert.match(run.stderr, /hint: IPv6 is switched off on this link/);
  }
});

test('A run that was not allowed anything claims nothing: what others make of that name later is theirs.', async (t) => {
  const ns = await makeNamespace(t);
  assert.equal(nl(ns, [config(ns, CONFIG)], { through: POWERLESS }).status, 77);
  ns.sh('ip link add br0 type bridge');
  const before = dump(ns);
  assert.match(assertDone(nl(ns, [config(ns, NOTHING)])).stdout, /^Nothing to do/);
  assert.deepEqual(dump(ns), before);
});

test('An ordinary user is told which directory he may not write.', async (t) => {
  const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
  const [command = '', ...words] = [...nobody, process.execPath, PROGRAM, '--version'];
  if (spawnSync(command, words).status !== 0) {
    t.skip('another user cannot run the program from where it is');
    return;
  }
  const ns = await makeNamespace(t);
  const path = config(ns, CONFIG);
  chmodSync(ns.directory, 0o755);
  const before = dump(ns);
  assertRefused(nl(ns, [path], { through: nobody }), 77, /cannot write the state directory/);
  assertDone(nl(ns, ['--quiet', path]));
  assert.notDeepEqual(dump(ns), before);
  const diff = nl(ns, ['diff', path], { through: nobody });
  assert.equal(diff.status, 0, diff.stdout + diff.stderr);
  assert.match(diff.stdout, /record .*cannot be read.*\n/);
  const other = nlapply(['diff', '--netns', ns.path, path], { through: nobody });
  assertRefused(other, 77, /no permission to enter the network namespace/);
  assert.equal(enter(ns, nobody, 'show'), 0);
});

function enter(ns: Namespace, through: readonly string[], command: string): number | null {
  const run = nlapply([command], { through: [...inside(ns), ...through] });
  assertDecent(run, command);
  return run.status;
}

test('A namespace that may not be entered is refused with 77.', async (t) => {
  const ns = await makeNamespace(t);
  const run = nlapply(['show', '--netns', ns.path], { through: POWERLESS });
  assertRefused(run, 77, /no permission to enter the network namespace .*\/ns\/net/);
  assertRefused(
    nlapply(['--netns', ns.path, '--state-dir', join(ns.directory, 's'), config(ns, CONFIG)], {
      through: POWERLESS,
    }),
    77,
    /no permission/,
  );
});
