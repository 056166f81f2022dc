import { ETH_P } from '../../netlink/index.ts';

/** Protocols of VLAN tags by their names in the language. */
export const VLAN_PROTOCOLS = { '802.1q': ETH_P['8021Q'], '802.1ad': ETH_P['8021AD'] } as const;
