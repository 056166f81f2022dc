import { once } from '../once.ts';
import type { Attributes, Value } from '../value.ts';

/**
 * How a key of the configuration corresponds to an attribute of a link. Every form but `plain` has a reader in
 * config/forms and a writer in render/configuration/forms.
 */
export type Form =
  /** The attribute has the same value, as typed by the schema. */
  | { readonly form: 'plain' }
  /**
   * A time, which the attribute counts in `unit`s. `least`, `most` and `step`, the kernel's resolution, are in that
   * unit.
   */
  | {
      readonly form: 'time';
      readonly unit: 's' | 'ms';
      readonly least?: number;
      readonly most?: number;
      readonly step?: number;
      /** What some kernels make of a time, whose timer has other ticks. */
      readonly rounded?: (value: number) => number;
    }
  /** An IP address without a prefix, in canonical text; if `none` is set, 0.0.0.0 and :: mean that there is none. */
  | { readonly form: 'ip'; readonly family?: 4 | 6; readonly unicast?: true; readonly none?: true }
  /** Several such addresses, in the order of the file. */
  | { readonly form: 'ips'; readonly family?: 4 | 6 }
  | { readonly form: 'mac' }
  /** The id of another device; the attribute has the link's name. `below`: it is a lower device, like `link`. */
  | { readonly form: 'device'; readonly below?: true }
  /** The ids of several devices, in the order of the file. */
  | { readonly form: 'devices'; readonly below?: true }
  /** A list in which neither order nor repetition matters; it is kept sorted. */
  | { readonly form: 'set' }
  /** A list of words, each of which turns one attribute on; those of words that are not in the list are turned off. */
  | { readonly form: 'switches'; readonly words: Readonly<Record<string, string>> }
  /** Two numbers, the lower one first: a range. */
  | { readonly form: 'range' }
  /** A mapping of numbers up to `from` to numbers up to `to`; the attribute lists `from:to`, sorted by `from`. */
  | { readonly form: 'mapping'; readonly from?: number; readonly to?: number }
  /** VLANs of a bridge or of a port of it; the attribute lists them as in model/bridge-vlans. */
  | { readonly form: 'bridge-vlans' }
  /** A number in any notation of iproute2 (decimal, 0x…) or a dotted quad; kept as a number. */
  | { readonly form: 'bits32' }
  /** 64 bits, written with 0x; kept as a text of 16 digits, since a JavaScript number cannot hold them. */
  | { readonly form: 'bits64' }
  /** A number, decimal or with 0x, or a word that stands for a value. */
  | {
      readonly form: 'number';
      readonly least?: number;
      readonly most: number;
      readonly words?: Readonly<Record<string, Value>>;
    }
  /** Yes or no, or a word that is the value itself. */
  | { readonly form: 'switch'; readonly words: readonly string[] }
  /**
   * Yes or no for a setting with more values: `off` is the value for no, `on` has all values that count as yes, first
   * the one that yes sets.
   */
  | { readonly form: 'level'; readonly off: Value; readonly on: readonly [Value, ...Value[]] }
  /** A mapping of numbers up to `from` to numbers up to `to`, each an attribute of its own: `attribute.5`. */
  | { readonly form: 'numbered'; readonly attribute: string; readonly from: number; readonly to: number }
  /** Settings of a card's virtual functions by their numbers, each an attribute of its own; see virtual-functions.ts. */
  | { readonly form: 'virtual-functions'; readonly most: number }
  /** Settings of the device below /proc/sys, each an attribute of its own; see sysctls.ts. */
  | { readonly form: 'sysctls' }
  /** Features of a NIC by the kernel's names, each an attribute of its own; see features.ts. */
  | { readonly form: 'features' }
  /** A network with its prefix length, without host bits. */
  | { readonly form: 'prefix'; readonly family: 4 | 6 }
  /**
   * A tunnel's key: one for both directions, or `{input, output}`. The key's attribute holds the input key, the
   * attribute `output` the output key.
   */
  | { readonly form: 'tunnel-keys'; readonly output: string }
  /** VXLAN ids and ranges of them, with or without a remote address of their own; see vnis.ts. */
  | { readonly form: 'vnis' }
  /** The private key of a WireGuard device, in base64 or as the path of a file that holds it. */
  | { readonly form: 'wireguard-key' }
  /** Peers of a WireGuard device; see wireguard-peers.ts. */
  | { readonly form: 'wireguard-peers' }
  /** The port in the identifier of a macsec device, or the whole identifier; only one of the two is given. */
  | { readonly form: 'macsec-port' }
  | { readonly form: 'macsec-sci' }
  /** The transmit keys of a macsec device, or the senders that it receives from, with their keys; see macsec.ts. */
  | { readonly form: 'macsec-keys' }
  | { readonly form: 'macsec-channels' }
  /** A queueing discipline: its kind, or a mapping with its options; see qdiscs/qdisc.ts. */
  | { readonly form: 'qdisc' }
  /** What is below the discipline at the root: disciplines in classes, and the classes; see qdiscs/tree.ts. */
  | { readonly form: 'qdiscs' }
  | { readonly form: 'classes' }
  /** Filters of packets, some of which name devices; see qdiscs/filters.ts. */
  | { readonly form: 'filters' }
  /** A routing table, by its number or by the name that iproute2 has for it; the attribute is the number. */
  | { readonly form: 'table' }
  /** A user or a group of this machine, by name or number; the attribute is the number. */
  | { readonly form: 'account'; readonly of: 'user' | 'group' };

/** The lower device, `link`. */
export const LOWER: KeyOptions = { attribute: 'link', form: { form: 'device', below: true } };

/** A key of one kind of device. */
export interface DeviceKey {
  /** E.g. `mode`, or `parameters.mode` for a key in a mapping of the device. */
  readonly key: string;
  readonly attribute: string;
  readonly form: Form;
  /** The default: the value of a device that is created without the key. `show` leaves it out. */
  readonly usual?: Value;
  /** Alternative spellings of the last part of the key. */
  readonly spellings?: readonly string[];
  /** The kernel changes the value during operation: `show` leaves it out. */
  readonly passing?: true;
}

/** The keys of a kind of device, except those that every device has. */
export interface DeviceLanguage {
  /** The kernel's name of the kind, as in Link.kind. */
  readonly kind: string;
  readonly keys: () => readonly DeviceKey[];
  /** Common attributes whose default differs for this kind; a function if it depends on other attributes. */
  readonly usual?: Attributes | ((attributes: Attributes) => Attributes);
  /** Keys that hold a mapping from ports to a value, which is an attribute of the port. */
  readonly ports?: readonly PortKey[];
}

/**
 * The common attributes whose default for a device of this kind with these attributes differs from that of most kinds.
 */
export function usualOf({ usual = {} }: DeviceLanguage, attributes: Attributes): Attributes {
  return typeof usual === 'function' ? usual(attributes) : usual;
}

/** A key of a master with a mapping from the ids of its ports to numbers: `parameters.path-cost`. */
export interface PortKey {
  readonly key: string;
  readonly attribute: string;
  /** The values that a port can have by default. */
  readonly usual?: readonly Value[];
}

/** What is known of a key besides its name. */
export interface KeyOptions {
  readonly form?: Form;
  readonly usual?: Value;
  readonly spellings?: readonly string[];
  readonly passing?: true;
  /** The attribute's name after the prefix, if it is not the last part of the key. */
  readonly as?: string;
  /** The attribute's full name, without the prefix. */
  readonly attribute?: string;
}

const PLAIN: Form = { form: 'plain' };

/**
 * Makes the keys of a kind, when they are first asked for: a run meets few kinds. Their attributes begin with `prefix.`:
 * `deviceKeys('bond', () => ({'parameters.mode': {usual: 'balance-rr'}}))`.
 */
export function deviceKeys(
  prefix: string,
  table: () => Readonly<Record<string, KeyOptions>>,
): () => readonly DeviceKey[] {
  return once(() => Object.entries(table()).map(([key, options]) => deviceKey(prefix, key, options)));
}

/** Each run makes hundreds of these: without spreads that takes a fifth of the time. */
function deviceKey(prefix: string, key: string, options: KeyOptions): DeviceKey {
  const { form = PLAIN, as, usual, spellings, passing } = options;
  const attribute = options.attribute ?? `${prefix}.${as ?? key.slice(key.lastIndexOf('.') + 1)}`;
  const made: { -readonly [Member in keyof DeviceKey]: DeviceKey[Member] } = { key, attribute, form };
  if (usual !== undefined) made.usual = usual;
  if (spellings !== undefined) made.spellings = spellings;
  if (passing !== undefined) made.passing = passing;
  return made;
}
