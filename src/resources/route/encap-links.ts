import { host, LWTUNNEL_ENCAP, type UnknownAttribute } from '../../netlink/index.ts';
import { nameOrNumber, numberOf } from '../link/number.ts';
import { attributesIn } from '../nested-attributes.ts';
import type { LinkIndex } from '../room.ts';

/** RTA_ENCAP_TYPE */
export const ENCAP_TYPE_ID = 21;
/** RTA_ENCAP */
export const ENCAP_ID = 22;

/** The attributes of encapsulations that are indexes of links (linux/seg6_local.h, linux/lwtunnel.h). */
const INDEXES: Readonly<Record<number, readonly number[]>> = {
  // SEG6_LOCAL_IIF, SEG6_LOCAL_OIF
  [LWTUNNEL_ENCAP.SEG6_LOCAL]: [6, 7],
  // LWT_XFRM_LINK
  [LWTUNNEL_ENCAP.XFRM]: [2],
};

const INDEX_SIZE = 4;

/** Calls a function for each index of a link in the attributes of an encapsulation, with its place. */
export function eachIndex(type: number, data: Uint8Array, use: (view: DataView, at: number) => void): void {
  const ids = INDEXES[type] ?? [];
  for (const { id, data: index } of attributesIn(data)) {
    if (ids.includes(id) && index.length === INDEX_SIZE)
      use(new DataView(index.buffer, index.byteOffset, index.byteLength), 0);
  }
}

/**
 * The names of the links to which an encapsulation refers, and its attribute with their indexes zeroed, since a link
 * that is recreated has another index.
 */
export function withoutIndexes(
  type: number | undefined,
  attribute: UnknownAttribute,
  links: LinkIndex,
): { readonly attribute: UnknownAttribute; readonly names: readonly string[] } {
  if (type === undefined || INDEXES[type] === undefined) return { attribute, names: [] };
  const data = Uint8Array.from(attribute.data);
  const names: string[] = [];
  eachIndex(type, data, (view, at) => {
    names.push(nameOrNumber(view.getInt32(at, host), links));
    view.setInt32(at, 0, host);
  });
  return { attribute: { ...attribute, data }, names };
}

/** The attribute with the present indexes of these links. */
export function withIndexes(
  type: number | undefined,
  attribute: UnknownAttribute,
  names: readonly string[],
  links: LinkIndex,
): UnknownAttribute {
  if (type === undefined) return attribute;
  const data = Uint8Array.from(attribute.data);
  let nth = 0;
  eachIndex(type, data, (view, at) => {
    const name = names[nth++];
    if (name !== undefined) view.setInt32(at, numberOf(name, links), host);
  });
  return { ...attribute, data };
}
