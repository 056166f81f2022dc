import type { Link, Value } from '../../model/index.ts';
import { functionOf } from '../../model/language/virtual-functions.ts';

const COUNT = 'virtual-function-count';

/** Whether the card's virtual functions go for others to come, or for good: it has some, and is to have another number. */
export function renewsFunctions(wanted: Link, { attributes }: Link): boolean {
  const [before = 0, after = before] = [attributes[COUNT], wanted.attributes[COUNT]];
  return before !== 0 && before !== after;
}

/** The card with so many new virtual functions. Some drivers remember what VLANs the old ones had: all are told again. */
export function withNewFunctions(card: Link, count: number): Link {
  const renewed = ([name, value]: [string, Value]): [string, Value] => {
    const number = functionOf(name);
    return [name, number === undefined ? value : number < count && value !== 0 ? null : 0];
  };
  return { ...card, attributes: Object.fromEntries(Object.entries(card.attributes).map(renewed)) };
}
