import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Session, sameSession, sshConnection } from '../../../src/engine/fib/session.ts';
import type { Endangered } from '../../../src/engine/guard/endangered.ts';
import { lockOutProblems } from '../../../src/engine/guard/lock-out.ts';

const session = (port: number, remote = '198.51.100.7', remotePort = 50312): Session => ({
  family: 4,
  local: { address: '192.0.2.1', port },
  remote: { address: remote, port: remotePort },
  mark: 0,
});
const lost = (of: Session): Endangered => ({ session: of, text: 'its address 192.0.2.1 goes', step: null });

test('SSH_CONNECTION is read with zones and mapped addresses; anything else is nothing.', () => {
  assert.deepEqual(sshConnection('198.51.100.7 50312 192.0.2.1 22'), {
    remote: { address: '198.51.100.7', port: 50312 },
    local: { address: '192.0.2.1', port: 22 },
  });
  assert.equal(sshConnection('fe80::9%eth0 1 fe80::1%eth0 22')?.local.address, 'fe80::1');
  assert.equal(sshConnection('::ffff:198.51.100.7 1 ::ffff:192.0.2.1 22')?.remote.address, '198.51.100.7');
  for (const text of [undefined, '', '198.51.100.7 50312 22', 'a b c d e'])
    assert.equal(sshConnection(text), undefined);
});

test('A session is told from others by both of its ends.', () => {
  const one = session(22);
  assert.ok(sameSession(one, sshConnection('198.51.100.7 50312 192.0.2.1 22')));
  for (const text of ['198.51.100.7 50313 192.0.2.1 22', '198.51.100.8 50312 192.0.2.1 22', undefined])
    assert.ok(!sameSession(one, sshConnection(text)));
});

test('The session that is typed in comes first, then other ssh sessions, then the rest; each by its name.', () => {
  const found = [session(5432), session(22, '198.51.100.8'), session(22)].map(lost);
  const problems = lockOutProblems(found, sshConnection('198.51.100.7 50312 192.0.2.1 22'), false);
  assert.deepEqual(
    problems.map(({ message }) => message.replace(/ would be cut off: .*/, '')),
    [
      'the session you are typing in (ssh from 198.51.100.7 port 50312)',
      'the ssh session from 198.51.100.8 port 50312',
      'the TCP session of 192.0.2.1 port 5432 with 198.51.100.7 port 50312',
    ],
  );
  assert.ok(
    problems.every(({ severity, stops, hint }) => severity === 'warning' && !stops && hint === undefined),
  );
});

test('A refusal stops everything and says at its end what to do; beyond ten sessions it counts.', () => {
  const found = Array.from({ length: 11 }, (_, i) => lost(session(22, '198.51.100.7', 50000 + i)));
  const problems = lockOutProblems(found, undefined, true);
  assert.equal(problems.length, 11);
  assert.equal(problems.at(-1)?.message, '1 more session would be cut off');
  assert.ok(problems.every(({ severity, stops }) => severity === 'error' && stops === true));
  assert.deepEqual(
    problems.map(({ hint }) => hint !== undefined),
    [...Array.from({ length: 10 }, () => false), true],
  );
});

test('The step that cuts off is named with its reason and its place.', () => {
  const source = { file: 'a.yaml', line: 3, column: 5 };
  const step = {
    action: 'remove',
    kind: 'address',
    key: 'eth0 192.0.2.1/24 ',
    name: 'address 192.0.2.1/24 dev eth0',
    before: null,
    after: null,
    changes: [],
    reason: 'no longer declared',
    source,
    notes: [],
  } as const;
  const [problem] = lockOutProblems([{ ...lost(session(22)), step }], undefined, true);
  assert.match(
    problem?.message ?? '',
    /goes \(remove address 192\.0\.2\.1\/24 dev eth0, no longer declared\)$/,
  );
  assert.equal(problem?.source, source);
});
