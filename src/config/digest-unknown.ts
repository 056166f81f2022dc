import { didYouMean } from './nearest.ts';
import type { ScalarNode } from './node.ts';
import type { DefinitionName } from './schema/definitions.ts';
import { hasKey, keysOf } from './schema/level.ts';
import { belongsTo, notRealised } from './schema/netplan-keys.ts';
import type { Subject } from './subject.ts';

/** What users call the places that have keys. */
const PLACE_NAMES: Partial<Readonly<Record<DefinitionName, string>>> = {
  network: 'the network',
  ethernet: 'ethernets',
  bridge: 'bridges',
  'virtual-ethernet': 'virtual-ethernets',
  tunnel: 'tunnels',
  macvlan: 'macvlans',
  match: '"match"',
  'bridge-parameters': "a bridge's parameters",
  'address-options': "an address's options",
  route: 'routes',
  rule: 'routing-policy',
};

/** Reports an unknown key: it may be netplan's, belong elsewhere, or be misspelled. */
export function reportUnknownKey(key: ScalarNode, { name, options, reporter }: Subject): void {
  const { list } = options;
  const unrealised = notRealised(name);
  if (unrealised.includes(key.text)) {
    const message = `"${key.text}" is netplan's, but this version does not implement it yet`;
    reporter.unsupported(key, message, { list });
    return;
  }
  const hint = (): string | undefined => {
    const known = [...keysOf(name), ...unrealised];
    return didYouMean(key.text, known) ?? elsewhere(key.text) ?? allowed(known);
  };
  reporter.error('unknown-key', key, `unknown key "${key.text}" in ${options.what}`, { hint, list });
}

function elsewhere(key: string): string | undefined {
  const places = Object.entries(PLACE_NAMES).filter(([place]) => {
    // Safe: the keys of the table are names of definitions by its type.
    const name = place as DefinitionName;
    return hasKey(name, key) || notRealised(name).includes(key);
  });
  const foreign = belongsTo(key);
  if (places.length === 0) return foreign === undefined ? undefined : `in netplan it is a key of ${foreign}`;
  return `it is a key of ${places.map(([, text]) => text).join(', ')}`;
}

function allowed(known: readonly string[]): string | undefined {
  return known.length > 12 ? undefined : `known here: ${known.join(', ')}`;
}
