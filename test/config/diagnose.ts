import assert from 'node:assert/strict';
import { configure } from '../../src/config/configure.ts';
import { maskSecrets } from '../../src/config/mask-secrets.ts';
import type { Declaration } from '../../src/model/declaration.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';

/** The complaints about one text, or about several files by name. */
export function diagnose(text: string | Readonly<Record<string, string>>): readonly Diagnostic[] {
  return configure(sourcesOf(text)).diagnostics;
}

/** The declaration of texts that have nothing wrong. */
export function declared(text: string | Readonly<Record<string, string>>): Declaration {
  const { declaration, diagnostics } = configure(sourcesOf(text));
  assert.deepEqual(diagnostics, []);
  return declaration;
}

function sourcesOf(text: string | Readonly<Record<string, string>>): { file: string; text: string }[] {
  const files = typeof text === 'string' ? { 'a.yaml': text } : text;
  return Object.entries(files).map(([file, content]) => ({ file, text: content }));
}

/**
 * A text with «marks» around what is to be underlined: exactly these places must be complained of, with these codes
 * in this order; a warning's code begins with `w:`.
 */
export function assertMarked(marked: string, codes: readonly string[]): readonly Diagnostic[] {
  const wanted: string[] = [];
  const lines = marked.split('\n').map((line, i) => {
    let clean = line;
    for (let open = clean.indexOf('«'); open >= 0; open = clean.indexOf('«')) {
      const close = clean.indexOf('»');
      assert.ok(close > open, 'a mark must close on its line');
      wanted.push(`${i + 1}:${length(clean.slice(0, open)) + 1}+${length(clean.slice(open + 1, close))}`);
      clean = clean.slice(0, open) + clean.slice(open + 1, close) + clean.slice(close + 1);
    }
    return clean;
  });
  const diagnostics = diagnose(lines.join('\n'));
  const found = diagnostics.map(({ place, width }) => `${place?.line}:${place?.column}+${width}`);
  const said = diagnostics.map(({ message }) => message).join('\n');
  assert.deepEqual(found, wanted, said);
  assert.deepEqual(
    diagnostics.map(({ severity, code }) => (severity === 'warning' ? `w:${code}` : code)),
    codes,
    said,
  );
  for (const { place, sourceLine } of diagnostics)
    assert.equal(sourceLine, maskSecrets(lines[(place?.line ?? 0) - 1] ?? ''));
  return diagnostics;
}

/** Characters, as a person counts them. */
function length(text: string): number {
  return [...text].length;
}

/** A configuration with one ethernet, eth0, that has these lines. */
export function eth0(...lines: readonly string[]): string {
  return ['network:', '  ethernets:', '    eth0:', ...lines.map((line) => `      ${line}`)].join('\n');
}

/** A configuration whose sections are these lines. */
export function network(...lines: readonly string[]): string {
  return ['network:', ...lines.map((line) => `  ${line}`)].join('\n');
}

/** Name, marked text, expected codes, and optionally a pattern of the first message or its hint. */
export type Case = readonly [title: string, text: string, codes: readonly string[], says?: RegExp];

export function checkCase([, text, codes, says]: Case): void {
  const [first] = assertMarked(text, codes);
  if (says !== undefined) assert.match(`${first?.message}\n${first?.hint ?? ''}`, says);
}
