import type { Attributes, Value } from '../value.ts';
import { COMMON_KEYS, PORT_KEYS } from './common.ts';
import { LANGUAGES } from './languages.ts';

/** Attributes of links whose values are names of other links: a text, or a list of texts. */
export const REFERENCES: ReadonlySet<string> = attributesThat(() => true).add('master');

/** Those among them that name lower devices, without which the link cannot exist. */
const BELOW: ReadonlySet<string> = attributesThat(({ below }) => below === true);

function attributesThat(fits: (form: { readonly below?: true }) => boolean): Set<string> {
  const found = new Set<string>();
  for (const keys of [...LANGUAGES.map((language) => language.keys), COMMON_KEYS, PORT_KEYS]) {
    for (const { attribute, form } of keys) {
      if ((form.form === 'device' || form.form === 'devices') && fits(form)) found.add(attribute);
    }
  }
  return found;
}

/** Names of the lower devices of a link with these attributes. */
export function lowersOf(attributes: Attributes): readonly string[] {
  const found: string[] = [];
  for (const attribute of BELOW) {
    const value: Value | undefined = attributes[attribute];
    if (typeof value === 'string') found.push(value);
    else if (Array.isArray(value)) found.push(...value.map(String));
  }
  return found;
}
