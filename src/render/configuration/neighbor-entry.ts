import type { Neighbor } from '../../model/index.ts';
import { compact, type Written } from './document.ts';

/** An item of `neighbors`, or the reason why it cannot be declared. */
export function neighborEntry({ to, macaddress, proxy, router }: Neighbor): Written {
  if (macaddress === null && !proxy)
    return { reason: 'a neighbour without a MAC address cannot be declared' };
  const node = compact({
    to,
    macaddress: macaddress ?? undefined,
    proxy: proxy ? true : undefined,
    router: router ? true : undefined,
  });
  return { node };
}
