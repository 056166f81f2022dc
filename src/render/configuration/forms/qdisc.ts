import { qdiscKind } from '../../../model/language/qdiscs/kinds.ts';
import { measureText } from '../../../model/language/qdiscs/measure.ts';
import { qdiscIn, withoutDerived } from '../../../model/language/qdiscs/qdisc.ts';
import type { Attributes, Value } from '../../../model/value.ts';
import type { Node } from '../document.ts';

/** The kind of a queueing discipline, or a mapping with its options; undefined if it cannot be declared. */
export function qdiscNode(value: Value | undefined, attributes: Attributes): Node | undefined {
  const live = qdiscIn(value);
  const kind = live === undefined ? undefined : qdiscKind(live.kind);
  if (live === undefined || kind === undefined) return undefined;
  const { options: found } = withoutDerived(live, attributes);
  const options = kind.unsettle?.(found) ?? found;
  const said = Object.entries(kind.options).flatMap(([name, { how }]): [string, Node][] => {
    const number = options[name];
    if (number === undefined) return [];
    const text = measureText(number, how);
    if (how.measure === 'count') return [[name, number]];
    return [[name, text === 'on' || text === 'off' ? text === 'on' : text]];
  });
  return said.length === 0 ? live.kind : { kind: live.kind, ...Object.fromEntries(said) };
}
