import { hasHostBits, networkOf, parseIp, parseIpPrefix } from '../../model/ip.ts';
import {
  actionKinds,
  actionTable,
  FILTER_KINDS,
  type Filter,
  type FilterAction,
  filtersValue,
  HOOKS,
  IP_PROTOCOLS,
  isHook,
  PROTOCOLS,
  sendsOn,
  WITH_PORTS,
} from '../../model/language/qdiscs/filters.ts';
import { handleText, minorOf, parseHandle } from '../../model/language/qdiscs/handle.ts';
import { withoutUsualOptions } from '../../model/language/qdiscs/options-text.ts';
import { parseMac } from '../../model/mac.ts';
import { added, type Draft, say } from '../draft.ts';
import { didYouMean } from '../nearest.ts';
import { childOf, itemsOf, type Node, type ScalarNode } from '../node.ts';
import { read } from '../read.ts';
import type { Reporter } from '../reporter.ts';
import { handleIn } from './qdisc.ts';
import { readOptions } from './qdisc-options.ts';
import type { SaidKey } from './said-key.ts';

interface Site {
  readonly draft: Draft;
  readonly attribute: string;
  readonly list: Node;
  readonly reporter: Reporter;
}

/** Reads `filters: [{parent: ingress, kind: matchall, actions: [{kind: redirect, to: ifb0}]}]`. */
export function readFilters({ draft, attribute, node, reporter }: SaidKey): void {
  const { errors } = reporter;
  const site: Site = { draft, attribute, list: node, reporter };
  /** The last priority at each place, and the entries by place and priority. */
  const last = new Map<string, number>();
  const taken = new Map<string, Node>();
  const filters = itemsOf(node).flatMap((item) => {
    const one = filterIn(item, last, site);
    if (one === undefined) return [];
    last.set(one.at, one.priority);
    const key = `${one.at} ${one.priority}`;
    const first = taken.get(key);
    if (first !== undefined) {
      const related = { message: 'it is here', span: first };
      const message = `there is a filter with the priority ${one.priority} at ${one.at} already`;
      reporter.error('conflict', childOf(item, 'priority') ?? item, message, { related });
    } else taken.set(key, childOf(item, 'priority') ?? item);
    return [one];
  });
  if (reporter.errors === errors) say(draft, attribute, filtersValue(filters), node);
}

/** The kernel takes 0 for "any" (tc_new_tfilter). */
const MOST_PRIORITY = 0xffff;

function filterIn(node: Node, last: ReadonlyMap<string, number>, site: Site): Filter | undefined {
  const { reporter, list } = site;
  const { errors } = reporter;
  const values = read(node, 'traffic-filter', { what: 'an entry of "filters"', list }, reporter);
  if (values === undefined) return undefined;
  const at = placeIn(childOf(node, 'parent'), reporter);
  const { kind } = values;
  const priority = values.priority ?? (last.get(at ?? '') ?? 0) + 1;
  if (priority > MOST_PRIORITY)
    reporter.error('out-of-range', node, `"priority" would be ${priority}: say one up to ${MOST_PRIORITY}`);
  const match = matchIn(node, kind, reporter);
  const protocol = protocolOf(node, kind, match, reporter);
  const into = childOf(node, 'class');
  const id = into === undefined ? 0 : handleIn(into, 'class', reporter);
  if (into !== undefined && id !== undefined && minorOf(id) === 0)
    reporter.error('wrong-value', into, `"class" must be that of a class, such as "${handleText(id)}10"`);
  if (into !== undefined && at !== undefined && isHook(at))
    reporter.error('conflict', into, `there are no classes at ${at}`, {
      hint: 'packets that are sent get into classes by filters of the discipline, such as "parent: \'1:\'"',
    });
  const said = childOf(node, 'actions');
  const actions = actionsIn(said, site);
  if (into === undefined && (said === undefined || (said.kind === 'seq' && itemsOf(said).length === 0)))
    reporter.error('missing-key', node, 'a filter needs "class" or "actions": it does nothing');
  if (at === undefined || protocol === undefined || id === undefined || reporter.errors > errors)
    return undefined;
  return { at, priority, protocol, kind, class: id, match, actions };
}

function placeIn(node: Node | undefined, reporter: Reporter): string | undefined {
  if (node?.kind !== 'scalar') return undefined;
  const { text } = node;
  if (isHook(text)) return text;
  const handle = parseHandle(text);
  if (handle !== undefined && minorOf(handle) === 0) return handleText(handle);
  const message =
    handle === undefined
      ? `"parent" must be ingress, egress or a discipline such as "1:", not ${JSON.stringify(text)}`
      : `"parent" of a filter must be a discipline, such as "${handleText(handle - minorOf(handle))}", and no class`;
  reporter.error('wrong-value', node, message, { hint: () => didYouMean(text, HOOKS) });
  return undefined;
}

/** How something that is said of packets is read: its canonical text; undefined if it is wrong. */
interface MatchForm {
  readonly of: (text: string) => string | undefined;
  readonly noun: string;
}

const numberUpTo =
  (most: number) =>
  (text: string): string | undefined =>
    /^(0x[0-9a-f]{1,8}|[0-9]{1,10})$/i.test(text) && Number(text) <= most ? String(Number(text)) : undefined;

const port = numberUpTo(0xffff);

const PORTS: MatchForm = {
  of(text) {
    const [from = '', to, ...more] = text.split('-');
    const [first, last] = [port(from), to === undefined ? undefined : port(to)];
    if (first === undefined || more.length > 0) return undefined;
    if (to === undefined) return first;
    return last === undefined || Number(first) >= Number(last) ? undefined : `${first}-${last}`;
  },
  noun: 'a port or a range of ports, the lower one first, such as 443 or 8000-8100',
};

const PREFIX: MatchForm = {
  of(text) {
    const address = parseIp(text);
    if (address !== undefined) return `${address.text}/${address.family === 4 ? 32 : 128}`;
    const prefix = parseIpPrefix(text);
    if (typeof prefix === 'string' || prefix.prefix === 0) return undefined;
    return `${networkOf(prefix.ip, prefix.prefix).text}/${prefix.prefix}`;
  },
  noun: 'an address or a network, such as 192.0.2.0/24 or 2001:db8::/32',
};

function isNoNetwork(text: string): boolean {
  const found = parseIpPrefix(text);
  return typeof found !== 'string' && hasHostBits(found.ip, found.prefix);
}

const MAC: MatchForm = { of: parseMac, noun: 'a MAC address such as 02:00:00:00:00:01' };

const byWord = (words: Readonly<Record<string, number>>, most: number) => (text: string) => {
  const lower = text.toLowerCase();
  if (Object.hasOwn(words, lower)) return lower;
  const number = numberUpTo(most)(text);
  if (number === undefined) return undefined;
  const word = Object.entries(words).find(([, value]) => value === Number(number))?.[0];
  return word ?? `0x${Number(number).toString(16)}`;
};

const MATCH_FORMS: Readonly<Record<string, MatchForm>> = {
  'src-mac': MAC,
  'dst-mac': MAC,
  'vlan-id': { of: numberUpTo(4095), noun: 'a VLAN from 0 to 4095' },
  'vlan-priority': { of: numberUpTo(7), noun: 'a number from 0 to 7' },
  'ip-proto': {
    of: byWord(IP_PROTOCOLS, 0xff),
    noun: `a number from 0 to 255, or ${Object.keys(IP_PROTOCOLS).join(', ')}`,
  },
  'src-ip': PREFIX,
  'dst-ip': PREFIX,
  'src-port': PORTS,
  'dst-port': PORTS,
  'ip-tos': { of: maskedUpTo(0xff), noun: 'a byte, or a byte and its mask, such as 0xb8/0xfc' },
  'ip-ttl': {
    of: maskedUpTo(0xff),
    noun: 'a number from 0 to 255, or one and its mask, such as 64 or 0/0xf0',
  },
  // struct flow_dissector_key_tcp, of which 12 bits are flags.
  'tcp-flags': { of: maskedUpTo(0xfff), noun: 'flags, or flags and the mask for them, such as 0x2/0x17' },
  'icmp-type': { of: numberUpTo(0xff), noun: 'a number from 0 to 255' },
  'icmp-code': { of: numberUpTo(0xff), noun: 'a number from 0 to 255' },
  mark: {
    of: (text) => {
      const number = numberUpTo(0xffff_ffff)(text);
      return number === undefined || number === '0' ? undefined : `0x${Number(number).toString(16)}`;
    },
    noun: 'a number from 1 to 0xffffffff',
  },
};

function maskedUpTo(most: number): (text: string) => string | undefined {
  return (text) => {
    const [value = '', mask = String(most), ...more] = text.split('/');
    const [a, b] = [value, mask].map(numberUpTo(most));
    if (a === undefined || b === undefined || b === '0' || more.length > 0) return undefined;
    return `0x${(Number(a) & Number(b)).toString(16)}/0x${Number(b).toString(16)}`;
  };
}

/** Code points of DSCP by their names (RFC 2474, 2597, 3246, 5865, 8622). */
const DSCP: Readonly<Record<string, number>> = {
  ...{ le: 1, ef: 46, 'voice-admit': 44 },
  ...Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`cs${i}`, i * 8])),
  ...Object.fromEntries([1, 2, 3, 4].flatMap((x) => [1, 2, 3].map((y) => [`af${x}${y}`, x * 8 + y * 2]))),
};

function matchIn(node: Node, kind: string, reporter: Reporter): Filter['match'] {
  const match: Record<string, string> = {};
  if (node.kind !== 'map') return match;
  const own = FILTER_KINDS[kind] ?? [];
  for (const { key, value } of node.entries) {
    const form = MATCH_FORMS[key.text];
    const isDscp = key.text === 'dscp';
    if (form === undefined && !isDscp) continue;
    const owner = Object.keys(FILTER_KINDS).find((one) =>
      FILTER_KINDS[one]?.includes(isDscp ? 'ip-tos' : key.text),
    );
    if (!own.includes(isDscp ? 'ip-tos' : key.text)) {
      const hint = own.length === 0 ? `${kind} takes all packets` : `${kind} has ${own.join(', ')}`;
      reporter.error('unknown-key', key, `"${key.text}" is for ${owner ?? 'others'}, not for ${kind}`, {
        hint,
      });
    } else if (value.kind === 'scalar') {
      const text = isDscp ? dscpOf(value) : form?.of(value.text);
      const noun = isDscp ? 'a number from 0 to 63 or a name such as ef, af41 or cs1' : form?.noun;
      if (text === undefined)
        reporter.error(
          'wrong-value',
          value,
          `"${key.text}" must be ${noun}, not ${JSON.stringify(value.text)}`,
        );
      else if (isDscp && childOf(node, 'ip-tos') !== undefined)
        reporter.error('conflict', value, '"dscp" says "ip-tos" in other words: write one of them');
      else {
        match[isDscp ? 'ip-tos' : key.text] = text;
        if (form === PREFIX && isNoNetwork(value.text))
          reporter.warning(
            'host-bits',
            value,
            `"${key.text}" has bits beyond its prefix length: it is taken as ${text}`,
            {
              hint: `write ${text}`,
            },
          );
      }
    }
  }
  if (kind === 'fw' && childOf(node, 'mark') === undefined)
    reporter.error('missing-key', childOf(node, 'kind') ?? node, 'fw needs "mark"');
  return match;
}

function dscpOf({ text }: ScalarNode): string | undefined {
  const number = DSCP[text.toLowerCase()] ?? Number(numberUpTo(63)(text) ?? Number.NaN);
  return Number.isNaN(number) ? undefined : `0x${(number << 2).toString(16)}/0xfc`;
}

const IS_IP: readonly string[] = ['ip', 'ipv6'];
const OF_IP: readonly string[] =
  'ip-proto src-port dst-port ip-tos ip-ttl tcp-flags icmp-type icmp-code'.split(' ');

/** What belongs to one protocol: the words of "ip-proto" that it needs, by the protocol of the filter. */
const OF_ONE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'tcp-flags': { ip: 'tcp', ipv6: 'tcp' },
  'icmp-type': { ip: 'icmp', ipv6: 'icmpv6' },
  'icmp-code': { ip: 'icmp', ipv6: 'icmpv6' },
};

/** The protocol of the packets that a filter looks at, which follows from addresses and VLANs. */
function protocolOf(
  node: Node,
  kind: string,
  match: Filter['match'],
  reporter: Reporter,
): string | undefined {
  const said = childOf(node, 'protocol');
  const text = said?.kind === 'scalar' ? byWord(PROTOCOLS, 0xffff)(said.text) : undefined;
  if (said?.kind === 'scalar' && text === undefined) {
    const message = `"protocol" must be ${Object.keys(PROTOCOLS).join(', ')} or a number, not ${JSON.stringify(said.text)}`;
    reporter.error('wrong-value', said, message, {
      hint: () => didYouMean(said.text, Object.keys(PROTOCOLS)),
    });
    return undefined;
  }
  if (kind !== 'flower') return text ?? 'all';
  const families = new Set(
    [match['src-ip'], match['dst-ip']].flatMap((one) =>
      one === undefined ? [] : [one.includes(':') ? 'ipv6' : 'ip'],
    ),
  );
  const [family, other] = families;
  const isVlan = match['vlan-id'] !== undefined || match['vlan-priority'] !== undefined;
  const found = text ?? family ?? (isVlan ? '802.1q' : undefined);
  const span = said ?? childOf(node, 'kind') ?? node;
  const ofIp = OF_IP.find((name) => match[name] !== undefined);
  const ports = childOf(node, 'src-port') ?? childOf(node, 'dst-port');
  if (other !== undefined || (family !== undefined && found !== family))
    reporter.error('conflict', span, 'addresses of a filter are of one family, which is its "protocol"');
  else if (isVlan && found !== '802.1q' && found !== '802.1ad')
    reporter.error('conflict', span, 'a filter for VLANs has the "protocol" 802.1q or 802.1ad');
  else if (ofIp !== undefined && (found === undefined || !IS_IP.includes(found)))
    reporter.error(
      found === undefined ? 'missing-key' : 'conflict',
      span,
      `"${ofIp}" needs "protocol: ip" or "protocol: ipv6"`,
    );
  else if (ports !== undefined && !WITH_PORTS.includes(match['ip-proto'] ?? ''))
    reporter.error('missing-key', ports, 'ports need "ip-proto": tcp, udp or sctp');
  else if (lacksProto(node, found, match, reporter)) return undefined;
  else return found ?? 'all';
  return undefined;
}

function lacksProto(
  node: Node,
  protocol: string | undefined,
  match: Filter['match'],
  reporter: Reporter,
): boolean {
  for (const [name, words] of Object.entries(OF_ONE)) {
    const said = match[name] === undefined ? undefined : childOf(node, name);
    const word = words[protocol ?? ''];
    if (said === undefined || word === undefined || match['ip-proto'] === word) continue;
    reporter.error('missing-key', said, `"${name}" needs "ip-proto: ${word}"`);
    return true;
  }
  return false;
}

function actionsIn(node: Node | undefined, site: Site): readonly FilterAction[] {
  const items = itemsOf(node);
  return items.flatMap((item, i) => actionIn(item, i === items.length - 1, site) ?? []);
}

function actionIn(item: Node, isLast: boolean, site: Site): FilterAction | undefined {
  const { reporter, draft, attribute } = site;
  if (item.kind === 'scalar') {
    if (item.text === 'drop' || item.text === 'pass') return { kind: item.text, options: {} };
    const words = Object.keys(actionKinds());
    const message = `an action must be drop or pass, or a mapping with "kind" and its options, not ${JSON.stringify(item.text)}`;
    reporter.error('wrong-value', item, message, {
      hint: () => didYouMean(item.text, words) ?? `kinds are ${words.join(', ')}`,
    });
    return undefined;
  }
  const values = read(item, 'filter-action', { what: 'an action' }, reporter);
  if (values === undefined) return undefined;
  const { kind } = values;
  const table = actionTable(kind);
  const options = readOptions(
    item,
    {
      ...{ noun: `the action ${kind}`, name: kind, table, others: sendsOn(kind) ? ['kind', 'to'] : ['kind'] },
      ownersOf: (option) =>
        option === 'to'
          ? ['redirect', 'mirror']
          : Object.keys(actionKinds()).filter((one) => Object.hasOwn(actionTable(one).options, option)),
      span: childOf(item, 'kind') ?? item,
    },
    reporter,
  );
  const settled =
    options === undefined ? undefined : withoutUsualOptions(table, settledOf(kind, options, isLast));
  if (!sendsOn(kind)) return settled === undefined ? undefined : { kind, options: settled };
  const to = childOf(item, 'to');
  if (to?.kind !== 'scalar') {
    reporter.error('missing-key', childOf(item, 'kind') ?? item, `the action ${kind} needs "to", a device`);
    return undefined;
  }
  draft.references = added(draft.references, { attribute, id: to.text, span: to, below: false });
  return settled === undefined ? undefined : { kind, options: settled, to: to.text };
}

/** What is not said: packets within a rate meet the next action, if there is one. */
function settledOf(kind: string, options: FilterAction['options'], isLast: boolean): FilterAction['options'] {
  if (kind === 'police') return { conform: isLast ? 0 : 3, ...options };
  return sendsOn(kind) ? { direction: 0, ...options } : options;
}
