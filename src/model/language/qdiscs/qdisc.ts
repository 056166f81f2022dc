import type { Attributes, Value } from '../../value.ts';
import { type QdiscKind, type QdiscOption, type QdiscOptions, type QdiscSite, qdiscKind } from './kinds.ts';
import { measureText, parseMeasure } from './measure.ts';

/** The name of the attribute for the root queueing discipline of a link. */
export const QDISC = 'qdisc';

/** The value of the attribute for the discipline that the kernel chooses itself. */
export const DEFAULT_QDISC = 'default';

/** A queueing discipline. The attribute's value is its text. */
export interface Qdisc {
  readonly kind: string;
  readonly options: QdiscOptions;
}

/** The text of a discipline, as the attribute has it: `cake bandwidth 50Mbit nat on`. */
export function qdiscText({ kind, options }: Qdisc): string {
  const known = qdiscKind(kind)?.options ?? {};
  const words = Object.entries(known).flatMap(([name, { how }]) => {
    const value = options[name];
    return value === undefined ? [] : [name, measureText(value, how)];
  });
  return [kind, ...words].join(' ');
}

/** Reads what {@link qdiscText} writes. Words that it cannot have written are left out. */
export function parseQdisc(text: string): Qdisc {
  const [kind = '', ...words] = text.split(' ');
  const known = qdiscKind(kind)?.options ?? {};
  const options: Record<string, number> = {};
  for (let at = 0; at + 1 < words.length; at += 2) {
    const [name = '', said = ''] = words.slice(at, at + 2);
    const option = Object.hasOwn(known, name) ? known[name] : undefined;
    const value = option === undefined ? undefined : parseMeasure(said, option.how);
    if (value !== undefined) options[name] = value;
  }
  return { kind, options };
}

/** The declared discipline of a link; undefined for the kernel's own choice. */
export const qdiscIn = (value: Value | undefined): Qdisc | undefined =>
  typeof value !== 'string' || value === DEFAULT_QDISC ? undefined : parseQdisc(value);

/**
 * Whether the live discipline is as the declared one. An option that is not declared has the kernel's default, except
 * for those whose default depends on the device, which are not compared.
 */
export function isAsDeclared(declared: Qdisc, live: Qdisc): boolean {
  if (declared.kind !== live.kind) return false;
  const kind = qdiscKind(live.kind);
  return (
    kind !== undefined &&
    Object.entries(kind.options).every(([name, option]) => isSame(name, option, kind, declared, live))
  );
}

function isSame(name: string, option: QdiscOption, kind: QdiscKind, declared: Qdisc, live: Qdisc): boolean {
  const wanted = declared.options[name];
  if (wanted === undefined && option.ofDevice !== undefined) return true;
  const [a, b] = [wanted ?? option.usual, live.options[name] ?? option.usual];
  if (a === undefined || b === undefined) return a === b;
  return Math.abs(a - b) <= (kind.tolerance?.(name, declared.options) ?? 0);
}

/** The discipline without options that are the kernel's defaults. */
export function withoutUsual({ kind, options }: Qdisc): Qdisc {
  const known = qdiscKind(kind)?.options ?? {};
  const kept = Object.entries(options).filter(([name, value]) => known[name]?.usual !== value);
  return { kind, options: Object.fromEntries(kept) };
}

/** The discipline without options that the kernel has derived from a link with these attributes. */
export function withoutDerived({ kind, options }: Qdisc, attributes: Attributes): Qdisc {
  const known = qdiscKind(kind)?.options ?? {};
  const site: QdiscSite = {
    mtu: Number(attributes['mtu']),
    queueLength: Number(attributes['transmit-queue-length']),
  };
  const kept = Object.entries(options).filter(
    ([name, value]) => known[name]?.ofDevice?.(site).includes(value) !== true,
  );
  return { kind, options: Object.fromEntries(kept) };
}
