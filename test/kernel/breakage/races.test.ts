import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { assertDecent } from '../../breakage/support/decency.ts';
import { againAndAgain } from '../support/again.ts';
import { dump } from '../support/dump.ts';
import { makeNamespace } from '../support/namespace.ts';
import { NOTHING, network } from '../support/network.ts';
import { assertDone, config, inside, manyRoutes, nl } from '../support/program.ts';

test('While somebody deletes our links all the time, runs end in decent words; afterwards one run makes it right.', async (t) => {
  const ns = await makeNamespace(t);
  const before = dump(ns);
  const many = Array.from(
    { length: 30 },
    (_, i) => `  br${i}: {mtu: 1400, addresses: [10.0.${i}.1/24]}\n`,
  ).join('');
  const wanted = config(ns, network(`bridges:\n${many}`), 'wanted.yaml');
  const stop = againAndAgain(t, ns, 'for i in 3 7 11 29; do ip link del br$i; done; ip addr flush dev br5');
  for (const mode of ['rollback', 'continue', 'rollback', 'continue']) {
    const run = nl(ns, ['--on-error', mode, wanted]);
    assert.ok(run.status === 0 || run.status === 1, run.stderr);
  }
  await stop();
  assertDone(nl(ns, [wanted]));
  assert.match(assertDone(nl(ns, [wanted])).stdout, /^Nothing to do/);
  assertDone(nl(ns, [config(ns, NOTHING, 'nothing.yaml')]));
  assert.deepEqual(dump(ns), before);
});

test('A bridge that vanishes under its routes takes them along, and the run says so.', async (t) => {
  const ns = await makeNamespace(t);
  const before = dump(ns);
  const wanted = config(ns, manyRoutes(3000), 'wanted.yaml');
  const [command = '', ...words] = [
    ...inside(ns),
    'sh',
    '-c',
    'until ip link del br0; do :; done 2>/dev/null',
  ];
  const vandal = spawn(command, words, { stdio: 'ignore' });
  t.after(() => vandal.kill('SIGKILL'));
  const gone = once(vandal, 'exit');
  const run = nl(ns, [wanted]);
  // On a busy machine it may come only now.
  await gone;
  assertDecent(run);
  assert.ok(run.status === 0 || run.status === 1, run.stderr.slice(-500));
  assert.ok(run.stderr.length < 2_000_000);
  assertDone(nl(ns, ['--quiet', wanted]));
  assertDone(nl(ns, ['--quiet', config(ns, NOTHING, 'nothing.yaml')]));
  assert.deepEqual(dump(ns), before);
});
