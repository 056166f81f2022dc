import { constants } from 'node:buffer';

// JSON that may be longer than a string can be (V8: 512 MiB). It is valid JSON for everybody; the members of long lists are, some
// thousands each, on lines of their own, so that they can be written and read a line at a time.

/** So many members of a list are on a line. */
const MEMBERS = 10_000;

/** The JSON of a value, in parts. Lists are looked at in the value itself and in its members' members. */
export function* jsonParts(value: unknown, members = MEMBERS, depth = 2): Generator<string> {
  if (Array.isArray(value) && value.length > members) yield* listParts(value, members);
  else if (!isObject(value) || isShort(value, members, depth)) yield JSON.stringify(value);
  else {
    let before = '{';
    for (const [name, member] of Object.entries(value)) {
      if (member === undefined) continue;
      yield `${before}${JSON.stringify(name)}:`;
      yield* jsonParts(member, members, depth - 1);
      before = ',';
    }
    yield '}';
  }
}

/** Whether nothing in it is long, as far as it is looked at: V8 writes it at once then, several times as fast. */
function isShort(value: unknown, members: number, depth: number): boolean {
  if (Array.isArray(value)) return value.length <= members;
  if (!isObject(value) || depth < 0) return true;
  const all = Object.values(value);
  return all.length <= members && all.every((member) => isShort(member, members, depth - 1));
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function* listParts(list: readonly unknown[], members: number): Generator<string> {
  for (let at = 0; at < list.length; at += members) {
    const text = JSON.stringify(list.slice(at, at + members));
    yield `${at === 0 ? '[' : ','}\n${text.slice(1, -1)}\n`;
  }
  yield ']';
}

/** Parses what {@link jsonParts} gave. @throws SyntaxError when it is something else */
export function parseLong(bytes: Buffer, longest = constants.MAX_STRING_LENGTH): unknown {
  if (bytes.length <= longest) return JSON.parse(bytes.toString('utf8'));
  const lines: unknown[][] = [];
  let rest = '';
  let start = 0;
  for (let isLine = false; ; isLine = !isLine) {
    const end = bytes.indexOf('\n', start);
    const text = bytes.toString('utf8', start, end < 0 ? bytes.length : end);
    if (!isLine) rest += text;
    else rest += `{${JSON.stringify(LINE)}:${lines.push(JSON.parse(`[${text}]`)) - 1}}`;
    if (end < 0) break;
    start = end + 1;
  }
  return withLines(JSON.parse(rest), lines);
}

/** Stands for a line; nothing else is called so. */
const LINE = '\n';

function withLines(value: unknown, lines: readonly unknown[][]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, withLines(member, lines)]),
    );
  const numbers = value.map((member: unknown) => numberOf(member));
  if (numbers.length === 0 || numbers.includes(undefined)) return value;
  // Not spread into arguments: there may be more than a call can take.
  const all: unknown[] = [];
  for (const number of numbers) for (const member of lines[number ?? 0] ?? []) all.push(member);
  return all;
}

function numberOf(member: unknown): number | undefined {
  if (typeof member !== 'object' || member === null || !(LINE in member)) return undefined;
  const number: unknown = member[LINE];
  return typeof number === 'number' ? number : undefined;
}
