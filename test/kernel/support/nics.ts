import type { TestContext } from 'node:test';
import { makeNamespace, type Namespace } from './namespace.ts';

/** Makes veth links that play NICs: up, with carrier; the far end of `eth0` is `far-eth0`. */
export function makeNics(ns: Namespace, ...names: readonly string[]): void {
  ns.sh(
    names
      .flatMap((name) => [
        `ip link add ${name} type veth peer name ${farEnd(name)}`,
        `ip link set ${farEnd(name)} up`,
        `ip link set ${name} up`,
      ])
      .join('\n'),
  );
}

/** A namespace with the NICs eth0 and eth1. */
export async function withNics(t: TestContext): Promise<Namespace> {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  return ns;
}

export const farEnd = (name: string): string => `far-${name}`;
