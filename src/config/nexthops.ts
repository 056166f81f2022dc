import type { Nexthop } from '../model/route.ts';
import type { Draft, SaidPath } from './draft.ts';
import { childOf, itemsOf, type Node } from './node.ts';
import { read } from './read.ts';
import { hostIp } from './route-hosts.ts';
import type { RouteSite } from './route-shape.ts';
import type { Definitions } from './schema/definitions.ts';

/** What `nexthops` of a route says. */
export interface SaidPaths {
  readonly hops: readonly Nexthop[];
  /** For each of them, in the same order. */
  readonly said: readonly SaidPath[];
}

/** Interprets `nexthops`; undefined if absent, null if there is an error in it, which is reported. */
export function readNexthops(draft: Draft, site: RouteSite): SaidPaths | undefined | null {
  const list = childOf(site.node, 'nexthops');
  if (list === undefined) return undefined;
  const { errors } = site.reporter;
  if (list.kind === 'seq' && list.items.length === 0)
    site.reporter.error('wrong-value', list, '"nexthops" must have at least 1 entry', { list: site.list });
  const hops: Nexthop[] = [];
  const said: SaidPath[] = [];
  for (const node of itemsOf(list)) {
    const entry = read(node, 'nexthop', { what: 'a path', list: site.list }, site.reporter);
    if (entry === undefined) continue;
    const one = readNexthop(entry, node, draft, site);
    if (one === undefined) continue;
    const twin = hops.findIndex(({ via, link }) => via === one.hop.via && link === one.hop.link);
    if (twin >= 0) reportTwin(node, said[twin]?.node, site);
    hops.push(one.hop);
    said.push(one.said);
  }
  return site.reporter.errors === errors && hops.length > 0 ? { hops, said } : null;
}

function readNexthop(
  entry: Definitions['nexthop'],
  node: Node,
  draft: Draft,
  { list, reporter }: RouteSite,
): { readonly hop: Nexthop; readonly said: SaidPath } | undefined {
  const { via, interface: over, weight = 1 } = entry;
  const onLink = entry['on-link'] === true;
  const gateway = via === undefined ? undefined : hostIp(via);
  if (via !== undefined && gateway === undefined) {
    const message = `"via" must be the address of a host, not ${JSON.stringify(via)}`;
    const hint = via.includes('/') ? 'leave the prefix length out' : undefined;
    reporter.error('wrong-address', childOf(node, 'via') ?? node, message, { hint, list });
    return undefined;
  }
  if (onLink && gateway === undefined) {
    const message = '"on-link" is about the gateway, but there is no "via"';
    reporter.error('conflict', childOf(node, 'on-link') ?? node, message, { list });
    return undefined;
  }
  const span = childOf(node, 'interface');
  const out = over === undefined || span === undefined ? undefined : { id: over, span };
  return {
    hop: { via: gateway?.text ?? null, link: over ?? draft.id, weight, onLink },
    said: { gateway, node, out },
  };
}

/** The kernel refuses such a path of an IPv6 route (ip6_route_info_append: EEXIST); weights are for this. */
function reportTwin(node: Node, first: Node | undefined, { list, reporter }: RouteSite): void {
  reporter.error('duplicate-route', node, 'this path is in the list already', {
    hint: 'give the first one a "weight" for a greater share',
    related: first && { message: 'first here', span: first },
    list,
  });
}
