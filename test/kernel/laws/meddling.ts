import type { Namespace, Shown } from '../support/namespace.ts';

const word = (of: Shown, member: string): string => String(of[member] ?? '');

/** What somebody could do to what is there now, each as a line of a shell. */
export function meddlingsOf(ns: Namespace): readonly string[] {
  const [links = [], addresses = [], rules = []] = ns.ask(4, 'link show', 'address show', 'rule show');
  const [routes = []] = ns.ask(4, 'route show table main');
  const [routes6 = []] = ns.ask(6, 'route show table main');
  const names = links.map((link) => word(link, 'ifname')).filter((name) => name !== 'lo');
  return [
    ...names.flatMap((name) => [
      `ip link set ${name} mtu 1290`,
      `ip link set ${name} down`,
      `ip link set ${name} nomaster`,
      `ip link set ${name} alias meddled`,
      `ip link del ${name}`,
      `echo 1 >/proc/sys/net/ipv4/conf/${name}/rp_filter`,
      `ip address add 10.0.0.77/24 dev ${name}`,
      `ip address flush dev ${name}`,
    ]),
    ...addresses.flatMap((link) => addressesOn(link)),
    ...[...routes, ...routes6].map((route) => routeGone(route)),
    ...rules.map((rule) => `ip rule del priority ${word(rule, 'priority')}`),
    'ip rule add from 10.0.0.77 table 77 priority 10',
    'ip route add 10.7.0.0/16 dev lo metric 1 proto 78',
    'ip link add meddled type bridge',
  ];
}

function addressesOn(link: Shown): string[] {
  const all = Array.isArray(link['addr_info']) ? (link['addr_info'] as readonly Shown[]) : [];
  return all.map(
    (one) => `ip address del ${word(one, 'local')}/${word(one, 'prefixlen')} dev ${word(link, 'ifname')}`,
  );
}

const routeGone = (route: Shown): string =>
  ['ip', word(route, 'dst').includes(':') ? '-6' : '-4', 'route del', word(route, 'dst')]
    .concat(route['dev'] === undefined ? [] : ['dev', word(route, 'dev')])
    .concat(route['metric'] === undefined ? [] : ['metric', word(route, 'metric')])
    .join(' ');
