import type { Attributes, Value } from '../../model/index.ts';
import { sameValue } from '../../model/index.ts';
import { commonKeys, portKeys } from '../../model/language/common.ts';
import { type DeviceKey, type DeviceLanguage, usualOf } from '../../model/language/device.ts';
import { LANGUAGES } from '../../model/language/languages.ts';
import { PATH_COST } from '../../model/language/masters.ts';
import { isSetting } from './details/settings.ts';

/** If several have the same kind, the first one is used. */
const languages = new Map(LANGUAGES.toReversed().map((language) => [language.kind, language]));

/** The language of a kind, which has the defaults. */
const languageOf = (kind: string): DeviceLanguage | undefined => languages.get(kind);

const tables = new Map<string, ReadonlyMap<string, Value>>();

/** The defaults of attributes of ports that are declared on their master, for those that have a single default. */
const ofPorts = (): readonly [string, Value][] =>
  LANGUAGES.flatMap(({ ports = [] }) =>
    ports.flatMap(({ attribute, usual: [only, ...more] = [] }): [string, Value][] =>
      only === undefined || more.length > 0 ? [] : [[attribute, only]],
    ),
  );

function tableOf(kind: string): ReadonlyMap<string, Value> {
  let table = tables.get(kind);
  if (table === undefined) {
    const language = languageOf(kind);
    const keys = [...commonKeys(), ...portKeys(), ...(language?.keys() ?? [])];
    table = new Map([...ofPorts(), ...keys.flatMap(entries)]);
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
 * The attributes whose values differ from the defaults of a new link of the kind. When a link is restored the others
 * are left out, since this kernel may not support them: attributes that are absent are read as their defaults.
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

/** Defaults that are not in the tables of keys. */
const OTHERS: Attributes = { alias: null, master: null, 'tunnel.input-key': null };

/** The configuration has one key for both directions. */
const AS: Readonly<Record<string, string>> = { 'tunnel.output-key': 'tunnel.input-key' };

/**
 * The default of an attribute for a link of this kind with these other attributes; undefined if it is not known. It is
 * null for the MTU, which depends on other links, for the cost of a port, which depends on its speed, for settings, which depend on
 * those of the namespace, and for what the kernel changes along with other attributes of the link.
 */
export const usualValue = (kind: string, attributes: Attributes, name: string): Value | undefined =>
  name === 'mtu' || name === PATH_COST || isSetting(name) || goesAlong(kind, name)
    ? null
    : defaultWith(kind, attributes, name);

/** Whether the kernel sets the attribute by itself along with others (ipvlan_set_port_mode). */
export const goesAlong = (kind: string, name: string): boolean =>
  name === 'arp' && (kind === 'ipvlan' || kind === 'ipvtap');

/** The default of an attribute for a link with exactly these other attributes. */
export function defaultWith(kind: string, attributes: Attributes, name: string): Value | undefined {
  const language = languageOf(kind);
  const own = language === undefined ? {} : usualOf(language, attributes);
  // null is a valid default.
  const as = AS[name] ?? name;
  for (const known of [own[as], tableOf(kind).get(as), OTHERS[as]]) if (known !== undefined) return known;
  return undefined;
}

/** Whether an attribute is a transient state, such as the port that a bond uses: it is never restored. */
export const isPassing = (kind: string, name: string): boolean =>
  languageOf(kind)
    ?.keys()
    .some(({ attribute, passing }) => attribute === name && passing === true) === true;
