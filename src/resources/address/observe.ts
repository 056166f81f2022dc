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
import type { Mutable } from '../mutable.ts';
import type { LinkIndex } from '../room.ts';
import { scopeName } from '../scope.ts';

/** IFA_CACHEINFO's "for ever". */
const FOREVER = 0xffffffff;

/** Those that somebody gave the address and that the model has no member for; the kernel's own are left out. */
const OTHER_FLAGS = IFA_F.HOMEADDRESS | IFA_F.OPTIMISTIC | IFA_F.MANAGETEMPADDR | IFA_F.MCAUTOJOIN;

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
  const address: Mutable<Address> = {
    type: 'address',
    link,
    family: v4 ? 4 : 6,
    address: formatAddress(own),
    prefix: live.prefixlen ?? 0,
  };
  if (v4) {
    if (live.label !== undefined) address.label = live.label;
    address.broadcast = live.broadcast === undefined ? null : formatAddress(live.broadcast);
  }
  if (peer && live.address !== undefined) address.peer = formatAddress(live.address);
  address.scope = scopeName(live.scope ?? 0);
  // IPv4 reports a deprecated permanent address as preferred for ever (inet_fill_ifaddr); the flag tells.
  address.lifetime = (flags & IFA_F.DEPRECATED) !== 0 || times?.prefered === 0 ? 0 : 'forever';
  // 0 as well: an address put back must not get our mark.
  address.protocol = live.proto ?? 0;
  if ((flags & IFA_F.PERMANENT) === 0 && times !== undefined && times.valid !== FOREVER)
    address.dynamic = true;
  if ((flags & IFA_F.TENTATIVE) !== 0) address.tentative = true;
  if ((flags & IFA_F.DADFAILED) !== 0) address.dadFailed = true;
  if (v4 && (flags & IFA_F.SECONDARY) !== 0) address.secondary = true;
  if ((flags & IFA_F.NODAD) !== 0) address.noDad = true;
  if ((flags & IFA_F.NOPREFIXROUTE) !== 0) address.noPrefixRoute = true;
  const others = flags & OTHER_FLAGS;
  if (others !== 0) address.otherFlags = others;
  if (live.rtPriority !== undefined) address.metric = live.rtPriority;
  return address;
}
