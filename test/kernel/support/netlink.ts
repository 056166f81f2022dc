import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { openRoute, type RouteSocket } from '../../../src/netlink/index.ts';
import { makeNamespace, type Namespace, type Shown } from './namespace.ts';
import { flagsAsBooleans } from './shown.ts';

/** `ip -j -d link` of one device. */
export function shown(ns: Namespace, name: string): Shown {
  const [found] = ns.ip('link', 'show', name);
  assert.ok(found, `${name} is shown`);
  return found;
}

export const linkinfo = (link: Shown): Shown => link['linkinfo'] as Shown;
export const data = (link: Shown): Shown =>
  flagsAsBooleans((linkinfo(link)['info_data'] as Shown | undefined) ?? {});

/** The wanted members of what ip shows. */
export const pick = (from: Shown, keys: readonly string[]): Shown =>
  Object.fromEntries(keys.map((key) => [key, from[key]]));
export const expectShown = (from: Shown | undefined, wanted: Shown): void =>
  assert.deepEqual(pick(from ?? {}, Object.keys(wanted)), wanted);

export const snake = (key: string): string =>
  key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Compares the numbers that both have under the same name; tells how many those were. */
export function compareNumbers(ours: object, theirs: Shown): number {
  const pairs = Object.entries(ours)
    .map(([key, value]) => [snake(key), value, theirs[snake(key)]] as const)
    .filter(([key]) => !key.endsWith('_timer')) // these run down
    .filter(
      ([, mine, other]) =>
        (typeof mine === 'number' || typeof mine === 'bigint') && typeof other === 'number',
    );
  for (const [key, mine, other] of pairs) assert.equal(Number(mine), other, key);
  return pairs.length;
}

export async function opened(t: TestContext): Promise<{ ns: Namespace; socket: RouteSocket }> {
  const ns = await makeNamespace(t);
  const socket = openRoute({ netns: ns.path });
  t.after(() => socket.close());
  return { ns, socket };
}

/** A namespace with v0 and v1 up, 10.1.0.1/24 and 2001:db8:1::1/64 on v0. */
export async function routed(t: TestContext): Promise<{ ns: Namespace; socket: RouteSocket; index: number }> {
  const ns = await makeNamespace(t);
  ns.sh(`
    ip link add v0 type veth peer name v1
    ip link set v0 up; ip link set v1 up
    ip address add 10.1.0.1/24 dev v0
    ip address add 2001:db8:1::1/64 dev v0 nodad
  `);
  const socket = openRoute({ netns: ns.path });
  t.after(() => socket.close());
  const { index = 0 } = await socket.links.get({ name: 'v0' });
  return { ns, socket, index };
}
