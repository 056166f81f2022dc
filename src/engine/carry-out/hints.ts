import type { ItemType } from '../../model/index.ts';

const SWITCHED_OFF = 'IPv6 is switched off on this link: "sysctl: {ipv6.disable_ipv6: 0}" switches it on';

/** What usually helps, by the error of the kernel and the type of the object. */
const HINTS: Readonly<Record<string, Partial<Record<ItemType | 'any', string>>>> = {
  ENETUNREACH: {
    link: 'there is no route to the remote end of the tunnel: declare one',
    route:
      'the gateway is in no network of a link that is up: declare an address in it, or set "on-link: true"',
  },
  EHOSTUNREACH: {
    route:
      'the gateway is in no network of a link that is up: declare an address in it, or set "on-link: true"',
  },
  ENETDOWN: { route: 'the link is down: declare it up, or look for what takes it down' },
  EADDRINUSE: {
    fou: 'a program or another port has it, perhaps on all addresses: "ss -ulnp" and "ip fou show" list them',
    link: 'macvlans on one device need MAC addresses of their own, also other ones than the device, and WireGuard devices and tunnels of L2TP ports of their own',
  },
  EADDRNOTAVAIL: {
    address: 'IPv6 may be switched off on this link (disable_ipv6, or an MTU below 1280)',
    fou: '"local" must be an address of this machine',
    link: 'the local end of the tunnel must be an address of this machine',
  },
  EACCES: { address: SWITCHED_OFF, route: SWITCHED_OFF },
  EINVAL: {
    fdb: 'an entry of a VLAN needs a bridge that filters VLANs, and the VLAN on its port',
    mdb: 'the bridge must be up and snoop multicast ("mcast-snooping"), with "mcast-vlan-snooping" also in this VLAN',
    neighbor: 'IPv6 may be switched off on this link (disable_ipv6, or an MTU below 1280)',
    link: 'the driver or the kind of link does not take this value: "ip -d link" shows the limits that it tells',
    route: 'a "from" address must be on this machine, and its duplicate address detection must have ended',
  },
  EOPNOTSUPP: { link: 'this kernel lacks the option for this kind of link: a newer one may have it' },
  EPROTONOSUPPORT: {
    link: 'load the modules of L2TP (modprobe -a l2tp_eth l2tp_ip l2tp_ip6), or boot a kernel that is built with CONFIG_L2TP_ETH and CONFIG_L2TP_IP',
  },
  EPERM: { any: 'this needs CAP_NET_ADMIN in the network namespace: run as root' },
  EBUSY: { any: 'something else holds the device: try again, or look for another network manager' },
  EEXIST: { any: 'something else made it at the same time: look for another network manager' },
  ERR_NETLINK_UNKNOWN_FAMILY: {
    link: 'load its module (modprobe l2tp_eth), or boot a kernel that is built with CONFIG_L2TP_V3 and CONFIG_L2TP_ETH',
    fou: 'load its module (modprobe fou), which the kernel does not do by itself, or boot a kernel that is built with CONFIG_NET_FOU',
  },
  ENODEV: { any: 'the link went away during the run' },
};

/**
 * What helps if the kernel gives a message with EINVAL: fib_check_nh_nongw and ip6_route_check_nh; __br_mdb_add of older
 * kernels.
 */
const SAID: readonly (readonly [ItemType, RegExp, string])[] = [
  [
    'route',
    /gateway/i,
    'the gateway must be another machine: no broadcast address, and no address of this one; nor may a rule drop packets to it (ip rule: blackhole)',
  ],
  ['mdb', /disabled state/, 'this kernel has entries only for ports that are up and have a carrier'],
  ['mdb', /entry protocol/, 'groups that are MAC addresses need Linux 5.11'],
];

/** @param said the message of the kernel */
export function hintFor(code: string, kind: ItemType, said = ''): string | undefined {
  const known = SAID.find(([type, words]) => code === 'EINVAL' && type === kind && words.test(said));
  if (known !== undefined) return known[2];
  return HINTS[code]?.[kind] ?? HINTS[code]?.any;
}
