import type { Address } from '../../model/index.ts';
import { address as message, parseAddress, type Writer } from '../../netlink/index.ts';
import { addressFields } from './fields.ts';
import { type Places, placesIn } from './places.ts';
import { broadcastNumber } from './subnet.ts';

/** The address that was written last. */
interface Written {
  readonly address: Address;
  /** The index of its link. */
  readonly index: number;
  /** The payload of the message. */
  readonly bytes: Uint8Array;
  /** Offsets in that of what differs between similar addresses; filled in when the first similar one comes. */
  places?: Places;
}

/**
 * Only a cache: what is written is the same without it. One for each run would have to be looked up for each address.
 */
let last: Written | undefined;

/**
 * Writes the same as the message's table would write for an address on the link with this index. If it differs from the
 * previous one only in the address itself, the previous message is copied: there may be thousands.
 */
export function putAddress(w: Writer, a: Address, index: number): void {
  if (last !== undefined && last.index === index && isLike(a, last.address)) {
    const places = last.places ?? placesIn(last.bytes, a.family);
    if (places !== undefined) {
      last.places = places;
      putLike(w, last.bytes, places, a);
      return;
    }
  }
  last = undefined;
  const start = w.at;
  message.put(w, addressFields(a, index));
  if (a.peer === undefined && a.broadcast == null)
    last = { address: a, index, bytes: w.bytes.slice(start, w.at) };
}

function putLike(w: Writer, bytes: Uint8Array, { local, address, broadcast }: Places, a: Address): void {
  const own = parseAddress(a.address);
  const at = w.take(bytes.length);
  w.bytes.set(bytes, at);
  if (typeof own === 'string') {
    putLatin1(w.bytes, at + local, own);
    putLatin1(w.bytes, at + address, own);
    return;
  }
  w.data.setUint32(at + local, own);
  w.data.setUint32(at + address, own);
  if (broadcast !== 0) w.data.setUint32(at + broadcast, broadcastNumber(own, a.prefix));
}

function putLatin1(bytes: Uint8Array, at: number, text: string): void {
  for (let nth = 0; nth < text.length; nth += 1) bytes[at + nth] = text.charCodeAt(nth);
}

/** Whether an address differs from the previous one only in the address itself. */
const isLike = (a: Address, b: Address): boolean =>
  a.family === b.family &&
  a.prefix === b.prefix &&
  a.scope === b.scope &&
  a.label === b.label &&
  a.lifetime === b.lifetime &&
  a.validLifetime === b.validLifetime &&
  a.protocol === b.protocol &&
  a.noDad === b.noDad &&
  a.noPrefixRoute === b.noPrefixRoute &&
  a.otherFlags === b.otherFlags &&
  a.metric === b.metric &&
  a.broadcast === b.broadcast &&
  a.peer === undefined &&
  isOfLoopback(a) === isOfLoopback(b);

const isOfLoopback = ({ address }: Address): boolean => address.startsWith('127.');
