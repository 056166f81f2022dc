import type { Client, Value } from '../../../model/index.ts';
import { DECLARED_ADDRESSES, DEFAULT_ROUTES, ROUTE_TABLE } from '../../../model/language/clients.ts';
import { RT_TABLE } from '../../../netlink/index.ts';
import { LEASE_ROUTES } from '../lease-routes.ts';
import { LONGEST } from '../longest.ts';
import { NAMES_ARE_DECLARED } from '../names.ts';
import { isOn, type Program, quoted, type Settings, type Site } from '../program.ts';
import { digestOf } from '../stored.ts';

/** dhcpcd's options that an override requests, and the hooks that act on them. */
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

/** dhcpcd(8) for one address family on one link, in the foreground; the rest is in its dhcpcd.conf(5). */
export const dhcpcd: Program = {
  files: (client, site) => ({
    'dhcpcd.conf': configuration(client, site),
    addresses: linesOf(client.settings[DECLARED_ADDRESSES]),
    routes: linesOf(client.settings[DEFAULT_ROUTES]),
    hook: HOOK,
  }),
  run: (client, site) => [
    ...(client.role === 'dhcp6' ? [KEEP_GENERATION] : []),
    `exec dhcpcd ${client.role === 'dhcp6' ? '-6' : '-4'} -B -f ${quoted(`${site.directory}/dhcpcd.conf`)} ${quoted(site.link)}`,
  ],
  // DHCPv6 only confirms the existing lease, and does not request anything that was not requested before.
  reloads: (setting) => !setting.startsWith('dhcp6-overrides.'),
  leases: true,
  release: 'ALRM',
};

function configuration({ role, settings }: Client, site: Site): string {
  const level = `${role}-overrides`;
  const said = (key: string): boolean => isOn(settings, `${level}.${key}`);
  const wishes = WISHES[role] ?? [];
  const wanted = wishes.filter(({ override }) => said(override));
  // A server may also send what was not requested.
  const unwanted = wishes.filter(({ override }) => !said(override));
  const noHooks = new Set(unwanted.flatMap(({ hooks = [] }) => hooks));
  if (!site.machines) for (const hook of ['hostname', ...NTP_HOOKS]) noHooks.add(hook);
  const lines = [
    // dhcpcd would exit at the end of a timeout.
    'timeout 0',
    ...(role === 'dhcp6' ? FOR_IPV6 : role === 'ipv4ll' ? LINK_LOCAL : forIpv4(settings)),
    ...wanted.flatMap(({ options }) => options.map((option) => `option ${option}`)),
    ...unwanted.flatMap(({ options }) => options.map((option) => `nooption ${option}`)),
    ...(noHooks.size === 0 ? [] : [`nohook ${[...noHooks].join(', ')}`]),
    ...hostName(settings, level),
    // In a namespace other than the machine's, dhcpcd's own hooks would change the machine.
    `env run_hooks=${site.machines || site.resolvConf ? 'yes' : 'no'}`,
    ...(settings[ROUTE_TABLE] === undefined ? [] : [`env table=${Number(settings[ROUTE_TABLE])}`]),
    `script ${site.directory}/hook`,
  ].join('\n');
  // The hook notes it: dhcpcd does not see a signal that comes while it waits for its hook.
  return `# Written by nlapply: changes do not last.\n${lines}\nenv configured=${digestOf(lines)}\n`;
}

const forIpv4 = (settings: Settings): readonly string[] => [
  'ipv4only',
  // IPv6 is the kernel's task.
  'noipv6',
  settings['dhcp-identifier'] === 'mac' ? 'clientid' : 'duid',
  `metric ${Number(settings['dhcp4-overrides.route-metric'])}`,
  // It is the server's task to know whether another host has the address; probing takes seconds.
  ...(isOn(settings, 'link-local') ? [] : ['noipv4ll', 'noarp']),
];

/** Only RFC 3927: no routes beyond the link. */
const LINK_LOCAL: readonly string[] = ['ipv4only', 'noipv6', 'nodhcp', 'nogateway', 'metric 1000'];

const FOR_IPV6: readonly string[] = [
  'ipv6only',
  'duid',
  // Router advertisements are the kernel's task; DHCPv6 does not wait for one.
  'noipv6rs',
  'ia_na',
];

function hostName(settings: Settings, level: string): readonly string[] {
  if (!isOn(settings, `${level}.send-hostname`)) return [];
  const name = settings[`${level}.hostname`];
  return [typeof name === 'string' ? `hostname ${name}` : 'hostname'];
}

/** One object a line; the hook adds all routes to a link that has a lease and is up, and looks after all addresses. */
const linesOf = (objects: Value | undefined): string =>
  Array.isArray(objects) ? objects.map((one) => `${String(one)}\n`).join('') : '';

/**
 * dhcpcd turns off the kernel's generation of link-local addresses, whatever its options, and leaves it off. As that is
 * configured elsewhere, the mode is restored.
 */
const KEEP_GENERATION = `generation=/proc/sys/net/ipv6/conf/$link/addr_gen_mode
mode=$(cat "$generation" 2>/dev/null)
case $mode in '' | 1) ;; *) echo "$mode" >"$dir/generation" ;; esac`;

/**
 * dhcpcd leaves out a route for which another link has one of the same metric (if_route: NLM_F_EXCL), and does not add
 * it once the other is gone. It is appended here, and taken away when the lease has another metric. In the table of a
 * VRF it lays none at all: the main table, where it would, does not take them (fib_valid_prefsrc).
 */
const ROUTES = `${LEASE_ROUTES}
metric=$ifmetric
append_routes() {
  present_routes | while read -r to rest; do
    old=\${rest##*metric }
    if [ "\${old%% *}" != "$metric" ]; then ip -4 route del "$to" dev "$interface" proto dhcp metric "\${old%% *}"; fi
  done
  while read -r to way; do
    case $way in via*) ;; *) continue ;; esac
    if ! present_routes | grep -q "^$to "; then
      add_route "$to" $way onlink src "$new_ip_address" metric "$metric" \${new_interface_mtu:+mtu "$new_interface_mtu"}
    fi
  done
}
subnet_route() { echo "$new_network_number/$new_subnet_cidr scope link"; }
leased() { lease_routes "$new_routers" "$new_classless_static_routes"; }
case $table:$reason in
  ${RT_TABLE.MAIN}:BOUND | ${RT_TABLE.MAIN}:REBIND | ${RT_TABLE.MAIN}:REBOOT | ${RT_TABLE.MAIN}:RENEW) leased | append_routes ;;
  *:BOUND | *:REBIND | *:REBOOT | *:RENEW) { subnet_route; leased; } | lay_routes "$new_ip_address" "$new_interface_mtu" ;;
  ${RT_TABLE.MAIN}:*) ;;
  *:IPV4LL) subnet_route | lay_routes "$new_ip_address" '' ;;
esac 2>/dev/null
case $reason in
  BOUND | REBIND | REBOOT | RENEW) note_routes ;;
  *) rm -f "$dir/laid" ;;
esac 2>/dev/null`;

/**
 * dhcpcd gives the lease's end to an address that is there already, as one of the configuration may be, and removes it with the lease:
 * it gets its life back. It is told from dhcpcd's own by its route, which the kernel makes (IFA_F_NOPREFIXROUTE). Once it goes before the
 * lease or the carrier, somebody has removed it. An IPv6 address takes over dhcpcd's flags (inet6_addr_modify): what is declared is written
 * down, as are the metric and the life of an IPv4 address, which it loses (inet_rtm_newaddr). Of two of different prefix lengths the kernel has only one.
 */
const ADDRESS = `own=$new_ip_address/$new_subnet_cidr
read -r now _ </proc/uptime
now=\${now%%.*}
give_life() { ip -4 address change "$own" dev "$interface" valid_lft "$1" preferred_lft "$1"; }
declared() { grep -e "^$1[/ ]" "$dir/addresses"; }
lay_again() { # dhcpcd has taken away the kernel's route of an address beside the lease's: another metric has the kernel lay it
  ip -4 -o address show dev "$interface" permanent | while read -r _ _ _ address shown; do
    case " $shown" in *' noprefixroute '* | *' secondary '* | *' peer '*) continue ;; esac
    if ip -4 route show table "\${table:-main}" dev "$interface" proto kernel src "\${address%/*}" | grep -q .; then continue; fi
    metric=0 ended=
    case " $shown" in *' metric '*) metric=\${shown#*metric }; metric=\${metric%% *} ;; esac
    case " $shown" in *' deprecated '*) ended='preferred_lft 0' ;; esac
    for one in "$((metric + 1))" "$metric"; do
      ip -4 address change "$address" dev "$interface" metric "$one" $ended
    done
  done
}
is_there() { ip -o address show dev "$interface" | grep -qF -e " inet $1 " -e " inet6 $1 "; }
case $reason in
  BOUND | REBIND | REBOOT | RENEW)
    sign=noprefixroute
    shown=$(ip -4 -o address show dev "$interface" | grep -F " inet $own ")
    if address=$(declared "$own"); then shown=; fi
    case $shown in
      *' dynamic noprefixroute '*) rm -f "$dir/static" ;;
      *' noprefixroute '*) rm -f "$dir/static"; give_life ${LONGEST} ;;
      *) sign=; ip -4 address change \${address:-$own valid_lft forever preferred_lft forever} dev "$interface" && echo "$own $((now + \${new_dhcp_lease_time:-0}))" >"$dir/static" ;;
    esac
    echo "inet $own $sign" >"$dir/lease"
    ;;
  BOUND6 | REBIND6 | REBOOT6 | RENEW6)
    own=$new_dhcp6_ia_na1_ia_addr1
    if address=$(declared "$own"); then
      ip -6 address replace $address dev "$interface"
      own=\${address%% [nmv]*}
    else
      own=$own/128
      case $(ip -6 -o address show dev "$interface" | grep -F " inet6 $own ") in
        *' dynamic '*) ;;
        *) ip -6 address change "$own" dev "$interface" noprefixroute valid_lft ${LONGEST} preferred_lft ${LONGEST} ;;
      esac
    fi
    echo "inet6 $own" >"$dir/lease"
    ;;
  EXPIRE6 | RELEASE6 | STOP6)
    rm -f "$dir/lease"
    while read -r address; do
      is_there "\${address%% [nmv]*}" || ip -6 address add $address dev "$interface"
    done <"$dir/addresses"
    ;;
  *)
    rm -f "$dir/lease"
    if read -r address until <"$dir/static" && ! is_there "$address"; then
      if [ "$reason $ifcarrier" = 'EXPIRE up' ] && [ "$now" -lt "$((until - 5))" ]; then rm "$dir/static"
      else ip -4 address add $(declared "$address" || echo "$address") broadcast + dev "$interface"
      fi
    fi
    lay_again
    ;;
esac 2>/dev/null`;

/**
 * Name servers that were taken over go when they are no longer to be used: dhcpcd's own hook is not run then. Without any it would write
 * the file of others anew, also at the end of a client that never had a lease.
 */
const NAMES = `forget_names() { # by that hook alone, as at the end of a lease
  others='dhcpcd.enter-hook dhcpcd.exit-hook'
  for one in "\${hooks%/*}"/dhcpcd-hooks/*; do
    case $one in *resolv.conf) ;; *) others="$others \${one##*/}" ;; esac
  done
  if_up=false if_down=true skip_hooks=$others "$hooks"
}
leave_names() { export skip_hooks="\${skip_hooks:-} resolv.conf"; }
if names_are_declared; then leave_names
else
  case " \${skip_hooks:-} " in
    *' resolv.conf '*) if [ -e "$dir/names" ]; then rm "$dir/names" && forget_names; fi ;;
    *)
      if [ "$if_up" = true ] && [ -n "$new_domain_name_servers$new_dhcp6_name_servers" ]; then : >"$dir/names"
      elif [ ! -e "$dir/names" ]; then leave_names
      elif [ "$if_down" = true ]; then rm "$dir/names"
      fi
      ;;
  esac
fi`;

const HOOK = `#!/bin/sh
# Written by nlapply: changes do not last.
${NAMES_ARE_DECLARED}
dir=\${0%/*}
echo "$configured" >"$dir/configured"
mode=/proc/sys/net/ipv6/conf/$interface/addr_gen_mode
if [ -s "$dir/generation" ] && [ "$(cat "$mode" 2>/dev/null)" = 1 ]; then cat "$dir/generation" >"$mode"; fi
${ADDRESS}
${ROUTES}
while read -r route; do ip -4 route add $route dev "$interface" 2>/dev/null; done <"$dir/routes"
if [ "$run_hooks" != yes ]; then exit 0; fi
for hooks in /lib/dhcpcd/dhcpcd-run-hooks /usr/lib/dhcpcd/dhcpcd-run-hooks /usr/libexec/dhcpcd-run-hooks ''; do
  if [ -x "$hooks" ]; then break; fi
done
if [ -z "$hooks" ]; then exit 0; fi
${NAMES}
exec "$hooks"
`;
