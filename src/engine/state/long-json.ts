import { constants } from 'node:buffer';

// JSON that can be longer than a string of V8 (512 MiB). Everybody can read it as JSON. Long lists are broken into lines of some
// thousand members, so that they can be written and read line by line.

/** Members of a list on one line. */
const MEMBERS = 10_000;

/** The JSON of a value, in parts. Long lists are broken up in the value itself, in its members, and in their members. */
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

/** Whether there is no long list. If so, JSON.stringify is used for the whole, which is several times as fast. */
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

/** Parses the output of {@link jsonParts}. @throws SyntaxError if it is something else */
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

/** The key of a placeholder for a line. No other member has this name. */
const LINE = '\n';

function withLines(value: unknown, lines: readonly unknown[][]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, withLines(member, lines)]),
    );
  const numbers = value.map((member: unknown) => numberOf(member));
  if (numbers.length === 0 || numbers.includes(undefined)) return value;
  // Without spreading: a call cannot take that many arguments.
  const all: unknown[] = [];
  for (const number of numbers) for (const member of lines[number ?? 0] ?? []) all.push(member);
  return all;
}

function numberOf(member: unknown): number | undefined {
  if (typeof member !== 'object' || member === null || !(LINE in member)) return undefined;
  const number: unknown = member[LINE];
  return typeof number === 'number' ? number : undefined;
}
