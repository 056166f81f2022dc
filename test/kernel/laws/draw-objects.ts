import { type Draw, maybe, one, pick, several } from '../../engine/machine.ts';

/** A device that gets addresses, routes and the like. */
export interface OnDevice {
  readonly name: string;
  readonly keys: Record<string, unknown>;
  readonly isUp: boolean;
  readonly isVrfPort: boolean;
  readonly isPort: boolean;
  readonly isTunnel: boolean;
}

export function addressesOn(draw: Draw, { keys }: OnDevice): void {
  const texts = new Map<string, unknown>();
  for (const [text, said] of [0, ...several(draw, 3, () => 0)].map(() => anAddress(draw))) {
    const key = text.includes(':') ? (text.split('/')[0] ?? text) : text;
    if (!texts.has(key)) texts.set(key, said === undefined ? text : { [text]: said });
  }
  keys['addresses'] = [...texts.values()];
}

function anAddress(draw: Draw): readonly [string, unknown] {
  if (maybe(draw, 30))
    return [
      one(
        draw,
        '2001:db8:1::1/64',
        '2001:db8:1::2/64',
        '2001:db8:2::1/64',
        'fe80::77/64',
        '2001:db8:3::1/128',
      ),
      undefined,
    ];
  const [net, host] = [draw(3), 1 + draw(4)];
  const text = `10.0.${net}.${host}`;
  const peer = maybe(draw, 8);
  if (peer) return [`${text}/32`, { peer: '10.0.9.9' }];
  return [`${text}/${one(draw, 24, 24, 24, 32, 16)}`, maybe(draw, 8) ? { lifetime: 0 } : undefined];
}

/** Addresses that another ipvlan has, or this one in another subnet: one has an address once (ipvlan_addr_busy: EADDRINUSE). */
export function dropShared(keys: Record<string, unknown>, all: readonly Record<string, unknown>[]): void {
  const hosts = (of: Record<string, unknown>): string[] => addressesOf(of).map(hostOf);
  const taken = new Set(all.slice(0, all.indexOf(keys)).flatMap(hosts));
  const own = addressesOf(keys).filter((said) => !taken.has(hostOf(said)) && taken.add(hostOf(said)));
  if (own.length < addressesOf(keys).length) keys['addresses'] = own;
}

const addressesOf = ({ addresses }: Record<string, unknown>): readonly unknown[] =>
  Array.isArray(addresses) ? addresses : [];

const hostOf = (said: unknown): string =>
  (typeof said === 'string' ? said : (Object.keys(said as object)[0] ?? '')).split('/')[0] ?? '';

const textsOf = ({ keys }: OnDevice): string[] =>
  (Array.isArray(keys['addresses']) ? keys['addresses'] : []).flatMap((said: unknown) =>
    typeof said === 'string' ? [said] : [],
  );

/** What the kernel has one place for. */
export function routesOn(draw: Draw, on: OnDevice, sources: readonly OnDevice[], taken: Set<string>): void {
  const found: Record<string, unknown>[] = [];
  for (const _ of several(draw, 3, () => 0)) {
    for (const route of someRoutes(draw, on, sources)) {
      const key = `${route['to']} ${route['table'] ?? 254} ${route['metric'] ?? 0}`;
      if (taken.has(key)) continue;
      taken.add(key);
      found.push(route);
    }
  }
  if (found.length > 0) on.keys['routes'] = found;
}

function someRoutes(draw: Draw, on: OnDevice, sources: readonly OnDevice[]): Record<string, unknown>[] {
  const four = maybe(draw, 65);
  const common = {
    // The routes of a VRF's port stand in the VRF's table.
    ...(!on.isVrfPort && maybe(draw, 30) && { table: one(draw, 100, 200) }),
    ...(maybe(draw, 35) && { metric: one(draw, 100, 200) }),
  };
  const to = four
    ? one(draw, '0.0.0.0/0', '10.7.0.0/16', '10.8.0.0/16', '10.0.1.0/25')
    : one(draw, '::/0', '2001:db8:7::/48', '2001:db8:8::/48');
  if (on.isVrfPort) return [];
  if (maybe(draw, 10)) {
    const type = one(draw, 'blackhole', 'unreachable', 'prohibit', 'local');
    // Nothing that a gateway is in: that would be one of the machine's own addresses.
    const own = four ? '10.20.0.0/16' : '2001:db8:20::/48';
    return [{ to: type === 'local' ? own : to, ...common, type }];
  }
  const mine = textsOf(on).filter((text) => text.includes(':') !== four && !text.startsWith('fe80'));
  const from = maybe(draw, 25)
    ? pick(
        draw,
        sources.flatMap(textsOf).filter((text) => text.includes(':') !== four && !text.startsWith('fe80')),
      )?.split('/')[0]
    : undefined;
  const more = { ...common, ...(from !== undefined && { from }), ...(maybe(draw, 10) && { mtu: 1300 }) };
  const wide = mine.filter((text) => !/\/(32|128)$/.test(text));
  const gate = pick(draw, wide)
    ?.split('/')[0]
    ?.replace(/[0-9]+$/, '200');
  if (gate !== undefined && maybe(draw, 20)) {
    const far = four ? '10.99.0.1' : '2001:db8:99::1';
    const other = pick(
      draw,
      sources.filter((one) => one.isUp && !one.isVrfPort && !one.isPort),
    );
    const paths = [
      { via: gate, weight: 1 + draw(3) },
      { via: far, 'on-link': true, ...(other !== undefined && { interface: other.name }) },
    ];
    return [{ to, nexthops: maybe(draw, 20) ? paths.slice(0, 1) : paths, ...more }];
  }
  if (gate !== undefined && maybe(draw, 60)) return [{ to, via: gate, ...more }];
  if (maybe(draw, 25)) return [{ to, via: four ? '10.99.0.1' : '2001:db8:99::1', 'on-link': true, ...more }];
  if (four && maybe(draw, 25))
    return [
      { to: '10.50.0.0/16', scope: 'link', ...common },
      { to: '10.60.0.0/16', via: '10.50.0.1', ...more },
    ];
  return [{ to, ...(four && { scope: 'link' }), ...more }];
}

export function rulesOn(draw: Draw, keys: Record<string, unknown>): void {
  const rules = several(draw, 3, () => ({
    from: one(draw, '10.3.0.0/16', '10.4.0.0/16', '10.5.0.0/16', '2001:db8:3::/48'),
    ...(maybe(draw, 10)
      ? { type: one(draw, 'blackhole', 'prohibit', 'nop') }
      : { table: one(draw, 100, 200) }),
    ...(maybe(draw) && { priority: one(draw, 100, 200, 300) }),
    ...(maybe(draw, 20) && { mark: 7 }),
    ...(maybe(draw, 20) && { 'ip-protocol': 'tcp', 'destination-port': one<unknown>(draw, 80, '80-90') }),
    ...(maybe(draw, 10) && { 'uid-range': 0 }),
    ...(maybe(draw, 10) && { iif: 'lo' }),
    ...(maybe(draw, 10) && { invert: true }),
  }));
  const texts = rules.map((rule) => JSON.stringify(rule));
  const unique = rules.filter((_, i) => texts.indexOf(texts[i] ?? '') === i);
  if (unique.length > 0) keys['routing-policy'] = unique;
}

export function neighborsOn(draw: Draw, { keys, isTunnel }: OnDevice): void {
  if (isTunnel || keys['mode'] === 'tun') return;
  const tos = several(draw, 2, () => one(draw, '10.0.0.8', '10.0.0.9', '2001:db8:1::8'));
  const entries = [...new Set(tos)].map((to) => ({
    to,
    ...(maybe(draw, 20)
      ? { proxy: true }
      : { macaddress: one(draw, '02:00:00:00:00:08', '02:00:00:00:00:09') }),
  }));
  if (entries.length > 0) keys['neighbors'] = entries;
}

export function forwardingOn(draw: Draw, keys: Record<string, unknown>, inBridge: boolean): void {
  if (inBridge && maybe(draw, 40))
    keys['fdb'] = several(draw, 2, () => `02:00:00:00:0f:0${draw(4)}`)
      .filter((mac, i, all) => all.indexOf(mac) === i)
      .map((macaddress) => ({ macaddress }));
  else if (keys['mode'] === 'vxlan' && maybe(draw, 30))
    keys['fdb'] = [{ macaddress: '02:00:00:00:0f:09', via: one(draw, '10.9.0.5', '10.9.0.6') }];
}

/** Groups of a port; of a VLAN if its bridge filters those. */
export function groupsOn(
  draw: Draw,
  keys: Record<string, unknown>,
  bridge: Readonly<Record<string, unknown>>,
): void {
  if (!maybe(draw, 30)) return;
  const { parameters } = bridge;
  const filters =
    typeof parameters === 'object' &&
    parameters !== null &&
    Reflect.get(parameters, 'vlan-filtering') === true;
  const groups = several(draw, 2, () => one(draw, '239.1.1.1', 'ff0e::1', '01:1b:19:00:00:00'));
  if (groups.length === 0) return;
  keys['mdb'] = [...new Set(groups)].map((group) => ({ group, ...(filters && { vlan: one(draw, 1, 10) }) }));
}

/** VLANs of a bridge or a port, one of them perhaps that of untagged packets. */
export function vlansOn(draw: Draw, keys: Record<string, unknown>): void {
  const ids = [...new Set(several(draw, 3, () => one<string | number>(draw, 10, 20, '30-33')))];
  const [first] = ids;
  keys['vlans'] = ids.map((id) =>
    id === first && typeof id === 'number' && maybe(draw)
      ? { id, pvid: true, untagged: maybe(draw) }
      : { id },
  );
}
