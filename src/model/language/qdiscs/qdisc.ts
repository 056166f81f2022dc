import type { Attributes, Value } from '../../value.ts';
import { qdiscKind } from './kinds.ts';
import { NO_OPTIONS, type OptionTable, type QdiscOptions } from './option.ts';
import {
  areAsDeclared,
  optionsOf,
  optionWords,
  withoutDerivedOptions,
  withoutUsualOptions,
} from './options-text.ts';

/** The name of the attribute for the root queueing discipline of a link. */
export const QDISC = 'qdisc';

/** The value of the attribute for the discipline that the kernel chooses itself. */
export const DEFAULT_QDISC = 'default';

/** A queueing discipline. The attribute's value is its text. */
export interface Qdisc {
  readonly kind: string;
  readonly options: QdiscOptions;
}

/** The options of disciplines of a kind. */
export const tableOf = (kind: string): OptionTable => qdiscKind(kind) ?? NO_OPTIONS;

/** The text of a discipline, as the attribute has it: `cake bandwidth 50Mbit nat on`. */
export const qdiscText = ({ kind, options }: Qdisc): string =>
  [kind, ...optionWords(tableOf(kind), options)].join(' ');

/** Reads what {@link qdiscText} writes. Words that it cannot have written are left out. */
export function parseQdisc(text: string): Qdisc {
  const [kind = '', ...words] = text.split(' ');
  return { kind, options: optionsOf(tableOf(kind), words) };
}

/** The declared discipline of a link; undefined for the kernel's own choice. */
export const qdiscIn = (value: Value | undefined): Qdisc | undefined =>
  typeof value !== 'string' || value === DEFAULT_QDISC ? undefined : parseQdisc(value);

/** Whether the live discipline is as the declared one. */
export const isAsDeclared = (declared: Qdisc, live: Qdisc): boolean =>
  declared.kind === live.kind &&
  qdiscKind(live.kind) !== undefined &&
  areAsDeclared(tableOf(live.kind), declared.options, live.options);

/** The discipline without options that are the kernel's defaults. */
export const withoutUsual = ({ kind, options }: Qdisc): Qdisc => ({
  kind,
  options: withoutUsualOptions(tableOf(kind), options),
});

/** The discipline without options that the kernel has derived from a link with these attributes. */
export const withoutDerived = ({ kind, options }: Qdisc, attributes: Attributes): Qdisc => ({
  kind,
  options: withoutDerivedOptions(tableOf(kind), options, attributes),
});
