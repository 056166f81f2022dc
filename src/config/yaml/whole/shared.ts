import type { Node } from '../../node.ts';
import type { Reporter } from '../../reporter.ts';
import type { SourceText } from '../../source-text.ts';
import { repeatsTooMuch, reportTooManyAliases, reportUnknownAlias } from '../complaints.ts';

interface Anchored {
  readonly node: Node;
  /** The number of nodes in it, including itself; those behind aliases count each time. */
  readonly size: number;
}

/** The anchors of a document, and how much of it aliases repeat. */
export class Shared {
  /** Whether something was left out, so that later complaints could be mere consequences. */
  broken = false;
  readonly #source: SourceText;
  readonly #reporter: Reporter;
  readonly #known = new Map<string, Anchored>();
  #own = 0;
  #repeated = 0;
  #marks = 0;

  constructor(source: SourceText, reporter: Reporter) {
    this.#source = source;
    this.#reporter = reporter;
  }

  /** The number of nodes so far; those behind aliases count each time. */
  get nodes(): number {
    return this.#own + this.#repeated;
  }

  count(): void {
    this.#own += 1;
  }

  /** @param before the number of nodes when the node began */
  anchor(name: string, node: Node, before: number): void {
    this.#marks += 1;
    this.#known.set(name, { node, size: this.nodes - before });
  }

  /** The node for which the alias at an offset stands. */
  alias(name: string, start: number): Node {
    const span = { source: this.#source, start, end: start + 1 + name.length };
    const target = this.#known.get(name);
    this.#own += 1;
    this.#marks += 1;
    if (target !== undefined) {
      this.#repeated += target.size;
      const marks = this.#source.text.length > LONG ? this.#marks : 0;
      if (marks <= MOST_MARKS && !repeatsTooMuch(this.#own, this.#repeated)) return target.node;
    }
    if (target === undefined) reportUnknownAlias(name, span, this.#reporter);
    else if (!this.broken) reportTooManyAliases(span, this.#reporter);
    this.broken = true;
    return { kind: 'null', ...span };
  }
}

/** In a text longer than this, more anchors and aliases than these are a bomb, or could be one. */
const LONG = 32 * 1024;
const MOST_MARKS = 20_000;
