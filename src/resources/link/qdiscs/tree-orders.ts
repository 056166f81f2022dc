import { majorOf, minorOf } from '../../../model/language/qdiscs/handle.ts';
import { qdiscKind } from '../../../model/language/qdiscs/kinds.ts';
import { isAsDeclared } from '../../../model/language/qdiscs/qdisc.ts';
import {
  type ChildQdisc,
  CLASSES,
  classTable,
  isSameClass,
  QDISCS,
  type TrafficClass,
  type TrafficTree,
} from '../../../model/language/qdiscs/tree.ts';
import { type TrafficClass as ClassMessage, NLM_F, RTM, tclass } from '../../../netlink/index.ts';
import type { Told } from '../../room.ts';
import { changing, isInPlace, making, removal } from './change.ts';
import { writeClass } from './wires.ts';

/** The messages that make one tree of another, below a root that stays. */
export interface TreeOrders {
  /** What goes, the lowest first. */
  readonly removals: readonly Told[];
  /** What is changed or made, the uppermost first. */
  readonly changes: readonly Told[];
}

export function treeOrders(index: number, had: TrafficTree, wanted: TrafficTree, kept: Keeping): TreeOrders {
  const place = (parent: number) => ({ index, parent, about: [QDISCS] });
  // What only matters where packets wait is not seen of others, and not kept up to date (htb_change_class).
  const [wasInner, isInner] = [innerIn(had), innerIn(wanted)];
  const goneChildren = [...had.children.values()].filter(
    ({ parent }) => !kept.child(parent) && kept.place(parent),
  );
  // With a discipline its classes go, but a class only after those below it.
  const goneClasses = [...had.classes.values()]
    .filter(({ id }) => !kept.class(id) && kept.holder(majorOf(id)))
    .sort((a, b) => depthOf(b, had) - depthOf(a, had));
  return {
    removals: [
      ...goneChildren.map(({ parent }) => removal(place(parent))),
      ...goneClasses.map(({ id }) => classMessage(RTM.DELTCLASS, { index, handle: id })),
    ],
    changes: downwards(wanted).flatMap((one): Told[] => {
      if ('id' in one) {
        const present = kept.class(one.id) ? had.classes.get(one.id) : undefined;
        const isLowest = wasInner.has(one.id) && !isInner.has(one.id);
        if (present !== undefined && isSameClass(one, present) && !isLowest) return [];
        const flags = NLM_F.CREATE | (present === undefined ? NLM_F.EXCL : NLM_F.REPLACE);
        return [classMessage(RTM.NEWTCLASS, { index, ...writeClass(one) }, flags)];
      }
      const { parent, qdisc } = one;
      const present = kept.child(parent) ? had.children.get(parent)?.qdisc : undefined;
      // On the way back, what others had and no words are known for.
      if (qdiscKind(qdisc.kind) === undefined) return [];
      if (present === undefined) return [making(qdisc, place(parent))];
      return isAsDeclared(qdisc, present) ? [] : [changing(qdisc, place(parent))];
    }),
  };
}

/** Whether an option of a class that is no longer said would stay as it is. */
const keepsUnsaid = ({ kind, options }: TrafficClass, present: TrafficClass): boolean =>
  classTable(kind).keepsUnsaid === true &&
  Object.keys(present.options).some(
    (name) => !(name in options) && classTable(kind).options[name]?.usual === undefined,
  );

/** The classes that have others below. */
export const innerIn = ({ classes }: TrafficTree): ReadonlySet<number> =>
  new Set([...classes.values()].map(({ parent }) => parent));

const classMessage = (type: number, value: ClassMessage, flags = 0): Told => ({
  ...{ message: tclass, type, flags, value, about: [CLASSES] },
});

/** What stays where it is, with its options changed in place. */
export interface Keeping {
  readonly class: (id: number) => boolean;
  readonly child: (parent: number) => boolean;
  /** Whether the place of a discipline stays, which is a class or a band. */
  readonly place: (parent: number) => boolean;
  /** Whether the discipline with this number stays. */
  readonly holder: (major: number) => boolean;
  /** Whether it is a class that was there, and does not stay. */
  readonly goes: (id: number) => boolean;
  /** Whether the discipline with this number will be there. */
  readonly comes: (major: number) => boolean;
}

/** @param unseen whether there can be disciplines below the root that the trees do not show: these stay */
export function keeping(had: TrafficTree, wanted: TrafficTree, unseen = false): Keeping {
  const [before, after] = [holders(had), holders(wanted)];
  const topOr = ({ root, top, children }: TrafficTree, major: number, at: number | undefined) =>
    major === root ? top : at === undefined ? undefined : children.get(at)?.qdisc;
  /** Whether the discipline that one is in is changed in place, which takes it away or changes it. */
  const isRenewed = (parent: number, kind: string): boolean => {
    const major = majorOf(parent);
    const holder = topOr(wanted, major, after.get(major));
    if (holder === undefined || qdiscKind(holder.kind)?.renews?.(kind) !== true) return false;
    const present = topOr(had, major, before.get(major));
    return present !== undefined && !isAsDeclared(holder, present);
  };
  const known = new Map<string, boolean>();
  const once = (key: string, find: () => boolean): boolean => {
    const found = known.get(key);
    if (found !== undefined) return found;
    // For one that is above itself, which no kernel shows.
    known.set(key, false);
    const is = find();
    known.set(key, is);
    return is;
  };
  const kept: Keeping = {
    class: (id) =>
      once(`class ${id}`, () => {
        const [a, b] = [had.classes.get(id), wanted.classes.get(id)];
        if (a === undefined || b === undefined || a.kind !== b.kind || a.parent !== b.parent) return false;
        if (keepsUnsaid(b, a)) return false;
        return minorOf(b.parent) === 0 ? kept.holder(majorOf(id)) : kept.class(b.parent);
      }),
    child: (parent) =>
      once(`child ${parent}`, () => {
        const [a, b] = [had.children.get(parent)?.qdisc, wanted.children.get(parent)?.qdisc];
        if (a === undefined || b === undefined || a.kind !== b.kind) return false;
        const isOther = qdiscKind(b.kind) === undefined;
        return (
          kept.place(parent) &&
          !isRenewed(parent, b.kind) &&
          (isOther || isAsDeclared(b, a) || isInPlace(b, a))
        );
      }),
    place: (parent) =>
      had.classes.has(parent) || wanted.classes.has(parent)
        ? kept.class(parent)
        : kept.holder(majorOf(parent)),
    holder(major) {
      if (major === had.root || major === wanted.root) return had.root === wanted.root;
      const [a, b] = [before.get(major), after.get(major)];
      if (a === undefined && b === undefined) return unseen;
      return a !== undefined && a === b && kept.child(a);
    },
    comes: (major) => major === wanted.root || after.has(major) || unseen,
    goes: (id) => had.classes.has(id) && !kept.class(id),
  };
  return kept;
}

/** The places of disciplines by their numbers. */
const holders = ({ children }: TrafficTree): ReadonlyMap<number, number> =>
  new Map([...children.values()].map(({ parent, qdisc }) => [qdisc.options['handle'] ?? 0, parent]));

/** How many classes of its discipline a class is below. */
function depthOf({ parent }: TrafficClass, { classes }: TrafficTree): number {
  let depth = 0;
  for (let at: number | undefined = parent; at !== undefined && depth <= classes.size; depth++)
    at = classes.get(at)?.parent;
  return depth;
}

/** All of a tree, each after what it is in. */
function downwards(tree: TrafficTree): readonly (TrafficClass | ChildQdisc)[] {
  const numbers = holders(tree);
  const done = new Set<TrafficClass | ChildQdisc>();
  const visitHolder = (major: number): void => {
    const parent = numbers.get(major);
    if (parent !== undefined && major !== tree.root) visit(tree.children.get(parent));
  };
  const visit = (one: TrafficClass | ChildQdisc | undefined): void => {
    if (one === undefined || done.has(one) || open.has(one)) return;
    open.add(one);
    const above = tree.classes.get(one.parent);
    if (above === undefined) visitHolder(majorOf(one.parent));
    else visit(above);
    done.add(one);
  };
  const open = new Set<TrafficClass | ChildQdisc>();
  for (const one of [...tree.classes.values(), ...tree.children.values()]) visit(one);
  return [...done];
}
