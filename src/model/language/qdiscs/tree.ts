import type { Attributes, Value } from '../../value.ts';
import { handleOf, handleText, majorOf, minorOf, parseHandle } from './handle.ts';
import { qdiscKind } from './kinds.ts';
import { NO_OPTIONS, type OptionTable, type QdiscOptions } from './option.ts';
import { areAsDeclared, optionsOf, optionWords } from './options-text.ts';
import { isAsDeclared, parseQdisc, QDISC, type Qdisc, qdiscIn, qdiscText } from './qdisc.ts';

/** The names of the attributes for what is below the root discipline of a link. Their values are lists of texts. */
export const CLASSES = 'classes';
export const QDISCS = 'qdiscs';

/** A class of the discipline that the upper half of its handle names; of a kind as that one. */
export interface TrafficClass {
  readonly id: number;
  /** A class, or the discipline itself. */
  readonly parent: number;
  readonly kind: string;
  readonly options: QdiscOptions;
}

/** A discipline in a class. */
export interface ChildQdisc {
  readonly parent: number;
  readonly qdisc: Qdisc;
}

/** The options of classes of a kind. */
export const classTable = (kind: string): OptionTable => qdiscKind(kind)?.classes ?? NO_OPTIONS;

/** `1:10 htb parent 1:1 rate 1Mbit`; without a parent it is right below the discipline. */
export function classText({ id, parent, kind, options }: TrafficClass): string {
  const above = minorOf(parent) === 0 ? [] : ['parent', handleText(parent)];
  return [handleText(id), kind, ...above, ...optionWords(classTable(kind), options)].join(' ');
}

export function parseClass(text: string): TrafficClass {
  const [said = '', kind = '', ...words] = text.split(' ');
  const id = parseHandle(said) ?? 0;
  const parent = words[0] === 'parent' ? parseHandle(words[1] ?? '') : undefined;
  const options = optionsOf(classTable(kind), parent === undefined ? words : words.slice(2));
  return { id, parent: parent ?? handleOf(majorOf(id)), kind, options };
}

/** `1:10 fq_codel limit 7` */
export const childText = ({ parent, qdisc }: ChildQdisc): string =>
  `${handleText(parent)} ${qdiscText(qdisc)}`;

export function parseChild(text: string): ChildQdisc {
  const space = text.indexOf(' ');
  return { parent: parseHandle(text.slice(0, space)) ?? 0, qdisc: parseQdisc(text.slice(space + 1)) };
}

const textsIn = (value: Value | undefined): readonly string[] =>
  Array.isArray(value) ? value.map(String) : [];

export const classesIn = (value: Value | undefined): readonly TrafficClass[] =>
  textsIn(value).map(parseClass);

export const childrenIn = (value: Value | undefined): readonly ChildQdisc[] => textsIn(value).map(parseChild);

/** The values of the attributes: in the order of handles, as that of the file means nothing. */
export const classesValue = (classes: readonly TrafficClass[]): Value =>
  [...classes].sort((a, b) => a.id - b.id).map(classText);

export const childrenValue = (children: readonly ChildQdisc[]): Value =>
  [...children].sort((a, b) => a.parent - b.parent).map(childText);

export const isSameClass = (declared: TrafficClass, live: TrafficClass): boolean =>
  declared.kind === live.kind &&
  declared.parent === live.parent &&
  areAsDeclared(classTable(live.kind), declared.options, live.options);

/** Whether live classes, or disciplines in them, are as declared. Both are in their order. */
export const areClassesAsDeclared = (declared: Value, live: Value | undefined): boolean =>
  areAs(classesIn(declared), classesIn(live), (a, b) => a.id === b.id && isSameClass(a, b));

export function areChildrenAsDeclared(declared: Value, live: Value | undefined): boolean {
  const present = childrenIn(live);
  return areAs(
    possibleChildren(childrenIn(declared), present),
    present,
    (a, b) => a.parent === b.parent && (isOtherKind(a, b) || isAsDeclared(a.qdisc, b.qdisc)),
  );
}

/** Whether both are of a kind for which no words are known. */
const isOtherKind = ({ qdisc: { kind } }: ChildQdisc, other: ChildQdisc | undefined): boolean =>
  qdiscKind(kind) === undefined && other?.qdisc.kind === kind;

/** On the way back: the disciplines without those of unknown kinds that are gone, which cannot be made again. */
const possibleChildren = (
  wanted: readonly ChildQdisc[],
  present: readonly ChildQdisc[],
): readonly ChildQdisc[] =>
  wanted.filter(
    (one) =>
      qdiscKind(one.qdisc.kind) !== undefined ||
      present.some((other) => other.parent === one.parent && isOtherKind(one, other)),
  );

const areAs = <T>(
  declared: readonly T[],
  live: readonly T[],
  isAs: (declared: T, live: T) => boolean,
): boolean =>
  declared.length === live.length &&
  declared.every((one, i) => {
    const other = live[i];
    return other !== undefined && isAs(one, other);
  });

/** The disciplines in attributes by their numbers. If one is there twice, it is the root's. */
export function qdiscsByNumber(attributes: Attributes): ReadonlyMap<number, Qdisc> {
  const children = childrenIn(attributes[QDISCS]).map(({ qdisc }) => qdisc);
  const root = qdiscIn(attributes[QDISC]);
  const all = root === undefined ? children : [...children, root];
  return new Map(all.map((one) => [one.options['handle'] ?? 0, one]));
}

/** What there is below the root of a link. */
export interface TrafficTree {
  /** The number of the root. */
  readonly root: number;
  readonly top?: Qdisc;
  readonly classes: ReadonlyMap<number, TrafficClass>;
  /** By the class that each is in. */
  readonly children: ReadonlyMap<number, ChildQdisc>;
}

export function treeOf(attributes: Attributes): TrafficTree {
  const top = qdiscIn(attributes[QDISC]);
  return {
    root: top?.options['handle'] ?? 0,
    ...(top !== undefined && { top }),
    classes: new Map(classesIn(attributes[CLASSES]).map((one) => [one.id, one])),
    children: new Map(childrenIn(attributes[QDISCS]).map((one) => [one.parent, one])),
  };
}

/**
 * The tree without what has no place in it: what others have changed below a root is not restored, and goes with the root.
 * @param anew whether the root is made anew, so that nothing is left of what was below
 */
export function rooted(tree: TrafficTree, attributes: Attributes, anew: boolean): TrafficTree {
  const root = qdiscIn(attributes[QDISC]);
  if (!anew || (root !== undefined && qdiscKind(root.kind) === undefined)) return tree;
  const classes = new Map<number, TrafficClass>();
  const children = new Map<number, ChildQdisc>();
  const visit = ({ kind, options }: Qdisc, number: number): void => {
    const isBelow = (handle: number): boolean => majorOf(handle) === number;
    for (const [id, one] of tree.classes) if (isBelow(id) && one.kind === kind) classes.set(id, one);
    const bands = qdiscKind(kind)?.bands?.(options);
    for (const [parent, child] of tree.children) {
      if (!isBelow(parent) || children.has(parent)) continue;
      if (bands === undefined ? !classes.has(parent) : minorOf(parent) > bands) continue;
      children.set(parent, child);
      visit(child.qdisc, child.qdisc.options['handle'] ?? 0);
    }
  };
  if (root !== undefined) visit(root, tree.root);
  return { ...tree, classes, children };
}
