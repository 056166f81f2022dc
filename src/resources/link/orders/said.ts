import type { Attributes } from '../../../model/index.ts';
import type { LinkMessage } from '../common.ts';

/** IFLA_LINKINFO for a link's kind. The data must come from the table of the same kind. */
export function linkinfo(kind: string, data: object | undefined): NonNullable<LinkMessage['linkinfo']> {
  return (data === undefined ? { kind } : { kind, data }) as NonNullable<LinkMessage['linkinfo']>;
}

/** The attributes with these names. */
export function pick(attributes: Attributes, names: readonly string[]): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => names.includes(name)));
}

/** The attributes without those that are null: that means "none", which a new link has anyway. */
export function declared(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));
}
