import type { Attributes, Value } from '../value.ts';

/** Attributes of links that name lower devices, without which the link cannot exist. */
const BELOW: readonly string[] = ['link', 'hsr.interfaces', 'hsr.interlink'];

/**
 * Attributes of links whose values are names of other links: a text, or a list of texts. They follow from the forms of all keys; a
 * test compares them, so that no run has to go through these.
 */
export const REFERENCES: ReadonlySet<string> = new Set([
  'master',
  ...BELOW,
  'bond.active-member',
  'bond.primary',
  'bridge-port.backup-port',
  // Beside names there are texts with blanks, which no name has.
  'filters',
  'netkit.peer',
  'team.active-port',
  'veth.peer',
  'vxcan.peer',
]);

/** Names of the lower devices of a link with these attributes. */
export function lowersOf(attributes: Attributes): readonly string[] {
  const found: string[] = [];
  for (const attribute of BELOW) {
    const value: Value | undefined = attributes[attribute];
    if (typeof value === 'string') found.push(value);
    else if (Array.isArray(value)) found.push(...value.map(String));
  }
  return found;
}
