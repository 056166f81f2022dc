import { handleOf, handleText, majorOf, minorOf } from '../../model/language/qdiscs/handle.ts';
import { qdiscKind, qdiscKinds } from '../../model/language/qdiscs/kinds.ts';
import { withoutUsualOptions } from '../../model/language/qdiscs/options-text.ts';
import { QDISC, type Qdisc } from '../../model/language/qdiscs/qdisc.ts';
import { classesValue, QDISCS, qdiscsByNumber, type TrafficClass } from '../../model/language/qdiscs/tree.ts';
import { type Draft, say } from '../draft.ts';
import { childOf, itemsOf, type Node } from '../node.ts';
import { read } from '../read.ts';
import type { Reporter } from '../reporter.ts';
import { handleIn } from './qdisc.ts';
import { readOptions } from './qdisc-options.ts';
import type { SaidKey } from './said-key.ts';

/**
 * Reads `classes: [{id: "1:10", parent: "1:1", rate: 5Mbit}]`. The disciplines of the device, which say of what kind
 * they are, have been read before.
 */
export function readClasses({ draft, attribute, node, reporter }: SaidKey): void {
  const { errors } = reporter;
  const holders = qdiscsByNumber(draft.attributes);
  const classes = itemsOf(node).flatMap(
    (item) => classIn(item, holders, { draft, list: node, reporter }) ?? [],
  );
  if (reporter.errors === errors) say(draft, attribute, classesValue(classes), node);
}

interface Site {
  readonly draft: Draft;
  readonly list: Node;
  readonly reporter: Reporter;
}

function classIn(
  node: Node,
  holders: ReadonlyMap<number, Qdisc>,
  { draft, list, reporter }: Site,
): TrafficClass | undefined {
  const values = read(node, 'traffic-class', { what: 'an entry of "classes"', list }, reporter);
  const said = childOf(node, 'id');
  if (values === undefined || said === undefined) return undefined;
  const id = handleIn(said, 'id', reporter);
  const above = childOf(node, 'parent');
  const parent = above === undefined ? handleOf(majorOf(id ?? 0)) : handleIn(above, 'parent', reporter);
  if (id === undefined || parent === undefined) return undefined;
  const top = handleText(handleOf(majorOf(id)));
  if (minorOf(id) === 0) {
    const message = `"id" must be that of a class, such as "${top}10": ${top} is the discipline itself`;
    reporter.error('wrong-value', said, message, { list });
    return undefined;
  }
  const name = holders.get(majorOf(id))?.kind;
  const table = qdiscKind(name ?? '')?.classes;
  // A discipline that is wrong has been reported.
  if (name === undefined && hasWrongQdiscs(draft)) return undefined;
  if (name === undefined || table === undefined) {
    const message =
      name === undefined
        ? `"${draft.id}" has no discipline ${top} for the class ${handleText(id)}`
        : `the discipline ${top} is a ${name}, for which no classes are declared`;
    const hint =
      name === undefined
        ? `declare it: "qdisc: {kind: htb, handle: '${top}'}"`
        : qdiscKind(name)?.bands !== undefined
          ? `its classes are there without, from ${top}1 on`
          : `kinds with classes are ${Object.keys(qdiscKinds()).filter(hasClasses).join(', ')}`;
    reporter.error('wrong-value', said, message, { hint, list });
    return undefined;
  }
  const options = readOptions(
    node,
    {
      ...{ noun: `a class of ${name}`, name: `a class of ${name}`, table, others: ['id', 'parent'] },
      ownersOf: (option) =>
        Object.keys(qdiscKinds()).flatMap((kind) =>
          Object.hasOwn(qdiscKind(kind)?.classes?.options ?? {}, option) ? [`classes of ${kind}`] : [],
        ),
      span: said,
    },
    reporter,
  );
  return options === undefined
    ? undefined
    : { id, parent, kind: name, options: withoutUsualOptions(table, options) };
}

/** Whether disciplines are declared that could not be read. */
export const hasWrongQdiscs = ({ node, attributes }: Draft): boolean =>
  [QDISC, QDISCS].some((key) => attributes[key] === undefined && childOf(node, key) !== undefined);

const hasClasses = (kind: string): boolean => qdiscKind(kind)?.classes !== undefined;
