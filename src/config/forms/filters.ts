import { actionKinds, PLAIN_ACTIONS } from '../../model/language/qdiscs/action-kinds.ts';
import {
  actionTable,
  FILTER_KINDS,
  type Filter,
  type FilterAction,
  filtersValue,
  HOOKS,
  isHook,
  PROTOCOLS,
  sendsOn,
  WITH_PORTS,
} from '../../model/language/qdiscs/filters.ts';
import { handleText, minorOf, parseHandle } from '../../model/language/qdiscs/handle.ts';
import { parseMeasure } from '../../model/language/qdiscs/measure.ts';
import { withoutUsualOptions } from '../../model/language/qdiscs/options-text.ts';
import { added, type Draft, say } from '../draft.ts';
import { didYouMean } from '../nearest.ts';
import { childOf, itemsOf, type Node, type ScalarNode } from '../node.ts';
import { read } from '../read.ts';
import type { Reporter } from '../reporter.ts';
import { byWord, isAddress, isNoNetwork, MATCH_FORMS } from './match-forms.ts';
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
  const protocols = protocolOf(node, kind, matchIn(node, kind, reporter), reporter);
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
  const queue =
    at === 'ingress' ? itemsOf(said).flatMap((item) => childOf(item, 'queue') ?? [])[0] : undefined;
  // tcf_skbedit_offload_act_setup
  if (queue !== undefined)
    reporter.error('conflict', queue, 'packets that come in get into no queue', {
      hint: 'a queue is chosen for packets that are sent: "parent: egress"',
    });
  if (into === undefined && (said === undefined || (said.kind === 'seq' && itemsOf(said).length === 0)))
    reporter.error('missing-key', node, 'a filter needs "class" or "actions": it does nothing');
  if (at === undefined || protocols === undefined || id === undefined || reporter.errors > errors)
    return undefined;
  return { at, priority, protocol: protocols.outer, kind, class: id, match: protocols.match, actions };
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
        if (isAddress(form) && isNoNetwork(value.text))
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
  checkCtState(node, match, reporter);
  if (kind === 'fw' && childOf(node, 'mark') === undefined)
    reporter.error('missing-key', childOf(node, 'kind') ?? node, 'fw needs "mark"');
  return match;
}

/** States that exclude each other (fl_validate_ct_state). */
function checkCtState(node: Node, match: Filter['match'], reporter: Reporter): void {
  const said = childOf(node, 'ct-state');
  const words: readonly string[] = (match['ct-state'] ?? '').match(/\+[a-z]{3}/g) ?? [];
  if (said === undefined || words.length === 0) return;
  const has = (...all: readonly string[]): boolean => all.every((one) => words.includes(one));
  const message = !has('+trk')
    ? 'needs +trk: nothing else is known of packets that are not tracked'
    : has('+new', '+est') || has('+new', '+rpl')
      ? 'is never so: a new connection is neither established nor has it replies'
      : has('+inv') && words.length > 2
        ? 'is never so: of invalid packets nothing else is known'
        : undefined;
  if (message !== undefined) reporter.error('conflict', said, `"ct-state" ${message}`);
}

function dscpOf({ text }: ScalarNode): string | undefined {
  const number = parseMeasure(text, { measure: 'dscp' }) ?? Number.NaN;
  return number >= 0 && number < 64 ? `0x${(number << 2).toString(16)}/0xfc` : undefined;
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

/** Beginnings of the names of what only packets of one protocol have. */
const OF_PROTOCOL = { 'arp-': 'arp', 'mpls-': 'mpls' } as const;
const VLANS: readonly string[] = ['802.1q', '802.1ad'];

/** The protocols of packets: of their outermost header, and in the VLANs that a filter looks at. */
interface Protocols {
  readonly outer: string;
  readonly match: Filter['match'];
}

/** The protocol of the packets that a filter looks at, which follows from addresses and VLANs. */
function protocolOf(
  node: Node,
  kind: string,
  match: Filter['match'],
  reporter: Reporter,
): Protocols | undefined {
  const said = childOf(node, 'protocol');
  const text = said?.kind === 'scalar' ? byWord(PROTOCOLS, 0xffff)(said.text) : undefined;
  if (said?.kind === 'scalar' && text === undefined) {
    const message = `"protocol" must be ${Object.keys(PROTOCOLS).join(', ')} or a number, not ${JSON.stringify(said.text)}`;
    reporter.error('wrong-value', said, message, {
      hint: () => didYouMean(said.text, Object.keys(PROTOCOLS)),
    });
    return undefined;
  }
  if (kind !== 'flower') return { outer: text ?? 'all', match };
  const names = Object.keys(match);
  const families = new Set(
    [match['src-ip'], match['dst-ip']].flatMap((one) =>
      one === undefined ? [] : [one.includes(':') ? 'ipv6' : 'ip'],
    ),
  );
  const [family, other] = families;
  const own = Object.entries(OF_PROTOCOL).find(([start]) => names.some((name) => name.startsWith(start)));
  const follows = family ?? own?.[1];
  const isVlan = names.some((name) => /^c?vlan-/.test(name));
  const isInner = names.some((name) => name.startsWith('cvlan-'));
  const outer = text ?? (isVlan ? VLANS[0] : follows);
  // What is in the innermost VLAN that is looked at; it follows as well.
  const at = isInner ? 'cvlan-protocol' : 'vlan-protocol';
  const whole: Filter['match'] = {
    ...match,
    ...(isInner && match['vlan-protocol'] === undefined && { 'vlan-protocol': '802.1q' }),
    ...(isVlan && match[at] === undefined && follows !== undefined && { [at]: follows }),
  };
  const [found, key] = isVlan ? [whole[at], at] : [outer, 'protocol'];
  const span = childOf(node, key) ?? childOf(node, 'kind') ?? node;
  const ofIp = OF_IP.find((name) => match[name] !== undefined);
  const ports = childOf(node, 'src-port') ?? childOf(node, 'dst-port');
  if (isVlan && !VLANS.includes(outer ?? ''))
    reporter.error('conflict', said ?? span, 'a filter for VLANs has the "protocol" 802.1q or 802.1ad');
  else if (isInner && !VLANS.includes(whole['vlan-protocol'] ?? ''))
    reporter.error(
      'conflict',
      childOf(node, 'vlan-protocol') ?? span,
      'a filter for a VLAN in another has the "vlan-protocol" 802.1q or 802.1ad',
    );
  else if (other !== undefined || (family !== undefined && found !== family))
    reporter.error('conflict', span, `addresses of a filter are of one family, which is its "${key}"`);
  else if (own !== undefined && found !== own[1])
    reporter.error(
      'conflict',
      span,
      `"${names.find((name) => name.startsWith(own[0]))}" needs "${key}: ${own[1]}"`,
    );
  else if (ofIp !== undefined && (found === undefined || !IS_IP.includes(found)))
    reporter.error(
      found === undefined ? 'missing-key' : 'conflict',
      span,
      `"${ofIp}" needs "${key}: ip" or "${key}: ipv6"`,
    );
  else if (ports !== undefined && !WITH_PORTS.includes(match['ip-proto'] ?? ''))
    reporter.error('missing-key', ports, 'ports need "ip-proto": tcp, udp or sctp');
  else if (lacksProto(node, found, match, reporter)) return undefined;
  else return { outer: outer ?? 'all', match: whole };
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
    const plain = PLAIN_ACTIONS.find((word) => word === item.text);
    if (plain !== undefined) return { kind: plain, options: {} };
    const words = Object.keys(actionKinds());
    const message = `an action must be ${PLAIN_ACTIONS.join(', ')}, or a mapping with "kind" and its options, not ${JSON.stringify(item.text)}`;
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
