import type { Attributes, Value } from '../value.ts';

/**
 * How a key of the configuration and an attribute of a link stand for each other. What is not `plain` has a reader in
 * config/forms and a writer in render/configuration/forms.
 */
export type Form =
  /** The value is the attribute's as the schema types it. */
  | { readonly form: 'plain' }
  /** A time; the attribute counts `unit`s. `least` and `most` are in that unit, as is `step`, the kernel's resolution. */
  | {
      readonly form: 'time';
      readonly unit: 's' | 'ms';
      readonly least?: number;
      readonly most?: number;
      readonly step?: number;
    }
  /** An IP address without a prefix, in canonical text; 0.0.0.0 and :: stand for none when `none` is set. */
  | { readonly form: 'ip'; readonly family?: 4 | 6; readonly unicast?: true; readonly none?: true }
  /** Several of them, in the order of the file. */
  | { readonly form: 'ips'; readonly family?: 4 | 6 }
  | { readonly form: 'mac' }
  /** The id of another device; the attribute names the link. `below`: the link stands on it, as on its `link`. */
  | { readonly form: 'device'; readonly below?: true }
  /** Ids of several, in the order of the file. */
  | { readonly form: 'devices'; readonly below?: true }
  /** A list in which order and repetition mean nothing: kept sorted. */
  | { readonly form: 'set' }
  /** A list of words each of which turns one attribute on; those it does not name are turned off. */
  | { readonly form: 'switches'; readonly words: Readonly<Record<string, string>> }
  /** Two numbers, the lower one first. */
  | { readonly form: 'range' }
  /** A mapping of numbers up to `from` to numbers up to `to`; the attribute lists `from:to`, sorted by `from`. */
  | { readonly form: 'mapping'; readonly from?: number; readonly to?: number }
  /** VLANs of a bridge or of a port of it; the attribute lists them as in model/bridge-vlans. */
  | { readonly form: 'bridge-vlans' }
  /** A number in any notation of iproute2 (decimal, 0x…) or a dotted quad; kept as a number. */
  | { readonly form: 'bits32' }
  /** 64 bits with 0x; kept as a text of 16 digits, as no number holds them. */
  | { readonly form: 'bits64' }
  /** A number, decimal or with 0x, or one of some words that stand for a value. */
  | {
      readonly form: 'number';
      readonly least?: number;
      readonly most: number;
      readonly words?: Readonly<Record<string, Value>>;
    }
  /** Yes or no, or one of some words that are values themselves. */
  | { readonly form: 'switch'; readonly words: readonly string[] }
  /** Yes or no for a setting of more values: what no is, and all that yes may be, first what it is when it is said. */
  | { readonly form: 'level'; readonly off: Value; readonly on: readonly [Value, ...Value[]] }
  /** A mapping of numbers up to `from` to numbers up to `to`, each an attribute of its own: `attribute.5`. */
  | { readonly form: 'numbered'; readonly attribute: string; readonly from: number; readonly to: number }
  /** Settings below /proc/sys of the device, each an attribute of its own; see sysctls.ts. */
  | { readonly form: 'sysctls' }
  /** A network with its prefix length, without host bits. */
  | { readonly form: 'prefix'; readonly family: 4 | 6 }
  /** A tunnel's key: one for both directions, or `{input, output}`, the one being the key's attribute, the other `output`. */
  | { readonly form: 'tunnel-keys'; readonly output: string }
  /** VXLAN ids and ranges of them, with or without a remote end of their own; see vnis.ts. */
  | { readonly form: 'vnis' }
  /** The private key of a WireGuard device, in base64 or as the path of a file that holds it. */
  | { readonly form: 'wireguard-key' }
  /** Peers of a WireGuard device; see wireguard-peers.ts. */
  | { readonly form: 'wireguard-peers' }
  /** The port in the identifier of a macsec device, or the whole identifier: one of them is said. */
  | { readonly form: 'macsec-port' }
  | { readonly form: 'macsec-sci' }
  /** Keys of a macsec device, or the senders that it listens to with theirs; see macsec.ts. */
  | { readonly form: 'macsec-keys' }
  | { readonly form: 'macsec-channels' }
  /** A user or a group of this machine, by name or number; the attribute is the number. */
  | { readonly form: 'account'; readonly of: 'user' | 'group' };

/** The lower device, `link`. */
export const LOWER: KeyOptions = { attribute: 'link', form: { form: 'device', below: true } };

/** One key of a kind of device. */
export interface DeviceKey {
  /** `mode`; of a key in a mapping below the device, `parameters.mode`. */
  readonly key: string;
  readonly attribute: string;
  readonly form: Form;
  /** What a device has by itself when it is made without the key; `show` leaves such a value out. */
  readonly usual?: Value;
  /** Further spellings of the key's last part. */
  readonly spellings?: readonly string[];
  /** The kernel changes it as things go: `show` leaves it out. */
  readonly passing?: true;
}

/** The keys of a kind of device, but for those that every device has. */
export interface DeviceLanguage {
  /** Kernel's name of the kind, as in Link.kind. */
  readonly kind: string;
  readonly keys: readonly DeviceKey[];
  /** Common attributes of which a new device of this kind has another value than most; some kinds are of several sorts. */
  readonly usual?: Attributes | ((attributes: Attributes) => Attributes);
  /** Keys that hold a mapping from ports to a value which is an attribute of the port. */
  readonly ports?: readonly PortKey[];
}

/** Common attributes of which a device has another value than most when it is new. */
export function usualOf({ usual = {} }: DeviceLanguage, attributes: Attributes): Attributes {
  return typeof usual === 'function' ? usual(attributes) : usual;
}

/** A key of a master's with a mapping of its ports' ids to numbers: `parameters.path-cost`. */
export interface PortKey {
  readonly key: string;
  readonly attribute: string;
  /** Values that a port has by itself. */
  readonly usual?: readonly Value[];
}

/** More of a key than its name. */
export interface KeyOptions {
  readonly form?: Form;
  readonly usual?: Value;
  readonly spellings?: readonly string[];
  readonly passing?: true;
  /** The attribute's name behind the prefix, if it is not the key's last part. */
  readonly as?: string;
  /** The whole attribute's name. */
  readonly attribute?: string;
}

const PLAIN: Form = { form: 'plain' };

/** Makes the keys of a kind whose attributes begin with `prefix.`: `keys('bond', {'parameters.mode': {usual: 'balance-rr'}})`. */
export function deviceKeys(prefix: string, keys: Readonly<Record<string, KeyOptions>>): readonly DeviceKey[] {
  return Object.keys(keys).map((key) => deviceKey(prefix, key, keys[key] ?? {}));
}

/** There are hundreds, and each run makes them: without spreads it takes a fifth of the time. */
function deviceKey(prefix: string, key: string, options: KeyOptions): DeviceKey {
  const { form = PLAIN, as, usual, spellings, passing } = options;
  const attribute = options.attribute ?? `${prefix}.${as ?? key.slice(key.lastIndexOf('.') + 1)}`;
  const made: { -readonly [Member in keyof DeviceKey]: DeviceKey[Member] } = { key, attribute, form };
  if (usual !== undefined) made.usual = usual;
  if (spellings !== undefined) made.spellings = spellings;
  if (passing !== undefined) made.passing = passing;
  return made;
}
