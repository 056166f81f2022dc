import { readText } from '../../inputs/files.ts';
import type { Form } from '../../model/language/device.ts';
import { say } from '../draft.ts';
import { didYouMean } from '../nearest.ts';
import type { SaidKey } from './said-key.ts';

/** The greatest id: (uid_t)-1 is invalid. */
const GREATEST = 4_294_967_294;

const FILES = { user: '/etc/passwd', group: '/etc/group' } as const;

/**
 * Reads a user or a group, by number or by its name in this machine's files. No other service is used, as this must
 * work at boot.
 */
export function readAccount(said: SaidKey<Extract<Form, { form: 'account' }>>): void {
  const { draft, key, attribute, form, node, reporter } = said;
  if (node.kind !== 'scalar') return;
  const { text } = node;
  if (/^[0-9]+$/.test(text)) {
    if (Number(text) <= GREATEST) say(draft, attribute, Number(text), node);
    else reporter.error('out-of-range', node, `"${key}" must be from 0 to ${GREATEST}, not ${text}`);
    return;
  }
  const accounts = accountsIn(FILES[form.of]);
  const number = accounts.get(text);
  if (number !== undefined) say(draft, attribute, number, node);
  else {
    const hint = (): string => didYouMean(text, [...accounts.keys()]) ?? 'its number works as well';
    const message = `"${key}": there is no ${form.of} ${JSON.stringify(text)} in ${FILES[form.of]}`;
    reporter.error('unknown-account', node, message, { hint });
  }
}

/** The names and numbers in a file with lines of the form `name:password:number:…`. */
function accountsIn(path: string): ReadonlyMap<string, number> {
  const accounts = new Map<string, number>();
  for (const line of textOf(path).split('\n')) {
    const [name = '', , number = ''] = line.split(':');
    if (name !== '' && /^[0-9]+$/.test(number) && !accounts.has(name)) accounts.set(name, Number(number));
  }
  return accounts;
}

function textOf(path: string): string {
  try {
    return readText(path);
  } catch {
    return '';
  }
}
