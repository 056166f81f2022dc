import type { kinds, Of } from '../../../netlink/index.ts';
import { comesUp } from '../comes-up.ts';
import { linkKind } from '../kind.ts';

/** WireGuard devices are configured through generic netlink: see details/wireguard.ts. */
export const wireguard = linkKind<Of<(typeof kinds)['wireguard']>>('wireguard', () => ({}), {
  // wg_open
  renews: (before, after) => (comesUp(before, after) ? { 'ipv6-address-generation': 'none' } : undefined),
});
