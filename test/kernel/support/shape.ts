import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { dump } from './dump.ts';
import type { Namespace, Shown } from './namespace.ts';

/** What differs between a link and one that was made again in its place. */
const OF_THE_COPY = new Set([
  ...['ifindex', 'link_index', 'address', 'permaddr', 'bridge_id', 'root_id', 'root_port', 'no', 'id'],
  ...['designated_root', 'designated_bridge', 'designated_port', 'tso_max_size', 'promiscuity', 'allmulti'],
]);

/** The state as iproute2 shows it, by names instead of indexes and in their order. */
export function shape(ns: Namespace): object {
  const { links, addresses, routes, rules } = dump(ns);
  const byName = (list: readonly Shown[]): readonly Shown[] =>
    [...list].sort((a, b) => String(a['ifname']).localeCompare(String(b['ifname'])));
  const text = JSON.stringify(
    { links: byName(links), addresses: byName(addresses), rules },
    (key, value: unknown) => (OF_THE_COPY.has(key) ? undefined : value),
  );
  const shown = routes.filter((route) => !/^(fe80|ff00|multicast)/.test(String(route['dst'])));
  const plain = text.replace(/fe80::[0-9a-f:]+/g, 'fe80::');
  return { ...JSON.parse(plain), routes: shown.map((r) => JSON.stringify(r)).sort() };
}

/** Asserts the shape, which comes about soon: carriers and what follows from them take their time. */
export async function assertShape(ns: Namespace, expected: object, what: string): Promise<void> {
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    if (isDeepStrictEqual(shape(ns), expected)) return;
    await sleep(50);
  }
  assert.deepEqual(shape(ns), expected, what);
}
