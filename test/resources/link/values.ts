import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Attributes, Value } from '../../../src/model/index.ts';
import { commonKeys, portKeys } from '../../../src/model/language/common.ts';
import type { DeviceKey, DeviceLanguage, Form } from '../../../src/model/language/device.ts';
import { KIND_SECTIONS, LANGUAGES } from '../../../src/model/language/languages.ts';
import { TUNNEL_MODES } from '../../../src/model/language/tunnels.ts';
import { repository } from '../../config/repository.ts';

/** The parts of a JSON Schema that say which values a key takes. */
interface Node {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node;
}

const { definitions }: { definitions: Readonly<Record<string, Node>> } = JSON.parse(
  readFileSync(join(repository, 'schemas/config.schema.json'), 'utf8'),
);

const follow = (node: Node = {}): Node =>
  node.$ref === undefined ? node : (definitions[node.$ref.replace('#/definitions/', '')] ?? node);

/** Values that an attribute of a kind can have, by the language and the schema; undefined: the language does not say. */
export function valuesOf(kind: string, attribute: string): readonly Value[] | undefined {
  for (const language of LANGUAGES.filter((one) => one.kind === kind)) {
    const key = language.keys().find((one) => concerns(one, attribute));
    if (key !== undefined) return ofForm(key.form, nodeOf(definitionOf(language), key.key), kind);
    if (language.ports?.some((one) => one.attribute === attribute)) return [5];
  }
  const fixed = Object.values(TUNNEL_MODES).flatMap(({ language, attributes = {} }) =>
    language.kind === kind && attribute in attributes ? [attributes[attribute] ?? null] : [],
  );
  if (fixed.length > 0) return fixed;
  const key = [...portKeys(), ...commonKeys()].find((one) => concerns(one, attribute));
  if (key !== undefined) return ofForm(key.form, nodeOf('bridge', key.key), kind);
  return LANGUAGES.some(({ ports = [] }) => ports.some((one) => one.attribute === attribute))
    ? [5]
    : undefined;
}

/** What a link of the kind has beside the attribute: what new ones have, as far as the language says. */
export function usualBeside(kind: string, table: Readonly<Record<string, unknown>>): Attributes {
  const keys = LANGUAGES.filter((one) => one.kind === kind).flatMap((one) => one.keys());
  const known = keys.flatMap(({ form, attribute, usual }): [string, Value][] => {
    if (usual === undefined) return [];
    if (form.form !== 'switches') return [[attribute, usual]];
    return Object.values(form.words).map((name) => [name, false]);
  });
  return Object.fromEntries(known.filter(([name, value]) => name in table && value !== null));
}

function concerns({ attribute, form }: DeviceKey, wanted: string): boolean {
  if (form.form === 'switches') return Object.values(form.words).includes(wanted);
  return attribute === wanted || (form.form === 'tunnel-keys' && form.output === wanted);
}

function definitionOf(language: DeviceLanguage): string {
  const section = Object.entries(KIND_SECTIONS).find(([, one]) => one === language)?.[0];
  const device = section === undefined ? undefined : definitions[section]?.additionalProperties?.$ref;
  return device?.replace('#/definitions/', '') ?? 'tunnel';
}

function nodeOf(definition: string, key: string): Node {
  const [first = key, ...rest] = key.split('.');
  if (rest.length > 0) return nodeOf(`${definition}-${first}`, rest.join('.'));
  return follow(definitions[definition]?.properties?.[first]);
}

function ofForm(form: Form, node: Node, kind: string): readonly Value[] {
  switch (form.form) {
    case 'plain':
      return ofSchema(node);
    case 'time':
      return [form.least ?? 0, form.unit === 's' ? 7 : 700].filter((time) => time <= (form.most ?? time));
    case 'ip':
      return form.family === undefined
        ? ADDRESSES
        : ADDRESSES.filter((_, at) => at === (form.family === 4 ? 0 : 1));
    case 'ips':
      return form.family === 6 ? [['fd00::2', 'fd00::1']] : [['10.0.0.2', '10.0.0.1']];
    case 'mac':
      return ['02:00:00:00:00:0a'];
    case 'device':
      return ['eth0'];
    case 'devices':
      return [['eth0', 'br0']];
    case 'switches':
      return [true, false];
    case 'range':
      return [[1000, 2000]];
    case 'table':
      return [1, 4_000_000_000];
    case 'bits32':
    case 'tunnel-keys':
      return [5];
    case 'account':
      return [1000];
    case 'bits64':
      return ['0x0000000000000005'];
    case 'number':
      return [form.least ?? 1, ...Object.values(form.words ?? {})];
    case 'switch':
      return [true, false, ...form.words];
    case 'prefix':
      return [form.family === 4 ? '10.0.0.0/8' : '2001:db8::/32'];
    default:
      throw new Error(`values of the form ${form.form} of a ${kind} stand in the test itself`);
  }
}

const ADDRESSES = ['10.0.0.1', 'fd00::1'];

function ofSchema({ type, enum: words, minimum = 1, maximum = 7 }: Node): readonly Value[] {
  if (words !== undefined) return words;
  if (type === 'boolean') return [true, false];
  return type === 'string' ? ['text'] : [minimum, Math.min(maximum, minimum + 6)];
}
