/**
 * Matches as fnmatch(3) without flags, as netplan and networkd match names: `*`, `?`, `[a-z]`, `[!x]`, `[[:digit:]]`,
 * `\` quotes.
 */
export function globMatcher(glob: string): (text: string) => boolean {
  const parts: string[] = [];
  for (let i = 0; i < glob.length; ) {
    const part = partAt(glob, i);
    parts.push(part.source);
    i += part.length;
  }
  const pattern = new RegExp(`^${parts.join('')}$`, 'su');
  return (text) => pattern.test(text);
}

interface Part {
  readonly source: string;
  /** How many characters of the glob it takes up. */
  readonly length: number;
}

function partAt(glob: string, at: number): Part {
  const c = String.fromCodePoint(glob.codePointAt(at) ?? 0);
  // Several in a row are taken as one: a pattern with twenty of them would take forever to fail.
  if (c === '*') return { source: '.*', length: /^\*+/.exec(glob.slice(at))?.[0].length ?? 1 };
  if (c === '?') return { source: '.', length: 1 };
  if (c === '[') return setAt(glob, at) ?? { source: '\\[', length: 1 };
  if (c === '\\' && at + 1 < glob.length) {
    const quoted = String.fromCodePoint(glob.codePointAt(at + 1) ?? 0);
    return { source: quote(quoted), length: 1 + quoted.length };
  }
  return { source: quote(c), length: c.length };
}

/** POSIX's character classes, for ASCII. */
const CLASSES: Readonly<Record<string, string>> = {
  alnum: 'a-zA-Z0-9',
  alpha: 'a-zA-Z',
  blank: ' \\t',
  digit: '0-9',
  lower: 'a-z',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\s',
  upper: 'A-Z',
  xdigit: '0-9a-fA-F',
};

/** A bracket expression; undefined if it is not closed: the opening bracket then stands for itself. */
function setAt(glob: string, start: number): Part | undefined {
  let at = start + 1;
  const negated = glob[at] === '!' || glob[at] === '^';
  if (negated) at += 1;
  const members: string[] = [];
  // A closing bracket that comes first is a member.
  for (let first = true; first || glob[at] !== ']'; first = false) {
    if (at >= glob.length) return undefined;
    const name = /^\[:([a-z]+):\]/.exec(glob.slice(at))?.[1];
    const inside = name === undefined ? undefined : CLASSES[name];
    if (name !== undefined && inside !== undefined) {
      members.push(inside);
      at += name.length + 4;
      continue;
    }
    const low = memberAt(glob, at);
    at += low.length;
    const range = glob[at] === '-' && at + 1 < glob.length && glob[at + 1] !== ']';
    const high = range ? memberAt(glob, at + 1) : low;
    if (range) at += 1 + high.length;
    // A range from z to a holds nothing.
    if (low.character <= high.character) members.push(`${quote(low.character)}-${quote(high.character)}`);
  }
  const source =
    members.length === 0 ? (negated ? '.' : '(?!)') : `[${negated ? '^' : ''}${members.join('')}]`;
  return { source, length: at + 1 - start };
}

function memberAt(glob: string, at: number): { readonly character: string; readonly length: number } {
  const quoted = glob[at] === '\\' && at + 1 < glob.length ? 1 : 0;
  const character = String.fromCodePoint(glob.codePointAt(at + quoted) ?? 0);
  return { character, length: quoted + character.length };
}

/** As a code point: outside of brackets `\-` is an error, inside of them `-` is a range. */
const quote = (c: string): string =>
  /^[A-Za-z0-9]$/.test(c) ? c : `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`;
