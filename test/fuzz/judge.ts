import assert from 'node:assert/strict';
import type { Buffer } from 'node:buffer';
import { configure } from '../../src/config/configure.ts';
import { decode } from '../../src/config/read-bytes.ts';
import { diagnosticsText } from '../../src/render/diagnostics-text.ts';
import { leftToDo, NOTHING_THERE } from './plan-twice.ts';

/** What no user is to see. */
const INDECENT = /undefined|\[object |NaN\b|\b(?:Range|Type|Reference|Syntax)Error\b|call stack/;

export type Verdict = 'no text' | 'refused' | 'accepted';

/** Reads bytes as the program does; throws where it fails, complains without a place or plans what is not true. */
export function judge(bytes: Buffer): Verdict {
  const text = decode('fuzz.yaml', bytes);
  if (typeof text !== 'string') return 'no text';
  const { declaration, diagnostics } = configure([{ file: 'fuzz.yaml', text }]);
  for (const { message, hint = '', place } of diagnostics) {
    assert.ok(place !== undefined && place.line >= 1 && place.column >= 1, message);
    assert.doesNotMatch(`${message}\n${hint}`.replaceAll(/"[^"]*"/g, ''), INDECENT);
  }
  diagnosticsText(diagnostics);
  if (diagnostics.some(({ severity }) => severity === 'error')) return 'refused';
  assert.deepEqual(leftToDo(declaration, NOTHING_THERE) ?? [], []);
  return 'accepted';
}
