import type { DeviceKey, Form } from '../../../model/language/device.ts';
import { featureName, isFeature } from '../../../model/language/features.ts';
import { isSysctl, sysctlName } from '../../../model/language/sysctls.ts';
import {
  FUNCTION_SETTINGS,
  FUNCTIONS,
  isFunctionSetting,
} from '../../../model/language/virtual-functions.ts';
import { parseVni, type VniRange } from '../../../model/language/vnis.ts';
import { type Attributes, sameValue, type Value } from '../../../model/value.ts';
import { compact, type Node, scalar } from '../document.ts';
import { bridgeVlanEntries } from './bridge-vlans.ts';
import { filterNodes } from './filters.ts';
import { macsecChannelNodes, macsecKeyNodes, macsecPort, macsecSci } from './macsec.ts';
import { childNodes, classNodes, qdiscNode } from './qdisc.ts';
import { peerNodes, privateKeyNode } from './wireguard.ts';

type FormOf<N extends Form['form']> = Extract<Form, { form: N }>;

/** Writes an attribute's value as the value of its key; undefined if the key cannot express it or is not needed. */
type Writer<F extends Form> = (value: Value | undefined, form: F, attributes: Attributes) => Node | undefined;

const list = (value: Value | undefined): Node | undefined =>
  Array.isArray(value) ? value.flatMap((item) => scalar(item) ?? []) : undefined;

const WRITERS: { readonly [N in Form['form']]: Writer<FormOf<N>> } = {
  plain: (value) => (Array.isArray(value) ? list(value) : scalar(value)),
  // A bare number is in the attribute's unit, as when it is read.
  time: scalar,
  ip: (value, { family, none }) =>
    value === null && none === true ? (family === 6 ? '::' : '0.0.0.0') : scalar(value),
  ips: list,
  mac: scalar,
  device: scalar,
  devices: list,
  set: list,
  range: list,
  bits32: scalar,
  account: scalar,
  table: scalar,
  'macsec-port': (_value, _form, attributes) => macsecPort(attributes),
  'macsec-sci': (_value, _form, attributes) => macsecSci(attributes),
  'macsec-keys': macsecKeyNodes,
  'macsec-channels': macsecChannelNodes,
  bits64: scalar,
  'bridge-vlans': bridgeVlanEntries,
  number: (value, { words = {} }) =>
    Object.entries(words).find(([, meant]) => meant === value)?.[0] ?? scalar(value),
  switch: scalar,
  level: (value, { off, on }) => {
    if (value === undefined || sameValue(value, off)) return value === undefined ? undefined : false;
    return on.some((one) => sameValue(value, one)) ? true : undefined;
  },
  numbered: (_value, { attribute }, attributes) => numberedNodes(attribute, attributes),
  'virtual-functions': (_value, _form, attributes) => functionNodes(attributes),
  sysctls: (_value, _form, attributes) => sysctlNodes(attributes),
  features: (_value, _form, attributes) => featureNodes(attributes),
  prefix: scalar,
  'tunnel-keys': (value, { output }, attributes) => tunnelKeys(value, attributes[output]),
  vnis: (value) => (Array.isArray(value) ? value.map((item) => vniNode(parseVni(String(item)))) : undefined),
  'wireguard-key': privateKeyNode,
  'wireguard-peers': peerNodes,
  qdisc: (value, _form, attributes) => qdiscNode(value, attributes),
  qdiscs: (value, _form, attributes) => childNodes(value, attributes),
  classes: (value, _form, attributes) => classNodes(value, attributes),
  filters: filterNodes,
  switches: (_value, { words }, attributes) => {
    const known = Object.entries(words).filter(([, attribute]) => attributes[attribute] !== undefined);
    if (known.length === 0) return undefined;
    return known.flatMap(([word, attribute]) => (attributes[attribute] === true ? [word] : []));
  },
  mapping: (value) => {
    const pairs = Array.isArray(value) ? value.map((pair) => String(pair).split(':')) : [];
    return Object.fromEntries(pairs.map(([from, to]) => [String(from), Number(to)]));
  },
};

/** The numbers of an attribute that are not 0. */
function numberedNodes(attribute: string, attributes: Attributes): Node | undefined {
  const prefix = `${attribute}.`;
  const said = Object.entries(attributes).flatMap(([name, value]): [string, Node][] =>
    name.startsWith(prefix) && typeof value === 'number' && value !== 0
      ? [[name.slice(prefix.length), value]]
      : [],
  );
  return said.length === 0 ? undefined : Object.fromEntries(said);
}

/** What is unusual of virtual functions; their VLANs have a key of their own, which is written beside it. */
function functionNodes(attributes: Attributes): Node | undefined {
  const said = new Map<string, Record<string, Node>>();
  for (const [name, value] of Object.entries(attributes)) {
    const [of, number = '', setting = ''] = name.split('.');
    const node = of === FUNCTIONS ? scalar(value) : undefined;
    if (node === undefined || (isFunctionSetting(setting) && value === FUNCTION_SETTINGS[setting])) continue;
    const own = said.get(number) ?? {};
    own[setting] = node;
    said.set(number, own);
  }
  return said.size === 0 ? undefined : Object.fromEntries(said);
}

/** The settings that are known, including values that a key of their own cannot express. */
function sysctlNodes(attributes: Attributes): Node | undefined {
  const said = Object.entries(attributes).flatMap(([name, value]): [string, Node][] =>
    isSysctl(name) && typeof value === 'number' ? [[sysctlName(name), value]] : [],
  );
  return said.length === 0 ? undefined : Object.fromEntries(said.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The features that are known; one that only waits for another one is on as soon as that is. */
function featureNodes(attributes: Attributes): Node | undefined {
  const said = Object.entries(attributes).flatMap(([name, value]): [string, Node][] =>
    isFeature(name) && typeof value === 'boolean' ? [[featureName(name), value]] : [],
  );
  return said.length === 0 ? undefined : Object.fromEntries(said);
}

/** A single number if both directions have the same. */
function tunnelKeys(input: Value | undefined, output: Value | undefined): Node | undefined {
  if (input === output) return scalar(input);
  return compact({ input: scalar(input), output: scalar(output) });
}

function vniNode({ from, to, remote }: VniRange): Node {
  const id = from === to ? from : `${from}-${to}`;
  return remote === undefined ? id : { id, remote };
}

/** The value of a key for a link; undefined if it is the default. */
export function keyNode(
  { attribute, form, usual, passing }: DeviceKey,
  attributes: Attributes,
): Node | undefined {
  if (passing === true) return undefined;
  // Safe: each writer is under the name of its form.
  const write = WRITERS[form.form] as Writer<Form>;
  const value = attributes[attribute];
  if (value !== undefined && usual !== undefined && sameValue(value, usual)) return undefined;
  if (form.form === 'time' && typeof usual === 'number' && form.rounded?.(usual) === value) return undefined;
  const node = write(value, form, attributes);
  return usual !== undefined && Array.isArray(node) && sameList(node, usual) ? undefined : node;
}

/** Switches have no attribute to compare with the default, so their list is compared. */
const sameList = (node: readonly Node[], usual: Value): boolean =>
  Array.isArray(usual) && node.length === usual.length && node.every((item, i) => item === usual[i]);
