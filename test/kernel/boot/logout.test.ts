import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addresses, machines } from './support/report.ts';

const TRIED = ['192.0.2.77/24'];
const BEFORE = ['192.0.2.10/24'];

for (const machine of machines('logout')) {
  const shown = (session: string, moment: string): readonly string[] =>
    addresses(machine.json(`${session}/${moment}.json`), 'eth0');
  const ended = (session: string): unknown => {
    const { state, complete } = JSON.parse(machine.file(`${session}/ended.json`));
    return { state, complete };
  };

  for (const [session, what] of [
    ['logout', 'a trial'],
    ['alone', 'a trial whose front end is dead'],
  ] as const) {
    test(`${machine.name}: logind ends a session with its processes, and ${what} goes back with it`, () => {
      assert.match(machine.file(`${session}/session`), /^Scope=session-.*\.scope$/m);
      assert.deepEqual(shown(session, 'trial'), TRIED);
      assert.deepEqual(shown(session, 'end'), BEFORE);
      assert.deepEqual(ended(session), { state: 'rolled-back', complete: true });
      assert.equal(machine.file(`${session}/diff-status`), '0\n', machine.file(`${session}/diff`));
    });
  }

  test(`${machine.name}: a trial in a scope of its own outlives the session, and goes back in time`, () => {
    assert.deepEqual(shown('apart', 'trial'), TRIED);
    assert.deepEqual(shown('apart', 'after'), TRIED);
    assert.deepEqual(shown('apart', 'end'), BEFORE);
    assert.deepEqual(ended('apart'), { state: 'timed-out', complete: true });
    assert.equal(machine.file('apart/diff-status'), '0\n', machine.file('apart/diff'));
  });
}
