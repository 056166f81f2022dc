import { type Ip, isIpv6LinkLocal } from '../../model/ip.ts';
import type { Nexthop } from '../../model/route.ts';
import type { Context } from '../context.ts';
import type { Draft, SaidPath, SaidRoute } from '../draft.ts';
import { childOf } from '../node.ts';
import { resolve } from './resolve.ts';
import { reachOf } from './routes.ts';

/** Checks the paths of routes that have several, as checkRoutes does gateways; routes over unknown devices are dropped. */
export function checkPaths(context: Context): void {
  const reach = new Map<string, (gateway: Ip) => boolean>();
  const onLink = (draft: Draft, gateway: Ip): boolean => {
    const found = reach.get(draft.id) ?? reachOf(draft);
    reach.set(draft.id, found);
    return found(gateway);
  };
  const check = (hop: Nexthop, path: SaidPath, { list }: SaidRoute): boolean => {
    if (path.out !== undefined && resolve(path.out, context) === undefined) return false;
    const draft = context.drafts.get(hop.link);
    const { gateway, node } = path;
    if (draft === undefined || gateway === undefined) return true;
    const span = childOf(node, 'via') ?? node;
    if (draft.addresses.some(({ item }) => item.address === gateway.text)) {
      const message = `the gateway ${gateway.text} is an address of "${draft.id}" itself`;
      context.reporter.error('wrong-gateway', span, message, { list });
      return false;
    }
    if (hop.onLink || isIpv6LinkLocal(gateway) || onLink(draft, gateway)) return true;
    const hint = 'add "on-link: true" if it is on the link anyway';
    const message = `no address of "${draft.id}" has the gateway ${gateway.text} in its network`;
    context.reporter.warning('gateway-not-on-link', span, message, { hint, list });
    return true;
  };
  for (const draft of context.devices) {
    if (draft.routes.every(({ paths }) => paths === undefined)) continue;
    draft.routes = draft.routes.filter((said) => {
      const { nexthops = [] } = said.item;
      return (said.paths ?? []).every((path, nth) => {
        const hop = nexthops[nth];
        return hop === undefined || check(hop, path, said);
      });
    });
  }
}
