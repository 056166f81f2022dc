import { host, type UnknownAttribute } from '../../netlink/index.ts';
import { nameOrNumber, numberOf } from '../link/number.ts';
import { attributesIn, type NestedAttribute } from '../nested-attributes.ts';
import { markEncap } from '../nested-encaps.ts';
import type { LinkIndex } from '../room.ts';
import { ENCAP_ID, ENCAP_TYPE_ID, eachIndex } from './encap-links.ts';

/** struct rtnexthop: length, flags, hops, index. */
const NEXTHOP_SIZE = 8;

/** Calls a function for each encapsulation of paths (RTA_MULTIPATH), with its type. */
function eachEncap(paths: Uint8Array, use: (type: number, encap: NestedAttribute) => void): void {
  const view = new DataView(paths.buffer, paths.byteOffset, paths.byteLength);
  for (let at = 0; at + NEXTHOP_SIZE <= paths.length; ) {
    const length = view.getUint16(at, host);
    if (length < NEXTHOP_SIZE || at + length > paths.length) return;
    const attributes = attributesIn(paths.subarray(at + NEXTHOP_SIZE, at + length));
    const [type] = attributes.find(({ id }) => id === ENCAP_TYPE_ID)?.data ?? [];
    const encap = attributes.find(({ id }) => id === ENCAP_ID);
    if (type !== undefined && encap !== undefined) use(type, encap);
    at += (length + 3) & ~3;
  }
}

/** Calls a function for each index of a link in these encapsulations, with its place. */
const eachIndexInPaths = (paths: Uint8Array, use: (view: DataView, at: number) => void): void =>
  eachEncap(paths, (type, { data }) => eachIndex(type, data, use));

/** Makes the encapsulations such as the kernel takes, in place. */
export const nestEncaps = (paths: Uint8Array): void => eachEncap(paths, markEncap);

/** The names of the links to which the encapsulations of paths refer, and the paths with their indexes zeroed. */
export function pathsWithoutIndexes(
  attribute: UnknownAttribute,
  links: LinkIndex,
): { readonly attribute: UnknownAttribute; readonly names: readonly string[] } {
  const data = Uint8Array.from(attribute.data);
  const names: string[] = [];
  eachIndexInPaths(data, (view, at) => {
    names.push(nameOrNumber(view.getInt32(at, host), links));
    view.setInt32(at, 0, host);
  });
  return { attribute: { ...attribute, data }, names };
}

/** Writes the present indexes of these links into the paths, in place. */
export function putIndexes(paths: Uint8Array, names: readonly string[], links: LinkIndex): void {
  let nth = 0;
  eachIndexInPaths(paths, (view, at) => {
    const name = names[nth++];
    if (name !== undefined) view.setInt32(at, numberOf(name, links), host);
  });
}
