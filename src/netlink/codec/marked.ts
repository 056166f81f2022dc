import type { Type } from './type.ts';

/** The same type with NLA_F_NET_BYTEORDER set on its attribute, without which ipset refuses numbers (ip_set_attr_netorder). */
export function marked<T>(type: Type<T>): Type<T> {
  return { ...type, marked: true };
}
