import { Buffer } from 'node:buffer';
import type { UnknownAttribute } from '../netlink/index.ts';

/**
 * Attributes for which the model has no member, kept as they came, so that a foreign object can be restored exactly. As
 * a text, for snapshots: `id:hex`, `idn:hex` for nested ones, separated by blanks.
 */
export const beyondText = (attributes: readonly UnknownAttribute[]): string =>
  attributes
    .map(({ id, data, nested }) => `${id}${nested === true ? 'n' : ''}:${Buffer.from(data).toString('hex')}`)
    .join(' ');

/** The inverse of {@link beyondText}; parts that do not have this form are left out. */
export function beyondAttributes(text: string): UnknownAttribute[] {
  return text.split(' ').flatMap((part): UnknownAttribute[] => {
    const [, id, nested, hex = ''] = /^([0-9]{1,5})(n?):((?:[0-9a-f]{2})*)$/.exec(part) ?? [];
    if (id === undefined) return [];
    const data = Buffer.from(hex, 'hex');
    return [nested === 'n' ? { id: Number(id), data, nested: true } : { id: Number(id), data }];
  });
}
