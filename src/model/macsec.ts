import type { Attributes, Value } from './value.ts';

/** A secure association of a macsec device: one of up to four keys of a channel. */
export interface MacsecKey {
  /** Association number. */
  readonly an: number;
  /** 32 hexadecimal digits. Keys are compared by their ids, since the kernel never reveals the keys themselves. */
  readonly keyId: string;
  /** In hexadecimal; null: not known, so the association must exist already. */
  readonly key: string | null;
  readonly active: boolean;
  /** Number of the next packet; a text if a JavaScript number cannot hold it exactly. It increases by itself. */
  readonly packetNumber: number | string | null;
  /**
   * Short secure channel identifier and salt, for cipher suites with extended packet numbers; the kernel does not
   * reveal the salt.
   */
  readonly ssci: number | null;
  readonly salt: string | null;
}

/** A sender that a macsec device receives from: a receive channel. */
export interface MacsecChannel {
  /** 16 hexadecimal digits: the sender's MAC address and port. */
  readonly sci: string;
  readonly active: boolean;
  readonly keys: readonly MacsecKey[];
}

/** model/secrets.ts depends on the position of the key. */
const keyValue = ({ an, keyId, key, active, packetNumber, ssci, salt }: MacsecKey): Value => [
  an,
  keyId,
  key,
  active,
  packetNumber,
  ssci,
  salt,
];

/** The value of `macsec.transmit-keys`, sorted by association number. */
export const keysValue = (keys: readonly MacsecKey[]): Value =>
  [...keys].sort((a, b) => a.an - b.an).map(keyValue);

/** The value of `macsec.receive`, sorted by sender. */
export const channelsValue = (channels: readonly MacsecChannel[]): Value =>
  [...channels]
    .sort((a, b) => (a.sci < b.sci ? -1 : 1))
    .map(({ sci, active, keys }) => [sci, active, keysValue(keys)]);

const itemsIn = (value: Value | undefined): readonly (readonly Value[])[] =>
  Array.isArray(value) ? value.filter((item): item is readonly Value[] => Array.isArray(item)) : [];

const textOrNull = (value: Value | undefined): string | null => (typeof value === 'string' ? value : null);

export function keysIn(value: Value | undefined): readonly MacsecKey[] {
  return itemsIn(value).map(([an, keyId, key, active, packetNumber, ssci, salt]) => ({
    an: Number(an),
    keyId: String(keyId),
    key: textOrNull(key),
    active: active === true,
    packetNumber: typeof packetNumber === 'number' || typeof packetNumber === 'string' ? packetNumber : null,
    ssci: typeof ssci === 'number' ? ssci : null,
    salt: textOrNull(salt),
  }));
}

export function channelsIn(value: Value | undefined): readonly MacsecChannel[] {
  return itemsIn(value).map(([sci, active, keys]) => ({
    sci: String(sci),
    active: active === true,
    keys: keysIn(keys),
  }));
}

/** Whether the live association was made with the wanted key. */
export const sameKey = (wanted: MacsecKey, live: MacsecKey): boolean =>
  wanted.an === live.an &&
  wanted.keyId === live.keyId &&
  (wanted.ssci === null || live.ssci === null || wanted.ssci === live.ssci);

const sameState = (wanted: readonly MacsecKey[], live: readonly MacsecKey[]): boolean =>
  wanted.length === live.length &&
  wanted.every((key, i) => {
    const other = live[i];
    return other !== undefined && sameKey(key, other) && key.active === other.active;
  });

/** Whether an attribute of a live device is as wanted. Keys and packet numbers are not compared. */
export function sameMacsec(attribute: string, wanted: Value, live: Value | undefined): boolean {
  if (attribute === 'macsec.transmit-keys') return sameState(keysIn(wanted), keysIn(live));
  if (attribute !== 'macsec.receive') return false;
  const there = channelsIn(live);
  const channels = channelsIn(wanted);
  return (
    channels.length === there.length &&
    channels.every(({ sci, active, keys }, i) => {
      const other = there[i];
      return other?.sci === sci && other.active === active && sameState(keys, other.keys);
    })
  );
}

/** Wanted associations that cannot be made: they do not exist, and their key is not given. */
export function keysMissing(wanted: Attributes, live: Attributes = {}): readonly string[] {
  const there = new Map(channelsIn(live['macsec.receive']).map(({ sci, keys }) => [sci, keys]));
  return [
    ...unknown(keysIn(wanted['macsec.transmit-keys']), keysIn(live['macsec.transmit-keys'])).map(
      (key) => `association ${key.an} (key id ${shortKeyId(key.keyId)})`,
    ),
    ...channelsIn(wanted['macsec.receive']).flatMap(({ sci, keys }) =>
      unknown(keys, there.get(sci) ?? []).map(
        (key) => `association ${key.an} (key id ${shortKeyId(key.keyId)}) of ${sci}`,
      ),
    ),
  ];
}

const unknown = (wanted: readonly MacsecKey[], live: readonly MacsecKey[]): readonly MacsecKey[] =>
  wanted.filter((key) => key.key === null && !live.some((other) => sameKey(key, other)));

/** The key id without its padding of zeros. */
export const shortKeyId = (keyId: string): string => keyId.replace(/(?<=..)(00)+$/, '');

/** The digits of the MAC address in a sender's identifier. */
export const addressDigits = (sci: string): string => sci.slice(0, 12);

/** The identifier of a sender, which the kernel makes from a MAC address and a port. */
export const sciText = (mac: string, port: number): string =>
  `${mac.replaceAll(':', '')}${port.toString(16).padStart(4, '0')}`;

/** The MAC address and the port in such an identifier. */
export const addressAndPort = (sci: string): { readonly mac: string; readonly port: number } => ({
  mac: (addressDigits(sci).match(/../g) ?? []).join(':'),
  port: Number.parseInt(sci.slice(12), 16),
});

/** The length of keys of a cipher suite, in bytes. */
export const keyBytes = (cipher: string): number => (cipher.endsWith('256') ? 32 : 16);

/** Whether the cipher suite has packet numbers of 64 bits. */
export const isExtended = (cipher: string): boolean => cipher.includes('xpn');

/** How many bytes a macsec device adds to a frame (macsec_extra_len and the checksum). */
export const macsecOverhead = (attributes: Attributes): number =>
  16 + Number(attributes['macsec.icv-length'] ?? 16);
