import type { Value } from './value.ts';

/** A peer of a WireGuard device. Keys are base64. */
export interface WireguardPeer {
  readonly publicKey: string;
  readonly presharedKey: string | null;
  /** `192.0.2.1:51820`, `[2001:db8::1]:51820`; null: not declared, or not known yet. */
  readonly endpoint: string | null;
  /** Interval in seconds; 0: no keepalives are sent. */
  readonly keepalive: number;
  /** Networks without host bits, sorted. */
  readonly allowedIps: readonly string[];
}

/** The value of the attribute `wireguard.peers`. The second member of an entry is a secret: see secrets.ts. */
export function peersValue(peers: readonly WireguardPeer[]): Value {
  return inOrderOfKeys(
    peers.map(({ publicKey, presharedKey, endpoint, keepalive, allowedIps }) => [
      publicKey,
      presharedKey,
      endpoint,
      keepalive,
      [...new Set(allowedIps)].sort(),
    ]),
  );
}

/** Sorts entries of `wireguard.peers` by key, in place. Mostly they are sorted already. */
export function inOrderOfKeys<T extends readonly [publicKey: string, ...rest: Value[]]>(entries: T[]): T[] {
  const isInOrder = entries.every(([key], i) => i === 0 || (entries[i - 1]?.[0] ?? '') < key);
  return isInOrder ? entries : entries.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The inverse of {@link peersValue}; entries that are not peers are left out. */
export function peersIn(value: Value | undefined): WireguardPeer[] {
  return Array.isArray(value) ? value.flatMap(peerIn) : [];
}

function peerIn(entry: Value): WireguardPeer[] {
  if (!Array.isArray(entry)) return [];
  const members: readonly Value[] = entry;
  const publicKey = members[0];
  const allowedIps = members[4];
  if (typeof publicKey !== 'string') return [];
  return [
    {
      publicKey,
      presharedKey: textOrNull(members[1] ?? null),
      endpoint: textOrNull(members[2] ?? null),
      keepalive: Number(members[3]),
      allowedIps: Array.isArray(allowedIps) ? allowedIps.map(String) : [],
    },
  ];
}

const textOrNull = (value: Value): string | null => (value === null ? null : String(value));

export const peersByKey = (value: Value | undefined): ReadonlyMap<string, WireguardPeer> =>
  new Map(peersIn(value).map((peer) => [peer.publicKey, peer]));

/** The parts of an endpoint. */
export interface Endpoint {
  readonly host: string;
  /** The link of a link-local address. */
  readonly zone?: string;
  readonly port: string;
}

/** Splits `host:port` or `[address]:port`; undefined for anything else. */
export function splitEndpoint(text: string): Endpoint | undefined {
  const [, v6, zone, host = v6, port] =
    /^(?:\[([^\]%]*)(?:%([^\]]+))?\]|([^:[\]]*)):([^:]*)$/.exec(text) ?? [];
  if (host === undefined || port === undefined) return undefined;
  return { host, port, ...(zone !== undefined && { zone }) };
}

export const endpointText = (host: string, port: number, zone?: string): string =>
  host.includes(':') ? `[${host}${zone === undefined ? '' : `%${zone}`}]:${port}` : `${host}:${port}`;
