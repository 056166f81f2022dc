import type { Namespace, Shown } from './namespace.ts';

/** The state of a namespace as iproute2 shows it, without what changes by itself. */
export interface Dump {
  readonly links: readonly Shown[];
  readonly addresses: readonly Shown[];
  readonly routes: readonly Shown[];
  readonly rules: readonly Shown[];
}

/** Flags that follow from the carrier, some time later (linkwatch). */
const OF_CARRIER = new Set(['linkdown', 'LOWER_UP', 'NO-CARRIER', 'M-DOWN']);

/** Timers, life times that run down, what follows from carrier or traffic. */
const VOLATILE = new Set([
  'valid_life_time',
  'preferred_life_time',
  'tentative',
  'gc_timer',
  'hello_timer',
  'hold_timer',
  'message_age_timer',
  'forward_delay_timer',
  'topology_change_timer',
  'topology_change_detected',
  'tcn_timer',
  'operstate',
  'state',
  'expires',
  'fdb_n_learned',
]);

/** What the kernel makes by itself in IPv6, some time after a link has a carrier or an address was detected as unique. */
export const comesByItself = ({ dst, local, protocol, table }: Shown): boolean =>
  (protocol === 'kernel' && /^(fe80|ff00):/.test(String(dst))) ||
  (protocol === 'kernel' && table === 'local' && String(dst).includes(':')) ||
  /^fe80:.*ff:fe/.test(String(local));

/** The kernel makes this rule with the first VRF, and it stays (vrf_add_fib_rules). */
export const ofVrfs = ({ protocol, l3mdev }: Shown): boolean => protocol === 'kernel' && l3mdev !== undefined;

export function dump(ns: Namespace): Dump {
  const [links = [], addresses = [], four = [], rules4 = []] = ns.ask(4, 'link', 'address', ROUTES, 'rule');
  const [six = [], rules6 = []] = ns.ask(6, ROUTES, 'rule');
  const sorted = (routes: readonly Shown[]): readonly Shown[] =>
    routes
      .filter((route) => !comesByItself(route))
      .sort((a, b) => text(a).localeCompare(text(b)))
      .map(settled);
  return {
    links: links.map(settled),
    addresses: addresses.map(({ ifname, addr_info: found }) => {
      const list = Array.isArray(found) ? found.filter((address: Shown) => !comesByItself(address)) : [];
      return settled({ ifname, list });
    }),
    routes: [...sorted(four), ...sorted(six)],
    rules: [...rules4, ...rules6].filter((rule) => !ofVrfs(rule)),
  };
}

const ROUTES = 'route show table all';

const text = (shown: Shown): string => JSON.stringify(settled(shown));

export function settled(shown: Shown): Shown {
  const value: unknown = JSON.parse(
    JSON.stringify(shown, (key, member: unknown) =>
      VOLATILE.has(key)
        ? undefined
        : key === 'flags' && Array.isArray(member)
          ? member.filter((flag) => !OF_CARRIER.has(flag))
          : member,
    ),
  );
  return value as Shown;
}
