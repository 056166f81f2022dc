import type { KindCases } from '../case.ts';
import { bond, bondPort, team, teamPort } from './bond.ts';
import { bridge, bridgePort } from './bridge.ts';
import { common, vcan } from './common.ts';
import { ipvlan, ipvtap, macvlan, macvtap } from './macvlan.ts';
import { bareudp, batadv, geneve, hsr, xfrm } from './others.ts';
import { netkit, veth, vxcan } from './pairs.ts';
import { OVER_IPV4, OVER_IPV6 } from './tunnels.ts';
import { vlan, vrf } from './vlan.ts';
import { vxlan } from './vxlan.ts';

/** The changes of every kind. To add a kind is to add its cases here and in a test file. */
export const ALL_CASES: readonly KindCases[] = [
  ...[bond, bondPort, team, teamPort],
  ...[bridge, bridgePort],
  ...[common, vcan],
  ...[ipvlan, ipvtap, macvlan, macvtap],
  ...[bareudp, batadv, geneve, hsr, xfrm],
  ...[netkit, veth, vxcan],
  ...[vlan, vrf],
  ...[...OVER_IPV4, ...OVER_IPV6, vxlan],
];
