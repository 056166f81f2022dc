import { type ItemType, NlapplyError, type Step } from '../../model/index.ts';
import { QDISC } from '../../model/language/qdiscs/qdisc.ts';
import { QDISCS } from '../../model/language/qdiscs/tree.ts';
import type { NetlinkError } from '../../netlink/index.ts';
import type { Order } from '../../resources/room.ts';
import { hintFor } from './hints.ts';
import { missingSupport } from './missing-support.ts';
import { qdiscHint } from './qdisc-hint.ts';
import { refusedAttribute } from './refused-attribute.ts';

/** The error of an order: the kernel refused it, or a program that had to be told. */
export type Refusal = NetlinkError | NlapplyError;

/** A step that did not succeed, or an action that belongs to no step. */
export interface Failure {
  readonly step: Step | null;
  /** The attribute that the kernel refused, if known. */
  readonly attribute?: string;
  /** The name of the errno, or `ERR_…`. */
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  /** Whether the failure is temporary, such as a race or a lost answer: a new plan may well succeed. */
  readonly passing?: true;
}

/** Whether what was to be removed is gone already: the kernel flushed it with something else, or somebody was faster. */
const GONE: Readonly<Record<ItemType, readonly string[]>> = {
  link: ['ENODEV'],
  address: ['EADDRNOTAVAIL', 'ENODEV'],
  route: ['ESRCH', 'ENODEV'],
  rule: ['ENOENT'],
  neighbor: ['ENOENT', 'ENODEV'],
  fdb: ['ENOENT', 'ENODEV'],
  // br_mdb_del has EINVAL for an entry that is not there.
  mdb: ['EINVAL', 'ENODEV'],
  resolver: ['ENODEV'],
  client: [],
  // fou_destroy has EINVAL for a port that is not there.
  fou: ['EINVAL', 'ERR_NETLINK_UNKNOWN_FAMILY'],
  label: ['ESRCH'],
};
export const isGone = (step: Step, error: Pick<Refusal, 'code'>): boolean =>
  step.action === 'remove' && GONE[step.kind].includes(error.code);

/** Errors that occur if somebody makes changes at the same time, or if an answer is lost. */
const PASSING: ReadonlySet<string> = new Set(['EEXIST', 'ENODEV', 'ERR_NETLINK_OUTCOME_UNKNOWN']);

/** The failure of a step that was refused. */
export function failure(step: Step, error: Refusal, order?: Order): Failure {
  if (error instanceof NlapplyError) return programFailure(step, error);
  const attribute = refusedAttribute(step, error, order);
  const isQdisc = attribute === QDISC || attribute === QDISCS;
  const own = isQdisc ? qdiscHint(step, error, order) : missingSupport(step, error);
  const hint = own ?? hintFor(error.code, step.kind, error.extack?.message);
  const passing = PASSING.has(error.code) || (error.code === 'EBUSY' && step.action === 'create');
  return {
    step,
    ...(attribute !== undefined && { attribute }),
    code: error.code,
    message: error.message,
    ...(hint !== undefined && { hint }),
    ...(passing && { passing: true as const }),
  };
}

function programFailure(step: Step, { code, message, hint }: NlapplyError): Failure {
  return { step, code, message, ...(hint !== undefined && { hint }) };
}
