import type { Attributes } from '../value.ts';

/** What a client does for its link. */
export const CLIENT_ROLES = ['auth', 'wifi', 'dhcp4', 'dhcp6', 'ipv4ll'] as const;
export type ClientRole = (typeof CLIENT_ROLES)[number];

export type ClientProgram = DhcpProgram | 'wpa_supplicant';
/** The programs that `dhcp-client` can name. */
export type DhcpProgram = 'dhcpcd' | 'udhcpc';

/** A program to which nlapply hands a task. */
export interface ProgramFacts {
  /** The name of the Debian package. */
  readonly package: string;
  /** The roles that nlapply uses it for. */
  readonly roles: readonly ClientRole[];
}

/** In the order of preference when the configuration names none. */
export const CLIENT_PROGRAMS: Readonly<Record<ClientProgram, ProgramFacts>> = {
  dhcpcd: { package: 'dhcpcd-base', roles: ['dhcp4', 'dhcp6', 'ipv4ll'] },
  udhcpc: { package: 'udhcpc', roles: ['dhcp4'] },
  wpa_supplicant: { package: 'wpasupplicant', roles: ['auth', 'wifi'] },
};

/** The programs that can have a role, in the order of preference. */
export const programsFor = (role: ClientRole): readonly ClientProgram[] =>
  (Object.keys(CLIENT_PROGRAMS) as ClientProgram[]).filter((name) =>
    CLIENT_PROGRAMS[name].roles.includes(role),
  );

/** netplan's metric for routes from DHCP, and for those over Wi-Fi. */
export const DHCP_METRIC = 100;
export const WIFI_METRIC = 600;

/** The keys of `dhcp4-overrides` with their defaults. */
const DHCP4_OVERRIDES = {
  'use-dns': true,
  'use-domains': false,
  'use-ntp': true,
  'use-mtu': true,
  'use-routes': true,
  'use-hostname': true,
  'send-hostname': true,
  hostname: null,
  'route-metric': DHCP_METRIC,
} as const satisfies Attributes;
export type OverrideKey = keyof typeof DHCP4_OVERRIDES;

/** The setting of a client with the metric of its routes. */
export const ROUTE_METRIC = 'dhcp4-overrides.route-metric';

/** The keys that do not apply to DHCPv6: routes and the MTU come with router advertisements instead. */
export const DHCP6_LACKS: readonly OverrideKey[] = ['use-mtu', 'use-routes', 'route-metric'];

const DHCP6_OVERRIDES: Attributes = Object.fromEntries(
  Object.entries(DHCP4_OVERRIDES).filter(([key]) => !DHCP6_LACKS.some((lacking) => lacking === key)),
);

const below = (level: string, settings: Attributes): Attributes =>
  Object.fromEntries(Object.entries(settings).map(([key, value]) => [`${level}.${key}`, value]));

/**
 * The setting with the configuration's default routes over the link, in iproute2's words: dhcpcd removes them with its
 * first lease.
 */
export const DEFAULT_ROUTES = 'default-routes';

/**
 * The setting with the configuration's addresses of the link, in iproute2's words: dhcpcd gives them the lease's end where they are the
 * lease's as well, and IPv4 ones lose their metric and their own life.
 */
export const DECLARED_ADDRESSES = 'declared-addresses';

/** The setting with the routing table for a lease's routes: that of the link's VRF. */
export const ROUTE_TABLE = 'table';
/** RT_TABLE_MAIN. */
const MAIN_TABLE = 254;

/** The keys of `auth`, with their defaults on an Ethernet link. */
export const AUTHENTICATION = {
  'key-management': '802.1x',
  method: null,
  identity: null,
  'anonymous-identity': null,
  password: null,
  'ca-certificate': null,
  'client-certificate': null,
  'client-key': null,
  'client-key-password': null,
  'phase2-auth': null,
} as const satisfies Attributes;
export type AuthenticationKey = keyof typeof AUTHENTICATION;

/** The keys among them whose values are secrets. */
export const AUTH_SECRETS: readonly AuthenticationKey[] = ['password', 'client-key-password'];

/** The settings of a client for which nothing is declared. */
export const USUAL_SETTINGS: Readonly<Record<ClientRole, Attributes>> = {
  dhcp4: {
    'dhcp-identifier': 'duid',
    'link-local': false,
    optional: false,
    [DECLARED_ADDRESSES]: [],
    [DEFAULT_ROUTES]: [],
    [ROUTE_TABLE]: MAIN_TABLE,
    ...below('dhcp4-overrides', DHCP4_OVERRIDES),
  },
  dhcp6: { optional: false, [DECLARED_ADDRESSES]: [], ...below('dhcp6-overrides', DHCP6_OVERRIDES) },
  ipv4ll: { optional: false, [ROUTE_TABLE]: MAIN_TABLE },
  auth: below('auth', AUTHENTICATION),
  wifi: { 'access-points': [], 'regulatory-domain': null, wakeonwlan: [] },
};
