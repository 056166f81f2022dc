import type { Shown } from '../support/namespace.ts';
import { kindOf, type State } from './dump.ts';

// What of a link may differ though nobody meant to change it, each for a reason of the kernel's.

/** Whether the member of the link may differ between two states. */
export type Exempt = (name: string, member: string) => boolean;

/** Kinds without link addresses (ARPHRD_NONE), of which IPv6 needs others. */
const WITHOUT_ADDRESSES: ReadonlySet<string> = new Set(['tun', 'wireguard', 'xfrm']);

/** Their address is a port's, unless they were given one. */
const OF_PORTS: ReadonlySet<string> = new Set(['bridge', 'bond', 'team']);
/** Theirs is their lower device's, unless they were given one. */
const OF_LOWER: ReadonlySet<string> = new Set(['vlan', 'ipvlan']);

const NONE = '00:00:00:00:00:00';

const portsOf = (name: string, { links }: State): readonly Shown[] =>
  [...links.values()].filter(({ master }) => master === name);

/** A master that was never given an address has one of a port's; when it has none left, a bridge has none and a bond any. */
export function hasAPortsAddress(name: string, after: State): boolean {
  const link = after.links.get(name);
  if (!OF_PORTS.has(kindOf(link))) return false;
  const addresses = portsOf(name, after).map(({ address }) => address);
  return addresses.length === 0 || link?.['address'] === NONE || addresses.includes(link?.['address']);
}

/** A VLAN or an ipvlan has the address of its device (vlan_sync_address, ipvlan_device_event). */
export function hasItsDevicesAddress(name: string, after: State): boolean {
  const link = after.links.get(name);
  const lower = after.links.get(String(link?.['link']));
  return OF_LOWER.has(kindOf(link)) && lower !== undefined && link?.['address'] === lower['address'];
}

const infoOf = (link: Shown | undefined): Shown =>
  ((link?.['linkinfo'] as Shown | undefined)?.['info_data'] as Shown | undefined) ?? {};

/** A ring has the address of its first port, always; by the Parallel Redundancy Protocol the second one has it, too (hsr_netdev_notify). */
export function hasAFirstPortsAddress(name: string, after: State): boolean {
  const link = after.links.get(name);
  const ring = kindOf(link) === 'hsr' ? link : after.links.get(String(link?.['master']));
  if (kindOf(ring) !== 'hsr') return false;
  const { slave1, slave2, proto } = infoOf(ring);
  if (ring !== link && !(proto === 1 && slave2 === name)) return false;
  return link?.['address'] === after.links.get(String(slave1))?.['address'];
}

/** A bridge that was never given an MTU has that of its smallest port (br_mtu_auto_adjust). */
export function hasItsPortsMtu(name: string, after: State): boolean {
  const link = after.links.get(name);
  if (kindOf(link) !== 'bridge') return false;
  const mtus = portsOf(name, after).map(({ mtu }) => Number(mtu));
  return mtus.length === 0 || link?.['mtu'] === Math.min(...mtus);
}

/** iproute2 shows a permanent address only beside another one: with an address that may differ it comes and goes. */
const shownWithAddress = (member: string, address: boolean): boolean => member === 'permaddr' && address;

/**
 * What a link of others shows of what is around it.
 * - promiscuity: what is on it (dev_set_promiscuity)
 * - numbers of links that were made anew
 * - the queue discipline that a device gets when it is first up (attach_default_qdiscs), and limits that follow the device below
 * - a ring counts its own frames (hsr_addr_subst_dest: seq_nr)
 * - a bridge's and its ports' spanning tree, and what a bond finds out about its ports
 */
const AROUND =
  /^(ifindex|link_index|link|promiscuity|allmulti|qdisc|.*tso_max.*|linkinfo\.info_data\.(seq_nr|bridge_id|root_id|root_port|root_path_cost|fdb_n_learned|topology_change.*|.*timer)|linkinfo\.info_slave_data\.(cost|root_\w+|bridge_id|designated_\w+|no|id|port_\w+|mii_status|link_failure_count|ad_\w+))$/;

/** Links that nobody declares. */
export const ofForeign =
  (before: State, after: State): Exempt =>
  (name, member) => {
    const address =
      hasAPortsAddress(name, after) ||
      hasItsDevicesAddress(name, after) ||
      hasAFirstPortsAddress(name, after);
    return (
      (AROUND.test(member) && (!member.endsWith('seq_nr') || kindOf(before.links.get(name)) === 'hsr')) ||
      (member === 'address' && address) ||
      shownWithAddress(member, address) ||
      // With it comes and goes IPv6.
      ((member === 'mtu' || member === 'inet6_addr_gen_mode') && hasItsPortsMtu(name, after))
    );
  };

/** What the kernel makes of the ports, of the link below, and of frames that were sent. */
const MADE =
  /^(promiscuity|allmulti|qdisc|.*[gt]s[ov]_.*|linkinfo\.info_data\.(seq_nr|root_\w+|bridge_id)|linkinfo\.info_slave_data\.(cost|root_\w+|bridge_id|designated_\w+|no|id|port_\w+))$/;

/** What a link that is made anew has by lot, or by number. */
const OF_NEW = /^(ifindex|address|permaddr|link_index)$/;

/** Links after the way back. */
export function ofWayBack(before: State, after: State): Exempt {
  // Links that went have new indexes and, unless they were given one, new addresses.
  const gone = new Set(
    [...before.links].flatMap(([name, link]) => (isThatLink(link, after.links.get(name)) ? [] : [name])),
  );
  return (name, member) => {
    const [was, is] = [before.links.get(name), after.links.get(name)];
    const kind = kindOf(was);
    if (gone.has(name) ? OF_NEW.test(member) : gone.size > 0 && member === 'link_index') return true;
    if (MADE.test(member)) return !member.endsWith('seq_nr') || kind === 'hsr';
    const address =
      hasAPortsAddress(name, after) ||
      // A VLAN that is down keeps what it got when it was up meanwhile: to be told would end that it follows (NET_ADDR_STOLEN).
      (kind === 'vlan' && !isUp(was));
    if ((member === 'address' && address) || shownWithAddress(member, address)) return true;
    // What is too large for the device below was set when that had more; the kernel does not take it again (vxlan_change_mtu).
    const shrunk = gone.has(name) && kind === 'vxlan' && Number(is?.['mtu']) < Number(was?.['mtu']);
    if (member === 'mtu') return shrunk;
    // Where its MTU comes with its device, it keeps IPv6, or stays without, until somebody tells it anything (vxlan_config_apply, ipvlan_adjust_mtu, addrconf_notify).
    if (member === 'inet6_addr_gen_mode' && isToldNoMtu(was) && Number(is?.['mtu']) < 1280) return true;
    // It shows that it asks nobody only when it was up once, and is so each time it comes up (ipvlan_open).
    if (member === 'flags' && kind === 'ipvlan') return withoutArp(was) === withoutArp(is);
    // As soon as it is up: EUI-64 becomes by lot, for there is nothing to make one of (addrconf_dev_config).
    return member === 'inet6_addr_gen_mode' && WITHOUT_ADDRESSES.has(kind);
  };
}

/** Whether nobody is told when its MTU falls with that of its device. */
export const isToldNoMtu = (link: Shown | undefined): boolean => ['vxlan', 'ipvlan'].includes(kindOf(link));

/** The index may be given anew, the permanent address of a kind that has one by lot (ip6_tnl_dev_setup) is another each time. */
const isThatLink = (was: Shown, is: Shown | undefined): boolean =>
  is?.['ifindex'] === was['ifindex'] &&
  (was['permaddr'] ?? is?.['permaddr']) === (is?.['permaddr'] ?? was['permaddr']);

const withoutArp = (link: Shown | undefined): string =>
  JSON.stringify((link?.['flags'] as readonly string[] | undefined)?.filter((flag) => flag !== 'NOARP'));

const isUp = (link: Shown | undefined): boolean => JSON.stringify(link?.['flags']).includes('"UP"');
