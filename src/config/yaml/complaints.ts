import type { Entry, Node, ScalarNode, Span } from '../node.ts';
import type { Reporter } from '../reporter.ts';

/**
 * Aliases may repeat this many nodes, or half as many as the file has itself: enough for normal use, and too few for a
 * bomb.
 */
const REPEATED_AT_LEAST = 100_000;

export const repeatsTooMuch = (own: number, repeated: number): boolean =>
  repeated > Math.max(REPEATED_AT_LEAST, own / 2);

export function reportTooManyAliases(span: Span, reporter: Reporter): void {
  const hint = 'write what they stand for, or share shorter values';
  reporter.error('too-many-aliases', span, 'aliases repeat too much of this file', { hint });
}

export function reportUnknownAlias(name: string, span: Span, reporter: Reporter): void {
  reporter.error('unknown-alias', span, `no anchor &${name} stands before this alias`);
}

const KNOWN_TAGS = new Set([
  ...['!', 'tag:yaml.org,2002:str', 'tag:yaml.org,2002:map', 'tag:yaml.org,2002:seq'],
]);

export function checkTag(tag: string, span: Span, reporter: Reporter): void {
  if (KNOWN_TAGS.has(tag)) return;
  const shown = tag.replace('tag:yaml.org,2002:', '!!');
  const hint = 'remove it: the key alone decides what type its value has';
  reporter.error('unknown-tag', span, `the tag ${shown} has no meaning here`, { hint });
}

/** A node as a key; undefined if it cannot be one, which is reported. */
export function keyOf(key: Node, reporter: Reporter): ScalarNode | undefined {
  if (key.kind !== 'scalar') {
    const what = key.kind === 'null' ? 'a key is missing here, or is null' : 'a key must be a single value';
    reporter.error('wrong-key', key, what);
  } else if (key.text === '<<') {
    const hint = 'repeat the keys, or share a whole value with an anchor (&name) and an alias (*name)';
    reporter.error('merge-key', key, 'merge keys (<<) are not part of YAML 1.2', { hint });
  } else if (key.text === '__proto__') {
    reporter.error('wrong-key', key, '"__proto__" cannot be a key');
  } else {
    return key;
  }
  return undefined;
}

function reportTwin(key: ScalarNode, earlier: ScalarNode, reporter: Reporter): void {
  const related = { message: 'first set here', span: earlier };
  reporter.error('duplicate-key', key, `the key "${key.text}" is here twice`, { related });
}

/** Collects the entries of a mapping; duplicate keys are reported and left out. */
export class Entries {
  readonly all: Entry[] = [];
  readonly #reporter: Reporter;
  #keys: Map<string, ScalarNode> | undefined;

  constructor(reporter: Reporter) {
    this.#reporter = reporter;
  }

  /** Adds an entry; false if its key is a duplicate. */
  add(key: ScalarNode, value: Node): boolean {
    const earlier = this.#find(key.text);
    if (earlier !== undefined) {
      reportTwin(key, earlier, this.#reporter);
      return false;
    }
    this.all.push({ key, value });
    this.#keys?.set(key.text, key);
    return true;
  }

  #find(text: string): ScalarNode | undefined {
    if (this.#keys !== undefined) return this.#keys.get(text);
    if (this.all.length < FEW) return this.all.find(({ key }) => key.text === text)?.key;
    this.#keys = new Map(this.all.map(({ key }) => [key.text, key]));
    return this.#keys.get(text);
  }
}

/** Up to this many keys are searched one by one. */
const FEW = 12;
