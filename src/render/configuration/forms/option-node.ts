import { type Measure, measureText } from '../../../model/language/qdiscs/measure.ts';
import type { Node } from '../document.ts';

/** The value of an option of traffic control, as it is declared. */
export function optionNode(value: number, how: Measure): Node {
  if (how.measure === 'count') return value;
  const text = measureText(value, how);
  return text === 'on' || text === 'off' ? text === 'on' : text;
}
