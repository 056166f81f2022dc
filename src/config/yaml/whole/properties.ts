import type { Node } from '../../node.ts';
import { checkTag } from '../complaints.ts';
import type { Cursor } from './cursor.ts';

/** The properties before a value: an anchor, a tag, both or none. */
export interface Properties {
  readonly anchor: string | undefined;
  readonly tag: string | undefined;
  /** The number of nodes before the value. */
  readonly before: number;
}

const AMPERSAND = 38;
const EXCLAMATION = 33;
const NAME = /[^\s,[\]{}]+/y;
const TAG = /!(?:<([^\s<>]+)>|(!?[0-9A-Za-z_.:/+~*'()=$@&?;#-]*))(?=[\s,[\]{}]|$)/y;

export const noProperties = ({ shared }: Cursor): Properties => ({
  anchor: undefined,
  tag: undefined,
  before: shared.nodes,
});

export const isProperty = (code: number): boolean => code === AMPERSAND || code === EXCLAMATION;

/** Adds the property that begins here. */
export function withNext(cursor: Cursor, known: Properties): Properties {
  const { at, code } = cursor;
  if (code === AMPERSAND) {
    if (known.anchor !== undefined) cursor.fail('a value can have one anchor only');
    cursor.at += 1;
    return { ...known, anchor: nameAt(cursor) };
  }
  if (known.tag !== undefined) cursor.fail('a value can have one tag only');
  TAG.lastIndex = at;
  const [written, verbatim, short] = TAG.exec(cursor.text) ?? cursor.fail('this is not a tag');
  cursor.at += written?.length ?? 0;
  const tag =
    verbatim ?? (short?.startsWith('!') ? `tag:yaml.org,2002:${short.slice(1)}` : `!${short ?? ''}`);
  return { ...known, tag };
}

/** Reads the name of an anchor or alias. */
export function nameAt(cursor: Cursor): string {
  NAME.lastIndex = cursor.at;
  const [name = ''] = NAME.exec(cursor.text) ?? cursor.fail('a name is missing here');
  cursor.at += name.length;
  return name;
}

/** Checks the tag of a value and registers its anchor; returns the value. */
export function withProperties<N extends Node>(
  cursor: Cursor,
  { anchor, tag, before }: Properties,
  node: N,
): N {
  if (tag !== undefined) checkTag(tag, node, cursor.reporter);
  if (anchor !== undefined) cursor.shared.anchor(anchor, node, before);
  return node;
}
