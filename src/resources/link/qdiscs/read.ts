import type { Link, Value } from '../../../model/index.ts';
import { qdiscKind } from '../../../model/language/qdiscs/kinds.ts';
import type { QdiscOptions } from '../../../model/language/qdiscs/option.ts';
import { withoutUsualOptions } from '../../../model/language/qdiscs/options-text.ts';
import { type Qdisc, withoutUsual } from '../../../model/language/qdiscs/qdisc.ts';
import {
  type ChildQdisc,
  childrenValue,
  classesValue,
  classTable,
  type TrafficClass,
} from '../../../model/language/qdiscs/tree.ts';
import { type Connection, NetlinkError, qdisc, RTM, TC_H, tclass } from '../../../netlink/index.ts';
import { readClass, readQdisc } from './wires.ts';

/** A discipline that is attached to a link, or to a class on one. */
export interface Attached {
  readonly parent: number;
  /** 0 for what the kernel attaches itself. */
  readonly handle: number;
  readonly qdisc: Qdisc;
}

/**
 * The disciplines at the roots, and those that somebody attached elsewhere, by the indexes of their links; undefined if
 * the kernel has no traffic control (CONFIG_NET_SCHED).
 */
export async function attachedIn(
  route: Connection,
): Promise<ReadonlyMap<number, readonly Attached[]> | undefined> {
  const all = new Map<number, Attached[]>();
  try {
    // Statistics, which take most of a message, are not read.
    await route.dump({ message: qdisc, type: RTM.GETQDISC, value: {} }, (live) => {
      const { index = 0, parent = 0, handle = 0 } = live;
      // A NIC has many in the bands of its mq that are the kernel's own, and have no number.
      if (parent !== TC_H.ROOT && handle === 0) return undefined;
      const one = { parent, handle, qdisc: readQdisc(live) };
      const own = all.get(index);
      if (own === undefined) all.set(index, [one]);
      else own.push(one);
      return undefined;
    });
  } catch (error) {
    if (error instanceof NetlinkError && error.code === 'EOPNOTSUPP') return undefined;
    throw error;
  }
  return all;
}

/** The disciplines below the root. */
export const childrenOf = (own: readonly Attached[]): Value =>
  childrenValue(
    own.flatMap(({ parent, qdisc }): ChildQdisc[] =>
      parent === TC_H.ROOT || parent === TC_H.INGRESS ? [] : [{ parent, qdisc: withoutUsual(qdisc) }],
    ),
  );

/** What filters of what comes in are at: `clsact`, which has those of what goes out as well, or `ingress`. */
export const hookIn = (own: readonly Attached[]): Attached | undefined =>
  own.find(({ parent }) => parent === TC_H.CLSACT);

/**
 * The classes on a link with these disciplines that are no bands. Each discipline is asked by itself: the kernel ends a list of
 * all at the first netem (netem_dump_class).
 */
export async function classesOf(
  { index = 0 }: Link,
  own: readonly Attached[],
  route: Connection,
): Promise<Value> {
  const found: TrafficClass[] = [];
  for (const { handle, qdisc } of own) {
    if (handle === 0 || qdiscKind(qdisc.kind)?.classes === undefined) continue;
    const value = { index, parent: handle };
    await route.dump({ message: tclass, type: RTM.GETTCLASS, value }, (live) => {
      const one = readClass(live);
      if (one !== undefined) found.push(withoutDerived(one, qdisc.options));
      return undefined;
    });
  }
  const above = new Set(found.map(({ parent }) => parent));
  return classesValue(found.map((one) => withoutUnused(one, above.has(one.id))));
}

/** A class without what the kernel has taken from its other options. */
function withoutDerived({ options, ...one }: TrafficClass, holder: QdiscOptions): TrafficClass {
  const derived = classTable(one.kind).derived?.(options, holder) ?? {};
  const said = Object.entries(options).filter(([name, value]) => derived[name] !== value);
  return { ...one, options: Object.fromEntries(said) };
}

/** A class without the options that only matter where packets wait, if it has classes below: they are what was first said (htb_change_class). */
function withoutUnused({ options, ...one }: TrafficClass, isInner: boolean): TrafficClass {
  const used = isInner
    ? Object.fromEntries(
        Object.entries(options).filter(([name]) => name !== 'priority' && name !== 'quantum'),
      )
    : options;
  return { ...one, options: withoutUsualOptions(classTable(one.kind), used) };
}
