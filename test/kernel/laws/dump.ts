import { comesByItself, ofVrfs, settled } from '../support/dump.ts';
import type { Namespace, Shown } from '../support/namespace.ts';

/** What a namespace has, as iproute2 shows it; each thing by a name of its own. */
export interface State {
  readonly links: ReadonlyMap<string, Shown>;
  readonly addresses: ReadonlyMap<string, Shown>;
  readonly routes: ReadonlyMap<string, Shown>;
  readonly rules: ReadonlyMap<string, Shown>;
  readonly neighbors: ReadonlyMap<string, Shown>;
  readonly fdb: ReadonlyMap<string, Shown>;
  readonly mdb: ReadonlyMap<string, Shown>;
  /** Some of those below /proc/sys, each by its link and name. */
  readonly settings: ReadonlyMap<string, Shown>;
}

export const LISTS = [
  'links',
  'addresses',
  'routes',
  'rules',
  'neighbors',
  'fdb',
  'mdb',
  'settings',
] as const;

/** What is asked, by the options of the process that is asked: each process more costs more than what it tells. */
const QUESTIONS = [
  ['', ['link', 'address', 'neigh show nud permanent', 'neigh show proxy']],
  ['-4', ['route show table all', 'rule']],
  ['-6', ['route show table all', 'rule']],
] as const;

/** Settings of links as an array of JSON; a link without IPv6 has none of that. */
const SETTINGS = String.raw`cd /proc/sys/net
grep -H . ipv4/conf/*/rp_filter ipv4/conf/*/accept_redirects ipv6/conf/*/accept_redirects |
sed 's|^\(ipv.\)/conf/\(.*\)/\(.*\):\(.*\)$|{"on":"\2","setting":"\1.\3","value":\4},|; 1s/^/[/; $s/,$/]/'`;

export function stateOf(ns: Namespace): State {
  const batches = QUESTIONS.map(
    ([options, lines]) => `ip -j -d ${options} -batch - <<'END'\n${lines.join('\n')}\nEND`,
  );
  const answers = arraysOf(
    ns.sh([...batches, 'bridge -j -d fdb show', 'bridge -j mdb show', SETTINGS].join('\n')),
  );
  const [links, addresses, neighbors, proxies, four, rules4, six, rules6, fdb, groups, settings] =
    answers as [
      Shown[],
      Shown[],
      Shown[],
      Shown[],
      Shown[],
      Shown[],
      Shown[],
      Shown[],
      Shown[],
      Shown[],
      Shown[],
    ];
  return {
    // By the group of the loopback one knows that events have been told.
    links: byName(
      links.map(({ group, ...link }) => (link['ifname'] === 'lo' ? link : { group, ...link })),
      ({ ifname }) => String(ifname),
    ),
    addresses: byName(
      addresses.flatMap(({ ifname, addr_info: found }) =>
        (found as Shown[])
          .filter((a) => !comesByItself(a) && !isGenerated(a))
          .map((a): Shown => ({ on: ifname, ...a })),
      ),
      (a) =>
        `${a['on']} ${a['local']}/${a['prefixlen']}${a['address'] === undefined ? '' : ` ${a['address']}`}`,
    ),
    routes: byName(
      [
        ...four.map((r): Shown => ({ family: 4, ...r })),
        ...six.map((r): Shown => ({ family: 6, ...r })),
      ].filter(
        (r) =>
          !comesByItself(r) && !(r['family'] === 6 && r['protocol'] === 'kernel') && r['table'] !== 'local',
      ),
      (r) =>
        `${r['family']} ${r['dst']} table ${r['table'] ?? 'main'} metric ${r['metric'] ?? 0} ${r['protocol'] === 'kernel' ? r['dev'] : ''}`,
    ),
    rules: byName(
      [
        ...rules4.map((r): Shown => ({ family: 4, ...r })),
        ...rules6.map((r): Shown => ({ family: 6, ...r })),
      ].filter((r) => !ofVrfs(r)),
      (r) => JSON.stringify(r),
    ),
    neighbors: byName(
      [...neighbors, ...proxies],
      (n) => `${n['dev']} ${n['dst']}${n['proxy'] === undefined ? '' : ' proxy'}`,
    ),
    fdb: byName(fdb.filter(isStatic).map(withoutDevice), (f) => JSON.stringify(f)),
    mdb: byName(
      groups
        .flatMap(({ mdb = [] }) => mdb as Shown[])
        .filter(({ state }) => state === 'permanent')
        .map(({ dev, port, grp, src, vid }): Shown => ({ dev, port, grp, src, vid })),
      (g) => JSON.stringify(g),
    ),
    settings: byName(
      settings.filter(({ on }) => on !== 'all' && on !== 'default'),
      ({ on, setting }) => `${on} ${setting}`,
    ),
  };
}

/** Of tunnels the kernel makes link-local addresses from the IPv4 ones; that of a configuration is another. */
const isGenerated = ({ local }: Shown): boolean => /^fe80::(?!77$)/.test(String(local));

/** What the kernel puts there itself is permanent, as are the addresses of links. */
const isStatic = ({ state, mac, dst }: Shown): boolean =>
  !/^(33:33|01:00:5e|01:80)/.test(String(mac)) && (state === 'static' || dst !== undefined);

/** The remote of a VXLAN device's own names its lower device only when the device was made with it. */
function withoutDevice({ viaIf, ...entry }: Shown): Shown {
  return entry['mac'] === '00:00:00:00:00:00' ? entry : { viaIf, ...entry };
}

function byName(items: readonly Shown[], nameOf: (item: Shown) => string): ReadonlyMap<string, Shown> {
  const map = new Map<string, Shown>();
  for (const item of items) {
    const name = nameOf(item);
    let free = name;
    for (let n = 2; map.has(free); n++) free = `${name} #${n}`;
    map.set(free, settled(item));
  }
  return map;
}

/** Arrays of JSON, one after the other. */
function arraysOf(text: string): Shown[][] {
  const found: Shown[][] = [];
  // An array of iproute2's ends where one of its lines does.
  let open = '';
  for (const line of text.split('\n')) {
    open += line;
    if (!line.trimEnd().endsWith(']')) continue;
    found.push((JSON.parse(open) as Shown[]).filter((item) => Object.keys(item).length > 0));
    open = '';
  }
  return found;
}

/** How two states differ, one line a difference. `but`: members that do not count. */
export function differencesOf(
  before: State,
  after: State,
  but: (list: string, name: string, member: string) => boolean,
): string[] {
  return LISTS.flatMap((list) => {
    const names = new Set([...before[list].keys(), ...after[list].keys()]);
    return [...names].flatMap((name) => {
      const [was, is] = [before[list].get(name), after[list].get(name)];
      if (was === undefined) return [`${list}: ${name} is there: ${JSON.stringify(is)}`];
      if (is === undefined) return [`${list}: ${name} is gone: ${JSON.stringify(was)}`];
      const one = flat(was);
      const two = flat(is);
      const members = [...new Set([...one.keys(), ...two.keys()])].filter(
        (m) => one.get(m) !== two.get(m) && !but(list, name, m),
      );
      return members.map((m) => `${list}: ${name}: ${m} was ${one.get(m)}, is ${two.get(m)}`);
    });
  });
}

/** Members by their paths, as texts. */
function flat(value: unknown, path = '', into = new Map<string, string>()): Map<string, string> {
  if (typeof value !== 'object' || value === null) into.set(path, JSON.stringify(value));
  else if (Array.isArray(value) && value.every((v) => typeof v !== 'object'))
    into.set(path, JSON.stringify([...value].sort()));
  else
    for (const [key, member] of Object.entries(value))
      flat(member, path === '' ? key : `${path}.${key}`, into);
  return into;
}

export const kindOf = (link: Shown | undefined): string =>
  String((link?.['linkinfo'] as Shown | undefined)?.['info_kind']);
