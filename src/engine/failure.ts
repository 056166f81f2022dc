import { type ItemType, NlapplyError, type Step } from '../model/index.ts';
import type { NetlinkError } from '../netlink/index.ts';
import type { Order } from '../resources/room.ts';
import { hintFor } from './hints.ts';
import { missingSupport } from './missing-support.ts';
import { refusedAttribute } from './refused-attribute.ts';

/** What became of an order: the kernel refused it, or a program that was to be told. */
export type Refusal = NetlinkError | NlapplyError;

/** A step, or what belongs to none, that did not succeed. */
export interface Failure {
  readonly step: Step | null;
  /** What of the object the kernel refused, where that is known. */
  readonly attribute?: string;
  /** errno's name, or `ERR_…`. */
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  /** A race or a lost answer: looking again and planning anew may well succeed. */
  readonly passing?: true;
}

/** What was to be removed is not there: the kernel flushed it with something else, or somebody was faster. */
const GONE: Readonly<Record<ItemType, readonly string[]>> = {
  link: ['ENODEV'],
  address: ['EADDRNOTAVAIL', 'ENODEV'],
  route: ['ESRCH', 'ENODEV'],
  rule: ['ENOENT'],
  neighbor: ['ENOENT', 'ENODEV'],
  fdb: ['ENOENT', 'ENODEV'],
  resolver: ['ENODEV'],
  client: [],
};
export const isGone = (step: Step, error: Pick<Refusal, 'code'>): boolean =>
  step.action === 'remove' && GONE[step.kind].includes(error.code);

/** Refusals that come of somebody changing things at the same time, and answers that got lost. */
const PASSING: ReadonlySet<string> = new Set(['EEXIST', 'ENODEV', 'ERR_NETLINK_OUTCOME_UNKNOWN']);

/** A refused step as a failure. */
export function failure(step: Step, error: Refusal, order?: Order): Failure {
  if (error instanceof NlapplyError) return programFailure(step, error);
  const attribute = refusedAttribute(step, error, order);
  const hint = missingSupport(step, error) ?? hintFor(error.code, step.kind, error.extack?.message);
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
