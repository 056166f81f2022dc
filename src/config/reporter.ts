import type { Diagnostic } from '../model/diagnostic.ts';
import { placeOf, type Span } from './node.ts';

/** Complaints of one code that are shown: about one list, and in all. The others are counted. */
const SHOWN_OF_LIST = 20;
const SHOWN_IN_ALL = 100;

const TO_LEAVE_OUT = 'write "unsupported: warn" below "network" to have the rest applied all the same';

export interface ReportOptions {
  /** A function is called for shown complaints only: looking for the nearest word costs time. */
  readonly hint?: string | (() => string | undefined) | undefined;
  readonly related?: { readonly message: string; readonly span: Span } | undefined;
  /** The list whose entries may be wrong by the thousand. */
  readonly list?: Span | undefined;
}

interface Complaint {
  readonly severity: Diagnostic['severity'];
  readonly code: string;
  readonly message: string;
  readonly span: Span;
  readonly options: ReportOptions;
}

/** Complaints of one code in one list. */
interface Group {
  shown: number;
  hidden: number;
  /** The first one that is not shown stands for the others. */
  firstHidden: Complaint | undefined;
}

/** Collects complaints about a configuration; places are worked out at the end, for the shown ones only. */
export class Reporter {
  readonly #complaints: Complaint[] = [];
  #errors = 0;
  /** Whether `unsupported: warn` is said. */
  leavesOut = false;
  readonly #groups = new Map<Span | undefined, Map<string, Group>>();

  error(code: string, span: Span, message: string, options: ReportOptions = {}): void {
    this.#errors += 1;
    this.#add({ severity: 'error', code, message, span, options });
  }

  /** What netplan's language has and nlapply does not realise: it is left out, be that an error or, by wish, a warning. */
  unsupported(span: Span, message: string, options: ReportOptions = {}): void {
    if (this.leavesOut) this.warning('not-supported', span, `${message}: it is left out`, options);
    else this.error('not-supported', span, message, { ...options, hint: options.hint ?? TO_LEAVE_OUT });
  }

  warning(code: string, span: Span, message: string, options: ReportOptions = {}): void {
    this.#add({ severity: 'warning', code, message, span, options });
  }

  /** How many errors there are so far, shown or not. */
  get errors(): number {
    return this.#errors;
  }

  /** All complaints in the order of files and places. */
  diagnostics(): Diagnostic[] {
    const summaries = [...this.#groups.values()].flatMap((codes) => [...codes.values()].flatMap(summaryOf));
    return [...this.#complaints, ...summaries]
      .sort((a, b) => a.span.source.order - b.span.source.order || a.span.start - b.span.start)
      .map(diagnosticOf);
  }

  #add(complaint: Complaint): void {
    const { code, options } = complaint;
    const all = this.#group(undefined, code);
    const list = options.list === undefined ? undefined : this.#group(options.list, code);
    if (list !== undefined && list.shown >= SHOWN_OF_LIST) hide(complaint, list);
    else if (all.shown >= SHOWN_IN_ALL) hide(complaint, all);
    else {
      all.shown += 1;
      if (list !== undefined) list.shown += 1;
      this.#complaints.push(complaint);
    }
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

function hide(complaint: Complaint, group: Group): void {
  group.hidden += 1;
  group.firstHidden ??= complaint;
}

function summaryOf({ shown, hidden, firstHidden }: Group): Complaint[] {
  if (firstHidden === undefined) return [];
  if (hidden === 1) return [firstHidden];
  const where = shown < SHOWN_IN_ALL ? ' in this list' : '';
  const message = `${firstHidden.message} (and ${hidden - 1} more like this${where})`;
  return [{ ...firstHidden, message }];
}

function diagnosticOf({ severity, code, message, span, options }: Complaint): Diagnostic {
  const sourceLine = span.source.line(span.start);
  const hint = typeof options.hint === 'function' ? options.hint() : options.hint;
  return {
    severity,
    code,
    message,
    place: placeOf(span),
    width: span.source.width(span.start, span.end),
    ...(hint === undefined ? {} : { hint }),
    ...(options.related === undefined
      ? {}
      : { related: { message: options.related.message, place: placeOf(options.related.span) } }),
    ...(sourceLine === undefined ? {} : { sourceLine }),
  };
}
