import type { MapNode, Span } from './node.ts';
import type { Reporter } from './reporter.ts';
import type { DefinitionName } from './schema/definitions.ts';

export interface ReadOptions {
  /** What is read, for messages: `bridge "br0"`, `a route`. */
  readonly what: string;
  /** The place to blame for a missing key; the default is the node itself. */
  readonly owner?: Span | undefined;
  /** The list of which the node is an entry. */
  readonly list?: Span | undefined;
}

/** What was validated, and against which definition. */
export interface Subject {
  readonly node: MapNode;
  readonly name: DefinitionName;
  /** Invalid members are removed from it. */
  readonly value: Record<string, unknown>;
  readonly options: ReadOptions;
  readonly reporter: Reporter;
}
