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

/** A text without its marks, and where they were, as `line:column+width`. */
export interface Marked {
  readonly text: string;
  /** «so» */
  readonly places: readonly string[];
  /** ‹so› */
  readonly related: readonly string[];
}

/** Takes «marks» and ‹marks› out of a text; a mark closes on its line. */
export function readMarks(marked: string): Marked {
  const found: Record<'«' | '‹', string[]> = { '«': [], '‹': [] };
  const lines = marked.split('\n').map((line, i) => {
    let clean = '';
    const open: Partial<Record<'«' | '‹', number>> = {};
    for (const character of line) {
      if (character === '«' || character === '‹') open[character] = length(clean);
      else if (character === '»' || character === '›') {
        const kind = character === '»' ? '«' : '‹';
        const start = open[kind];
        assert.ok(start !== undefined, 'a mark must open on its line');
        found[kind].push(`${i + 1}:${start + 1}+${length(clean) - start}`);
      } else clean += character;
    }
    return clean;
  });
  return { text: lines.join('\n'), places: found['«'], related: found['‹'] };
}

/**
 * A text with «marks» around what is to be underlined: exactly these places must be complained of, with these codes
 * in this order; a warning's code begins with `w:`. What has ‹other marks› must be named as the other place.
 */
export function assertMarked(marked: string, codes: readonly string[]): readonly Diagnostic[] {
  const { text, places, related } = readMarks(marked);
  const lines = text.split('\n');
  const diagnostics = diagnose(text);
  const found = diagnostics.map(({ place, width }) => `${place?.line}:${place?.column}+${width}`);
  const said = diagnostics.map(({ message }) => message).join('\n');
  assert.deepEqual(found, places, said);
  assert.deepEqual(
    diagnostics.map(({ severity, code }) => (severity === 'warning' ? `w:${code}` : code)),
    codes,
    said,
  );
  if (related.length > 0) {
    assert.deepEqual(
      diagnostics.flatMap(({ related: other }) => other && `${other.place.line}:${other.place.column}`),
      related.map((place) => place.slice(0, place.indexOf('+'))),
      said,
    );
  }
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
