import type { Address } from '../../model/index.ts';
import type { World } from '../../resources/world.ts';
import { takenBy } from '../checks/duplicates.ts';
import { sourceTables } from './source-tables.ts';

/** The addresses that can be the preferred source of routes. */
export interface Sources {
  /** Whether the machine has the address, or will have it after the plan. */
  has(address: string): boolean;
  /** Whether a route of the table can have it as its source. */
  suits(address: string, table: number): boolean;
  /** Why the kernel does not accept an address of the machine as a source; undefined if it does. */
  useless(address: string): Useless | undefined;
}

export interface Useless {
  readonly link: string;
  /**
   * `duplicate`: another host has the address. `carrier`: duplicate address detection has to wait for a carrier of the link.
   * `tentative`: duplicate address detection has not finished.
   */
  readonly why: 'duplicate' | 'carrier' | 'tentative';
}

export interface SourcesOptions {
  /** The IPv6 addresses that are live before the first step. */
  readonly live: ReadonlySet<Address>;
  /** The addresses that the plan removes. */
  readonly leaving: readonly Address[];
  /** Whether the plan changes no link, so that links without a carrier do not get one. */
  readonly settled: boolean;
}

/**
 * The source addresses in this world. They are only computed when the first route with a source asks, as most have none and there
 * may be thousands of addresses.
 */
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

/**
 * The kernel accepts no tentative IPv6 address as a source (ip6_route_info_create), and duplicate address detection needs a
 * carrier (addrconf_dad_kick).
 */
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

/** The reason as a text for messages. */
export const uselessText = (address: string, { link, why }: Useless): string => WORDS[why](address, link);
