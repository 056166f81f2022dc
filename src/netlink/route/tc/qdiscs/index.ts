import { ets, etsClass, multiq, prio } from './bands.ts';
import { cake } from './cake.ts';
import { codel, fqCodel } from './codel.ts';
import { fifo } from './fifo.ts';
import { fq, fqPie, hhf, pie } from './fq.ts';
import { cbs, etf, mqprio, taprio } from './hardware.ts';
import { drrClass, hfsc, hfscClass, qfqClass } from './hfsc.ts';
import { htb } from './htb.ts';
import { netem } from './netem.ts';
import { choke, red, sfb, sfq } from './red.ts';
import { tbf } from './tbf.ts';

/** TCA_OPTIONS of qdiscs, by their kind. mq, noqueue, ingress, clsact, drr and qfq have none. */
export const qdiscKinds = {
  pfifo: fifo,
  bfifo: fifo,
  pfifo_head_drop: fifo,
  skbprio: fifo,
  pfifo_fast: prio,
  prio,
  multiq,
  ets,
  tbf,
  red,
  choke,
  sfq,
  sfb,
  codel,
  fq_codel: fqCodel,
  fq,
  pie,
  fq_pie: fqPie,
  hhf,
  cake,
  netem,
  htb,
  hfsc,
  mqprio,
  taprio,
  etf,
  cbs,
} as const;

/** TCA_OPTIONS of classes, by the kind of their qdisc. */
export const classKinds = { htb, hfsc: hfscClass, drr: drrClass, qfq: qfqClass, ets: etsClass } as const;
