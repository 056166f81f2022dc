import { accessSync, constants } from 'node:fs';
import type { Namespace } from './namespace.ts';

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

export const farEnd = (name: string): string => `far-${name}`;

/** Why tun and tap devices cannot be made here, as `skip` of a test; false when they can. */
export function withoutTun(): string | false {
  try {
    accessSync('/dev/net/tun', constants.R_OK | constants.W_OK);
    return false;
  } catch {
    return '/dev/net/tun may not be opened';
  }
}
