import { bond, bondPort } from './bond.ts';
import { bridge } from './bridge.ts';
import { bridgePort } from './bridge-port.ts';
import { can } from './can.ts';
import { bareudp, geneve } from './geneve.ts';
import { gre } from './gre.ts';
import { ip6Tunnel, ipTunnel, vti, vti6 } from './ip-tunnel.ts';
import { macvlan } from './macvlan.ts';
import { netkit } from './netkit.ts';
import {
  amt,
  batadv,
  dsa,
  gtp,
  hsr,
  ipoib,
  ipvlan,
  macsec,
  ovpn,
  plain,
  rmnet,
  tun,
  vrf,
  vrfPort,
  wwan,
  xfrm,
} from './others.ts';
import { veth } from './veth.ts';
import { vlan } from './vlan.ts';
import { vxlan } from './vxlan.ts';

/** IFLA_INFO_DATA by IFLA_INFO_KIND. */
export const kinds = {
  amt,
  bareudp,
  batadv,
  bond,
  bridge,
  can,
  dsa,
  dummy: plain,
  erspan: gre,
  geneve,
  gre,
  gretap: gre,
  gtp,
  hsr,
  ifb: plain,
  ip6erspan: gre,
  ip6gre: gre,
  ip6gretap: gre,
  ip6tnl: ip6Tunnel,
  ipip: ipTunnel,
  ipoib,
  ipvlan,
  ipvtap: ipvlan,
  macsec,
  macvlan,
  macvtap: macvlan,
  netkit,
  nlmon: plain,
  ovpn,
  pfcp: plain,
  rmnet,
  sit: ipTunnel,
  team: plain,
  tun,
  vcan: plain,
  veth,
  vlan,
  vrf,
  vti,
  vti6,
  vxcan: veth,
  vxlan,
  wireguard: plain,
  wwan,
  xfrm,
} as const;

/** IFLA_INFO_SLAVE_DATA by IFLA_INFO_SLAVE_KIND. */
export const portKinds = { bond: bondPort, bridge: bridgePort, vrf: vrfPort } as const;
