import type { Attributes, Item, Value } from '../model/index.ts';
import { printable } from './printable.ts';

/** Attributes that hold keys or passwords; no output ever shows them. */
const SENSITIVE: ReadonlySet<string> = new Set([
  'wireguard.key',
  'wireguard.keys',
  'wireguard.peers',
  'macsec.transmit-keys',
  'macsec.receive',
]);

const HIDDEN = '(sensitive)';

export function isSensitive(attribute: string): boolean {
  return SENSITIVE.has(attribute);
}

/** An attribute's value in a person's words: `9000`, `[udp, remote-tx]`, `"two words"`, `none`, `unset`, `(sensitive)`. */
export function valueText(attribute: string, value: Value | undefined): string {
  if (value === undefined) return 'unset';
  if (value === null) return 'none';
  return isSensitive(attribute) ? HIDDEN : shown(value);
}

/** The value as programs get it: sensitive ones are replaced by text that says so. */
export function publicValue(attribute: string, value: Value): Value {
  return value !== null && isSensitive(attribute) ? HIDDEN : value;
}

/** The object with sensitive attributes replaced. */
export function publicItem<T extends Item>(item: T): T {
  if (item.type !== 'link') return item;
  const attributes: Attributes = Object.fromEntries(
    Object.entries(item.attributes).map(([name, value]) => [name, publicValue(name, value)]),
  );
  return { ...item, attributes };
}

function shown(value: Value): string {
  if (value === null) return 'none';
  if (typeof value === 'object') return `[${value.map(shown).join(', ')}]`;
  const text = printable(String(value));
  return typeof value === 'string' && (text === '' || /[\s"[\],]/.test(text)) ? JSON.stringify(text) : text;
}
