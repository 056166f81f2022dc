import { handleText, minorOf } from '../../../model/language/qdiscs/handle.ts';
import { qdiscKind } from '../../../model/language/qdiscs/kinds.ts';
import type { OptionTable, QdiscOptions } from '../../../model/language/qdiscs/option.ts';
import { listText, withoutDerivedOptions } from '../../../model/language/qdiscs/options-text.ts';
import { type Qdisc, qdiscIn } from '../../../model/language/qdiscs/qdisc.ts';
import { childrenIn, classesIn, classTable } from '../../../model/language/qdiscs/tree.ts';
import type { Attributes, Value } from '../../../model/value.ts';
import type { Node } from '../document.ts';
import { optionNode } from './option-node.ts';

/** The kind of a queueing discipline, or a mapping with its options; undefined if it cannot be declared. */
export function qdiscNode(value: Value | undefined, attributes: Attributes): Node | undefined {
  const live = qdiscIn(value);
  const said = live === undefined ? undefined : saidOf(live, attributes);
  if (live === undefined || said === undefined) return undefined;
  return said.length === 0 ? live.kind : { kind: live.kind, ...Object.fromEntries(said) };
}

/** The disciplines in classes. */
export function childNodes(value: Value | undefined, attributes: Attributes): Node | undefined {
  if (!Array.isArray(value)) return undefined;
  return childrenIn(value).flatMap(({ parent, qdisc }): Node[] => {
    const said = saidOf(qdisc, attributes);
    return said === undefined
      ? []
      : [{ parent: handleText(parent), kind: qdisc.kind, ...Object.fromEntries(said) }];
  });
}

export function classNodes(value: Value | undefined, attributes: Attributes): Node | undefined {
  if (!Array.isArray(value)) return undefined;
  return classesIn(value).map(({ id, parent, kind, options }) => ({
    id: handleText(id),
    ...(minorOf(parent) !== 0 && { parent: handleText(parent) }),
    ...Object.fromEntries(optionNodes(classTable(kind), options, attributes)),
  }));
}

function saidOf({ kind, options }: Qdisc, attributes: Attributes): [string, Node][] | undefined {
  const table = qdiscKind(kind);
  return table === undefined ? undefined : optionNodes(table, options, attributes);
}

function optionNodes(table: OptionTable, live: QdiscOptions, attributes: Attributes): [string, Node][] {
  const found = withoutDerivedOptions(table, live, attributes);
  const options = table.unsettle?.(found) ?? found;
  return Object.entries(table.options).flatMap(([name, { how }]): [string, Node][] => {
    const number = options[name];
    if (number === undefined) return [];
    const [list = '', nth] = name.split('.');
    if (nth === undefined) return [[name, optionNode(number, how)]];
    return nth === '0' ? [[list, listText(list, options, how, ' ')]] : [];
  });
}
