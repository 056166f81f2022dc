import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { exists, readNames, readText } from '../../src/inputs/files.ts';
import {
  beginRecording,
  count,
  endRecording,
  MOST,
  type Recording,
  spoil,
} from '../../src/inputs/recording.ts';

function scratch(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'nlapply-inputs-'));
  t.after(() => rmSync(directory, { recursive: true }));
  return directory;
}

function recorded(work: () => void): Recording {
  const recording = beginRecording();
  try {
    work();
  } finally {
    endRecording(recording);
  }
  return recording;
}

test('What is looked at is noted with what was found, or with why it could not be had.', (t) => {
  const directory = scratch(t);
  const file = join(directory, 'a');
  writeFileSync(file, 'text');
  const missing = join(directory, 'b');
  const { notes } = recorded(() => {
    assert.equal(readText(file), 'text');
    assert.throws(() => readText(missing));
    assert.throws(() => readText(directory));
    assert.equal(exists(missing), false);
    assert.deepEqual(readNames(directory), ['a']);
  });
  assert.deepEqual(notes, [
    { note: 'look', kind: 'content', of: file, outcome: Buffer.from('text') },
    { note: 'look', kind: 'content', of: missing, outcome: { code: 'ENOENT' } },
    { note: 'look', kind: 'content', of: directory, outcome: { code: 'ERR_NO_FILE' } },
    { note: 'look', kind: 'exists', of: missing, outcome: 'no' },
    { note: 'look', kind: 'names', of: directory, outcome: 'a' },
  ]);
});

test('A look that is taken twice is noted once; what has changed meanwhile spoils the recording.', (t) => {
  const file = join(scratch(t), 'a');
  writeFileSync(file, 'text');
  const twice = recorded(() => {
    readText(file);
    readText(file);
  });
  assert.equal(twice.notes.length, 1);
  const changed = recorded(() => {
    readText(file);
    writeFileSync(file, 'next');
    readText(file);
  });
  assert.equal(changed.spoiled, `content ${file} has changed`);
  assert.deepEqual(changed.notes, []);
});

test('What is spoiled stays so and keeps nothing.', (t) => {
  const file = join(scratch(t), 'a');
  writeFileSync(file, 'text');
  const recording = recorded(() => {
    readText(file);
    spoil('first');
    readText(file);
    spoil('second');
  });
  assert.equal(recording.spoiled, 'first');
  assert.deepEqual(recording.notes, []);
});

test('Two recordings at a time spoil each other; nothing is noted without one.', (t) => {
  const file = join(scratch(t), 'a');
  writeFileSync(file, 'text');
  const first = beginRecording();
  const second = recorded(() => readText(file));
  endRecording(first);
  assert.deepEqual([first.spoiled, second.spoiled], ['another recording', 'another recording']);
  readText(file);
  assert.deepEqual([first.notes, second.notes], [[], []]);
});

test('What is too large for the memory is not kept.', () => {
  assert.equal(recorded(() => count(MOST)).spoiled, undefined);
  assert.equal(
    recorded(() => {
      count(MOST);
      count(1);
    }).spoiled,
    'it is too much',
  );
});

test('A pipe is not opened: what is read of it is gone.', (t) => {
  const directory = scratch(t);
  mkdirSync(join(directory, 'd'));
  // A device in place of a pipe, which would keep a reader waiting.
  symlinkSync('/dev/zero', join(directory, 'z'));
  assert.throws(() => readText(join(directory, 'z')), { code: 'ERR_NO_FILE' });
});
