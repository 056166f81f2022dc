import type { ConfigurationDocument } from './document.ts';

/** The configuration as YAML; the library is loaded only when something is to be written. */
export async function configurationText(configuration: ConfigurationDocument): Promise<string> {
  const { stringify } = await import('yaml');
  // Lines are never folded, so that a text can be searched for; merge keys and aliases are not written either.
  return stringify(configuration, { lineWidth: 0, aliasDuplicateObjects: false });
}
