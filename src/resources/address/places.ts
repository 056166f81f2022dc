import type { Address } from '../../model/index.ts';
import { attributesIn } from '../nested-attributes.ts';
import { ADDRESS, BROADCAST, CACHEINFO, HEADER, LOCAL } from './layout.ts';

/** Offsets, from the start of an address message, of what differs from address to address; 0: not there. */
export interface Places {
  readonly address: number;
  readonly local: number;
  readonly broadcast: number;
  readonly cacheinfo: number;
}

const NAMES: Readonly<Record<number, keyof Places>> = {
  [ADDRESS]: 'address',
  [LOCAL]: 'local',
  [BROADCAST]: 'broadcast',
  [CACHEINFO]: 'cacheinfo',
};

/** Finds these offsets; undefined if one of the attributes occurs twice or has an unexpected length. */
export function placesIn(message: Uint8Array, family: Address['family']): Places | undefined {
  const own = family === 4 ? 4 : 16;
  const lengths: Places = { address: own, local: own, broadcast: 4, cacheinfo: 16 };
  const places = { address: 0, local: 0, broadcast: 0, cacheinfo: 0 };
  for (const { id, data } of attributesIn(message.subarray(HEADER))) {
    const name = NAMES[id];
    if (name === undefined) continue;
    if (places[name] !== 0 || data.length !== lengths[name]) return undefined;
    places[name] = data.byteOffset - message.byteOffset;
  }
  return places;
}
