import type { kinds, Of } from '../../../netlink/index.ts';
import { linkKind } from '../kind.ts';

/** All that a WireGuard device has is said by generic netlink: details/wireguard.ts. */
export const wireguard = linkKind<Of<(typeof kinds)['wireguard']>>('wireguard', {});
