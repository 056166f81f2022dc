import { ipv6 } from '../codec/address.ts';
import { enumerated, u16 } from '../codec/scalars.ts';
import { struct } from '../codec/struct.ts';
import type { Fields, FieldsOf, Scalar } from '../codec/type.ts';
import { AF } from '../constants/families.ts';
import type { Address } from '../ip.ts';

/**
 * xfrm_address_t: an IPv4 address in the first four of sixteen bytes, or an IPv6 address. Which one it is stands somewhere
 * else in the struct: `familyStruct` sees to it. By itself it reads as sixteen bytes.
 */
export const xfrmAddress: Scalar<Address> = {
  ...ipv6,
  alignment: 4,
  shape: ipv6.shape,
  put(w, value) {
    if (typeof value === 'string') return ipv6.put(w, value);
    const at = w.zero(16);
    w.data.setUint32(at, value);
  },
  get: (b, at, end) => ipv6.get(b, at, end),
  show: (value) => ipv6.show?.(value as string) ?? '',
};

/** The member that says of which family the addresses are. */
export const xfrmFamily: Scalar<number> = enumerated(u16, AF);

type Members = Record<string, unknown>;

/**
 * A C struct with addresses whose family it says itself; all its members may be left out and are zero then.
 * @param family where it says so: `family` or `sel.family`
 * @param addresses the members that are of it: `saddr`, `id.daddr`
 */
export function familyStruct<const F extends Fields>(
  fields: F,
  family: string,
  addresses: readonly string[],
): Scalar<Partial<FieldsOf<F>>> {
  const type = struct(fields);
  const [familyPath, paths] = [family.split('.'), addresses.map((path) => path.split('.'))];
  return {
    ...type,
    put: (w, value) => type.put(w, value as FieldsOf<F>), // what is left out stays zero
    get(b, at, end) {
      const value: Members = type.get(b, at, end);
      if (memberOf(value, familyPath) === AF.INET) for (const path of paths) shorten(value, path);
      return value as Partial<FieldsOf<F>>; // with the same keys as before
    },
    show: (value) => type.show?.(value as FieldsOf<F>) ?? '',
  };
}

const memberOf = (value: unknown, [key = '', ...rest]: readonly string[]): unknown => {
  const member = (value as Members)[key];
  return rest.length === 0 ? member : memberOf(member, rest);
};

/** Makes an IPv4 address of sixteen bytes. */
function shorten(value: Members, [key = '', ...rest]: readonly string[]): void {
  const member = value[key];
  if (rest.length > 0) shorten(member as Members, rest);
  else if (typeof member === 'string')
    value[key] = [0, 1, 2, 3].reduce((number, i) => number * 256 + member.charCodeAt(i), 0);
}
