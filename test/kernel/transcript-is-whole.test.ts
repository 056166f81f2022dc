import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Ended, nlapplyStarted, PROGRAM } from '../breakage/support/program.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { assertDone, config, inside, stateOf } from './support/program.ts';
import { linkOf } from './support/shown.ts';
import { transcriptOf } from './support/transcript.ts';
import { until } from './support/until.ts';

// strace sees what the program's own list of what it looks at may have forgotten.

const hasStrace = spawnSync('strace', ['-V']).status === 0;
const skip = hasStrace && PROGRAM.endsWith('.cjs') ? false : 'there is no strace, or no bundle';

/** The names of files in the system calls of a trace, with what was asked of them. */
const namesIn = (trace: string): readonly string[] =>
  [...trace.matchAll(/^\d+ +\w+\((?:[\w]+, )?"([^"]*)"/gm)].flatMap(([, name = '']) =>
    name === '' ? [] : [name],
  );

/** Requests to the kernel, by the names of their types. */
const requestsIn = (trace: string): readonly string[] =>
  [...trace.matchAll(/^\d+ +send\w+\(.*?nlmsg_type=([\w]+)/gm)].map(([, type = '']) => type);

interface Traced {
  readonly run: Ended;
  readonly trace: string;
}

function traced(
  t: TestContext,
  ns: Namespace,
  name: string,
  run: (through: readonly string[]) => Ended,
): Traced {
  const file = join(ns.directory, name);
  const ended = run([
    ...inside(ns),
    'strace',
    '-f',
    '-qq',
    '-s4096',
    '-e',
    'trace=%file,%network',
    '-o',
    file,
  ]);
  t.diagnostic(`${name}: ${namesIn(readFileSync(file, 'utf8')).length} names`);
  return { run: ended, trace: readFileSync(file, 'utf8') };
}

/** Node itself, the program's parts, and what is there for each run that writes. */
const ofTheProgram = (ns: Namespace): ((name: string) => boolean) => {
  const root = dirname(dirname(PROGRAM));
  const state = dirname(transcriptOf(ns));
  const own = [state, stateOf(ns), join(state, 'lock'), transcriptOf(ns), `${transcriptOf(ns)}.new`];
  return (name) =>
    name.startsWith(root) || root.startsWith(name) || own.includes(name) || name.startsWith('/proc/self/fd/');
};

const stateOfLink = (ns: Namespace, name: string): unknown => linkOf(ns, name)['operstate'];

test('all that a run looks at is in what it keeps', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('echo 0 >/proc/sys/net/ipv6/conf/default/accept_dad');
  const path = config(
    ns,
    `network:
       virtual-ethernets:
         va: {peer: vb, link-local: [], addresses: [192.0.2.2/24], routes: [{to: default, via: 192.0.2.1}]}
         vb: {link-local: []}
       bridges:
         br0:
           # A port that goes through its states, or of which something is learned, is another one by the next run.
           parameters: {stp: false}
           link-local: []
           interfaces: [vb]
           sysctl: {ipv4.rp_filter: 2}
           fdb: [{macaddress: 02:00:00:00:00:04}]
       tuntaps: {tap7: {mode: tap, owner: root, neighbors: [{to: 192.0.2.9, macaddress: 02:00:00:00:00:09}]}}`,
  );
  const words = ['--state-dir', stateOf(ns), path];
  const run = (through: readonly string[]): Ended => nlapplyStarted(words, { through });
  assertDone(run(inside(ns)));
  // The kernel tells of carriers later, and once a second at most (linkwatch_schedule_work).
  await until(
    'the bridge and the tap know theirs',
    () => stateOfLink(ns, 'br0') === 'UP' && stateOfLink(ns, 'tap7') === 'DOWN',
  );
  const bare = traced(t, ns, 'bare', (through) => {
    const [command = '', ...rest] = through;
    const { status, stdout, stderr } = spawnSync(
      command,
      [...rest, process.execPath, '-e', 'process.stdout.write("x")'],
      {
        encoding: 'utf8',
      },
    );
    return { status, signal: null, stdout, stderr };
  });
  const whole = traced(t, ns, 'whole', run);
  assert.match(assertDone(whole.run).stdout, /^Nothing to do/);
  const kept = readFileSync(transcriptOf(ns), 'latin1');
  const ofNode = new Set(namesIn(bare.trace));
  const isOwn = ofTheProgram(ns);
  const seen = [...new Set(namesIn(whole.trace))].filter((name) => !ofNode.has(name) && !isOwn(name));
  assert.ok(seen.includes(path) && seen.includes('/etc/passwd'), seen.join('\n'));
  assert.deepEqual(
    seen.filter((name) => !kept.includes(JSON.stringify(name))),
    [],
  );
  const again = traced(t, ns, 'again', run);
  assert.equal(assertDone(again.run).stdout, whole.run.stdout);
  assert.notEqual(requestsIn(whole.trace).length, 0);
  assert.deepEqual(requestsIn(again.trace), requestsIn(whole.trace));
  const files = new Set(namesIn(again.trace));
  assert.deepEqual(
    seen.filter((name) => !files.has(name)),
    [],
  );
});
