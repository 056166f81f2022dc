import { Buffer } from 'node:buffer';
import type { UnknownAttribute } from '../netlink/index.ts';

/**
 * Attributes that the model has no member for, kept as they came, so that an object of others that has to be put back is
 * what it was. As text, for snapshots: `id:hex`, `idn:hex` for nested ones, with blanks between.
 */
export const beyondText = (attributes: readonly UnknownAttribute[]): string =>
  attributes
    .map(({ id, data, nested }) => `${id}${nested === true ? 'n' : ''}:${Buffer.from(data).toString('hex')}`)
    .join(' ');

/** The attributes again; what is no such text gives none. */
export function beyondAttributes(text: string): UnknownAttribute[] {
  return text.split(' ').flatMap((part): UnknownAttribute[] => {
    const [, id, nested, hex = ''] = /^([0-9]{1,5})(n?):((?:[0-9a-f]{2})*)$/.exec(part) ?? [];
    if (id === undefined) return [];
    const data = Buffer.from(hex, 'hex');
    return [nested === 'n' ? { id: Number(id), data, nested: true } : { id: Number(id), data }];
  });
}
