import type { Address } from '../model/index.ts';
import type { World } from '../resources/world.ts';
import { takenBy } from './duplicates.ts';
import { sourceTables } from './source-tables.ts';

/** The addresses that routes can have for their source. */
export interface Sources {
  /** Whether the machine has, or will have, the address. */
  has(address: string): boolean;
  /** Whether a route of the table can have it. */
  suits(address: string, table: number): boolean;
  /** Why the kernel will not take it for a source though the machine has it; undefined when it will. */
  useless(address: string): Useless | undefined;
}

export interface Useless {
  readonly link: string;
  /**
   * `duplicate`: it is another host's. `carrier`: whether it is cannot be asked before the link has a carrier.
   * `tentative`: the answer has not come yet.
   */
  readonly why: 'duplicate' | 'carrier' | 'tentative';
}

export interface SourcesOptions {
  /** The IPv6 addresses that were there before any step. */
  readonly live: ReadonlySet<Address>;
  /** Those that will go. */
  readonly leaving: readonly Address[];
  /** No link changes: those without a carrier stay so. */
  readonly settled: boolean;
}

/** Which these are is found out when the first route asks: most ask for none, and there may be thousands of addresses. */
export function sourcesIn(world: World, options: SourcesOptions): Sources {
  let found: Sources | undefined;
  const all = (): Sources => {
    found ??= findSources(world, options);
    return found;
  };
  return {
    has: (address) => all().has(address),
    suits: (address, table) => all().suits(address, table),
    useless: (address) => all().useless(address),
  };
}

function findSources(world: World, { live, leaving, settled }: SourcesOptions): Sources {
  const going = new Set(leaving);
  const reasons = new Map<string, Useless | undefined>();
  for (const address of world.addresses.values()) {
    if (going.has(address) || (reasons.has(address.address) && reasons.get(address.address) === undefined))
      continue;
    reasons.set(address.address, uselessness(address, world, { live, settled }));
  }
  const staying = [...world.addresses.values()].filter((address) => !going.has(address));
  return {
    has: (address) => reasons.has(address),
    suits: sourceTables(staying, world),
    useless: (address) => reasons.get(address),
  };
}

/** IPv6 takes no tentative address for a source (ip6_route_info_create), and asks over a link with a carrier only (addrconf_dad_kick). */
function uselessness(
  address: Address,
  world: World,
  { live, settled }: Pick<SourcesOptions, 'live' | 'settled'>,
): Useless | undefined {
  const { family, link } = address;
  if (family === 4) return undefined;
  if (address.dadFailed === true) return { link, why: 'duplicate' };
  const asked = live.has(address) ? address.tentative !== true : address.noDad === true;
  if (asked || !settled || world.links.get(link)?.facts?.noCarrier !== true) return undefined;
  return { link, why: 'carrier' };
}

const WORDS: Readonly<Record<Useless['why'], (address: string, link: string) => string>> = {
  duplicate: takenBy,
  carrier: (address, link) => `${address} cannot be used before ${link} has a carrier`,
  tentative: (address, link) =>
    `${address} cannot be used yet: its duplicate address detection on ${link} has not ended`,
};

/** The same in words. */
export const uselessText = (address: string, { link, why }: Useless): string => WORDS[why](address, link);
