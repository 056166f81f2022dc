import type { Diagnostic } from '../model/diagnostic.ts';
import { placeOf, type Span } from './node.ts';

/** How many complaints with the same code are shown: about the same list, and in all. Others are counted. */
const SHOWN_OF_LIST = 20;
const SHOWN_IN_ALL = 100;

const TO_LEAVE_OUT = 'write "unsupported: warn" below "network" to apply the rest anyway';

export interface ReportOptions {
  /** A function is called only for complaints that are shown, since the search for the nearest word takes time. */
  readonly hint?: string | (() => string | undefined) | undefined;
  readonly related?: { readonly message: string; readonly span: Span } | undefined;
  /** The list of the place; thousands of its entries may be wrong. */
  readonly list?: Span | undefined;
}

export interface ReporterOptions {
  /** Whether to keep what diagnostics() only counts, for everyDiagnostic(). */
  readonly keepAll?: boolean;
}

interface Complaint {
  readonly severity: Diagnostic['severity'];
  readonly code: string;
  readonly message: string;
  readonly span: Span;
  readonly options: ReportOptions;
  /** How many similar ones are not reported individually. */
  readonly more?: number;
}

/** The complaints with the same code in a list. */
interface Group {
  shown: number;
  hidden: number;
  /** The first one that is not shown; it represents the others. */
  firstHidden: Complaint | undefined;
}

/**
 * Collects complaints about a configuration. Lines and columns are computed at the end, only for the complaints that
 * are shown.
 */
export class Reporter {
  readonly #complaints: Complaint[] = [];
  readonly #hidden: Complaint[] = [];
  readonly #keepAll: boolean;
  #errors = 0;
  /** Whether `unsupported: warn` is set. */
  leavesOut = false;
  readonly #groups = new Map<Span | undefined, Map<string, Group>>();

  constructor({ keepAll = false }: ReporterOptions = {}) {
    this.#keepAll = keepAll;
  }

  error(code: string, span: Span, message: string, options: ReportOptions = {}): void {
    this.#errors += 1;
    this.#add({ severity: 'error', code, message, span, options });
  }

  /**
   * Reports something of netplan's language that nlapply does not implement: as an error, or with `unsupported: warn`
   * as a warning that it is left out.
   */
  unsupported(span: Span, message: string, options: ReportOptions = {}): void {
    if (this.leavesOut) this.warning('not-supported', span, `${message}: it is left out`, options);
    else this.error('not-supported', span, message, { ...options, hint: options.hint ?? TO_LEAVE_OUT });
  }

  warning(code: string, span: Span, message: string, options: ReportOptions = {}): void {
    this.#add({ severity: 'warning', code, message, span, options });
  }

  /** The number of errors so far, shown or not. */
  get errors(): number {
    return this.#errors;
  }

  /** An empty reporter with the same options. */
  another(): Reporter {
    return new Reporter({ keepAll: this.#keepAll });
  }

  /** Takes over the complaints of another reporter, which must not refer to lists. */
  take(other: Reporter): void {
    this.#errors += other.#errors;
    for (const complaint of other.#complaints) this.#add(complaint);
    for (const [code, { hidden, firstHidden }] of other.#groups.get(undefined) ?? []) {
      const group = this.#group(undefined, code);
      group.hidden += hidden;
      group.firstHidden ??= firstHidden;
    }
    for (const complaint of other.#hidden) this.#hidden.push(complaint);
  }

  /** The complaints for users, in the order of files and places; of many similar ones only the first. */
  diagnostics(): Diagnostic[] {
    const summaries = [...this.#groups.values()].flatMap((codes) => [...codes.values()].flatMap(summaryOf));
    return inOrder([...this.#complaints, ...summaries]);
  }

  /** Each complaint individually, if they were kept. */
  everyDiagnostic(): Diagnostic[] {
    return inOrder([...this.#complaints, ...this.#hidden]);
  }

  #add(complaint: Complaint): void {
    const { code, options } = complaint;
    const all = this.#group(undefined, code);
    const list = options.list === undefined ? undefined : this.#group(options.list, code);
    if (list !== undefined && list.shown >= SHOWN_OF_LIST) this.#hide(complaint, list);
    else if (all.shown >= SHOWN_IN_ALL) this.#hide(complaint, all);
    else {
      all.shown += 1;
      if (list !== undefined) list.shown += 1;
      this.#complaints.push(complaint);
    }
  }

  #hide(complaint: Complaint, group: Group): void {
    group.hidden += 1;
    group.firstHidden ??= complaint;
    if (this.#keepAll) this.#hidden.push(complaint);
  }

  #group(list: Span | undefined, code: string): Group {
    let codes = this.#groups.get(list);
    if (codes === undefined) {
      codes = new Map();
      this.#groups.set(list, codes);
    }
    let group = codes.get(code);
    if (group === undefined) {
      group = { shown: 0, hidden: 0, firstHidden: undefined };
      codes.set(code, group);
    }
    return group;
  }
}

function inOrder(complaints: readonly Complaint[]): Diagnostic[] {
  return [...complaints]
    .sort((a, b) => a.span.source.order - b.span.source.order || a.span.start - b.span.start)
    .map(diagnosticOf);
}

function summaryOf({ shown, hidden, firstHidden }: Group): Complaint[] {
  if (firstHidden === undefined) return [];
  if (hidden === 1) return [firstHidden];
  const where = shown < SHOWN_IN_ALL ? ' in this list' : '';
  const message = `${firstHidden.message} (and ${hidden - 1} more like this${where})`;
  return [{ ...firstHidden, message, more: hidden - 1 }];
}

/** Longer messages are shortened, whatever they quote from the file. */
const LONG = 1000;
const LONG_WORD = 100;

/** A message of readable length, even if it quotes a megabyte. */
function bounded(text: string): string {
  if (text.length <= LONG) return text;
  const words = text.replaceAll(/\S{101,}/g, (word) => `${word.slice(0, LONG_WORD - 1)}…`);
  return words.length <= LONG ? words : `${words.slice(0, LONG - 1)}…`;
}

function diagnosticOf({ severity, code, message, span, options, more }: Complaint): Diagnostic {
  const sourceLine = span.source.line(span.start);
  const hint = typeof options.hint === 'function' ? options.hint() : options.hint;
  const { related } = options;
  return {
    severity,
    code,
    message: bounded(message),
    place: placeOf(span),
    width: span.source.width(span.start, span.end),
    ...(hint === undefined ? {} : { hint: bounded(hint) }),
    ...(related === undefined
      ? {}
      : { related: { message: bounded(related.message), place: placeOf(related.span) } }),
    ...(sourceLine === undefined ? {} : { sourceLine }),
    ...(more === undefined ? {} : { more }),
  };
}
