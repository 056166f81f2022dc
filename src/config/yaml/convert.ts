import { Alias, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { MapNode, Node, NullNode, ScalarNode, Span } from '../node.ts';
import type { Reporter } from '../reporter.ts';
import type { SourceText } from '../source-text.ts';
import { checkTag, Entries, keyOf } from './complaints.ts';
import { Shared } from './whole/shared.ts';

/** No configuration has more than a dozen levels, and functions that walk the tree recurse. */
const DEEPEST = 100;

/**
 * Converts the yaml package's nodes of a document into ours: resolves aliases, and reports what YAML allows but
 * configurations do not.
 */
export class Converter {
  readonly #source: SourceText;
  readonly #reporter: Reporter;
  readonly #shared: Shared;

  constructor(source: SourceText, reporter: Reporter) {
    this.#source = source;
    this.#reporter = reporter;
    this.#shared = new Shared(source, reporter);
  }

  /** Whether something was left out, so that later complaints could be mere consequences. */
  get broken(): boolean {
    return this.#shared.broken;
  }

  convert(node: unknown, depth = 0, fallback = 0): Node {
    if (node instanceof Alias) return this.#shared.alias(node.source, this.#span(node, 0).start);
    const before = this.#shared.nodes;
    this.#shared.count();
    // For a missing value the package's offset depends on blanks and comments.
    const missing = node instanceof Scalar && node.type === 'PLAIN' && node.source === '' && fallback > 0;
    const span = this.#span(missing ? undefined : node, fallback);
    const converted: Node = missing ? { kind: 'null', ...span } : this.#content(node, span, depth);
    this.#checkTag(node, converted);
    const anchor =
      node instanceof Scalar || node instanceof YAMLMap || node instanceof YAMLSeq ? node.anchor : undefined;
    if (anchor !== undefined) this.#shared.anchor(anchor, converted, before);
    return converted;
  }

  #content(node: unknown, span: Span, depth: number): Node {
    if (node instanceof Scalar) return scalar(node, span);
    if (depth >= DEEPEST) {
      this.#reporter.error('too-deep', span, `this is nested more than ${DEEPEST} levels deep`);
      this.#shared.broken = true;
    } else if (node instanceof YAMLMap) {
      return this.#map(node, span, depth);
    } else if (node instanceof YAMLSeq) {
      const items = node.items.map((item) => this.convert(item, depth + 1, span.start));
      return { kind: 'seq', ...this.#trimmed(node, span, node.items.at(-1), items.at(-1)), items };
    }
    return { kind: 'null', ...span };
  }

  #map(node: YAMLMap, span: Span, depth: number): MapNode {
    const entries = new Entries(this.#reporter);
    let last: unknown;
    for (const pair of node.items) {
      if (!(pair instanceof Pair)) continue;
      const key = keyOf(this.convert(pair.key, depth + 1, span.start), this.#reporter);
      const value = this.convert(pair.value, depth + 1, key?.end ?? span.start);
      if (key === undefined) this.#shared.broken = true;
      else if (entries.add(key, value)) last = pair.value;
    }
    const { all } = entries;
    return { kind: 'map', ...this.#trimmed(node, span, last, all.at(-1)?.value), entries: all };
  }

  /**
   * A block ends with its last value, even if that is an alias; the package includes comments and blank lines after it.
   */
  #trimmed(block: YAMLMap | YAMLSeq, span: Span, last: unknown, converted: Span | undefined): Span {
    const inner = last instanceof Alias ? this.#span(last, 0) : converted;
    return block.flow === true || inner === undefined || inner.end < span.start
      ? span
      : { ...span, end: inner.end };
  }

  #checkTag(node: unknown, span: Span): void {
    const tag =
      node instanceof Scalar || node instanceof YAMLMap || node instanceof YAMLSeq ? node.tag : undefined;
    if (tag !== undefined) checkTag(tag, span, this.#reporter);
  }

  #span(node: unknown, fallback: number): Span {
    const known =
      node instanceof Scalar || node instanceof YAMLMap || node instanceof YAMLSeq || node instanceof Alias;
    const [start, end] = (known ? node.range : undefined) ?? [fallback, fallback];
    return { source: this.#source, start, end };
  }
}

function scalar(node: Scalar, span: Span): ScalarNode | NullNode {
  const text = String(node.value);
  const empty = node.type === 'PLAIN' && /^(~|null|Null|NULL)?$/.test(text);
  return empty
    ? { kind: 'null', ...span }
    : { kind: 'scalar', source: span.source, start: span.start, end: span.end, text };
}
