/** Numbers of IP's protocols (IANA) by their names in /etc/protocols, as far as rules are made for them. */
const IP_PROTOCOLS: Readonly<Record<string, number>> = {
  icmp: 1,
  igmp: 2,
  ipencap: 4,
  tcp: 6,
  udp: 17,
  dccp: 33,
  ipv6: 41,
  gre: 47,
  esp: 50,
  ah: 51,
  'ipv6-icmp': 58,
  ospf: 89,
  vrrp: 112,
  l2tp: 115,
  sctp: 132,
  udplite: 136,
};

const NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(IP_PROTOCOLS).map(([name, number]) => [number, name]),
);

/** Their names, for messages. */
export const IP_PROTOCOL_NAMES: readonly string[] = Object.keys(IP_PROTOCOLS);

/** The number of a protocol by its name, in any case; undefined if there is none. */
export const ipProtocolNumber = (name: string): number | undefined =>
  Object.hasOwn(IP_PROTOCOLS, name.toLowerCase()) ? IP_PROTOCOLS[name.toLowerCase()] : undefined;

/** The name of a protocol, or its number if it has none here. */
export const ipProtocolName = (number: number): string | number => NAMES.get(number) ?? number;
