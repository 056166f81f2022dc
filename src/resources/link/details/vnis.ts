import type { Attributes, Link, Value } from '../../../model/index.ts';
import { joinVnis, parseVni, type VniRange, vniText } from '../../../model/language/vnis.ts';
import {
  AF,
  formatAddress,
  tunnel as message,
  parseAddress,
  type Request,
  RTM,
  type Tunnel,
} from '../../../netlink/index.ts';
import type { LinkDetails } from './link-details.ts';

const NAME = 'vxlan.vnis';

/** The ids that a VXLAN device with `vnifilter` accepts (RTM_NEWTUNNEL and the like in AF_BRIDGE). */
export const vnis: LinkDetails = {
  appliesTo: ({ attributes }) => attributes['vxlan.vnifilter'] === true,
  concerns: (attribute) => attribute === NAME,
  how: () => 'live',
  async read(links, { route }, index) {
    const found = await route.dump({ message, type: RTM.GETTUNNEL, value: { family: AF.BRIDGE } });
    const entriesOf = (name: string): readonly Entry[] =>
      // The entries of a device with many ids come in several messages.
      found.flatMap(({ ifindex = 0, entries = [] }) => (index.nameOf(ifindex) === name ? entries : []));
    return new Map(
      links.map(({ name, attributes }) => {
        const ranges = entriesOf(name).map((entry) => rangeOf(entry, attributes['vxlan.remote']));
        return [name, { [NAME]: joinVnis(ranges).map(vniText) }];
      }),
    );
  },
  orders(link, before, after, index) {
    const [had, wanted] = [vnisIn(before), vnisIn(after)];
    const gone = had.filter((one) => !wanted.includes(one)).map(parseVni);
    const fresh = wanted.filter((one) => !had.includes(one)).map(parseVni);
    return [...order(RTM.DELTUNNEL, link, gone, index), ...order(RTM.NEWTUNNEL, link, fresh, index)];
  },
};

type Entry = NonNullable<Tunnel['entries']>[number];

/** An id without a remote of its own is reported with the device's (vxlan_vni_update_group). */
function rangeOf({ start = 0, end = start, group, group6 }: Entry, usual: Value | undefined): VniRange {
  const address = group ?? group6;
  const remote = address === undefined ? undefined : formatAddress(address);
  return { from: start, to: end, ...(remote !== undefined && remote !== usual && { remote }) };
}

function order(
  type: number,
  link: Link,
  ranges: readonly VniRange[],
  index: Parameters<LinkDetails['orders']>[3],
): Request[] {
  if (ranges.length === 0) return [];
  const entries = ranges.map(({ from, to, remote }): Entry => {
    const address = remote === undefined || type === RTM.DELTUNNEL ? undefined : parseAddress(remote);
    return {
      start: from,
      end: to,
      ...(typeof address === 'number' && { group: address }),
      ...(typeof address === 'string' && { group6: address }),
    };
  });
  return [{ message, type, value: { family: AF.BRIDGE, ifindex: index.indexOf(link.name), entries } }];
}

function vnisIn(attributes: Attributes): readonly string[] {
  const list = attributes[NAME];
  return Array.isArray(list) ? list.map(String) : [];
}
