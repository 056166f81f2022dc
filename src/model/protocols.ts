/** iproute2's names of routing protocols (etc/iproute2/rt_protos), for rtm_protocol, FRA_PROTOCOL, IFA_PROTO and NDA_PROTOCOL. */
const PROTOCOLS: Readonly<Record<string, number>> = {
  unspec: 0,
  redirect: 1,
  kernel: 2,
  boot: 3,
  static: 4,
  gated: 8,
  ra: 9,
  mrt: 10,
  zebra: 11,
  bird: 12,
  dnrouted: 13,
  xorp: 14,
  ntk: 15,
  dhcp: 16,
  keepalived: 18,
  babel: 42,
  nlapply: 78,
  ovn: 84,
  openr: 99,
  bgp: 186,
  isis: 187,
  ospf: 188,
  rip: 189,
  eigrp: 192,
};

export const PROTOCOL_NAMES: readonly string[] = Object.keys(PROTOCOLS);

/** The number of a protocol given by name or number, 0…255; undefined if it is neither. */
export function parseProtocol(text: string): number | undefined {
  const named = Object.hasOwn(PROTOCOLS, text) ? PROTOCOLS[text] : undefined;
  if (named !== undefined) return named;
  return /^[0-9]{1,3}$/.test(text) && Number(text) < 256 ? Number(text) : undefined;
}
