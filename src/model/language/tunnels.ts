import type { Attributes } from '../value.ts';
import { bareudp } from './bareudp.ts';
import type { DeviceLanguage } from './device.ts';
import { geneve } from './geneve.ts';
import {
  erspan,
  gre,
  gretap,
  ip6erspan,
  ip6gre,
  ip6gretap,
  ip6tnl,
  ipip,
  sit,
  vti,
  vti6,
} from './ip-tunnels.ts';
import { l2tp } from './l2tp.ts';
import { vxlan } from './vxlan.ts';
import { wireguard } from './wireguard.ts';

/** A mode of `tunnels`: the kind of link, and the attributes that distinguish the mode from others of the same kind. */
export interface TunnelMode {
  readonly language: DeviceLanguage;
  readonly attributes?: Attributes;
}

/** Among modes of one kind those with more attributes come first, since `show` takes the first that fits. */
export const TUNNEL_MODES: Readonly<Record<string, TunnelMode>> = {
  vxlan: { language: vxlan },
  geneve: { language: geneve },
  bareudp: { language: bareudp },
  wireguard: { language: wireguard },
  l2tp: { language: l2tp },
  gre: { language: gre },
  gretap: { language: gretap },
  erspan: { language: erspan },
  ip6gre: { language: ip6gre },
  ip6gretap: { language: ip6gretap },
  ip6erspan: { language: ip6erspan },
  ipip: { language: ipip },
  isatap: { language: sit, attributes: { 'tunnel.isatap': true } },
  sit: { language: sit, attributes: { 'tunnel.isatap': false } },
  ip6ip6: { language: ip6tnl, attributes: { 'tunnel.payload': 'ipv6' } },
  ipip6: { language: ip6tnl, attributes: { 'tunnel.payload': 'ipv4' } },
  ip6tnl: { language: ip6tnl, attributes: { 'tunnel.payload': 'any' } },
  vti: { language: vti },
  vti6: { language: vti6 },
};
