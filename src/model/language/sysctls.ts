/** Where the settings of a link are below /proc/sys/net, by the prefix of their names in the configuration. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  'ipv4.neigh.': ['ipv4', 'neigh'],
  'ipv6.neigh.': ['ipv6', 'neigh'],
  'ipv4.': ['ipv4', 'conf'],
  'ipv6.': ['ipv6', 'conf'],
  'mpls.': ['mpls', 'conf'],
};

const PREFIX = 'sysctl.';

/** In a list of requested settings: all those whose values differ from a new link's. */
export const UNCOMMON_SYSCTLS = `${PREFIX}*`;

/** Whether an attribute is a setting below /proc/sys. */
export const isSysctl = (attribute: string): boolean => attribute.startsWith(PREFIX);

/** The attribute for a name in the configuration, such as `ipv4.rp_filter`; undefined if there is no such setting. */
export function sysctlAttribute(name: string): string | undefined {
  return placed(name) === undefined ? undefined : (AS[name] ?? `${PREFIX}${name}`);
}

/** Settings for which there is a separate attribute. */
const AS: Readonly<Record<string, string>> = {
  'ipv6.accept_ra': 'accept-ra',
  'ipv6.use_tempaddr': 'ipv6-privacy',
  'ipv6.mtu': 'ipv6-mtu',
};

/** The name of a setting in the configuration. */
export const sysctlName = (attribute: string): string => attribute.slice(PREFIX.length);

/** The parts of the path of a link's setting below /proc/sys. */
export function sysctlKey(attribute: string, link: string): readonly string[] {
  const { place, file } = placed(sysctlName(attribute)) ?? { place: [], file: '' };
  return ['net', ...place, link, file];
}

function placed(name: string): { readonly place: readonly string[]; readonly file: string } | undefined {
  const found = Object.entries(PLACES).find(([prefix]) => name.startsWith(prefix));
  if (found === undefined) return undefined;
  const file = name.slice(found[0].length);
  return /^[a-z0-9_]+$/.test(file) ? { place: found[1], file } : undefined;
}
