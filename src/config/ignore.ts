import { type IpPrefix, networkOf, parseIp, parseIpPrefix } from '../model/ip.ts';
import {
  type Condition,
  type Ignore,
  type Pattern,
  POLICY_CLASSES,
  type PolicyClass,
} from '../model/policy.ts';
import { PROTOCOL_NAMES, parseProtocol } from '../model/protocols.ts';
import { nearest } from './nearest.ts';
import { type Entry, entryOf, itemsOf, type MapNode, type Node, placeOf, type Span } from './node.ts';
import { read, readMembers } from './read.ts';
import type { Reporter } from './reporter.ts';
import type { DefinitionName } from './schema/definitions.ts';
import type { SourceText } from './source-text.ts';
import { parseTable } from './table-names.ts';

/** The patterns of `ignore`, with their places. */
export interface SaidIgnore {
  readonly ignore: Ignore;
  readonly spans: ReadonlyMap<Pattern, Span>;
}

/** For each class, the definition of its patterns and the key that a bare text stands for. */
const CLASSES = {
  links: ['ignored-link', 'name'],
  addresses: ['ignored-address', 'address'],
  neighbors: ['ignored-neighbor', 'to'],
  fdb: ['ignored-fdb-entry', 'macaddress'],
  mdb: ['ignored-mdb-entry', 'group'],
  routes: ['ignored-route', 'to'],
  rules: ['ignored-rule', 'priority'],
} as const satisfies Readonly<Record<PolicyClass, readonly [DefinitionName, string]>>;

/** A condition, or what is wrong with its text. */
type Parsed = Condition | { readonly fault: string; readonly hint?: string };
type Parse = (text: string, source: SourceText) => Parsed;

/** Parsers for the values of the keys. */
const PARSERS: Readonly<Record<string, Parse>> = {
  name: (glob) => ({ glob }),
  kind: (glob) => ({ glob }),
  master: (glob) => ({ glob }),
  link: (glob) => ({ glob }),
  label: (glob) => ({ glob }),
  iif: (glob) => ({ glob }),
  oif: (glob) => ({ glob }),
  macaddress: (text) => ({ glob: text.toLowerCase() }),
  bridge: (glob) => ({ glob }),
  group,
  address: network,
  from: network,
  via: network,
  to: (text) => (text === 'default' ? { among: ['0.0.0.0/0', '::/0'] } : network(text)),
  type: (text) => ({ among: [text] }),
  table: tables,
  metric: numbers,
  priority: numbers,
  mark: numbers,
  protocol,
};

/** Interprets `ignore`: lists of patterns by class. */
export function readIgnore(network: MapNode, reporter: Reporter): SaidIgnore {
  const spans = new Map<Pattern, Span>();
  const entry = entryOf(network, 'ignore');
  if (entry === undefined) return { ignore: {}, spans };
  readMembers(entry.value, 'ignore', { what: '"ignore"', owner: entry.key }, reporter);
  const lists = POLICY_CLASSES.flatMap((name) => {
    const list = entryOf(entry.value, name)?.value;
    const patterns = itemsOf(list).flatMap((node) => {
      const conditions = readPattern(name, node, list, reporter);
      if (conditions === undefined) return [];
      const pattern: Pattern = { source: placeOf(node), conditions };
      spans.set(pattern, node);
      return [pattern];
    });
    return patterns.length === 0 ? [] : [[name, patterns] as const];
  });
  return { ignore: Object.fromEntries(lists), spans };
}

function readPattern(
  name: PolicyClass,
  node: Node,
  list: Span | undefined,
  reporter: Reporter,
): Pattern['conditions'] | undefined {
  const [definition, textKey] = CLASSES[name];
  const { errors } = reporter;
  if (node.kind === 'scalar') {
    const condition = readCondition(textKey, node, list, reporter);
    return condition === undefined ? undefined : { [textKey]: condition };
  }
  const what = `a pattern of "${name}"`;
  if (read(node, definition, { what, list }, reporter) === undefined || node.kind !== 'map') return undefined;
  const conditions = node.entries.flatMap(({ key, value }: Entry) => {
    const condition = reporter.errors === errors ? readCondition(key.text, value, list, reporter) : undefined;
    return condition === undefined ? [] : [[key.text, condition] as const];
  });
  // A pattern without one of its conditions would ignore too much.
  return reporter.errors === errors ? Object.fromEntries(conditions) : undefined;
}

function readCondition(
  key: string,
  node: Node,
  list: Span | undefined,
  reporter: Reporter,
): Condition | undefined {
  const parse = PARSERS[key];
  if (parse === undefined || node.kind !== 'scalar') return undefined;
  const parsed: Parsed = node.text === '' ? { fault: 'must not be empty' } : parse(node.text, node.source);
  if (!('fault' in parsed)) return parsed;
  reporter.error('wrong-value', node, `"${key}" ${parsed.fault}`, { hint: parsed.hint, list });
  return undefined;
}

function network(text: string): Parsed {
  const ip = parseIp(text);
  const found: IpPrefix | string =
    ip === undefined ? parseIpPrefix(text) : { ip, prefix: ip.family === 4 ? 32 : 128 };
  if (typeof found === 'string')
    return { fault: `must be an address or a network like 192.0.2.0/24, not ${JSON.stringify(text)}` };
  return { within: `${networkOf(found.ip, found.prefix).text}/${found.prefix}` };
}

/** An address or network, or a MAC address with wildcards. */
function group(text: string): Parsed {
  const isIp = parseIp(text) !== undefined || typeof parseIpPrefix(text) !== 'string';
  return isIp ? network(text) : { glob: text.toLowerCase() };
}

function numbers(text: string): Parsed {
  const [from = '', to = from, ...rest] = text.split('-');
  const [least, most] = [number(from), number(to)];
  if (least === undefined || most === undefined || rest.length > 0)
    return { fault: `must be a number or a range like 5210-5270, not ${JSON.stringify(text)}` };
  if (least > most)
    return { fault: `holds nothing: ${from} is more than ${to}`, hint: `did you mean ${to}-${from}?` };
  return { least, most };
}

/** Numbers, or the name of a table. */
function tables(text: string, source: SourceText): Parsed {
  if (/^[0-9]/.test(text)) return numbers(text);
  const table = parseTable(text, source);
  if (typeof table === 'number') return { least: table, most: table };
  const hint = table.hint?.();
  return {
    fault: table.message,
    ...(hint !== undefined && { hint }),
  };
}

function number(text: string): number | undefined {
  const value = /^(0x[0-9a-f]{1,8}|[0-9]{1,10})$/i.test(text.trim()) ? Number(text) : Number.NaN;
  return value <= 0xffffffff ? value : undefined;
}

function protocol(text: string): Parsed {
  const value = parseProtocol(text);
  if (value !== undefined) return { among: [value] };
  const meant = nearest(text, PROTOCOL_NAMES);
  return {
    fault: `must be a number up to 255 or a name that iproute2 knows, not ${JSON.stringify(text)}`,
    hint: meant === undefined ? `names are ${PROTOCOL_NAMES.join(', ')}` : `did you mean ${meant}?`,
  };
}
