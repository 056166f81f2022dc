import type { DefinitionName } from './definitions.ts';

const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

/**
 * netplan's keys that this version knows but does not implement, by the place where netplan accepts them; at present
 * none.
 */
const NOT_REALISED: Partial<Readonly<Record<DefinitionName, readonly string[]>>> = {};

/** netplan's keys that belong to other places, by those places. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  'a bond': words('interfaces parameters'),
  "a bond's parameters": words(`
    ad-select all-members-active all-slaves-active arp-all-targets arp-interval arp-ip-targets arp-validate down-delay
    fail-over-mac-policy gratuitious-arp gratuitous-arp lacp-rate learn-packet-interval mii-monitor-interval min-links
    packets-per-member packets-per-slave primary primary-reselect-policy resend-igmp transmit-hash-policy up-delay
  `),
  'DHCP overrides': words(`
    hostname route-metric send-hostname use-dns use-domains use-hostname use-mtu use-ntp use-routes
  `),
  'a WireGuard tunnel': words(
    'allowed-ips endpoint input keepalive output private private-key-flags public shared',
  ),
  'a Wi-Fi device': words('access-points band bssid channel hidden password regulatory-domain'),
  'an authentication': words(`
    anonymous-identity ca-certificate client-certificate client-key client-key-password identity key-management method
    phase2-auth
  `),
};

/** netplan's keys at a place that this version does not implement. */
export function notRealised(place: DefinitionName): readonly string[] {
  return NOT_REALISED[place] ?? [];
}

/** The place in netplan's language to which a key belongs, if it is only known there. */
export function belongsTo(key: string): string | undefined {
  return Object.entries(ELSEWHERE).find(([, keys]) => keys.includes(key))?.[0];
}

interface RefusedValue {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

const NO_SUCH_ROUTE = {
  code: 'not-supported',
  message: 'the kernel refuses routes of this type: it has had none since Linux 2.6',
} as const;

const OPEN_VSWITCH = { code: 'not-supported', message: 'only bonds of Open vSwitch have this mode' } as const;

/** Values that netplan accepts but that are refused, with the reason. */
const REFUSED_VALUES: Readonly<Record<string, Readonly<Record<string, RefusedValue>>>> = {
  'bond-parameters.mode': { 'balance-tcp': OPEN_VSWITCH, 'balance-slb': OPEN_VSWITCH },
  'route.type': { nat: NO_SUCH_ROUTE, xresolve: NO_SUCH_ROUTE },
};

/** Why a value that netplan accepts is refused; undefined for other values. */
export function refusedValue(place: DefinitionName, key: string, value: string): RefusedValue | undefined {
  const refused = REFUSED_VALUES[`${place}.${key}`] ?? REFUSED_VALUES[`*.${key}`];
  return refused?.[value.toLowerCase()];
}
