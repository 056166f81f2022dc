import { FILTERS } from '../../model/language/qdiscs/filters.ts';
import { handleOf, handleText, majorOf, minorOf, parseHandle } from '../../model/language/qdiscs/handle.ts';
import { qdiscKind } from '../../model/language/qdiscs/kinds.ts';
import { QDISC, type Qdisc, qdiscIn } from '../../model/language/qdiscs/qdisc.ts';
import { CLASSES, childrenIn, classesIn, QDISCS, qdiscsByNumber } from '../../model/language/qdiscs/tree.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../draft.ts';
import { hasWrongQdiscs } from '../forms/classes.ts';
import { childOf, itemsOf, type Node, type Span } from '../node.ts';
import type { Reporter } from '../reporter.ts';

/** Checks that classes and the disciplines in them make a tree below the root discipline of their device. */
export function checkTraffic({ devices, reporter }: Context): void {
  for (const draft of devices) {
    const { attributes } = draft;
    if (attributes[CLASSES] !== undefined || attributes[QDISCS] !== undefined) checkTree(draft, reporter);
    if (attributes[FILTERS] !== undefined) checkFilters(draft, reporter);
  }
}

/** A device's traffic control, by handles, with the entries of its file. */
interface Tree {
  readonly draft: Draft;
  readonly reporter: Reporter;
  /** The disciplines by their numbers. */
  readonly holders: ReadonlyMap<number, Qdisc>;
  /** The classes, each with its parent and its entry. */
  readonly classes: ReadonlyMap<number, { readonly parent: number; readonly node: Node }>;
  /** The classes that have others below. */
  readonly inner: ReadonlySet<number>;
}

function checkTree(draft: Draft, reporter: Reporter): void {
  const { attributes, spans, key } = draft;
  const root = qdiscIn(attributes[QDISC]);
  if (root === undefined) {
    const said = attributes[CLASSES] === undefined ? QDISCS : CLASSES;
    const message = `"${said}" needs "${QDISC}", the discipline at the root of "${draft.id}"`;
    // One that is wrong has been reported.
    if (childOf(draft.node, QDISC) === undefined || attributes[QDISC] !== undefined)
      reporter.error('missing-key', spans.get(said) ?? key, message);
    return;
  }
  const children = itemsOf(childOf(draft.node, QDISCS));
  const holders = new Map<number, Qdisc>([[root.options['handle'] ?? 0, root]]);
  const told = childrenIn(attributes[QDISCS]);
  const places = new Map<number, Span>();
  for (const node of children) {
    const parent = handleAt(node, 'parent');
    const one = told.find((child) => child.parent === parent);
    const number = one?.qdisc.options['handle'] ?? 0;
    if (one === undefined || parent === undefined) continue;
    if (places.has(parent))
      twice(`a discipline in ${handleText(parent)}`, node, places.get(parent), reporter);
    else if (number !== 0 && holders.has(number))
      twice(
        `the discipline ${handleText(handleOf(number))}`,
        childOf(node, 'handle') ?? node,
        spans.get(QDISC),
        reporter,
        'each has a "handle" of its own; without one it is "1:"',
      );
    else holders.set(number, one.qdisc);
    places.set(parent, childOf(node, 'parent') ?? node);
  }
  const classes = classNodes(draft, reporter);
  const inner = new Set([...classes.values()].map(({ parent }) => parent));
  const tree: Tree = { draft, reporter, holders, classes, inner };
  for (const [id, one] of classes) checkClass(id, one, tree);
  for (const [parent, span] of places) checkPlace(parent, span, tree);
  for (const node of children) checkKind(node, reporter);
  checkDefaults(children, tree);
}

const handleAt = (node: Node, key: string): number | undefined => {
  const said = childOf(node, key);
  return said?.kind === 'scalar' ? parseHandle(said.text) : undefined;
};

function twice(what: string, span: Span, first: Span | undefined, reporter: Reporter, hint?: string): void {
  reporter.error('conflict', span, `${what} is there already`, {
    ...(first !== undefined && { related: { message: 'it is here', span: first } }),
    ...(hint !== undefined && { hint }),
  });
}

function classNodes({ node }: Draft, reporter: Reporter): Tree['classes'] {
  const found = new Map<number, { parent: number; node: Node }>();
  for (const item of itemsOf(childOf(node, CLASSES))) {
    const id = handleAt(item, 'id');
    if (id === undefined) continue;
    const first = found.get(id);
    if (first !== undefined)
      twice(`the class ${handleText(id)}`, childOf(item, 'id') ?? item, childOf(first.node, 'id'), reporter);
    else found.set(id, { parent: handleAt(item, 'parent') ?? handleOf(majorOf(id)), node: item });
  }
  return found;
}

function checkClass(id: number, { parent, node }: { parent: number; node: Node }, tree: Tree): void {
  const { reporter, classes, inner } = tree;
  const span = childOf(node, 'parent') ?? node;
  if (majorOf(parent) !== majorOf(id))
    reporter.error(
      'wrong-value',
      span,
      `the class ${handleText(id)} cannot be below ${handleText(parent)}: that belongs to another discipline`,
    );
  else if (minorOf(parent) !== 0 && !classes.has(parent))
    reporter.error('wrong-value', span, `there is no class ${handleText(parent)}`);
  else if (isAboveItself(id, classes))
    reporter.error('cycle', span, `the class ${handleText(id)} is below itself`);
  if (!inner.has(id)) return;
  const needed = qdiscKind(tree.holders.get(majorOf(id))?.kind ?? '')?.classes?.needsAbove;
  if (needed !== undefined && childOf(node, needed) === undefined)
    reporter.error(
      'missing-key',
      node,
      `the class ${handleText(id)} needs "${needed}", as there are classes below it`,
    );
  for (const unused of ['priority', 'quantum']) {
    const said = childOf(node, unused);
    if (said !== undefined)
      reporter.error(
        'conflict',
        said,
        `"${unused}" has no effect: packets wait in the classes below ${handleText(id)}`,
      );
  }
}

function isAboveItself(id: number, classes: Tree['classes']): boolean {
  let at = classes.get(id)?.parent;
  for (let steps = 0; at !== undefined && steps <= classes.size; steps++) {
    if (at === id) return true;
    at = classes.get(at)?.parent;
  }
  return false;
}

/** Checks where a discipline is. */
function checkPlace(parent: number, span: Span, { draft, reporter, holders, classes, inner }: Tree): void {
  const number = majorOf(parent);
  const holder = holders.get(number);
  const top = handleText(handleOf(number));
  const kind = qdiscKind(holder?.kind ?? '');
  const bands = kind?.bands?.(holder?.options ?? {});
  const message =
    holder === undefined
      ? `"${draft.id}" has no discipline ${top}`
      : minorOf(parent) === 0
        ? `${top} is a discipline itself: "parent" must be a class in it, such as "${top}1"`
        : inner.has(parent)
          ? `no discipline can be in the class ${handleText(parent)}, as there are classes below it`
          : bands !== undefined
            ? minorOf(parent) <= bands
              ? undefined
              : `there is no class ${handleText(parent)}: the ${holder.kind} has ${bandsText(bands)}${bands === 1 ? `, the class ${top}1` : `, and with that the classes ${top}1 to ${top}${bands.toString(16)}`}`
            : kind?.classes === undefined
              ? `the discipline ${top} is a ${holder.kind}, which has no classes`
              : classes.has(parent)
                ? undefined
                : `there is no class ${handleText(parent)}`;
  if (message !== undefined) reporter.error('wrong-value', span, message);
}

const bandsText = (bands: number): string => (bands === 1 ? 'one band' : `${bands} bands`);

/** mq_init, mqprio_init, noqueue_init */
const AT_THE_ROOT = ['mq', 'mqprio', 'noqueue'];

function checkKind(node: Node, reporter: Reporter): void {
  const kind = childOf(node, 'kind');
  if (kind?.kind === 'scalar' && AT_THE_ROOT.includes(kind.text))
    reporter.error('conflict', kind, `${kind.text} can only be at the root of a device`);
}

/** The class for what no filter classifies. Without one htb sends packets at once. */
function checkDefaults(children: readonly Node[], { draft, reporter, holders, classes, inner }: Tree): void {
  if (draft.attributes[CLASSES] === undefined) return;
  const known = new Set(classesIn(draft.attributes[CLASSES]).map(({ id }) => id));
  const root = childOf(draft.node, QDISC);
  for (const node of root === undefined ? children : [root, ...children]) {
    const said = childOf(node, 'default');
    const number =
      node === root
        ? (qdiscIn(draft.attributes[QDISC])?.options['handle'] ?? 0)
        : (childrenIn(draft.attributes[QDISCS]).find(({ parent }) => parent === handleAt(node, 'parent'))
            ?.qdisc.options['handle'] ?? 0);
    const minor = holders.get(number)?.options['default'] ?? 0;
    const id = handleOf(number, minor);
    if (said === undefined || minor === 0) continue;
    if (!known.has(id) || !classes.has(id))
      reporter.error('wrong-value', said, `there is no class ${handleText(id)}`);
    else if (inner.has(id))
      reporter.error(
        'wrong-value',
        said,
        `no packets can wait in the class ${handleText(id)}, as there are classes below it`,
      );
  }
}

/** Checks where filters are, and into which classes they lead. */
function checkFilters(draft: Draft, reporter: Reporter): void {
  const { id, node, attributes } = draft;
  const holders = qdiscsByNumber(attributes);
  const classes = new Set(classesIn(attributes[CLASSES]).map((one) => one.id));
  for (const item of itemsOf(childOf(node, FILTERS))) {
    const [at, into] = [childOf(item, 'parent'), childOf(item, 'class')];
    const [parent, target] = [handleAt(item, 'parent'), handleAt(item, 'class')];
    // Those at ingress and egress need none.
    if (parent === undefined || at === undefined) continue;
    const holder = holders.get(majorOf(parent));
    const kind = qdiscKind(holder?.kind ?? '');
    const top = handleText(parent);
    if (holder === undefined && hasWrongQdiscs(draft)) continue;
    if (holder === undefined)
      reporter.error('wrong-value', at, `"${id}" has no discipline ${top} in "qdisc" or "qdiscs"`);
    else if (kind?.classes === undefined && kind?.classifies !== true)
      reporter.error('wrong-value', at, `the discipline ${top} is a ${holder.kind}, which has no filters`);
    else if (into === undefined || target === undefined) continue;
    else if (majorOf(target) !== majorOf(parent))
      reporter.error('wrong-value', into, `the class ${handleText(target)} is none of the discipline ${top}`);
    else if (kind?.classes !== undefined && attributes[CLASSES] !== undefined && !classes.has(target))
      reporter.error('wrong-value', into, `there is no class ${handleText(target)}`);
    else {
      const bands = kind?.bands?.(holder.options) ?? Number.POSITIVE_INFINITY;
      const message = `there is no class ${handleText(target)}: the ${holder.kind} has ${bandsText(bands)}`;
      if (minorOf(target) > bands) reporter.error('wrong-value', into, message);
    }
  }
}
