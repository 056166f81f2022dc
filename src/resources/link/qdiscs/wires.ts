import type { Qdisc } from '../../../model/language/qdiscs/qdisc.ts';
import type { Qdisc as QdiscMessage } from '../../../netlink/index.ts';
import { cake } from './cake.ts';
import { codel, fqCodel } from './codel.ts';
import { fifo } from './fifo.ts';
import { fq } from './fq.ts';
import { netem } from './netem.ts';
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
};

/** The attributes of a message that makes or changes a discipline. */
export function writeQdisc({ kind, options }: Qdisc): Pick<QdiscMessage, 'kind' | 'options'> {
  const wire = WIRES[kind];
  if (wire === undefined || Object.keys(options).length === 0) return { kind };
  // Safe: the members of each kind are those of the codec's table for it.
  return { kind, options: wire.write(options) } as Pick<QdiscMessage, 'kind' | 'options'>;
}

/** The discipline that a message of the kernel shows. */
export function readQdisc({ kind = '', options }: Pick<QdiscMessage, 'kind' | 'options'>): Qdisc {
  const wire = WIRES[kind];
  if (wire === undefined || typeof options !== 'object') return { kind, options: {} };
  return { kind, options: wire.read(options as Members) };
}
