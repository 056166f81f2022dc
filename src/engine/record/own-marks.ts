import type { Snapshot } from '../../model/index.ts';
import { once } from '../../model/once.ts';
import { addresses } from '../../resources/address/address.ts';
import { OUR_PROTOCOL } from '../../resources/mark.ts';
import type { StateRecord } from './record.ts';

/** The live state with our mark on the addresses that are ours by the record. Kernels before 5.18 do not keep it (IFA_PROTO). */
export function withOwnMarks(snapshot: Snapshot, record: StateRecord): Snapshot {
  if (record.addresses.length === 0) return snapshot;
  const listed = once(() => new Set(record.addresses));
  const isOurs = (address: Snapshot['addresses'][number]): boolean =>
    (address.protocol ?? 0) === 0 && listed().has(addresses.key(address));
  if (!snapshot.addresses.some(isOurs)) return snapshot;
  const marked = snapshot.addresses.map((one) => (isOurs(one) ? { ...one, protocol: OUR_PROTOCOL } : one));
  return { ...snapshot, addresses: marked };
}
