import type { Address } from '../../model/index.ts';
import {
  AF,
  type Connection,
  formatAddress,
  IFA_F,
  address as message,
  RTM,
  type Value,
} from '../../netlink/index.ts';
import type { LinkIndex } from '../room.ts';
import { scopeName } from '../scope.ts';

/** IFA_CACHEINFO's "for ever". */
const FOREVER = 0xffffffff;

/** Every address of both families; the ones on links that vanished meanwhile are left out. */
export async function observeAddresses(connection: Connection, links: LinkIndex): Promise<Address[]> {
  const dump = (family: number) =>
    connection.dump({ message, type: RTM.GETADDR, value: { family } }, (view) => read(view, links));
  return [...(await dump(AF.INET)), ...(await dump(AF.INET6))];
}

function read(live: Readonly<Value<typeof message>>, links: LinkIndex): Address | undefined {
  const link = links.nameOf(live.index ?? 0);
  const own = live.local ?? live.address;
  if (link === undefined || own === undefined) return undefined;
  const flags = live.flags ?? live.flags8 ?? 0;
  const v4 = live.family === AF.INET;
  const peer = live.local !== undefined && live.address !== undefined && live.address !== live.local;
  const times = live.cacheinfo;
  return {
    type: 'address',
    link,
    family: v4 ? 4 : 6,
    address: formatAddress(own),
    prefix: live.prefixlen ?? 0,
    ...(v4 && live.label !== undefined && { label: live.label }),
    ...(v4 && { broadcast: live.broadcast === undefined ? null : formatAddress(live.broadcast) }),
    ...(peer && live.address !== undefined && { peer: formatAddress(live.address) }),
    scope: scopeName(live.scope ?? 0),
    lifetime: times === undefined || times.prefered !== 0 ? 'forever' : 0,
    // 0 as well: an address put back must not get our mark.
    protocol: live.proto ?? 0,
    ...((flags & IFA_F.PERMANENT) === 0 &&
      times !== undefined &&
      times.valid !== FOREVER && { dynamic: true }),
    ...((flags & IFA_F.TENTATIVE) !== 0 && { tentative: true }),
    ...(v4 && (flags & IFA_F.SECONDARY) !== 0 && { secondary: true }),
  };
}
