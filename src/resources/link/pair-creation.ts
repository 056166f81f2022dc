import type { Link } from '../../model/index.ts';
import { PAIRS, peerOf } from '../../model/language/pairs.ts';
import { type Request, withNamespaceFile } from '../../netlink/index.ts';
import type { LinkIndex, Order } from '../room.ts';
import type { LinkMessage } from './common.ts';

/** The attribute that names the other end of a new pair in the message that creates both; undefined for other links. */
export function peerData(
  link: Link,
  links: LinkIndex,
): { peer: { index: number; name: string } } | undefined {
  const peer = peerOf(link);
  if (peer === undefined) return undefined;
  return { peer: { index: links.isReserved(peer) ? links.indexOf(peer) : links.reserve(peer), name: peer } };
}

/**
 * The message that creates a link. If the other end of a pair goes to another namespace, that namespace's file has to
 * be open meanwhile.
 */
export function madeWithPeer(link: Link, request: Request): Order {
  const pair = PAIRS[link.kind];
  const namespace = pair === undefined ? undefined : link.attributes[pair.namespace];
  const name = pair === undefined ? undefined : link.attributes[pair.peer];
  if (typeof namespace !== 'string' || typeof name !== 'string') return request;
  return {
    makes: true,
    text: `RTM_NEWLINK ${link.kind} ${link.name}, its peer ${name} in the namespace ${namespace}`,
    run: ({ route }) =>
      withNamespaceFile(namespace, (netNsFd) =>
        route.request({ ...request, value: withPeer(request.value, { name, netNsFd }) }),
      ),
  };
}

function withPeer(value: Request['value'], peer: { name: string; netNsFd: number }): Request['value'] {
  const { linkinfo, ...others } = value as LinkMessage;
  const data = { ...(linkinfo as { data?: object } | undefined)?.data, peer };
  return { ...others, linkinfo: { ...linkinfo, data } } as Request['value'];
}
