import { endpointText, splitEndpoint } from '../../../model/wireguard-peers.ts';
import {
  AF,
  type Endpoint,
  formatAddress,
  parseAddress,
  type WireguardAllowedIp,
} from '../../../netlink/index.ts';
import type { LinkIndex } from '../../room.ts';

export function allowedIp(text: string): WireguardAllowedIp {
  const slash = text.indexOf('/');
  const ipaddr = parseAddress(text.slice(0, slash));
  const family = typeof ipaddr === 'number' ? AF.INET : AF.INET6;
  return { family, ipaddr, cidrMask: Number(text.slice(slash + 1)) };
}

export function endpointIn({ address, port, scopeId }: Endpoint, index: LinkIndex): string {
  const zone = scopeId === undefined ? undefined : (index.nameOf(scopeId) ?? `#${scopeId}`);
  return endpointText(formatAddress(address), port, zone);
}

/**
 * Parses an endpoint; undefined if it is none. A zone that is not a link is left out: the kernel then finds no route.
 */
export function endpoint(text: string, index: LinkIndex): Endpoint | undefined {
  const parts = splitEndpoint(text);
  if (parts === undefined) return undefined;
  const { host, port, zone } = parts;
  return {
    address: parseAddress(host),
    port: Number(port),
    ...(zone !== undefined && index.has(zone) && { scopeId: index.indexOf(zone) }),
  };
}
