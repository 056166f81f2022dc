import { type Attributes, type LinkFacts, sameValue, type Value } from '../../../model/index.ts';
import { endpointText, inOrderOfKeys } from '../../../model/wireguard-peers.ts';
import { eachAttribute, idAt, lengthAt } from '../../../netlink/codec/attributes.ts';
import { need } from '../../../netlink/codec/decode-error.ts';
import { ATTRIBUTE_HEADER } from '../../../netlink/codec/wire.ts';
import {
  AF,
  align,
  type Block,
  endpoint,
  formatAddress,
  host,
  ip,
  WGALLOWEDIP_A,
  WGDEVICE_A,
  WGPEER_A,
} from '../../../netlink/index.ts';
import type { LinkIndex } from '../../room.ts';
import { endpointIn } from './wireguard-wire.ts';

/** An entry of `wireguard.peers`: see peersValue. */
type Entry = [publicKey: string, presharedKey: string | null, endpoint: string | null, number, string[]];

/** What is read from a device. */
export interface LiveWireguard {
  readonly attributes: Attributes;
  readonly facts: LinkFacts;
}

/** Reads a dump of a device in place, message by message. */
export interface WireguardReader {
  readonly started: () => void;
  readonly read: (block: Block, start: number, end: number) => void;
  readonly device: () => LiveWireguard;
}

/**
 * Reads a device without message tables, which would make ten thousand objects for a thousand peers. A peer that is as
 * declared is returned as the declared object itself, as is the list if all peers are, so that later comparisons are
 * trivial.
 * @param declared the declared peers of the device
 */
export function wireguardReader(index: LinkIndex, declared?: Value): WireguardReader {
  let own = { privateKey: null as string | null, port: 0, mark: 0 };
  let peers: Entry[] = [];
  let handshakes: string[] = [];

  function readPeer(block: Block, start: number, end: number): void {
    const entry: Entry = ['', null, null, 0, []];
    let hasSpoken = false;
    for (let at = start; at < end; ) {
      const length = lengthAt(block, at, end);
      const [from, to] = [at + ATTRIBUTE_HEADER, at + length];
      switch (idAt(block, at)) {
        case WGPEER_A.PUBLIC_KEY:
          entry[0] = keyIn(block, from, to);
          break;
        case WGPEER_A.PRESHARED_KEY:
          entry[1] = keyOrNone(block, from, to);
          break;
        case WGPEER_A.ENDPOINT:
          entry[2] = endpointAt(block, from, to, index);
          break;
        case WGPEER_A.PERSISTENT_KEEPALIVE_INTERVAL:
          need(from, to, 2);
          entry[3] = block.data.getUint16(from, host);
          break;
        case WGPEER_A.LAST_HANDSHAKE_TIME:
          need(from, to, 8);
          hasSpoken = !isZero(block, from, from + 8);
          break;
        case WGPEER_A.ALLOWEDIPS:
          readAllowed(block, from, to, entry[4]);
          break;
      }
      at += align(length);
    }
    if (entry[0] === '') return;
    const last = peers[peers.length - 1];
    // wg_get_device_dumpit: a continuation repeats the peer's public key, with the rest of its allowed IPs.
    if (last?.[0] === entry[0]) for (const network of entry[4]) last[4].push(network);
    else peers.push(entry);
    if (hasSpoken) handshakes.push(entry[0]);
  }

  return {
    started() {
      own = { privateKey: null, port: 0, mark: 0 };
      peers = [];
      handshakes = [];
    },
    read(block, start, end) {
      for (let at = start; at < end; ) {
        const length = lengthAt(block, at, end);
        const [from, to] = [at + ATTRIBUTE_HEADER, at + length];
        switch (idAt(block, at)) {
          case WGDEVICE_A.PRIVATE_KEY:
            own.privateKey = keyOrNone(block, from, to);
            break;
          case WGDEVICE_A.LISTEN_PORT:
            need(from, to, 2);
            own.port = block.data.getUint16(from, host);
            break;
          case WGDEVICE_A.FWMARK:
            need(from, to, 4);
            own.mark = block.data.getUint32(from, host);
            break;
          case WGDEVICE_A.PEERS:
            eachAttribute(block, from, to, (_id, first, last) => readPeer(block, first, last));
            break;
        }
        at += align(length);
      }
    },
    device: () => ({
      attributes: {
        'wireguard.private-key': own.privateKey,
        'wireguard.port': own.port,
        'wireguard.mark': own.mark,
        'wireguard.peers': likeDeclared(inOrderOfKeys(peers.map(withSortedIps)), declared),
      },
      facts: handshakes.length === 0 ? {} : { handshakes: handshakes.sort() },
    }),
  };
}

function readAllowed(block: Block, start: number, end: number, networks: string[]): void {
  eachAttribute(block, start, end, (_id, first, last) => {
    let address = '';
    let length = -1;
    for (let at = first; at < last; ) {
      const size = lengthAt(block, at, last);
      const id = idAt(block, at);
      if (id === WGALLOWEDIP_A.IPADDR)
        address = formatAddress(ip.get(block, at + ATTRIBUTE_HEADER, at + size));
      else if (id === WGALLOWEDIP_A.CIDR_MASK) {
        need(at + ATTRIBUTE_HEADER, at + size, 1);
        length = block.bytes[at + ATTRIBUTE_HEADER] ?? 0;
      }
      at += align(size);
    }
    if (address !== '' && length >= 0) networks.push(`${address}/${length}`);
  });
}

function endpointAt(block: Block, start: number, end: number, index: LinkIndex): string {
  // struct sockaddr_in: family, port and address.
  if (end - start < 8 || block.data.getUint16(start, host) !== AF.INET)
    return endpointIn(endpoint.get(block, start, end), index);
  return endpointText(formatAddress(block.data.getUint32(start + 4)), block.data.getUint16(start + 2));
}

const KEY_BYTES = 32;

function keyIn({ bytes }: Block, start: number, end: number): string {
  need(start, end, KEY_BYTES);
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, KEY_BYTES).toString('base64');
}

/** If there is no key, the kernel sends a key of zeros or none at all. */
const keyOrNone = (block: Block, start: number, end: number): string | null =>
  isZero(block, start, end) ? null : keyIn(block, start, end);

function isZero({ bytes }: Block, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] !== 0) return false;
  return true;
}

function withSortedIps(entry: Entry): Entry {
  if (entry[4].length > 1) entry[4] = [...new Set(entry[4])].sort();
  return entry;
}

/** The entries, with those that are as declared replaced by the declared objects; both lists are sorted by key. */
function likeDeclared(peers: readonly Entry[], declared: Value = null): Value {
  if (!Array.isArray(declared)) return peers;
  const known: readonly Value[] = declared;
  let next = 0;
  let alike = 0;
  const found = peers.map((peer): Value => {
    while (keyOf(known[next]) < peer[0]) next += 1;
    const same = known[next];
    if (same === undefined || !sameValue(same, peer)) return peer;
    alike += 1;
    return same;
  });
  return alike === found.length && alike === known.length ? declared : found;
}

/** The key of an entry. After the last one it is a text that sorts behind all keys. */
const keyOf = (entry: Value | undefined): string =>
  Array.isArray(entry) && typeof entry[0] === 'string' ? entry[0] : '\uffff';
