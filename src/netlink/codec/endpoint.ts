import { AF } from '../constants/families.ts';
import { type Address, formatAddress } from '../ip.ts';
import { ipv4, ipv6 } from './address.ts';
import { NetlinkDecodeError } from './decode-error.ts';
import { be16, be32, u16, u32 } from './scalars.ts';
import { struct } from './struct.ts';
import { fixed } from './text.ts';
import type { Type } from './type.ts';

/** An address and a port; the two others of IPv6 only, both 0 if left out. */
export interface Endpoint {
  readonly address: Address;
  readonly port: number;
  readonly flowinfo?: number;
  /** The link that a link-local address is on. */
  readonly scopeId?: number;
}

const sockaddrIn = struct({ family: u16, port: be16, address: ipv4, zero: fixed(8) });
const sockaddrIn6 = struct({ family: u16, port: be16, flowinfo: be32, address: ipv6, scopeId: u32 });

/** struct sockaddr_in or struct sockaddr_in6, told apart by their family. @throws NetlinkDecodeError on another */
export const endpoint: Type<Endpoint> = {
  shape: { is: 'other' },
  put(w, { address, port, flowinfo = 0, scopeId = 0 }) {
    if (typeof address === 'number') {
      sockaddrIn.put(w, { family: AF.INET, port, address, zero: new Uint8Array(8) });
    } else sockaddrIn6.put(w, { family: AF.INET6, port, flowinfo, address, scopeId });
  },
  get(b, at, end) {
    const family = u16.get(b, at, end);
    if (family === AF.INET) {
      const { address, port } = sockaddrIn.get(b, at, end);
      return { address, port };
    }
    if (family !== AF.INET6) throw new NetlinkDecodeError(`an endpoint of address family ${family}`);
    const { address, port, flowinfo, scopeId } = sockaddrIn6.get(b, at, end);
    return { address, port, ...(flowinfo === 0 ? {} : { flowinfo }), ...(scopeId === 0 ? {} : { scopeId }) };
  },
  show({ address, port, scopeId }) {
    if (typeof address === 'number') return `${formatAddress(address)}:${port}`;
    return `[${formatAddress(address)}${scopeId === undefined ? '' : `%${scopeId}`}]:${port}`;
  },
};
