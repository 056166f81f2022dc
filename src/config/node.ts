import type { Place } from '../model/place.ts';
import type { SourceText } from './source-text.ts';

/** A part of a file: offsets into the source's text, the end exclusive. */
export interface Span {
  readonly source: SourceText;
  readonly start: number;
  readonly end: number;
}

/** A scalar as a text, whatever it looks like: only the schema gives it a type. */
export interface ScalarNode extends Span {
  readonly kind: 'scalar';
  readonly text: string;
}

/** A missing value, or an unquoted `~` or `null`. */
export interface NullNode extends Span {
  readonly kind: 'null';
}

export interface Entry {
  readonly key: ScalarNode;
  readonly value: Node;
}

/** A mapping; its keys are unique. */
export interface MapNode extends Span {
  readonly kind: 'map';
  readonly entries: readonly Entry[];
}

export interface SeqNode extends Span {
  readonly kind: 'seq';
  readonly items: readonly Node[];
}

/**
 * The contents of a file: immutable, with positions, the same from every reader. Aliases share the node of their
 * anchor.
 */
export type Node = ScalarNode | NullNode | MapNode | SeqNode;

/** What users call the kinds. */
export const KIND_NAME: Readonly<Record<Node['kind'], string>> = {
  scalar: 'a single value',
  null: 'nothing',
  map: 'a mapping',
  seq: 'a list',
};

/** Mappings with more keys get an index at the first search: a machine may have thousands of devices. */
const SMALL = 24;
const INDEXES = new WeakMap<MapNode, ReadonlyMap<string, Entry>>();

/** The entry of a mapping with this key; undefined if there is none, or if the node is no mapping. */
export function entryOf(node: Node | undefined, key: string): Entry | undefined {
  if (node?.kind !== 'map') return undefined;
  if (node.entries.length <= SMALL) {
    const { entries } = node;
    for (let i = 0; i < entries.length; i++) if (entries[i]?.key.text === key) return entries[i];
    return undefined;
  }
  let index = INDEXES.get(node);
  if (index === undefined) {
    const made = new Map<string, Entry>();
    for (const entry of node.entries) made.set(entry.key.text, entry);
    index = made;
    INDEXES.set(node, index);
  }
  return index.get(key);
}

export function childOf(node: Node | undefined, key: string): Node | undefined {
  return entryOf(node, key)?.value;
}

/** The items of a list; none if the node is no list. */
export function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'seq' ? node.items : [];
}

export function placeOf(span: Span): Place {
  return span.source.place(span.start);
}
