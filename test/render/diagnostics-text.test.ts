import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import type { Diagnostic } from '../../src/model/index.ts';
import { diagnosticsSummary, diagnosticsText } from '../../src/render/diagnostics-text.ts';
import { coloured } from '../../src/render/paint.ts';
import { at } from './samples.ts';

const CONFLICT: Diagnostic = {
  severity: 'error',
  code: 'duplicate-key',
  message: 'key "mtu" is set twice',
  place: at(107, 7),
  width: 3,
  hint: 'keep one of them',
  related: { message: 'first set here', place: at(3, 7) },
  sourceLine: '      mtu: 9000',
};

const GOLDEN = `config.yaml:107:7: error: key "mtu" is set twice
107 |       mtu: 9000
    |       ^~~
  hint: keep one of them
  config.yaml:3:7: note: first set here
`;

test('A complaint shows place, line, caret, hint and the other end of a conflict.', () => {
  assert.equal(diagnosticsText([CONFLICT]), GOLDEN);
});

test('Colours change no visible character.', () => {
  const text = diagnosticsText([CONFLICT], coloured);
  assert.notEqual(text, GOLDEN);
  assert.equal(stripVTControlCharacters(text), GOLDEN);
});

test('A complaint about no place is one line.', () => {
  const text = diagnosticsText([{ severity: 'warning', code: 'x', message: 'there are no files' }]);
  assert.equal(text, 'warning: there are no files\n');
});

test('The summary counts errors and warnings.', () => {
  const warning: Diagnostic = { severity: 'warning', code: 'x', message: 'm' };
  assert.equal(diagnosticsSummary([CONFLICT, warning, warning]), '1 error, 2 warnings');
  assert.equal(diagnosticsSummary([warning]), '1 warning');
  assert.equal(diagnosticsSummary([CONFLICT, CONFLICT]), '2 errors');
});
