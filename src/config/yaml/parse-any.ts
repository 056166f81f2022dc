import { type Document, parseDocument, type YAMLError } from 'yaml';
import type { Node } from '../node.ts';
import type { Reporter } from '../reporter.ts';
import type { SourceText } from '../source-text.ts';
import { Converter } from './convert.ts';
import { unclosed } from './unclosed.ts';
import { type Overweight, overweight } from './weigh.ts';
import type { Fault } from './whole/fault.ts';

/** Hints for errors of the yaml package, in words for users. */
const HINTS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'indent with spaces',
  MULTILINE_IMPLICIT_KEY: 'a colon may be missing in the line above',
  MISSING_CHAR: 'a bracket, a quote, a comma or a space after a colon may be missing',
  BLOCK_AS_IMPLICIT_KEY: 'put quotes around a text that contains a colon and a space',
  MULTIPLE_DOCS: 'put the second document into a file of its own',
};

export interface ParsedYaml {
  /** undefined also for a file without content. */
  readonly root: Node | undefined;
  /** Whether the tree is incomplete. */
  readonly broken: boolean;
}

/**
 * Like parseYaml(), but uses only the yaml package.
 * @param fault the error of the previous reader, which is reported if the text is too large for the package
 */
export function parseAnyYaml(source: SourceText, reporter: Reporter, fault?: Fault): ParsedYaml {
  const document = parsed(source, reporter, fault);
  if (document === undefined) return { root: undefined, broken: true };
  const deep = document.errors.find((error) => /call stack/i.test(error.message));
  if (deep !== undefined) {
    reportTooDeep(deep.pos[0], source, reporter);
    return { root: undefined, broken: true };
  }
  reportErrors(document, source, reporter);
  const version = foreignVersion(document, source, reporter);
  if (document.errors.length > 0 || version) return { root: undefined, broken: true };
  const converter = new Converter(source, reporter);
  const root = document.contents === null ? undefined : converter.convert(document.contents);
  return { root, broken: converter.broken };
}

function parsed(source: SourceText, reporter: Reporter, fault: Fault | undefined): Document | undefined {
  try {
    // `uniqueKeys` compares every key with every other one; the converter uses a set instead.
    const options = { schema: 'failsafe', version: '1.2', uniqueKeys: false, prettyErrors: false } as const;
    const parse = (text: string): Document =>
      parseDocument(text, { ...options, merge: false, logLevel: 'error' });
    const broken = brokenHead(source.text, parse);
    if (broken !== undefined) return broken;
    const heavy = overweight(source.text);
    if (heavy === undefined) return parse(source.text);
    if (heavy.fault === 'too-dense' && fault !== undefined) reportFault(fault, source, reporter);
    else reportOverweight(heavy, source, reporter);
    return undefined;
  } catch (cause) {
    // The package recurses for each level of nesting.
    if (!(cause instanceof RangeError)) throw cause;
    reportTooDeep(0, source, reporter);
    return undefined;
  }
}

/** For longer texts the beginning is tried first. */
const HEAD = 16 * 1024;

/**
 * A long text that is no YAML mostly shows that at its beginning. Then that part is enough, whereas for the whole text
 * the package would collect thousands of errors. Errors near the cut may be caused by it and are ignored.
 */
function brokenHead(text: string, parse: (text: string) => Document): Document | undefined {
  if (text.length <= 2 * HEAD) return undefined;
  const lineEnd = text.lastIndexOf('\n', HEAD);
  const part = text.slice(0, lineEnd > HEAD / 2 ? lineEnd + 1 : HEAD);
  // Excessive depth is reported for the whole text.
  if (overweight(part) !== undefined) return undefined;
  const head = parse(part);
  head.errors = head.errors.filter((error) => error.pos[0] < HEAD / 4);
  return head.errors.length > 0 ? head : undefined;
}

const OVERWEIGHT: Readonly<Record<Overweight['fault'], string>> = {
  'too-deep': 'this file is nested too deeply to be read',
  'too-dense': 'this file is too large for the way in which it is written',
  'too-many-aliases': 'this file has too many anchors and aliases',
};

function reportOverweight({ fault, at }: Overweight, source: SourceText, reporter: Reporter): void {
  reporter.error(fault, { source, start: at, end: at }, OVERWEIGHT[fault]);
}

function reportFault({ at, message, isDepth }: Fault, source: SourceText, reporter: Reporter): void {
  if (isDepth) {
    reportTooDeep(at, source, reporter);
    return;
  }
  const hint = 'the rest of this large file was not checked';
  reporter.error('yaml-syntax', { source, start: at, end: at + 1 }, `not valid YAML: ${message}`, { hint });
}

function reportTooDeep(at: number, source: SourceText, reporter: Reporter): void {
  reporter.error('too-deep', { source, start: at, end: at }, 'this file is nested too deeply to be read');
}

/** An unclosed bracket or quote is one mistake, whatever errors the package finds after it. */
function reportErrors(document: Document, source: SourceText, reporter: Reporter): void {
  const errors = firstOfEach(document.errors).sort((a, b) => a.pos[0] - b.pos[0]);
  const open = firstUnclosed(errors, document, source);
  for (const error of errors) {
    if (open === undefined || error.pos[0] < open.at) reportSyntax(error, source, reporter);
  }
  if (open !== undefined) reportUnclosed(open.at, open.error, source, reporter);
}

function firstUnclosed(
  errors: readonly YAMLError[],
  document: Document,
  { text }: SourceText,
): { readonly at: number; readonly error: YAMLError } | undefined {
  for (const error of errors.slice(0, SOUGHT)) {
    const at = unclosed(document, text, error.pos[0]);
    if (at !== undefined) return { at, error };
  }
  return undefined;
}

/** The package reports an unclosed bracket once for each level around it. */
function firstOfEach(errors: readonly YAMLError[]): YAMLError[] {
  const seen = new Set<string>();
  return errors.filter(({ code, pos }) => {
    const words = `${code} ${pos[0]}`;
    const isNew = !seen.has(words);
    seen.add(words);
    return isNew;
  });
}

/** For this many errors the unclosed bracket or quote is searched, which goes through the whole file. */
const SOUGHT = 4;

function reportUnclosed(at: number, error: YAMLError, source: SourceText, reporter: Reporter): void {
  const [start, end] = error.pos;
  const message = `not valid YAML: this ${source.text.charAt(at)} is never closed`;
  const related = { message: 'the file goes on here, or ends, without it', span: { source, start, end } };
  reporter.error('yaml-syntax', { source, start: at, end: at + 1 }, message, { related });
}

function reportSyntax(error: YAMLError, source: SourceText, reporter: Reporter): void {
  const [start, end] = error.pos;
  if (error.code === 'MULTIPLE_DOCS') {
    const span = { source, start, end: start + 3 };
    const message = 'a second document begins here, but a file holds one only';
    reporter.error('multiple-documents', span, message, { hint: HINTS[error.code] });
    return;
  }
  const text = error.message.replace(/\.$/, '');
  const message = `not valid YAML: ${text.charAt(0).toLowerCase()}${text.slice(1)}`;
  reporter.error('yaml-syntax', { source, start, end }, message, { hint: HINTS[error.code] });
}

/** `%YAML 1.1` would change the meaning of texts; configurations are always YAML 1.2. */
function foreignVersion(document: Document, source: SourceText, reporter: Reporter): boolean {
  const version = document.directives?.yaml;
  if (version === undefined || !version.explicit || version.version === '1.2') return false;
  const start = Math.max(0, source.text.search(/^%YAML/m));
  const span = { source, start, end: start + source.text.slice(start).search(/$/m) };
  const message = `configurations are read as YAML 1.2, this file says ${version.version}`;
  reporter.error('yaml-version', span, message, { hint: 'remove the %YAML line' });
  return true;
}
