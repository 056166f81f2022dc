import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Reporter } from '../../src/config/reporter.ts';
import { SourceText } from '../../src/config/source-text.ts';

const source = new SourceText('a.yaml', 'x'.repeat(100_000), 0);
const span = (start: number) => ({ source, start, end: start + 1 });

test('of a list twenty complaints of a kind are shown, and one that counts the others', () => {
  const reporter = new Reporter();
  const list = span(0);
  for (let i = 0; i < 50; i += 1) reporter.error('a', span(i), 'wrong', { list });
  for (let i = 0; i < 21; i += 1) reporter.error('b', span(i), 'odd', { list });
  const messages = reporter.diagnostics().map(({ code, message }) => `${code} ${message}`);
  assert.equal(messages.filter((text) => text === 'a wrong').length, 20);
  assert.ok(messages.includes('a wrong (and 29 more like this in this list)'));
  assert.equal(messages.filter((text) => text === 'b odd').length, 21);
  assert.equal(reporter.errors, 71);
  assert.deepEqual(
    reporter.diagnostics().flatMap(({ more }) => more ?? []),
    [29],
  );
});

test('who asks for all complaints gets each by itself, in order', () => {
  const reporter = new Reporter({ keepAll: true });
  const list = span(0);
  for (let i = 0; i < 3000; i += 1) reporter.error('a', span(i), `wrong ${i}`, { list });
  assert.equal(reporter.diagnostics().length, 21);
  const every = reporter.everyDiagnostic();
  assert.deepEqual(
    every.map(({ message }) => message),
    Array.from({ length: 3000 }, (_, i) => `wrong ${i}`),
  );
  assert.ok(every.every(({ more }) => more === undefined));
});

test('of all lists together a hundred are shown', () => {
  const reporter = new Reporter();
  for (let i = 0; i < 90_000; i += 1) reporter.warning('a', span(i), 'wrong', { list: span(i) });
  const found = reporter.diagnostics();
  assert.equal(found.length, 101);
  assert.equal(found.at(-1)?.message, 'wrong (and 89899 more like this)');
  assert.equal(found.at(-1)?.severity, 'warning');
});

test('hints of complaints that are not shown are not worked out', () => {
  const reporter = new Reporter();
  let asked = 0;
  const hint = (): string => {
    asked += 1;
    return 'try again';
  };
  for (let i = 0; i < 1000; i += 1) reporter.error('a', span(i), 'wrong', { hint });
  reporter.diagnostics();
  assert.equal(asked, 101);
});
