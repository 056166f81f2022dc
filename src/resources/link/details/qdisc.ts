import type { Attributes, Link, LinkFacts } from '../../../model/index.ts';
import { type QdiscOptions, qdiscKind } from '../../../model/language/qdiscs/kinds.ts';
import {
  DEFAULT_QDISC,
  isAsDeclared,
  parseQdisc,
  QDISC,
  type Qdisc,
  qdiscIn,
  qdiscText,
  withoutUsual,
} from '../../../model/language/qdiscs/qdisc.ts';
import {
  type Connection,
  link as linkMessage,
  qdisc as message,
  NetlinkError,
  NLM_F,
  RTM,
  TC_H,
} from '../../../netlink/index.ts';
import type { Told } from '../../room.ts';
import { readQdisc, writeQdisc } from '../qdiscs/wires.ts';
import type { LinkDetails } from './link-details.ts';

/** The queueing discipline at the root of a link. */
export const qdisc: LinkDetails = {
  onDemand: true,
  alone: true,
  appliesTo: () => true,
  concerns: (attribute) => attribute === QDISC,
  how: () => 'live',
  isAs(after, before, { facts }) {
    const declared = qdiscIn(after);
    const found = before === DEFAULT_QDISC ? facts?.defaultQdisc : before;
    return declared !== undefined && typeof found === 'string' && isAsDeclared(declared, parseQdisc(found));
  },
  async read(links, { route }, _index, tell) {
    const found = new Map<string, Attributes>();
    const roots = await rootsOf(route);
    if (roots === undefined) return found;
    for (const link of links) found.set(link.name, { [QDISC]: rootText(link, roots, tell) });
    return found;
  },
  orders({ name, attributes }, { [QDISC]: before = DEFAULT_QDISC }, { [QDISC]: after }, index) {
    const value = { index: index.indexOf(name), parent: TC_H.ROOT };
    const about = [QDISC];
    const removal: Told = { message, type: RTM.DELQDISC, value, about };
    const wanted = qdiscIn(after);
    const present = qdiscIn(before);
    if (wanted === undefined) return present === undefined ? [] : [removal];
    // On the way back, what others had on a link that is made anew, and no words are known for.
    if (qdiscKind(wanted.kind) === undefined) return [];
    const flags = NLM_F.CREATE | NLM_F.REPLACE;
    const request = (options: QdiscOptions): Told => {
      const qdisc = writeQdisc({ kind: wanted.kind, options });
      return { message, type: RTM.NEWQDISC, flags, value: { ...value, ...qdisc }, about };
    };
    // The kernel replaces one of another kind by this message, and changes one of the same kind (tc_modify_qdisc).
    const isSame = present?.kind === wanted.kind;
    if (isSame && isInPlace(wanted, present)) return [request(changeableOptions(wanted))];
    const made = [...(isSame ? [removal] : []), request(wholeOptions(wanted))];
    return attributes[QUEUE_LENGTH] === 0 ? [...made, withoutQueue(value.index)] : made;
  },
};

const QUEUE_LENGTH = 'transmit-queue-length';

/** With a new discipline the kernel gives a virtual device the usual queue if it has none (qdisc_create). */
const withoutQueue = (index: number): Told => ({
  ...{ message: linkMessage, type: RTM.NEWLINK, value: { index, txqlen: 0 }, about: [QUEUE_LENGTH] },
});

interface Root {
  readonly handle: number;
  readonly qdisc: Qdisc;
}

/** The roots by the indexes of their links; undefined if the kernel has no traffic control (CONFIG_NET_SCHED). */
async function rootsOf(route: Connection): Promise<ReadonlyMap<number, Root> | undefined> {
  try {
    // Statistics, which take most of a message, are not read.
    const roots = await route.dump({ message, type: RTM.GETQDISC, value: {} }, (live) =>
      live.parent === TC_H.ROOT
        ? ([live.index ?? 0, { handle: live.handle ?? 0, qdisc: readQdisc(live) }] as const)
        : undefined,
    );
    return new Map(roots);
  } catch (error) {
    if (error instanceof NetlinkError && error.code === 'EOPNOTSUPP') return undefined;
    throw error;
  }
}

/** What the kernel attaches itself has no handle, and cannot be deleted (attach_default_qdiscs, tc_get_qdisc). */
function rootText(
  { name, index = 0 }: Link,
  roots: ReadonlyMap<number, Root>,
  tell: (link: string, facts: LinkFacts) => void,
): string {
  const root = roots.get(index);
  // A link that was never up has none.
  if (root === undefined) return DEFAULT_QDISC;
  const text = qdiscText(withoutUsual(root.qdisc));
  if (root.handle !== 0) return text;
  tell(name, { defaultQdisc: text });
  return DEFAULT_QDISC;
}

/** Whether the kernel can make the present discipline, which is of the same kind, the wanted one. */
function isInPlace({ kind, options }: Qdisc, present: Qdisc): boolean {
  const known = qdiscKind(kind);
  if (known === undefined || known.isFixed === true) return false;
  return Object.entries(known.options).every(([name, { usual, fixed, ofDevice }]) => {
    const [before, after] = [present.options[name] ?? usual, options[name] ?? usual];
    if (fixed === true) return before === after;
    // Nothing can be said for the kernel's default.
    return before === undefined || after !== undefined || ofDevice !== undefined;
  });
}

/** The options with the kernel's defaults, which are said as well: this language says what they are. */
function wholeOptions({ kind, options }: Qdisc): QdiscOptions {
  const known = qdiscKind(kind);
  // Those of a fixed kind depend on each other.
  if (known === undefined || known.isFixed === true) return options;
  const usual = Object.entries(known.options).flatMap(([name, { usual }]) =>
    usual === undefined ? [] : [[name, usual] as const],
  );
  return { ...Object.fromEntries(usual), ...options };
}

/** Options that are left out keep their values, so all are said but those that the kernel refuses. */
const changeableOptions = (qdisc: Qdisc): QdiscOptions =>
  Object.fromEntries(
    Object.entries(wholeOptions(qdisc)).filter(
      ([name]) => qdiscKind(qdisc.kind)?.options[name]?.fixed !== true,
    ),
  );
