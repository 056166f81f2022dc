import { handleOf, majorOf, minorOf } from '../../../model/language/qdiscs/handle.ts';
import { qdiscKind } from '../../../model/language/qdiscs/kinds.ts';
import type { Qdisc } from '../../../model/language/qdiscs/qdisc.ts';
import type { TrafficClass } from '../../../model/language/qdiscs/tree.ts';
import {
  type TrafficClass as ClassMessage,
  type Qdisc as QdiscMessage,
  TC_H,
} from '../../../netlink/index.ts';
import { cake } from './cake.ts';
import { drrClass, hfsc, hfscClass, htb, htbClass, multiq, prio, qfqClass } from './classful.ts';
import { codel, fqCodel } from './codel.ts';
import { ets } from './ets.ts';
import { fifo } from './fifo.ts';
import { fq } from './fq.ts';
import { cbs, etf, mqprio } from './hardware.ts';
import { hhf } from './hhf.ts';
import { netem } from './netem.ts';
import { fqPie, pie } from './pie.ts';
import { choke, red, sfb } from './red.ts';
import { sfq } from './sfq.ts';
import { tbf } from './tbf.ts';
import type { Members, QdiscWire } from './wire.ts';

/** The kinds that have options. */
const WIRES: Readonly<Record<string, QdiscWire>> = {
  cake,
  fq_codel: fqCodel,
  codel,
  fq,
  sfq,
  tbf,
  netem,
  pfifo: fifo,
  bfifo: fifo,
  pfifo_head_drop: fifo,
  skbprio: fifo,
  htb,
  hfsc,
  prio,
  multiq,
  pie,
  fq_pie: fqPie,
  hhf,
  ets,
  red,
  choke,
  sfb,
  mqprio,
  cbs,
  etf,
};

/** Of the classes in disciplines of a kind. */
const CLASS_WIRES: Readonly<Record<string, QdiscWire>> = {
  htb: htbClass,
  hfsc: hfscClass,
  drr: drrClass,
  qfq: qfqClass,
};

type Body = Pick<QdiscMessage, 'kind' | 'options' | 'handle'>;

/** The attributes of a message that makes or changes a discipline. */
export function writeQdisc({ kind, options: { handle, ...options } }: Qdisc): Body {
  const wire = WIRES[kind];
  const body = { kind, ...(handle !== undefined && { handle: handleOf(handle) }) };
  if (wire === undefined || (Object.keys(options).length === 0 && wire.always !== true)) return body;
  // Safe: the members of each kind are those of the codec's table for it.
  return { ...body, options: wire.write(options) } as Body;
}

/** The numbers from this one on the kernel gives by itself (qdisc_alloc_handle). */
const GIVEN = 0x8000;

/** The discipline that a message of the kernel shows. Its number matters if it was declared, or if there are classes. */
export function readQdisc({ kind = '', options, handle = 0 }: Body): Qdisc {
  const wire = WIRES[kind];
  const major = majorOf(handle);
  const known = qdiscKind(kind);
  const isNumbered = known?.settle?.({})['handle'] !== undefined;
  const number = major !== 0 && (isNumbered || major < GIVEN) ? { handle: major } : {};
  if (wire === undefined || typeof options !== 'object') return { kind, options: number };
  return { kind, options: { ...number, ...wire.read(options as Members) } };
}

/** The members of a message about a class. */
export function writeClass({ id, parent, kind, options }: TrafficClass): ClassMessage {
  const wire = CLASS_WIRES[kind];
  // Safe: the members of each kind are those of the codec's table for it.
  return { handle: id, parent, kind, options: wire?.write(options) ?? {} } as ClassMessage;
}

/** A class as the kernel shows it; undefined for those that the kernel makes itself. */
export function readClass({
  handle = 0,
  parent,
  kind = '',
  options,
}: ClassMessage): TrafficClass | undefined {
  const wire = CLASS_WIRES[kind];
  // The discipline itself is a class of hfsc as well.
  if (wire === undefined || minorOf(handle) === 0) return undefined;
  const above = parent === undefined || parent === TC_H.ROOT ? handleOf(majorOf(handle)) : parent;
  const members = typeof options === 'object' ? (options as Members) : {};
  return { id: handle, parent: above, kind, options: wire.read(members) };
}
