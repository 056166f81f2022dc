import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { assertDecent, assertRefused } from '../../breakage/support/decency.ts';
import { ended, nlapply, scratch, start } from '../../breakage/support/program.ts';
import { stopAfter } from '../support/halfway.ts';
import { manyRoutes } from '../support/program.ts';
import { isStopped } from '../support/threads.ts';
import { until } from '../support/until.ts';

const NAMES: Readonly<Record<string, string>> = {
  'a name that nobody has': 'nlapply-no-such',
  'a file that is no namespace': '/etc/passwd',
  'a directory': '/tmp',
  'a device': '/dev/null',
  'a namespace of another kind': '/proc/self/ns/mnt',
  'a process that is none': '/proc/4194305/ns/net',
  'a path below a file': '/etc/passwd/ns',
  'control characters': '/\u001b[31m\u202e',
  'four thousand characters': 'x'.repeat(4000),
};
for (const [what, name] of Object.entries(NAMES)) {
  test(`${what} for a namespace is refused as none.`, (t) => {
    const directory = scratch(t);
    const state = join(directory, 'state');
    const path = join(directory, 'config.yaml');
    writeFileSync(path, 'network: {bridges: {br0: {}}}\n');
    for (const words of [['show'], ['--state-dir', state, path]]) {
      const run = nlapply(['--netns', name, ...words]);
      assertRefused(run, 1, /^nlapply: there is no network namespace [^\n]+\n {2}hint: .*ip netns/, what);
    }
    assert.ok(!existsSync(state), 'nothing is recorded about no namespace');
  });
}

/** A namespace that exists by one process and one mount, both of which the test can take away. */
async function perishable(
  t: TestContext,
): Promise<{ path: string; routes: () => number; destroy: () => void }> {
  const directory = scratch(t);
  const path = join(directory, 'ns');
  writeFileSync(path, '');
  const holder = spawn('unshare', ['-n', 'sh', '-c', 'echo ready; exec sleep 600'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  t.after(() => holder.kill('SIGKILL'));
  await once(holder.stdout, 'data');
  execFileSync('mount', ['--bind', `/proc/${holder.pid}/ns/net`, path]);
  t.after(() => spawn('umount', ['-l', path], { stdio: 'ignore' }));
  const table = `/proc/${holder.pid}/net/route`;
  return {
    path,
    routes: () => Number(execFileSync('sh', ['-c', `wc -l < ${table}`], { encoding: 'utf8' })) - 1,
    destroy: () => {
      execFileSync('umount', ['-l', path]);
      holder.kill('SIGKILL');
    },
  };
}

test('A namespace that vanishes in the middle of a run ends it in decent words, or lets it end.', async (t) => {
  for (const lines of [3, 200, 2000]) {
    const ns = await perishable(t);
    const directory = scratch(t);
    mkdirSync(join(directory, 'state'));
    const path = join(directory, 'config.yaml');
    writeFileSync(path, manyRoutes(5000));
    const child = start(['--verbose', '--netns', ns.path, '--state-dir', join(directory, 'state'), path]);
    await stopAfter(child, lines);
    const end = ended(child);
    await until('it has stopped', () => isStopped(child.pid ?? 0));
    ns.destroy();
    child.kill('SIGCONT');
    const run = await end;
    assertDecent(run, `after ${lines} lines`);
    // Its socket keeps the namespace alive to the end of the run.
    assert.ok(run.status === 0 || run.status === 1, `${run.status}: ${run.stderr.slice(-500)}`);
    assertRefused(nlapply(['show', '--netns', ns.path]), 1, /there is no network namespace/);
  }
});
