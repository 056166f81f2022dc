import type { Value } from '../model/value.ts';
import { childOf, type Entry, type Span } from './node.ts';
import { readMembers } from './read.ts';
import type { Reporter } from './reporter.ts';

/** The keys of an `auth`, with their values and places. */
export type SaidAuthentication = ReadonlyMap<string, { readonly value: Value; readonly span: Span }>;

/** Interprets `auth`. */
export function readAuthentication(entry: Entry, owner: string, reporter: Reporter): SaidAuthentication {
  const what = { what: `"auth" of ${owner}`, owner: entry.key };
  const values: Readonly<Record<string, Value>> = readMembers(entry.value, 'auth', what, reporter) ?? {};
  const said = new Map(
    Object.entries(values).flatMap(([key, value]) => {
      const span = childOf(entry.value, key);
      return span === undefined || !isOneLine(key, value, span, reporter)
        ? []
        : [[key, { value, span }] as const];
    }),
  );
  const management = String(said.get('key-management')?.value ?? '');
  const password = said.get('password');
  if (password !== undefined && (management.startsWith('psk') || management === 'sae'))
    checkPassphrase(String(password.value), management !== 'sae', password.span, reporter);
  return said;
}

/** Checks that a value has no control characters: programs read their configuration line by line. */
function isOneLine(key: string, value: Value, span: Span, reporter: Reporter): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  if (typeof value !== 'string' || !/[\u0000-\u001f\u007f]/.test(value)) return true;
  reporter.error('wrong-value', span, `"${key}" must not contain line ends or other control characters`);
  return false;
}

/**
 * Checks a passphrase (IEEE 802.11i): 8 to 63 characters, or the key itself in 64 hexadecimal digits; for SAE any that
 * is not empty.
 */
export function checkPassphrase(text: string, limited: boolean, span: Span, reporter: Reporter): void {
  const right = limited
    ? /^[0-9A-Fa-f]{64}$/.test(text) || (text.length >= 8 && text.length <= 63)
    : text.length > 0;
  if (right) return;
  const message = limited
    ? 'the password must have 8 to 63 characters, or be 64 hexadecimal digits'
    : 'the password must not be empty';
  reporter.error('wrong-value', span, message);
}
