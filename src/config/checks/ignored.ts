import { ignoredBy } from '../../model/ignored.ts';
import type { Item, Link, Rule } from '../../model/index.ts';
import type { Context } from '../context.ts';
import { type Draft, finalName } from '../draft.ts';
import type { Span } from '../node.ts';

/** The protocol number with which declared objects are marked. */
const OURS = 78;

/** Reports declared objects that "ignore" leaves alone, which is a contradiction. */
export function checkIgnored({ devices, drafts, ignored, reporter }: Context): void {
  if (ignored.spans.size === 0) return;
  const links = new Map(devices.flatMap((draft) => named(draft).map((link) => [link.name, link])));
  const patternOf = ignoredBy(ignored.ignore, (name) => links.get(name));
  const check = (item: Item, span: Span, what: string, list?: Span): boolean => {
    const pattern = patternOf(item);
    if (pattern === undefined) return false;
    const by = ignored.spans.get(pattern);
    reporter.error('ignored', span, `${what} is declared here, but "ignore" leaves it alone`, {
      hint: 'take it out of one of them, or make the pattern narrower',
      related: by === undefined ? undefined : { message: 'ignored here', span: by },
      list,
    });
    return true;
  };
  const nameOf = (id: string): string => {
    const draft = drafts.get(id);
    return draft === undefined ? id : finalName(draft);
  };
  for (const draft of devices) {
    const [link] = named(draft);
    // Objects on the link are not reported in addition.
    if (link !== undefined && check(link, draft.key, `"${draft.id}"`)) continue;
    const name = finalName(draft);
    for (const { item, node, list } of draft.addresses) {
      const label = item.family === 4 ? { label: name } : {};
      check({ ...label, ...item, link: name, protocol: OURS }, node, `the address ${item.address}`, list);
    }
    for (const { item, node, list } of draft.neighbors)
      check({ ...item, link: name, protocol: OURS }, node, `the neighbour ${item.to}`, list);
    for (const { item, node, list } of draft.fdb)
      check({ ...item, link: name }, node, `the entry of ${item.macaddress}`, list);
    for (const { item, node, list } of draft.mdb)
      check({ ...item, link: name, bridge: nameOf(item.bridge) }, node, `the entry of ${item.group}`, list);
    for (const { item, node, list } of draft.routes) {
      const out = item.link == null ? {} : { link: name };
      const nexthops = item.nexthops?.map((hop) => ({ ...hop, link: nameOf(hop.link) }));
      check(
        { ...item, ...out, ...(nexthops && { nexthops }), protocol: OURS },
        node,
        `the route to ${item.to}`,
        list,
      );
    }
    for (const { item, node, list } of draft.rules)
      check({ ...item, ...namesIn(item, drafts), protocol: OURS }, node, 'the rule', list);
  }
}

/** The names of the links that a rule names by their ids. */
function namesIn({ iif, oif }: Rule, drafts: Context['drafts']): Pick<Rule, 'iif' | 'oif'> {
  const nameOf = (id: string): string => {
    const draft = drafts.get(id);
    return draft === undefined ? id : finalName(draft);
  };
  return { ...(iif !== undefined && { iif: nameOf(iif) }), ...(oif !== undefined && { oif: nameOf(oif) }) };
}

/**
 * The device as a link with its name; none if the name is not known, as for NICs that are found by other properties.
 */
function named(draft: Draft): Link[] {
  const { kind, attributes, match, setName } = draft;
  if (kind === 'physical' && match !== undefined && setName === undefined) return [];
  return [{ type: 'link', name: finalName(draft), kind, attributes }];
}
