import type { Value } from '../model/index.ts';
import { withoutSecrets } from '../model/secrets.ts';
import { printable } from './printable.ts';

/** An attribute's value for users: `9000`, `[udp, remote-tx]`, `"two words"`, `none`, `unset`, `(sensitive)`. */
export function valueText(attribute: string, value: Value | undefined): string {
  if (value === undefined) return 'unset';
  if (value === null) return 'none';
  return shown(withoutSecrets(attribute, value));
}

/** A value without secrets as text. */
export function shown(value: Value): string {
  if (value === null) return 'none';
  if (typeof value === 'object') return `[${value.map(shown).join(', ')}]`;
  const text = printable(String(value));
  return typeof value === 'string' && (text === '' || /[\s"[\],]/.test(text)) ? JSON.stringify(text) : text;
}
