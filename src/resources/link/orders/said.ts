import type { Attributes } from '../../../model/index.ts';
import type { LinkMessage } from '../common.ts';

/** What a message says of a link's kind. The data comes from the table of the same kind. */
export function linkinfo(kind: string, data: object | undefined): NonNullable<LinkMessage['linkinfo']> {
  return (data === undefined ? { kind } : { kind, data }) as NonNullable<LinkMessage['linkinfo']>;
}

/** Those of the attributes that have one of the names. */
export function pick(attributes: Attributes, names: readonly string[]): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => names.includes(name)));
}

/** `null` says "none", which a fresh link has anyway. */
export function declared(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));
}
