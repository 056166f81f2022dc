import { createHash } from 'node:crypto';
import { ROUTE_TABLE } from '../../../model/language/clients.ts';
import { thisMachine } from '../../machine.ts';
import { LEASE_ROUTES } from '../lease-routes.ts';
import { NAMES_ARE_DECLARED } from '../names.ts';
import { isOn, type Program, quoted, type Settings, type Site } from '../program.ts';

const OF = 'dhcp4-overrides';

/** udhcpc's options that an override requests. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  'use-dns': ['dns'],
  'use-domains': ['domain', 'search'],
  'use-ntp': ['ntpsrv'],
  'use-mtu': ['mtu'],
  'use-routes': ['router', 'staticroutes', 'msstaticroutes'],
  'use-hostname': ['hostname'],
};

/**
 * Settings that determine what the server is sent: they are on the command line. The others are read by the script,
 * each time that it runs.
 */
const TOLD: ReadonlySet<string> = new Set([
  'dhcp-identifier',
  `${OF}.send-hostname`,
  `${OF}.hostname`,
  ...Object.keys(OPTIONS).map((key) => `${OF}.${key}`),
]);

/** udhcpc of busybox. */
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
  renews: true,
  release: 'USR2',
};

/** Sends the machine's name at the time when the client starts, unless the configuration gives another. */
function nameLines(settings: Settings): readonly string[] {
  if (!isOn(settings, `${OF}.send-hostname`)) return ['set --'];
  const name = settings[`${OF}.hostname`];
  return [`set -- -x hostname:${typeof name === 'string' ? quoted(name) : '"$(hostname)"'}`];
}

/**
 * By default udhcpc sends the MAC address. A DUID (RFC 4361) is derived from the machine id, and the IAID from the
 * link's name.
 */
function identifier(settings: Settings, { link }: Site): readonly string[] {
  const id = settings['dhcp-identifier'] === 'mac' ? undefined : thisMachine(undefined).id();
  if (id === undefined) return [];
  const digest = (text: string): string => createHash('sha256').update(id).update(text).digest('hex');
  // ff, the IAID, then a DUID of type UUID (RFC 6355).
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
    `table=${Number(settings[ROUTE_TABLE])}`,
    `use_dns=${yes(use('dns') && (machines || resolvConf))}`,
    `use_domains=${yes(use('domains'))}`,
    `use_mtu=${yes(use('mtu'))}`,
    `use_routes=${yes(use('routes'))}`,
    `use_hostname=${yes(use('hostname') && machines)}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** Applies the lease with iproute2; addresses and routes are marked as DHCP's, and addresses expire with the lease. */
const SCRIPT = `#!/bin/sh
# Written by nlapply: changes do not last.
. "\${0%/*}/settings"
${NAMES_ARE_DECLARED}
${LEASE_ROUTES}
forget() { # [KEPT]
  ip -4 -o address show dev "$interface" dynamic | while read -r _ _ _ one _; do
    if [ "$one" != "\${1:-}" ]; then ip -4 address del "$one" dev "$interface"; fi
  done
}
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
    # A former one may take others of its subnet along.
    forget "$ip/$mask"
    ip -4 address replace "$ip/$mask" \${broadcast:+broadcast "$broadcast"} dev "$interface" metric "$metric" \\
      valid_lft "$lease" preferred_lft "$lease"
    if [ -z "$use_routes" ]; then router= staticroutes=; fi
    if [ -z "$use_mtu" ]; then mtu=; fi
    lease_routes "\${router:-}" "\${staticroutes:-}" | lay_routes "$ip" "\${mtu:-}"
    names
    if [ -n "$use_hostname" ] && [ -n "\${hostname:-}" ]; then
      case $(cat /proc/sys/kernel/hostname) in
        '' | '(none)' | localhost | localhost.*) echo "$hostname" >/proc/sys/kernel/hostname ;;
      esac
    fi
    ;;
  deconfig)
    ip -4 route flush table "$table" dev "$interface" proto dhcp 2>/dev/null
    forget
    ip link set "$interface" up
    if [ -n "$use_dns" ] && command -v resolvconf >/dev/null; then resolvconf -d "$interface.udhcpc"; fi
    ;;
esac
exit 0
`;
