import type { Address } from '../../model/index.ts';
import {
  AF,
  type Block,
  formatAddress,
  IFA_F,
  ipv6,
  address as message,
  type Value,
} from '../../netlink/index.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import type { Mutable } from '../mutable.ts';
import type { LinkIndex } from '../room.ts';
import { scopeName } from '../scope.ts';
import { WordsBefore } from '../words-before.ts';
import { usualBroadcast } from './fields.ts';
import { FOREVER } from './layout.ts';
import { type Places, placesIn } from './places.ts';
import { USUAL_METRICS } from './prefix-route.ts';

/** Flags that are set by users and for which the model has no member; the kernel's own are left out. */
const OTHER_FLAGS = IFA_F.HOMEADDRESS | IFA_F.OPTIMISTIC | IFA_F.MANAGETEMPADDR | IFA_F.MCAUTOJOIN;

/**
 * Returns a function that reads an address in place; it returns null if the address is left out. Mostly a message
 * differs from the one before only in the address, the broadcast address and the times: then only these are read.
 */
export function addressReader(
  links: LinkIndex,
): (block: Block, start: number, end: number) => Address | null {
  const view = new message.View();
  const before = new WordsBefore();
  let like: { readonly address: Address; readonly places: Places } | undefined;
  return (block, start, end) => {
    if (like !== undefined && before.isLike(block, start, end)) {
      const { places } = like;
      const own = ownAddress(block, start, places);
      if (own !== undefined && hasBroadcastLike(like.address, own, block, start, places)) {
        // A clone keeps the order of the members.
        const address: Mutable<Address> = { ...like.address };
        address.address = formatAddress(own);
        return address;
      }
    }
    const address = readAddress(view.at(block, start, end), links);
    const places = address && before.wants() ? usualPlaces(block, start, end, address) : undefined;
    like = address && places && { address, places };
    before.keep(block, start, end, places && freeIn(places));
    return address ?? null;
  };
}

/** The address itself; undefined if it has a peer. */
function ownAddress(block: Block, start: number, { address, local }: Places): string | number | undefined {
  if (local === 0) return ipv6.get(block, start + address, start + address + 16);
  const own = block.data.getUint32(start + local);
  return own === block.data.getUint32(start + address) ? own : undefined;
}

/** Whether an address has the usual broadcast address, or none, as the one before. */
function hasBroadcastLike(
  before: Address,
  own: string | number,
  { data }: Block,
  start: number,
  { broadcast }: Places,
): boolean {
  if (before.family === 6) return true;
  const live = broadcast === 0 ? undefined : data.getUint32(start + broadcast);
  return live === usualBroadcast(before, own)
    ? before.broadcast === undefined
    : before.broadcast === null && live === undefined;
}

/** Undefined if further messages must not be read like this one: it has a peer, or unexpected attributes. */
function usualPlaces(
  { bytes }: Block,
  start: number,
  end: number,
  { family, peer }: Address,
): Places | undefined {
  const places = placesIn(bytes.subarray(start, end), family);
  if (places === undefined || peer !== undefined || places.address === 0) return undefined;
  return (places.local !== 0) === (family === 4) ? places : undefined;
}

/** The words that may differ; of the lifetimes (struct ifa_cacheinfo) those with the times of creation and change. */
function freeIn({ address, local, broadcast, cacheinfo }: Places): readonly number[] {
  const free = local === 0 ? [0, 4, 8, 12].map((at) => address + at) : [address, local];
  if (broadcast !== 0) free.push(broadcast);
  if (cacheinfo !== 0) free.push(cacheinfo + 8, cacheinfo + 12);
  return free;
}

/** What is left of the lifetimes of an address of ours. Whoever changes them, as a DHCP client does, takes our mark away. */
function setRest(address: Mutable<Address>, times: Value<typeof message>['cacheinfo']): void {
  const { prefered = FOREVER, valid = FOREVER } = times ?? {};
  if (prefered !== FOREVER && address.lifetime !== 0) address.lifetime = prefered;
  if (valid !== FOREVER) address.validLifetime = valid;
}

/** Reads any address with the table of the message. */
export function readAddress(live: Readonly<Value<typeof message>>, links: LinkIndex): Address | undefined {
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
  }
  if (peer && live.address !== undefined) address.peer = formatAddress(live.address);
  if (v4 && live.broadcast !== usualBroadcast(address, own))
    address.broadcast = live.broadcast === undefined ? null : formatAddress(live.broadcast);
  address.scope = scopeName(live.scope ?? 0);
  // IPv4 reports a deprecated permanent address as preferred forever (inet_fill_ifaddr), so the flag is used.
  address.lifetime = (flags & IFA_F.DEPRECATED) !== 0 || times?.prefered === 0 ? 0 : 'forever';
  // Also 0: an address that is restored must not get our mark.
  address.protocol = live.proto ?? 0;
  if (live.proto === OUR_PROTOCOL) setRest(address, times);
  else if ((flags & IFA_F.PERMANENT) === 0 && times !== undefined && times.valid !== FOREVER)
    address.dynamic = true;
  if ((flags & IFA_F.TENTATIVE) !== 0) address.tentative = true;
  if ((flags & IFA_F.DADFAILED) !== 0) address.dadFailed = true;
  if (v4 && (flags & IFA_F.SECONDARY) !== 0) address.secondary = true;
  if ((flags & IFA_F.NODAD) !== 0) address.noDad = true;
  if ((flags & IFA_F.NOPREFIXROUTE) !== 0) address.noPrefixRoute = true;
  const others = flags & OTHER_FLAGS;
  if (others !== 0) address.otherFlags = others;
  // The usual metric is not kept apart from none: an IPv6 address cannot go back to that (modify_prefix_route).
  if (live.rtPriority !== undefined && live.rtPriority !== USUAL_METRICS[address.family])
    address.metric = live.rtPriority;
  return address;
}
