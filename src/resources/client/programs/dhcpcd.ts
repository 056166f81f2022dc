import type { Client } from '../../../model/index.ts';
import { DEFAULT_ROUTES } from '../../../model/language/clients.ts';
import { NAMES_ARE_DECLARED } from '../names.ts';
import { isOn, type Program, quoted, type Settings, type Site } from '../program.ts';

/** dhcpcd's option behind an override that is on, and the hooks that would act on it. */
interface Wish {
  readonly override: string;
  readonly options: readonly string[];
  readonly hooks?: readonly string[];
}

const NTP_HOOKS = ['ntp-common.conf', 'ntp.conf', 'chrony.conf', 'timesyncd.conf', 'openntpd.conf'];

const WISHES: Readonly<Partial<Record<Client['role'], readonly Wish[]>>> = {
  dhcp4: [
    { override: 'use-dns', options: ['domain_name_servers'], hooks: ['resolv.conf'] },
    { override: 'use-domains', options: ['domain_name', 'domain_search'] },
    { override: 'use-ntp', options: ['ntp_servers'], hooks: NTP_HOOKS },
    { override: 'use-mtu', options: ['interface_mtu'] },
    {
      override: 'use-routes',
      options: ['classless_static_routes', 'ms_classless_static_routes', 'static_routes', 'routers'],
    },
    { override: 'use-hostname', options: ['host_name'], hooks: ['hostname'] },
  ],
  dhcp6: [
    { override: 'use-dns', options: ['dhcp6_name_servers'], hooks: ['resolv.conf'] },
    { override: 'use-domains', options: ['dhcp6_domain_search'] },
    { override: 'use-ntp', options: ['dhcp6_sntp_servers', 'dhcp6_ntp_server'], hooks: NTP_HOOKS },
    { override: 'use-hostname', options: ['dhcp6_fqdn'], hooks: ['hostname'] },
  ],
};

/** dhcpcd(8) for one family on one link, in the foreground; dhcpcd.conf(5) says the rest. */
export const dhcpcd: Program = {
  files: (client, site) => ({
    'dhcpcd.conf': configuration(client, site),
    routes: routeLines(client.settings),
    hook: HOOK,
  }),
  run: (client, site) => [
    ...(client.role === 'dhcp6' ? [KEEP_GENERATION] : []),
    `exec dhcpcd ${client.role === 'dhcp6' ? '-6' : '-4'} -B -f ${quoted(`${site.directory}/dhcpcd.conf`)} ${quoted(site.link)}`,
  ],
  // DHCPv6 only confirms the lease that there is, and asks for nothing that was not asked for before.
  reloads: (setting) => !setting.startsWith('dhcp6-overrides.'),
  release: 'ALRM',
};

function configuration({ role, settings }: Client, site: Site): string {
  const level = `${role}-overrides`;
  const said = (key: string): boolean => isOn(settings, `${level}.${key}`);
  const wishes = WISHES[role] ?? [];
  const wanted = wishes.filter(({ override }) => said(override));
  // A server may send what nobody has asked for.
  const unwanted = wishes.filter(({ override }) => !said(override));
  const noHooks = new Set(unwanted.flatMap(({ hooks = [] }) => hooks));
  if (!site.machines) for (const hook of ['hostname', ...NTP_HOOKS]) noHooks.add(hook);
  const lines = [
    // An end of the waiting would be the end of the program.
    'timeout 0',
    ...(role === 'dhcp6' ? FOR_IPV6 : role === 'ipv4ll' ? LINK_LOCAL : forIpv4(settings)),
    ...wanted.flatMap(({ options }) => options.map((option) => `option ${option}`)),
    ...unwanted.flatMap(({ options }) => options.map((option) => `nooption ${option}`)),
    ...(noHooks.size === 0 ? [] : [`nohook ${[...noHooks].join(', ')}`]),
    ...hostName(settings, level),
    // In a namespace other than the machine's, dhcpcd's own hooks would change the machine.
    `env run_hooks=${site.machines || site.resolvConf ? 'yes' : 'no'}`,
    `script ${site.directory}/hook`,
  ];
  return `# Written by nlapply: changes do not last.\n${lines.join('\n')}\n`;
}

const forIpv4 = (settings: Settings): readonly string[] => [
  'ipv4only',
  // The kernel sees to IPv6.
  'noipv6',
  settings['dhcp-identifier'] === 'mac' ? 'clientid' : 'duid',
  `metric ${Number(settings['dhcp4-overrides.route-metric'])}`,
  // Whether another host has the address is the server's to know; asking takes seconds.
  ...(isOn(settings, 'link-local') ? [] : ['noipv4ll', 'noarp']),
];

/** RFC 3927, and nothing else: no way to anywhere beyond the link. */
const LINK_LOCAL: readonly string[] = ['ipv4only', 'noipv6', 'nodhcp', 'nogateway', 'metric 1000'];

const FOR_IPV6: readonly string[] = [
  'ipv6only',
  'duid',
  // The kernel sees to router advertisements; DHCPv6 does not wait for one.
  'noipv6rs',
  'ia_na',
];

function hostName(settings: Settings, level: string): readonly string[] {
  if (!isOn(settings, `${level}.send-hostname`)) return [];
  const name = settings[`${level}.hostname`];
  return [typeof name === 'string' ? `hostname ${name}` : 'hostname'];
}

/** One a line; a link with a lease that is up has them all. */
function routeLines(settings: Settings): string {
  const routes = settings[DEFAULT_ROUTES];
  return Array.isArray(routes) ? routes.map((route) => `${String(route)}\n`).join('') : '';
}

/**
 * dhcpcd switches off that the kernel makes link-local addresses, whatever its options, and leaves it off. What is said
 * about that is said elsewhere: it is put back.
 */
const KEEP_GENERATION = `generation=/proc/sys/net/ipv6/conf/$link/addr_gen_mode
mode=$(cat "$generation" 2>/dev/null)
case $mode in '' | 1) ;; *) echo "$mode" >"$dir/generation" ;; esac`;

const HOOK = `#!/bin/sh
# Written by nlapply: changes do not last.
${NAMES_ARE_DECLARED}
dir=\${0%/*}
mode=/proc/sys/net/ipv6/conf/$interface/addr_gen_mode
if [ -s "$dir/generation" ] && [ "$(cat "$mode" 2>/dev/null)" = 1 ]; then cat "$dir/generation" >"$mode"; fi
while read -r route; do ip -4 route add $route dev "$interface" 2>/dev/null; done <"$dir/routes"
if [ "$run_hooks" != yes ]; then exit 0; fi
if names_are_declared; then export skip_hooks="\${skip_hooks:-} resolv.conf"; fi
for hooks in /lib/dhcpcd/dhcpcd-run-hooks /usr/lib/dhcpcd/dhcpcd-run-hooks /usr/libexec/dhcpcd-run-hooks; do
  if [ -x "$hooks" ]; then exec "$hooks"; fi
done
`;
