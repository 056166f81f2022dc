import type { Item } from './snapshot.ts';
import type { Attributes, Value } from './value.ts';

/**
 * The path to the secrets in a value: into each entry of a list (`each`), or to the member with an index. `[]`: the
 * value is a secret itself.
 */
type Path = readonly ('each' | number)[];

/** Attributes that hold keys or passwords, which no output ever shows. A new secret needs a line here. */
const SECRETS: Readonly<Record<string, Path>> = {
  'wireguard.private-key': [],
  // The preshared key: see wireguard-peers.ts.
  'wireguard.peers': ['each', 1],
  // The key of an association: see macsec.ts.
  'macsec.transmit-keys': ['each', 2],
  'macsec.receive': ['each', 2, 'each', 2],
  'auth.password': [],
  'auth.client-key-password': [],
  // See access-points.ts.
  'access-points': ['each', 1],
};

/** Replaces a secret in plans, results and traces. */
export const SENSITIVE = '(sensitive)';

export const hasSecrets = (attribute: string): boolean => Object.hasOwn(SECRETS, attribute);

/** The attribute's value with each secret in it replaced. null is not a secret: it means that there is none. */
function mapSecrets(attribute: string, value: Value, to: (secret: Value) => Value): Value {
  return hasSecrets(attribute) ? mapped(value, SECRETS[attribute] ?? [], to) : value;
}

function mapped(value: Value, path: Path, to: (secret: Value) => Value): Value {
  const [step, ...rest] = path;
  if (value === null) return value;
  // A value of unexpected form (files may contain anything) is replaced as a whole.
  if (step === undefined || typeof value !== 'object') return to(value);
  return value.map((item, i) => (step === 'each' || step === i ? mapped(item, rest, to) : item));
}

/** The same for all attributes. */
function mapAllSecrets(attributes: Attributes, to: (secret: Value) => Value): Attributes {
  if (!Object.keys(attributes).some(hasSecrets)) return attributes;
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, mapSecrets(name, value, to)]),
  );
}

/** The value with its secrets hidden. */
export const withoutSecrets = (attribute: string, value: Value): Value =>
  mapSecrets(attribute, value, () => SENSITIVE);

/** The object with its secrets hidden. */
export function publicItem<T extends Item>(item: T): T {
  return mapItemSecrets(item, () => SENSITIVE);
}

/** The object with each secret in it replaced. */
export function mapItemSecrets<T extends Item>(item: T, to: (secret: Value) => Value): T {
  if (item.type === 'client') {
    const settings = mapAllSecrets(item.settings, to);
    return settings === item.settings ? item : { ...item, settings };
  }
  if (item.type !== 'link') return item;
  const attributes = mapAllSecrets(item.attributes, to);
  return attributes === item.attributes ? item : { ...item, attributes };
}
