import type { Rule } from '../model/rule.ts';
import type { Draft, SaidRule } from './draft.ts';
import { readEntries } from './entries.ts';
import { childOf, type Node } from './node.ts';
import type { Reporter } from './reporter.ts';
import { isFault, parseTarget, targetText } from './route-targets.ts';
import { readSelectors } from './rule-selectors.ts';
import { type RuleEntry as Entry, ruleError as error, type RuleSite as Site } from './rule-site.ts';
import { readTable } from './table.ts';

const MAIN_TABLE = 254;
const U32 = 0xffffffff;

/** The lowest two bits of the TOS byte, which rules cannot match. */
const ECN = 3;

const LIST = { key: 'routing-policy', name: 'rule', what: 'a routing-policy rule' } as const;

/** Interprets `routing-policy`. */
export function readRules(draft: Draft, reporter: Reporter): void {
  draft.rules = readEntries(draft, LIST, reporter, readRule).map((said) => ({
    ...said,
    ...mentions(said.item, said.node),
  }));
}

/** The devices that a rule names. */
function mentions({ iif, oif }: Rule, node: Node): Pick<SaidRule, 'iif' | 'oif'> {
  return {
    ...(iif !== undefined && { iif: { id: iif, span: childOf(node, 'iif') ?? node } }),
    ...(oif !== undefined && { oif: { id: oif, span: childOf(node, 'oif') ?? node } }),
  };
}

function readRule(entry: Entry, site: Site): Rule | undefined {
  const from = readSelector('from', entry, site);
  const to = readSelector('to', entry, site);
  const mark = readMark(entry, site);
  const tos = entry['type-of-service'] ?? 0;
  if ((tos & ECN) !== 0) {
    const message = `"type-of-service" must leave its lowest two bits (ECN) 0, ${tos} does not`;
    const hint = `did you mean ${tos & ~ECN}?`;
    error('wrong-value', 'type-of-service', message, site, hint);
  }
  if (from === null || to === null || mark === null) return undefined;
  const family = readFamily(entry, from?.family, to?.family, site);
  if (family === undefined) return undefined;
  return {
    type: 'rule',
    family,
    ...(entry.priority === undefined ? {} : { priority: entry.priority }),
    ...(from?.text === undefined ? {} : { from: from.text }),
    ...(to?.text === undefined ? {} : { to: to.text }),
    ...(tos === 0 ? {} : { tos }),
    ...mark,
    ...readSelectors(entry, family, site),
    ...readAction(entry, site),
  };
}

const FAMILIES = { ipv4: 4, ipv6: 6 } as const;

/** The family of a rule, from whatever tells it. */
function readFamily(
  { family: said }: Entry,
  from: 4 | 6 | undefined,
  to: 4 | 6 | undefined,
  site: Site,
): 4 | 6 | undefined {
  const family = from ?? to ?? (said && FAMILIES[said]);
  if (family === undefined) {
    // A family that is none has been reported.
    if (childOf(site.node, 'family') !== undefined) return undefined;
    const hint = 'or write "family: ipv4" or "family: ipv6"';
    const message = 'a routing-policy rule needs "from" or "to", which tell IPv4 from IPv6';
    error('missing-key', undefined, message, site, hint);
    return undefined;
  }
  if (to !== undefined && to !== family) {
    error('family-mismatch', 'to', `"to" is an IPv${to} network, but "from" is IPv${family}`, site);
    return undefined;
  }
  if (said !== undefined && FAMILIES[said] !== family) {
    const key = from === undefined ? 'to' : 'from';
    error('family-mismatch', 'family', `"family" is ${said}, but "${key}" is an IPv${family} network`, site);
    return undefined;
  }
  return family;
}

/** What is done with the packets. Only a lookup has a table, and finds routes. */
function readAction(entry: Entry, site: Site): Pick<Rule, 'action' | 'table' | 'target'> {
  const { type = 'table', goto: target, l3mdev, table } = entry;
  if (target !== undefined) return { action: 'goto', target: readTarget(entry, target, site) };
  if (type !== 'table') {
    haveNoTable(`of the type ${type}`, entry, site);
    return { action: type };
  }
  if (l3mdev !== true) {
    // A rule with an error is left out.
    return {
      action: 'lookup',
      table: (table === undefined ? undefined : readTable(table, site)) ?? MAIN_TABLE,
    };
  }
  if (table !== undefined)
    error('conflict', 'table', 'a rule with "l3mdev" looks up the table of the VRF: it has no "table"', site);
  return { action: 'lookup' };
}

function haveNoTable(what: string, entry: Entry, site: Site): void {
  for (const key of ['table', 'suppress-prefix-length', 'suppress-interface-group'] as const) {
    if (entry[key] === undefined) continue;
    error('conflict', key, `a rule ${what} looks up no table: it has no "${key}"`, site);
  }
}

/** fib_nl2rule: "Backward goto not supported". */
function readTarget(entry: Entry, target: number, site: Site): number {
  const { type, priority } = entry;
  haveNoTable('with "goto"', entry, site);
  if (type !== undefined)
    error('conflict', 'type', 'a rule with "goto" leads to another one: it has no "type"', site);
  if (priority === undefined) {
    error('missing-key', 'goto', 'a rule with "goto" needs a "priority" before that of its target', site);
  } else if (priority >= target) {
    const message = `"goto" must lead to a rule behind this one, which has the priority ${priority}`;
    error('out-of-range', 'goto', message, site);
  }
  return target;
}

/**
 * The family and text of a selector. The text is undefined for a network that includes everything, since the kernel
 * does not store that.
 */
function readSelector(
  key: 'from' | 'to',
  entry: Entry,
  site: Site,
): { readonly family: 4 | 6; readonly text: string | undefined } | null | undefined {
  const text = entry[key];
  if (text === undefined) return undefined;
  const target = parseTarget(text);
  if (isFault(target)) {
    const hint = text === 'default' || text === 'all' ? 'write 0.0.0.0/0 or ::/0' : undefined;
    error(target.code, key, `"${key}": ${target.message}`, site, hint);
    return null;
  }
  const { hostBits } = target;
  if (hostBits !== undefined) {
    const { node, reporter, list } = site;
    // The kernel compares only the prefix (fib4_rule_match, fib6_rule_match).
    const message = `"${key}": ${hostBits.taken}`;
    reporter.warning('host-bits', childOf(node, key) ?? node, message, { hint: hostBits.hint, list });
  }
  return { family: target.ip.family, text: target.prefix === 0 ? undefined : targetText(target) };
}

/** Reads `16`, `0x10` or `0x10/0xf0`. */
function readMark(entry: Entry, site: Site): Pick<Rule, 'mark' | 'markMask'> | null {
  if (entry.mark === undefined) return {};
  const [mark, markMask = U32, ...rest] = String(entry.mark).split('/').map(parseU32);
  if (mark === undefined || Number.isNaN(mark) || Number.isNaN(markMask) || rest.length > 0) {
    const message = `"mark" must be a number up to 0xffffffff, decimal or with 0x, or mark/mask, not ${JSON.stringify(entry.mark)}`;
    error('wrong-value', 'mark', message, site);
    return null;
  }
  if ((mark & ~markMask) !== 0) {
    error('wrong-value', 'mark', '"mark" has bits that its mask leaves out: no packet would match', site);
    return null;
  }
  return { mark, markMask };
}

function parseU32(text: string): number {
  const value = /^(0x[0-9a-f]{1,8}|[0-9]{1,10})$/i.test(text) ? Number(text) : Number.NaN;
  return value <= U32 ? value : Number.NaN;
}
