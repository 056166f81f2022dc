import type { Link } from '../../model/index.ts';
import { commonKeysOf, QUEUES_ELSEWHERE } from '../../model/language/common.ts';
import { type DeviceKey, type PortKey, usualOf } from '../../model/language/device.ts';
import { ethernetKeys } from '../../model/language/ethernet.ts';
import { writingOf } from '../../model/language/languages.ts';
import { MASTERS } from '../../model/language/masters.ts';
import type { Section } from './declarable.ts';
import { compact, type Entry, filled, type Node, scalar } from './document.ts';
import { keyNode } from './forms/forms.ts';

/**
 * The mapping of a device, without its addresses, routes, rules and the like.
 * @param ports the links that have it as their master
 */
export function linkEntry(link: Link, section: Section, ports: readonly Link[]): Entry {
  const own = isThere(section) ? tableEntry(ethernetKeys(), link) : kindEntry(link, ports);
  return { ...own, ...commonEntry(link, section) };
}

/** Whether the section is one of NICs, which simply exist. */
const isThere = (section: Section): boolean => section === 'ethernets' || section === 'wifis';

function commonEntry(link: Link, section: Section): Entry {
  const alias = link.attributes['alias'];
  const { mtu, ...others } = tableEntry(commonKeys(link, section), link);
  return {
    'activation-mode': link.attributes['state'] === 'down' ? 'off' : undefined,
    mtu,
    macaddress: isThere(section) ? changedAddress(link) : toldAddress(link),
    alias: alias === '' ? undefined : scalar(alias),
    ...others,
  };
}

function kindEntry(link: Link, ports: readonly Link[]): Entry {
  const writing = writingOf(link);
  if (writing === undefined) return {};
  const { language, mode } = writing;
  const isMaster = MASTERS[link.kind] !== undefined;
  const entry: Entry = {
    ...(mode !== undefined && { mode }),
    ...(isMaster && { interfaces: filled(ports.map((port) => port.name)) }),
    ...tableEntry(language.keys(), link),
  };
  for (const key of language.ports ?? []) put(entry, key.key, portNode(key, ports));
  return entry;
}

function tableEntry(keys: readonly DeviceKey[], link: Link): Entry {
  const entry: Entry = {};
  for (const key of keys) put(entry, key.key, keyNode(key, link.attributes));
  return entry;
}

/** The keys that every device has, with the defaults of this kind. */
function commonKeys(link: Link, section: Section): readonly DeviceKey[] {
  const all = commonKeysOf(isThere(section) ? 'physical' : link.kind);
  const elsewhere = isThere(section) || QUEUES_ELSEWHERE[link.kind] !== undefined;
  const keys = elsewhere ? all.filter(({ attribute }) => !attribute.endsWith('-queues')) : all;
  const language = isThere(section) ? undefined : writingOf(link)?.language;
  if (language === undefined) return keys;
  const usual = usualOf(language, link.attributes);
  return keys.map((key) => {
    const own = usual[key.attribute];
    return own === undefined ? key : { ...key, usual: own };
  });
}

/** Sets a key at a path: `parameters.mode` is set in the mapping `parameters`. */
function put(entry: Entry, path: string, node: Node | undefined): void {
  const dot = path.lastIndexOf('.');
  // Not cleared if undefined: another table may have set the key, as "vlans" of a bridge are not those of a port.
  if (node === undefined) return;
  if (dot < 0) entry[path] = node;
  else {
    const level = path.slice(0, dot);
    entry[level] = { ...(entry[level] as Record<string, Node> | undefined), [path.slice(dot + 1)]: node };
  }
}

function portNode({ attribute, usual = [] }: PortKey, ports: readonly Link[]): Node | undefined {
  const said = ports.flatMap((port): [string, Node][] => {
    const value = port.attributes[attribute];
    return typeof value !== 'number' || usual.includes(value) ? [] : [[port.name, value]];
  });
  return said.length === 0 ? undefined : compact(Object.fromEntries(said));
}

/** The MAC address of a NIC, if it is not the permanent one: then somebody has set it. */
function changedAddress(link: Link): Node | undefined {
  const burntIn = link.facts?.permanentAddress;
  const address = link.attributes['macaddress'];
  return burntIn === undefined || address === burntIn ? undefined : scalar(address);
}

/** The MAC address of a virtual link, if nlapply was told it: otherwise the kernel has chosen one. */
const toldAddress = ({ facts, attributes }: Link): Node | undefined =>
  facts?.toldAddress === true ? scalar(attributes['macaddress']) : undefined;
