import type { Address } from '../../model/index.ts';
import { addresses } from '../../resources/address/address.ts';
import { scopeOf, shownBroadcast } from '../../resources/address/fields.ts';
import { addressFlags, DETECTION, declarableFlags } from '../../resources/address/flags.ts';
import { compact, type Written } from './document.ts';

/** An item of `addresses`; null for an address that nobody set, or the reason why it cannot be declared. */
export function addressEntry(address: Address): Written {
  if (addresses.automatic(address)) return null;
  if (address.prefix === 0) return { reason: 'a prefix of length 0 cannot be declared' };
  const text = `${address.address}/${address.prefix}`;
  const options = compact({
    // Every IPv4 address has a label, by default the name of the link.
    label: address.label === address.link ? undefined : address.label,
    ...lifetimeEntries(address),
    peer: address.peer,
    'add-prefix-route': address.noPrefixRoute === true ? false : undefined,
    metric: address.metric,
    scope: scopeEntry(address),
    broadcast: broadcastEntry(address),
    [DETECTION]: address.family === 6 && address.noDad === true ? false : undefined,
    ...flagEntries(address),
  });
  return { node: Object.keys(options).length === 0 ? text : { [text]: options } };
}

/** What is left of lifetimes that end. */
function lifetimeEntries({ lifetime, validLifetime }: Address): Readonly<Record<string, number | undefined>> {
  return {
    lifetime: lifetime === 'forever' || lifetime === validLifetime ? undefined : lifetime,
    'valid-lifetime': validLifetime,
  };
}

/** The scope, if it is not the one that an address gets without; the language has no words for others. */
function scopeEntry({ scope, ...others }: Address): string | undefined {
  if (others.family === 6 || typeof scope !== 'string' || scope === 'site') return undefined;
  return scope === scopeOf(others) ? undefined : scope;
}

/** The broadcast address, if it is not the usual one. That others set none is left out: most programs set none. */
function broadcastEntry(address: Address): string | undefined {
  const { broadcast, ...others } = address;
  if (others.family === 6 || broadcast === undefined || broadcast === shownBroadcast(others))
    return undefined;
  return broadcast ?? (addresses.marked(address) ? 'none' : undefined);
}

function flagEntries(address: Address): Readonly<Record<string, true | undefined>> {
  const bits = address.family === 6 ? declarableFlags(address) : 0;
  return Object.fromEntries(
    addressFlags.map(({ attribute, flag }) => [attribute, (bits & flag) !== 0 ? true : undefined]),
  );
}
