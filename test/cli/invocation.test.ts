import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseInvocation } from '../../src/cli/invocation.ts';

const COMMANDS = ['apply', 'diff'];
const VALUED = new Set(['--netns']);
const parse = (...words: string[]) => parseInvocation(words, COMMANDS, VALUED);

test('The first operand that names a command is the command.', () => {
  assert.deepEqual(parse('diff', 'a.yaml'), { command: 'diff', words: ['a.yaml'], operand: null });
});

test('A command is found behind options, so that --json before diff does not turn it into an apply.', () => {
  assert.deepEqual(parse('--json', 'diff', 'x'), { command: 'diff', words: ['--json', 'x'], operand: null });
});

test('The value of an option is not the command.', () => {
  assert.deepEqual(parse('--netns', 'diff', 'x.yaml'), {
    command: null,
    words: ['--netns', 'diff', 'x.yaml'],
    operand: 'x.yaml',
  });
  assert.equal(parse('--netns=diff', 'apply').command, 'apply');
});

test('A file is not a command: by its path, behind --, or as a later operand.', () => {
  assert.equal(parse('./diff').command, null);
  assert.deepEqual(parse('--', 'diff'), { command: null, words: ['--', 'diff'], operand: null });
  assert.deepEqual(parse('a.yaml', 'diff'), { command: null, words: ['a.yaml', 'diff'], operand: 'a.yaml' });
});

test('A dash alone is an operand: standard input.', () => {
  assert.equal(parse('-', 'diff').operand, '-');
});

test('No word is lost or changed, whatever the command line.', () => {
  const word = fc.constantFrom('diff', 'apply', '--json', '--netns', '--', '-', 'a.yaml', '-q', '');
  fc.assert(
    fc.property(fc.array(word), (words) => {
      const { command, words: rest } = parseInvocation(words, COMMANDS, VALUED);
      assert.deepEqual([...rest, ...(command === null ? [] : [command])].sort(), [...words].sort());
    }),
  );
});
