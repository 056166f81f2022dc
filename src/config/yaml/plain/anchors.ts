import type { Node } from '../../node.ts';
import { Unusual } from './unusual.ts';

/** Names in common use; YAML allows more. */
const NAME = /[A-Za-z0-9_-]+(?=[ ,\]}\r\n]|$)/y;

/** Texts with more anchors and aliases, or more repetition by these, are left to the other readers. */
const MOST = 20_000;
const REPEATED_AT_LEAST = 500_000;
const REPEATED_OF_TEXT = 0.5;

interface Anchored {
  readonly node: Node;
  /** Its length in characters, including what is behind aliases each time. */
  readonly size: number;
}

/** The lines in which they stand. */
interface Lines {
  readonly text: string;
  behind: number;
  skipSpaces(offset: number): number;
}

/** The anchors of a document, and how much of it aliases have repeated. */
export class Anchors {
  readonly #known = new Map<string, Anchored>();
  #repeated = 0;
  #count = 0;

  /** Reads a value after `&name`; `read` is called with the offset at which the value begins. */
  anchored(lines: Lines, offset: number, read: (offset: number) => Node): Node {
    const name = this.#nameAt(lines, offset + 1);
    const before = this.#repeated;
    const node = read(lines.skipSpaces(offset + 1 + name.length));
    this.#known.set(name, { node, size: node.end - node.start + this.#repeated - before });
    return node;
  }

  /** The value for `*name`; `lines.behind` becomes the offset after the alias. */
  alias(lines: Lines, offset: number): Node {
    const name = this.#nameAt(lines, offset + 1);
    const target = this.#known.get(name);
    if (target === undefined) throw new Unusual();
    this.#repeated += target.size;
    if (this.#repeated > Math.max(REPEATED_AT_LEAST, lines.text.length * REPEATED_OF_TEXT))
      throw new Unusual();
    lines.behind = offset + 1 + name.length;
    return target.node;
  }

  #nameAt({ text }: Lines, offset: number): string {
    NAME.lastIndex = offset;
    const name = NAME.exec(text)?.[0];
    this.#count += 1;
    if (name === undefined || this.#count > MOST) throw new Unusual();
    return name;
  }
}
