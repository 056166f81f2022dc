import { writeFileSync } from 'node:fs';
import type { TestContext } from 'node:test';
import type { Namespace } from './namespace.ts';

/** A simulated adapter (netdevsim): its ports look like NICs to the kernel, with a device, a driver and an address burnt in. */
export interface Card {
  /** Its device on the bus: `netdevsim10`. */
  readonly device: string;
  /** The ports' names in the order of their addresses. */
  readonly names: readonly string[];
}

let made = 0;

/** Puts a card into the namespace, with a port for each permanent address; null: its driver tells none. They are down. */
export function insertCard(t: TestContext, ns: Namespace, addresses: readonly (string | null)[]): Card {
  made += 1;
  const id = (process.pid % 100_000) * 100 + made;
  const bus = '/sys/bus/netdevsim';
  const names = (): string[] =>
    ns
      .ip('link')
      .flatMap(({ parentdev, ifname }) => (parentdev === `netdevsim${id}` ? [String(ifname)] : []));
  ns.sh(`echo "${id} 0" > ${bus}/new_device`);
  t.after(() => takeOut(id));
  const found: string[] = [];
  for (const [port, address] of addresses.entries()) {
    ns.sh(`echo "${port}${address === null ? '' : ` ${address}`}" > ${bus}/devices/netdevsim${id}/new_port`);
    found.push(...names().filter((name) => !found.includes(name)));
  }
  return { device: `netdevsim${id}`, names: found };
}

/** Takes a card out of the machine, wherever its ports are; the namespace may be gone already. */
export function takeOut(id: number): void {
  writeFileSync('/sys/bus/netdevsim/del_device', String(id));
}
