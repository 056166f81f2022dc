import { qdiscKind } from '../../../model/language/qdiscs/kinds.ts';
import type { QdiscOptions } from '../../../model/language/qdiscs/option.ts';
import type { Qdisc } from '../../../model/language/qdiscs/qdisc.ts';
import { qdisc as message, NLM_F, RTM } from '../../../netlink/index.ts';
import type { Told } from '../../room.ts';
import { writeQdisc } from './wires.ts';

/** The link that a discipline is on, the class that it is in or the root, and the attribute that it is of. */
export interface QdiscPlace {
  readonly index: number;
  readonly parent: number;
  readonly about: readonly string[];
}

/** The message that removes a discipline, with all that is below it. */
export const removal = ({ index, parent, about }: QdiscPlace): Told => ({
  ...{ message, type: RTM.DELQDISC, value: { index, parent }, about },
});

/** The message that makes a discipline. The kernel replaces one of another kind by it, and changes one of the same kind (tc_modify_qdisc). */
export const making = (qdisc: Qdisc, place: QdiscPlace): Told => request(qdisc, wholeOptions(qdisc), place);

/** The message that changes a discipline in place. */
export const changing = (qdisc: Qdisc, place: QdiscPlace): Told =>
  request(qdisc, changeableOptions(qdisc), place);

function request({ kind }: Qdisc, options: QdiscOptions, { index, parent, about }: QdiscPlace): Told {
  const value = { index, parent, ...writeQdisc({ kind, options }) };
  return { message, type: RTM.NEWQDISC, flags: NLM_F.CREATE | NLM_F.REPLACE, value, about };
}

/** Whether the kernel can make the present discipline, which is of the same kind, the wanted one. */
export function isInPlace({ kind, options }: Qdisc, present: Qdisc): boolean {
  const known = qdiscKind(kind);
  if (known === undefined || known.isFixed === true) return false;
  return Object.entries(known.options).every(([name, { usual, fixed, ofDevice }]) => {
    const [before, after] = [present.options[name] ?? usual, options[name] ?? usual];
    // Nothing can be said for the kernel's default; what it has derived from the device stays.
    if (after === undefined) return before === undefined || ofDevice !== undefined;
    return fixed !== true || before === after;
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
