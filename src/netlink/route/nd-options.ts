import { ipv6 } from '../codec/address.ts';
import { NetlinkDecodeError } from '../codec/decode-error.ts';
import { Block } from '../codec/wire.ts';

/** Types of options of neighbour discovery (RFC 4861, 4191, 8106, 8781, 8910). */
export const ND_OPT = {
  SOURCE_LL_ADDR: 1,
  TARGET_LL_ADDR: 2,
  PREFIX_INFO: 3,
  MTU: 5,
  ROUTE_INFO: 24,
  RDNSS: 25,
  DNSSL: 31,
  CAPTIVE_PORTAL: 37,
  PREF64: 38,
} as const;

/** An option of neighbour discovery. `data` is what follows its type (ND_OPT) and length. */
export interface NdOption {
  readonly type: number;
  readonly data: Uint8Array;
}

/** Lengths of options count in these many bytes. */
const UNIT = 8;
/** Two reserved bytes and the lifetime. */
const BEFORE_DNS = 6;

/** The options in `bytes`, one after the other. @throws NetlinkDecodeError if one is empty or does not fit */
export function ndOptions(bytes: Uint8Array): NdOption[] {
  const options: NdOption[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = (bytes[at + 1] ?? 0) * UNIT;
    if (length === 0 || at + length > bytes.length)
      throw new NetlinkDecodeError(`an option of ${length} bytes where ${bytes.length - at} are left`);
    options.push({ type: bytes[at] ?? 0, data: bytes.subarray(at + 2, at + length) });
    at += length;
  }
  return options;
}

/**
 * Name servers of an option of type ND_OPT.RDNSS (RFC 8106, 5.1), as `formatAddress` takes them. The lifetime is in seconds: 0
 * takes them back, 0xffffffff has no end.
 * @throws NetlinkDecodeError if there is no whole address
 */
export function nameServers({ data }: NdOption): { lifetime: number; servers: string[] } {
  const block = new Block(data);
  const lifetime = lifetimeOf(block);
  const servers: string[] = [];
  for (let at = BEFORE_DNS; at < data.length; at += 16)
    servers.push(ipv6.get(block, at, Math.min(at + 16, data.length)));
  return { lifetime, servers };
}

/**
 * Search domains of an option of type ND_OPT.DNSSL (RFC 8106, 5.2), without the dot at their ends. The lifetime is that of
 * `nameServers`.
 * @throws NetlinkDecodeError if a label runs past the end
 */
export function searchDomains({ data }: NdOption): { lifetime: number; domains: string[] } {
  const lifetime = lifetimeOf(new Block(data));
  const domains: string[] = [];
  let labels: string[] = [];
  for (let at = BEFORE_DNS; at < data.length; ) {
    const length = data[at] ?? 0;
    const label = data.subarray(at + 1, at + 1 + length);
    if (label.length < length) throw new NetlinkDecodeError('a label runs past the end of its option');
    if (length > 0) labels.push(String.fromCharCode(...label));
    // What follows the last domain are zeroes, up to the end of the option.
    else if (labels.length > 0) {
      domains.push(labels.join('.'));
      labels = [];
    }
    at += 1 + length;
  }
  if (labels.length > 0) throw new NetlinkDecodeError('a domain has no end');
  return { lifetime, domains };
}

function lifetimeOf({ data }: Block): number {
  if (data.byteLength < BEFORE_DNS) throw new NetlinkDecodeError('an option without a lifetime');
  return data.getUint32(2, false);
}
