import type { Attributes } from '../../model/index.ts';

const [ETHERNET, IPV4, IPV6, UDP] = [14, 20, 40, 8];
const [GENEVE, GRE, GUE] = [8, 4, 4];

/** gre_calc_hlen */
const greLength = (attributes: Attributes): number =>
  GRE +
  (attributes['tunnel.output-checksum'] === true ? 4 : 0) +
  ((attributes['tunnel.output-key'] ?? null) === null ? 0 : 4) +
  (attributes['tunnel.output-sequence'] === true ? 4 : 0);

/** Header lengths by the ERSPAN version: the GRE header and erspan_hdr_len(). */
const ERSPAN: readonly number[] = [4, 8 + 8, 8 + 12];

const erspanLength = ({ 'tunnel.erspan-version': version }: Attributes): number =>
  ERSPAN[Number(version ?? 1)] ?? 0;

/** l2tp_session_set_header_len for version 3: the flags, the session, the cookie and the layer 2 specific header. */
const l2tpLength = (attributes: Attributes): number =>
  (attributes['l2tp.encapsulation'] === 'ip' ? 0 : UDP + 4) +
  4 +
  String(attributes['l2tp.cookie'] ?? '').length / 2 +
  (attributes['l2tp.layer2-specific-header'] === 'none' ? 0 : 4);

/** The option of the outer header that limits how deeply tunnels are nested. */
const limitLength = (attributes: Attributes): number => (attributes['tunnel.encap-limit'] === 'none' ? 0 : 8);

/** fou_encap_hlen, gue_encap_hlen: a remote checksum takes two more words. */
export function encapLength({
  'tunnel.encap': type = 'none',
  'tunnel.encap-remote-checksum': remote,
}: Attributes): number {
  if (type === 'none') return 0;
  return type === 'gue' ? UDP + GUE + (remote === true ? 8 : 0) : UDP;
}

/** The outer headers of a kind of tunnel. */
interface Headers {
  /** Their length in bytes, without those of an encapsulation in UDP. */
  readonly length: (attributes: Attributes, isV6: boolean) => number;
  /** Whether a new tunnel always has the MTU that IPv6 needs. */
  readonly enough?: true;
  /** Whether the remote end is found over IPv6, and only if the local one is known (ip6_tnl_get_cap). */
  readonly overIpv6?: true;
  /**
   * The MTU of one without a device towards the remote end, if that is not what the headers leave of that of Ethernet, or the
   * fallback device that has it.
   */
  readonly alone?: number | string;
}

/**
 * The kinds whose initial MTU is what their headers leave of that of the device towards the remote end (geneve_link_config,
 * ip_tunnel_bind_dev, vti6_link_config, ipip6_tunnel_bind_dev, ip6_tnl_link_config, ip6gre_tnl_link_config_route).
 */
export const HEADERS: Readonly<Record<string, Headers>> = {
  erspan: { length: (attributes) => ETHERNET + IPV4 + erspanLength(attributes) },
  // geneve_configure sets none without a route.
  geneve: { length: (_, isV6) => ETHERNET + GENEVE + UDP + (isV6 ? IPV6 : IPV4), alone: 1500 },
  gre: { length: (attributes) => IPV4 + greLength(attributes) },
  gretap: { length: (attributes) => ETHERNET + IPV4 + greLength(attributes) },
  ip6erspan: {
    length: (attributes) => ETHERNET + IPV6 + erspanLength(attributes) + limitLength(attributes),
    enough: true,
    overIpv6: true,
  },
  ip6gre: {
    length: (attributes) => IPV6 + greLength(attributes) + limitLength(attributes),
    enough: true,
    overIpv6: true,
  },
  ip6gretap: {
    length: (attributes) => ETHERNET + IPV6 + greLength(attributes) + limitLength(attributes),
    enough: true,
    overIpv6: true,
  },
  ip6tnl: { length: (attributes) => IPV6 + limitLength(attributes), enough: true, overIpv6: true },
  ipip: { length: () => IPV4 },
  // l2tp_eth_adjust_mtu
  l2tp: { length: (attributes, isV6) => ETHERNET + (isV6 ? IPV6 : IPV4) + l2tpLength(attributes) },
  // ipip6_tunnel_setup
  sit: { length: () => IPV4, enough: true, alone: 1500 - IPV4 },
  vti: { length: () => IPV4 },
  // vti6_link_config: less LL_MAX_HEADER, which depends on how the kernel was built
  vti6: { length: () => IPV6, overIpv6: true, alone: 'ip6_vti0' },
};

/** The length of the outer headers of a tunnel; undefined for kinds that are not in the table. */
export const headerLength = (kind: string, attributes: Attributes, isV6: boolean): number | undefined => {
  const headers = HEADERS[kind];
  return headers && headers.length(attributes, isV6) + encapLength(attributes);
};

/** The remote end; undefined for a tunnel that has none. */
export function remoteOf(attributes: Attributes): string | undefined {
  const remote = attributes['geneve.remote'] ?? attributes['tunnel.remote'] ?? attributes['l2tp.remote'];
  return typeof remote === 'string' && remote !== '0.0.0.0' && remote !== '::' ? remote : undefined;
}
