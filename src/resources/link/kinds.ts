import type { LinkKind } from './kind.ts';
import { bareudp } from './kinds/bareudp.ts';
import { batadv } from './kinds/batadv.ts';
import { bond } from './kinds/bond.ts';
import { bondPort } from './kinds/bond-port.ts';
import { bridge } from './kinds/bridge.ts';
import { bridgePort } from './kinds/bridge-port.ts';
import { dummy } from './kinds/dummy.ts';
import { geneve } from './kinds/geneve.ts';
import { hsr } from './kinds/hsr.ts';
import { ifb } from './kinds/ifb.ts';
import { erspan, gre, gretap, ip6erspan, ip6gre, ip6gretap } from './kinds/ip-tunnels/gre.ts';
import { ipip, sit } from './kinds/ip-tunnels/ipv4.ts';
import { ip6tnl } from './kinds/ip-tunnels/ipv6.ts';
import { vti, vti6 } from './kinds/ip-tunnels/vti.ts';
import { ipoib } from './kinds/ipoib.ts';
import { ipvlan } from './kinds/ipvlan.ts';
import { ipvtap } from './kinds/ipvtap.ts';
import { l2tp } from './kinds/l2tp.ts';
import { macsec } from './kinds/macsec.ts';
import { macvlan } from './kinds/macvlan.ts';
import { macvtap } from './kinds/macvtap.ts';
import { netkit } from './kinds/netkit.ts';
import { nlmon } from './kinds/nlmon.ts';
import { team } from './kinds/team.ts';
import { tun } from './kinds/tun.ts';
import { vcan } from './kinds/vcan.ts';
import { veth } from './kinds/veth.ts';
import { vlan } from './kinds/vlan.ts';
import { vrf } from './kinds/vrf.ts';
import { vxcan } from './kinds/vxcan.ts';
import { vxlan } from './kinds/vxlan.ts';
import { wireguard } from './kinds/wireguard.ts';
import { xfrm } from './kinds/xfrm.ts';

/** The kinds that nlapply can make. A new one needs a file in `kinds/` and a line here. */
export const KINDS: ReadonlyMap<string, LinkKind> = new Map(
  [
    ...[bond, bridge, dummy, macvlan, team, veth, vrf],
    ...[batadv, hsr, ifb, ipoib, ipvlan, ipvtap, macvtap, netkit, nlmon, tun, vcan, vlan, vxcan, xfrm],
    ...[bareudp, l2tp, macsec, wireguard],
    ...[erspan, geneve, gre, gretap, ip6erspan, ip6gre, ip6gretap, ip6tnl, ipip, sit, vti, vti6, vxlan],
  ].map((kind) => [kind.kind, kind]),
);

/** Attributes of a port by its master's kind (IFLA_INFO_SLAVE_KIND). */
export const PORT_KINDS: ReadonlyMap<string, LinkKind> = new Map(
  [bondPort, bridgePort].map((kind) => [kind.kind, kind]),
);
