import type { Link, Value } from '../../model/index.ts';
import { functionOf } from '../../model/language/virtual-functions.ts';

const COUNT = 'virtual-function-count';

/**
 * Whether the card's virtual functions are removed, with or without new ones to follow: it has some, and another number
 * is wanted.
 */
export function renewsFunctions(wanted: Link, { attributes }: Link): boolean {
  const [before = 0, after = before] = [attributes[COUNT], wanted.attributes[COUNT]];
  return before !== 0 && before !== after;
}

/**
 * The card with this number of new virtual functions. As some drivers remember the VLANs of the old ones, VLANs that
 * were set are unknown now, so that all are set again.
 */
export function withNewFunctions(card: Link, count: number): Link {
  const renewed = ([name, value]: [string, Value]): [string, Value] => {
    const number = functionOf(name);
    return [name, number === undefined ? value : number < count && value !== 0 ? null : 0];
  };
  return { ...card, attributes: Object.fromEntries(Object.entries(card.attributes).map(renewed)) };
}
