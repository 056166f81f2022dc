import type { Attributes, Value } from '../value.ts';
import { COMMON_KEYS, PORT_KEYS } from './common.ts';
import { LANGUAGES } from './languages.ts';

const references = [...LANGUAGES.flatMap(({ keys }) => keys), ...COMMON_KEYS, ...PORT_KEYS].flatMap(
  ({ attribute, form }) =>
    form.form === 'device' || form.form === 'devices' ? [{ attribute, below: form.below === true }] : [],
);

/** Attributes of links that name other links: a text, or a list of texts. */
export const REFERENCES: ReadonlySet<string> = new Set([
  'master',
  ...references.map(({ attribute }) => attribute),
]);

/** Those among them that name what the link stands on: it cannot be without. */
const BELOW: readonly string[] = [
  ...new Set(references.flatMap(({ attribute, below }) => (below ? [attribute] : []))),
];

/** Names of the links that a link of these attributes stands on. */
export function lowersOf(attributes: Attributes): readonly string[] {
  const found: string[] = [];
  for (const attribute of BELOW) {
    const value: Value | undefined = attributes[attribute];
    if (typeof value === 'string') found.push(value);
    else if (Array.isArray(value)) found.push(...value.map(String));
  }
  return found;
}
