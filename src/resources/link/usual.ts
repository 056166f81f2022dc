import type { Attributes, Value } from '../../model/index.ts';
import { sameValue } from '../../model/index.ts';
import { COMMON_KEYS, PORT_KEYS } from '../../model/language/common.ts';
import { type DeviceKey, type DeviceLanguage, usualOf } from '../../model/language/device.ts';
import { LANGUAGES } from '../../model/language/languages.ts';
import { isSetting } from './details/settings.ts';

/** Of several with one kind the first one. */
const languages = new Map(LANGUAGES.toReversed().map((language) => [language.kind, language]));

/** What a new link of a kind has by itself, and a new port. */
const languageOf = (kind: string): DeviceLanguage | undefined => languages.get(kind);

const tables = new Map<string, ReadonlyMap<string, Value>>();

/** Of what a master says of its ports, what a port has by itself, where that is one value whatever the port. */
const OF_PORTS: readonly [string, Value][] = LANGUAGES.flatMap(({ ports = [] }) =>
  ports.flatMap(({ attribute, usual: [only, ...more] = [] }): [string, Value][] =>
    only === undefined || more.length > 0 ? [] : [[attribute, only]],
  ),
);

function tableOf(kind: string): ReadonlyMap<string, Value> {
  let table = tables.get(kind);
  if (table === undefined) {
    const language = languageOf(kind);
    const keys = [...COMMON_KEYS, ...PORT_KEYS, ...(language?.keys ?? [])];
    table = new Map([...OF_PORTS, ...keys.flatMap(entries)]);
    tables.set(kind, table);
  }
  return table;
}

function entries({ attribute, form, usual }: DeviceKey): [string, Value][] {
  if (usual === undefined) return [];
  if (form.form !== 'switches') return [[attribute, usual]];
  return Object.entries(form.words).map(([word, name]) => [
    name,
    Array.isArray(usual) && usual.includes(word),
  ]);
}

/**
 * The attributes but for those that a new link of the kind has anyway. A link that is put back as it was would otherwise
 * be told things that this kernel does not know: they read as usual because they are not there.
 */
export function unusual(kind: string, attributes: Attributes): Attributes {
  const table = tableOf(kind);
  const language = languageOf(kind);
  const own = language === undefined ? {} : usualOf(language, attributes);
  return Object.fromEntries(
    Object.entries(attributes).filter(([name, value]) => {
      const usual = own[name] ?? table.get(name);
      return usual === undefined || !sameValue(value, usual);
    }),
  );
}

/** What is not in the tables of keys. */
const OTHERS: Attributes = { alias: null, master: null, 'tunnel.input-key': null };

/** Both directions have one key in the configuration. */
const AS: Readonly<Record<string, string>> = { 'tunnel.output-key': 'tunnel.input-key' };

/**
 * What a link of this kind, otherwise as it is, has when nobody says anything of the attribute; undefined when that is
 * not known. The MTU is null, as what it would be depends on other links, and so are settings, which depend on those of
 * the namespace.
 */
export function usualValue(kind: string, attributes: Attributes, name: string): Value | undefined {
  if (name === 'mtu' || isSetting(name)) return null;
  const language = languageOf(kind);
  const own = language === undefined ? {} : usualOf(language, attributes);
  // Null is a default like any other.
  const as = AS[name] ?? name;
  for (const known of [own[as], tableOf(kind).get(as), OTHERS[as]]) if (known !== undefined) return known;
  return undefined;
}

/** Whether an attribute says how it is for now, such as the port that a bond uses: nobody goes back to that. */
export const isPassing = (kind: string, name: string): boolean =>
  languageOf(kind)?.keys.some(({ attribute, passing }) => attribute === name && passing === true) === true;
