import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { assertDecent, assertRefused } from '../breakage/support/decency.ts';
import { nlapply, PROGRAM } from '../breakage/support/program.ts';
import { LIMIT_MS } from '../breakage/support/resident.ts';
import { dump } from './support/dump.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { assertDone, config, inside, nl, stateOf } from './support/program.ts';
import { assertShape, shape } from './support/shape.ts';
import { addressTexts, linkNames } from './support/shown.ts';
import { isAlive } from './support/threads.ts';
import { type Front, guardianOf, isPending, startTry, stateDirectory } from './support/trial.ts';
import { until } from './support/until.ts';

const YAML = network(`
  ethernets: {eth0: {mtu: 1400, addresses: [192.0.2.1/24], routes: [{to: default, via: 192.0.2.9}]}}
  bridges: {br0: {addresses: [198.51.100.1/24]}}
`);
/** So long that no test lives to see it. */
const LONG = ['--timeout', '600'];

async function inhabited(t: TestContext): Promise<Namespace> {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip address add 203.0.113.5/24 dev eth0; ip route add 10.5.0.0/16 via 203.0.113.9 proto bird');
  return ns;
}

const isApplied = (ns: Namespace): boolean => addressTexts(ns, 'eth0').includes('192.0.2.1/24');

test('ENTER keeps what is on trial, and the guardian ends.', async (t) => {
  const ns = await inhabited(t);
  const front = startTry(t, ns, YAML, LONG);
  await front.waiting;
  assert.ok(isApplied(ns) && isPending(ns));
  const guardian = guardianOf(ns);
  assert.ok(isAlive(guardian));
  front.child.stdin.write('\n');
  const run = await front.ended;
  assertDecent(run);
  assert.equal(run.status, 0, run.stderr);
  assert.match(run.stdout, /^Applied: 4 added, 1 changed[\s\S]*^Confirmed: /m);
  assert.ok(isApplied(ns) && !isPending(ns));
  await until('the guardian ends', () => !isAlive(guardian));
  assert.match(nl(ns, [config(ns, YAML)]).stdout, /^Nothing to do/);
});

test('"nlapply confirm" keeps it, and the process that asks says so; another has nothing to confirm.', async (t) => {
  const ns = await inhabited(t);
  const front = startTry(t, ns, YAML, [...LONG, '--json']);
  await front.waiting;
  assert.deepEqual(JSON.parse(assertDone(nl(ns, ['confirm', '--json'])).stdout), {
    format_version: 1,
    trial: { state: 'confirmed' },
  });
  const run = await front.ended;
  assert.equal(run.status, 0, run.stderr);
  const document = JSON.parse(run.stdout);
  assert.deepEqual([document.outcome, document.trial], ['applied', { state: 'confirmed', timeout: 600 }]);
  assert.ok(isApplied(ns));
  assertRefused(nl(ns, ['confirm']), 1, /there is no trial to confirm: the last one was confirmed/);
});

test('Unconfirmed, it goes back by itself when its time is over; then it is too late to confirm.', async (t) => {
  const ns = await inhabited(t);
  const before = dump(ns);
  const front = startTry(t, ns, YAML, ['--timeout', '5', '--json']);
  front.child.stdin.end();
  const run = await front.ended;
  assertDecent(run);
  assert.equal(run.status, 1);
  const document = JSON.parse(run.stdout);
  assert.deepEqual(
    [document.outcome, document.rolled_back, document.trial],
    ['failed', true, { state: 'timed-out', timeout: 5 }],
  );
  assert.match(run.stderr, /was not confirmed within 5 s/);
  assert.deepEqual(dump(ns), before);
  assertRefused(nl(ns, ['confirm']), 1, /already been taken back, as it was not confirmed in time/);
  assertRefused(nl(ns, ['rollback']), 1, /there is nothing to go back to/);
  assert.match(readFileSync(join(stateDirectory(ns), 'trial.log'), 'utf8'), /nobody has confirmed it/);
});

for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  test(`${signal} takes it back at once.`, async (t) => {
    const ns = await inhabited(t);
    const before = dump(ns);
    const front = startTry(t, ns, YAML, LONG);
    await front.waiting;
    front.child.kill(signal);
    const run = await front.ended;
    assertDecent(run);
    assert.equal(run.status, status, run.stderr);
    assert.match(run.stderr, new RegExp(`were rolled back[\\s\\S]*interrupted by ${signal}\\n$`));
    assert.deepEqual(dump(ns), before);
    assert.ok(!isPending(ns));
  });
}

test('The loss of the terminal is no answer: it can be confirmed still.', async (t) => {
  const ns = await inhabited(t);
  const front = startTry(t, ns, YAML, LONG);
  await front.waiting;
  front.child.kill('SIGHUP');
  front.child.stdin.end();
  assertDone(nl(ns, ['confirm']));
  assert.equal((await front.ended).status, 0);
  assert.ok(isApplied(ns));
});

for (const [what, signal] of [
  ['is killed', 'SIGKILL'],
  ['is stopped', 'SIGSTOP'],
] as const) {
  test(`When the process that asks ${what}, the guardian takes it back in time.`, async (t) => {
    const ns = await inhabited(t);
    const before = dump(ns);
    const front = startTry(t, ns, YAML, ['--timeout', '6']);
    await front.waiting;
    front.child.kill(signal);
    await until('it is over', () => !isPending(ns));
    assert.deepEqual(dump(ns), before);
  });
}

test('A process that has the lock and hangs is ended by the guardian, which then takes it back.', async (t) => {
  const ns = await inhabited(t);
  const before = shape(ns);
  const routes = Array.from(
    { length: 4000 },
    (_, i) => `{to: 100.64.${i >> 8}.${i & 255}/32, via: 10.0.0.2}`,
  );
  const yaml = network(`bridges: {br0: {addresses: [10.0.0.1/8], routes: [${routes.join(', ')}]}}`);
  const front = startTry(t, ns, yaml, ['--timeout', '5', '--verbose']);
  await stoppedWhen(front, 'RTM_NEWROUTE');
  await until('it is over', () => !isPending(ns));
  assert.equal((await front.ended).signal, 'SIGKILL');
  await assertShape(ns, before, 'as before');
});

/** Stops a trial as soon as it says something: a look now and then would come too late. */
const stoppedWhen = (front: Front, word: string): Promise<void> =>
  new Promise((settle, refuse) => {
    const look = (): void => {
      if (!front.said().includes(word)) return;
      front.child.kill('SIGSTOP');
      front.child.stderr.off('data', look);
      settle();
    };
    front.child.stderr.on('data', look);
    front.ended.then(() => refuse(new Error(`it has ended: ${front.said().slice(-500)}`)));
  });

test('A guardian that is killed gets a successor by the process that asks.', async (t) => {
  const ns = await inhabited(t);
  const before = dump(ns);
  const front = startTry(t, ns, YAML, LONG);
  await front.waiting;
  const first = guardianOf(ns);
  process.kill(first, 'SIGKILL');
  await until('there is another', () => guardianOf(ns) !== first && isAlive(guardianOf(ns)));
  // Told to end, a guardian takes it back rather than leave it unguarded.
  process.kill(guardianOf(ns), 'SIGTERM');
  assert.equal((await front.ended).status, 1);
  assert.deepEqual(dump(ns), before);
});

/** A trial that nobody asks about and nobody guards. */
async function abandoned(t: TestContext, ns: Namespace): Promise<void> {
  const front = startTry(t, ns, YAML, LONG);
  await front.waiting;
  const both = [guardianOf(ns), front.child.pid ?? 0];
  for (const pid of both.toReversed()) process.kill(pid, 'SIGKILL');
  await until('both are dead', () => !both.some(isAlive));
}

for (const words of [['diff'], ['apply']]) {
  test(`Killed as well, it is replaced by the next nlapply ${words}.`, async (t) => {
    const ns = await inhabited(t);
    const before = dump(ns);
    await abandoned(t, ns);
    const dead = guardianOf(ns);
    const run = nl(ns, [...words, config(ns, NOTHING)]);
    if (words[0] === 'apply') assertRefused(run, 75, /a trial is waiting to be confirmed/);
    const guardian = guardianOf(ns);
    assert.ok(guardian !== dead && isAlive(guardian));
    process.kill(guardian, 'SIGTERM');
    await until('it is over', () => !isPending(ns));
    assert.deepEqual(dump(ns), before);
  });
}

test('A trial without a guardian whose time is over is taken back by the next run, before its own work.', async (t) => {
  const ns = await inhabited(t);
  await abandoned(t, ns);
  overdue(ns);
  const run = assertDone(nl(ns, [config(ns, network('bridges: {br7: {}}'))]));
  assert.match(run.stderr, /not confirmed in time.*taking it back/);
  assert.ok(!isApplied(ns));
  assert.deepEqual(linkNames(ns), ['br7', 'eth0', 'far-eth0']);
});

test('It is too late to confirm such a one.', async (t) => {
  const ns = await inhabited(t);
  const before = dump(ns);
  await abandoned(t, ns);
  overdue(ns);
  assertRefused(nl(ns, ['confirm']), 1, /taking it back[\s\S]*already been taken back/);
  assert.deepEqual(dump(ns), before);
});

/** Sets the deadline of a trial to a time that has been. */
const overdue = (ns: Namespace): void => edit(ns, (trial) => ({ ...trial, deadline: 1 }));

function edit(ns: Namespace, change: (trial: object) => object): void {
  const path = join(stateDirectory(ns), 'trial.json');
  writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8')))));
}

for (const [what, damage] of [
  ['vanish', (ns: Namespace) => rmSync(stateOf(ns), { recursive: true })],
  ['are damaged', (ns: Namespace) => writeFileSync(join(stateDirectory(ns), 'trial.json'), '{')],
] as const) {
  test(`When its files ${what}, a trial goes back all the same.`, async (t) => {
    const ns = await inhabited(t);
    const before = dump(ns);
    const front = startTry(t, ns, YAML, ['--timeout', '6']);
    await front.waiting;
    damage(ns);
    assertRefused(nl(ns, ['confirm']), 1, /there is no trial to confirm/);
    const run = await front.ended;
    assertDecent(run);
    assert.equal(run.status, 1);
    assert.match(run.stderr, /All changes of this run were rolled back[\s\S]*not confirmed within 6 s/);
    assert.deepEqual(dump(ns), before);
  });
}

test('Without its files and without a guardian, the process that asks can keep it or take it back.', async (t) => {
  const ns = await inhabited(t);
  const before = dump(ns);
  for (const keeps of [false, true]) {
    const front = startTry(t, ns, YAML, LONG);
    await front.waiting;
    const guardian = guardianOf(ns);
    process.kill(guardian, 'SIGKILL');
    rmSync(stateOf(ns), { recursive: true });
    if (keeps) front.child.stdin.write('\n');
    else front.child.kill('SIGTERM');
    assert.equal((await front.ended).status, keeps ? 0 : 143);
    if (!keeps) assert.deepEqual(dump(ns), before);
  }
  assert.ok(isApplied(ns));
});

test('Without its files and without a guardian, it goes back when the time is over.', async (t) => {
  const ns = await inhabited(t);
  const before = dump(ns);
  const front = startTry(t, ns, YAML, ['--timeout', '6']);
  await front.waiting;
  process.kill(guardianOf(ns), 'SIGKILL');
  rmSync(stateOf(ns), { recursive: true });
  // It makes the directory anew: each new guardian can start there, finds no trial to guard, and ends.
  assertRefused(nl(ns, ['confirm']), 1, /there is no trial to confirm/);
  const run = await front.ended;
  assert.equal(run.status, 1);
  assert.match(run.stderr, /not confirmed within 6 s/);
  assert.deepEqual(dump(ns), before);
});

test('A trial of another boot is none.', async (t) => {
  const ns = await inhabited(t);
  await abandoned(t, ns);
  edit(ns, (trial) => ({ ...trial, boot_id: 'another' }));
  assertRefused(nl(ns, ['confirm']), 1, /there is no trial to confirm/);
  assertDone(nl(ns, [config(ns, YAML)]));
});

test('While a trial is pending, nobody changes anything else: 75, and what to do about it.', async (t) => {
  const ns = await inhabited(t);
  const front = startTry(t, ns, YAML, LONG);
  await front.waiting;
  const during = dump(ns);
  const other = config(ns, NOTHING);
  for (const words of [['apply'], ['try']]) {
    const run = nl(ns, [...words, other]);
    assertRefused(run, 75, /a trial is waiting to be confirmed, for \d+ s more/);
    assert.match(run.stderr, /hint: .*nlapply confirm.*nlapply rollback/);
  }
  assert.deepEqual(dump(ns), during);
  assert.equal(nl(ns, ['diff', other]).status, 2);
  assertDone(nl(ns, ['rollback']));
  const run = await front.ended;
  assertDecent(run);
  assert.equal(run.status, 1);
  assert.match(run.stderr, /All changes of this run were rolled back/);
  assert.ok(!isApplied(ns));
});

test('With nothing to change there is no trial.', async (t) => {
  const ns = await inhabited(t);
  assertDone(nl(ns, [config(ns, YAML)]));
  const run = assertDone(nl(ns, ['try', config(ns, YAML)]));
  assert.match(run.stdout, /^Nothing to do/);
  assert.ok(!isPending(ns) && !existsSync(join(stateDirectory(ns), 'guardian.lock')));
});

const REFUSED = YAML.replace('via: 192.0.2.9', 'via: 203.0.114.9');

test('What the kernel refuses ends the trial: everything is as before.', async (t) => {
  const ns = await inhabited(t);
  const before = dump(ns);
  const run = nl(ns, ['try', ...LONG, config(ns, REFUSED)]);
  assertRefused(run, 1, /ENETUNREACH[\s\S]*All changes of this run were rolled back/);
  assert.deepEqual(dump(ns), before);
  assert.ok(!isPending(ns));
});

test('With --on-error continue the rest is on trial.', async (t) => {
  const ns = await inhabited(t);
  const before = dump(ns);
  const front = startTry(t, ns, REFUSED, [...LONG, '--on-error', 'continue']);
  await front.waiting;
  assert.ok(isApplied(ns));
  front.child.kill('SIGINT');
  assert.equal((await front.ended).status, 130);
  assert.deepEqual(dump(ns), before);
});

test('When the time is over while changes are being made, they are taken back at once.', async (t) => {
  const ns = await inhabited(t);
  const before = shape(ns);
  // The kernel takes its time to tell whether an address is unique: the route that needs it waits.
  const yaml = network(`
    ethernets: {eth0: {addresses: ["2001:db8::1/64"], routes: [{to: "2001:db8:5::/48", via: "2001:db8::9", from: "2001:db8::1"}]}}
  `);
  ns.sh(
    'echo 8 > /proc/sys/net/ipv6/conf/eth0/dad_transmits; echo 1 > /proc/sys/net/ipv6/conf/eth0/accept_dad',
  );
  const run = await startTry(t, ns, yaml, ['--timeout', '1', '--json']).ended;
  assert.equal(run.status, 1, run.stderr);
  assert.deepEqual(JSON.parse(run.stdout).trial, { state: 'timed-out', timeout: 1 });
  await assertShape(ns, before, 'as before');
});

test('When the guardian cannot be started, nothing is written.', async (t) => {
  const ns = await inhabited(t);
  const before = dump(ns);
  // Its lock cannot be made.
  nl(ns, [config(ns, NOTHING)]);
  mkdirSync(join(stateDirectory(ns), 'guardian.lock'));
  assertRefused(
    nl(ns, ['try', config(ns, YAML)]),
    1,
    /process that would take the trial back cannot be started/,
  );
  assert.deepEqual(dump(ns), before);
  assert.ok(!isPending(ns));
  rmSync(join(stateDirectory(ns), 'guardian.lock'), { recursive: true });
  assertRefused(nl(ns, ['rollback']), 1, /nothing to go back to/);
});

test('When the checkpoint cannot be written, nothing else is, either.', async (t) => {
  const ns = await inhabited(t);
  const before = dump(ns);
  const small = join(ns.directory, 'small');
  mkdirSync(small);
  const script =
    'mount -t tmpfs -o size=4k none "$1" && head -c 4096 /dev/zero > "$1/full" && shift && exec "$@"';
  const through = [...inside(ns), 'unshare', '-m', 'sh', '-ec', script, 'sh', small];
  const run = nlapply(['try', '--state-dir', join(small, 's'), config(ns, YAML)], { through });
  assertRefused(run, 1, /cannot use the state directory .*ENOSPC/);
  assert.deepEqual(dump(ns), before);
});

/** Runs a trial on a terminal by a few lines of Python; `act` says what is done once it asks. */
function onTerminal(ns: Namespace, words: readonly string[], act: string): string {
  const script = `
import os, pty, re, sys
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
text = b''
def read():
    global text
    try:
        chunk = os.read(fd, 4096)
    except OSError:
        chunk = b''
    text += chunk
    return chunk
def seconds():
    return re.findall(rb'goes back by itself in (\\d+) s', text)
def wait_until(holds):
    while not holds() and read(): pass
${act}
`;
  const line = [...inside(ns), process.execPath, PROGRAM, 'try', '--state-dir', stateOf(ns), ...words];
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined, NO_COLOR: '1', TERM: 'xterm' };
  const run = spawnSync('python3', ['-c', script, ...line], { encoding: 'utf8', env, timeout: LIMIT_MS });
  assert.equal(run.status, 0, run.stderr);
  return run.stdout;
}

const hasPython = (): boolean => spawnSync('python3', ['--version']).status === 0;

test('On a terminal a line counts down; what was typed before it is no answer, ENTER after it is.', async (t) => {
  if (!hasPython()) return t.skip('there is no python3');
  const ns = await inhabited(t);
  const act = `
os.write(fd, b'\\n')
wait_until(lambda: len(set(seconds())) > 2)
os.write(fd, b'\\n')
while read(): pass
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), text.decode())
`;
  assert.match(onTerminal(ns, [...LONG, config(ns, YAML)], act), /^0 [\s\S]*Confirmed: /);
  assert.ok(isApplied(ns));
});

test('A terminal that is gone leaves it to the guardian.', async (t) => {
  if (!hasPython()) return t.skip('there is no python3');
  const ns = await inhabited(t);
  const before = dump(ns);
  onTerminal(ns, ['--timeout', '10', config(ns, YAML)], 'wait_until(seconds)\nos.close(fd)');
  assert.ok(isApplied(ns) && isPending(ns));
  await until('it is over', () => !isPending(ns));
  assert.deepEqual(dump(ns), before);
});

test('The namespace’s name may go while a trial runs in it.', async (t) => {
  const ns = await inhabited(t);
  const before = dump(ns);
  const name = join(ns.directory, 'name');
  writeFileSync(name, '');
  const mount = (...words: readonly string[]): void =>
    assert.equal(spawnSync(words[0] ?? '', words.slice(1)).status, 0, words.join(' '));
  mount('mount', '--bind', ns.path, name);
  const front = startTry(t, ns, YAML, [...LONG, '--netns', name]);
  await front.waiting.finally(() => mount('umount', '--lazy', name));
  rmSync(name);
  front.child.kill('SIGKILL');
  process.kill(guardianOf(ns), 'SIGTERM');
  await until('it is over', () => !isPending(ns));
  assert.deepEqual(dump(ns), before);
});
