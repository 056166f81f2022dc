import type { Node } from '../../node.ts';
import type { Lines } from './lines.ts';
import { Unusual } from './unusual.ts';

/** Names as people write them; YAML allows more. */
const NAME = /[A-Za-z0-9_-]+(?=[ ,\]}\r\n]|$)/y;

/** More anchors and aliases than these, and texts of which they repeat more, are for others to judge. */
const MOST = 20_000;
const REPEATED_AT_LEAST = 500_000;
const REPEATED_OF_TEXT = 0.5;

interface Anchored {
  readonly node: Node;
  /** Characters of it, those behind aliases counted each time. */
  readonly size: number;
}

/** The anchors of one document, and what aliases have repeated of it. */
export class Anchors {
  readonly #known = new Map<string, Anchored>();
  #repeated = 0;
  #count = 0;

  /** A value behind `&name`: what `read` makes of what begins at the offset that it is given. */
  anchored(lines: Lines, offset: number, read: (offset: number) => Node): Node {
    const name = this.#nameAt(lines, offset + 1);
    const before = this.#repeated;
    const node = read(lines.skipSpaces(offset + 1 + name.length));
    this.#known.set(name, { node, size: node.end - node.start + this.#repeated - before });
    return node;
  }

  /** The value that `*name` stands for; what is behind it is noted in the lines. */
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
