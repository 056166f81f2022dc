import type { Link, Value } from '../../model/index.ts';
import { functionOf, isFunctionVlan } from '../../model/language/virtual-functions.ts';

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
 * The card with this number of new virtual functions. As some drivers remember the settings of the old ones, what was set
 * is unknown now, so that all is set again.
 */
export function withNewFunctions(card: Link, count: number): Link {
  const renewed = ([name, value]: [string, Value]): [string, Value] => {
    const number = functionOf(name);
    if (number === undefined) return [name, value];
    return [name, !isFunctionVlan(name) || (number < count && value !== 0) ? null : 0];
  };
  return { ...card, attributes: Object.fromEntries(Object.entries(card.attributes).map(renewed)) };
}
