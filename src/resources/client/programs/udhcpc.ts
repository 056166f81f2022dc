import { createHash } from 'node:crypto';
import { thisMachine } from '../../machine.ts';
import { NAMES_ARE_DECLARED } from '../names.ts';
import { isOn, type Program, quoted, type Settings, type Site } from '../program.ts';

const OF = 'dhcp4-overrides';

/** udhcpc's option behind an override that is on. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  'use-dns': ['dns'],
  'use-domains': ['domain', 'search'],
  'use-ntp': ['ntpsrv'],
  'use-mtu': ['mtu'],
  'use-routes': ['router', 'staticroutes', 'msstaticroutes'],
  'use-hostname': ['hostname'],
};

/** What the server is told is said on the command line; the rest is the script's, which reads it each time. */
const TOLD: ReadonlySet<string> = new Set([
  'dhcp-identifier',
  `${OF}.send-hostname`,
  `${OF}.hostname`,
  ...Object.keys(OPTIONS).map((key) => `${OF}.${key}`),
]);

/** busybox's udhcpc. */
export const udhcpc: Program = {
  files: ({ settings }, site) => ({
    settings: shellSettings(settings, site),
    script: SCRIPT,
  }),
  run: ({ settings }, site) => [
    ...nameLines(settings),
    `exec udhcpc -f -S -o ${[...identifier(settings, site), ...asked(settings)].join(' ')} -i ${quoted(site.link)} -s ${quoted(`${site.directory}/script`)} "$@"`,
  ],
  reloads: (setting) => !TOLD.has(setting),
  release: 'USR2',
};

/** The name of the machine as it is when the client starts, unless the configuration says another. */
function nameLines(settings: Settings): readonly string[] {
  if (!isOn(settings, `${OF}.send-hostname`)) return ['set --'];
  const name = settings[`${OF}.hostname`];
  return [`set -- -x hostname:${typeof name === 'string' ? quoted(name) : '"$(hostname)"'}`];
}

/** By itself udhcpc sends the MAC address; a DUID (RFC 4361) is made of the machine's id, and of the link's name. */
function identifier(settings: Settings, { link }: Site): readonly string[] {
  const id = settings['dhcp-identifier'] === 'mac' ? undefined : thisMachine(undefined).id();
  if (id === undefined) return [];
  const digest = (text: string): string => createHash('sha256').update(id).update(text).digest('hex');
  // ff, IAID, then a DUID of the type UUID (RFC 6355).
  return ['-C', '-x', `0x3d:ff${digest(link).slice(0, 8)}0004${digest('nlapply DUID').slice(0, 32)}`];
}

const asked = (settings: Settings): readonly string[] =>
  ['subnet', 'broadcast', ...wanted(settings)].map((option) => `-O ${option}`);

const wanted = (settings: Settings): readonly string[] =>
  Object.entries(OPTIONS).flatMap(([key, options]) => (isOn(settings, `${OF}.${key}`) ? options : []));

function shellSettings(settings: Settings, { machines, resolvConf }: Site): string {
  const yes = (on: boolean): string => (on ? 'yes' : '');
  const use = (key: string): boolean => isOn(settings, `${OF}.use-${key}`);
  const lines = [
    `metric=${Number(settings[`${OF}.route-metric`])}`,
    `use_dns=${yes(use('dns') && (machines || resolvConf))}`,
    `use_domains=${yes(use('domains'))}`,
    `use_mtu=${yes(use('mtu'))}`,
    `use_routes=${yes(use('routes'))}`,
    `use_hostname=${yes(use('hostname') && machines)}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** What the lease brings is set with iproute2, marked as DHCP's and with the lease's end. */
const SCRIPT = `#!/bin/sh
# Written by nlapply: changes do not last.
. "\${0%/*}/settings"
${NAMES_ARE_DECLARED}
routes() {
  if [ -z "$use_routes" ]; then return; fi
  # Classless routes are instead of all others (RFC 3442); an address of nobody: no gateway.
  set -- \${staticroutes:-}
  if [ $# = 0 ]; then for one in \${router:-}; do set -- 0.0.0.0/0 "$one"; break; done; fi
  while [ $# -ge 2 ]; do
    case $2 in
      0.0.0.0) echo "$1 dev $interface scope link src $ip" ;;
      *) echo "$1 via $2 dev $interface src $ip" ;;
    esac
    shift 2
  done
}
clear() { ip -4 route flush dev "$interface" proto dhcp 2>/dev/null; }
names() {
  if [ -z "$use_dns" ]; then return; fi
  {
    if [ -n "$use_domains" ] && [ -n "\${search:-}\${domain:-}" ]; then echo "search \${search:-$domain}"; fi
    for one in \${dns:-}; do echo "nameserver $one"; done
  } | if command -v resolvconf >/dev/null; then
    resolvconf -a "$interface.udhcpc"
  elif ! names_are_declared; then
    cat >/etc/resolv.conf
  fi
}
case $1 in
  bound | renew)
    ip -4 address replace "$ip/$mask" \${broadcast:+broadcast "$broadcast"} dev "$interface" metric "$metric" \\
      valid_lft "$lease" preferred_lft "$lease"
    ip -4 -o address show dev "$interface" dynamic | while read -r _ _ _ other _; do
      if [ "$other" != "$ip/$mask" ]; then ip -4 address del "$other" dev "$interface"; fi
    done
    clear
    limit=
    if [ -n "$use_mtu" ] && [ -n "\${mtu:-}" ]; then limit="mtu $mtu"; fi
    routes | while read -r route; do
      # Beyond the subnet a gateway is reached all the same.
      ip -4 route add $route proto dhcp metric "$metric" $limit 2>/dev/null ||
        ip -4 route replace $route onlink proto dhcp metric "$metric" $limit
    done
    names
    if [ -n "$use_hostname" ] && [ -n "\${hostname:-}" ]; then
      case $(cat /proc/sys/kernel/hostname) in
        '' | '(none)' | localhost | localhost.*) echo "$hostname" >/proc/sys/kernel/hostname ;;
      esac
    fi
    ;;
  deconfig)
    clear
    ip -4 -o address show dev "$interface" dynamic | while read -r _ _ _ other _; do
      ip -4 address del "$other" dev "$interface"
    done
    ip link set "$interface" up
    if [ -n "$use_dns" ] && command -v resolvconf >/dev/null; then resolvconf -d "$interface.udhcpc"; fi
    ;;
esac
exit 0
`;
