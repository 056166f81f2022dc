import type { PackedRoutes } from '../../model/index.ts';

/** The members of the key of packed routes, and the hash table. */
type Columns = Pick<PackedRoutes, 'destinations' | 'lengths' | 'tables' | 'metrics' | 'slots'>;

/** Empty slots for this number of routes: a power of two, so that at least half of them stay empty. */
export const slotsFor = (count: number): Uint32Array => new Uint32Array(2 << (32 - Math.clz32(count)));

/** Enters all routes; false if two have the same key. */
export function fillSlots({ destinations, lengths, tables, metrics, slots }: Columns): boolean {
  const last = slots.length - 1;
  // In a single loop for speed: there may be a million.
  for (let number = 0; number < destinations.length; number += 1) {
    const destination = destinations[number] ?? 0;
    const length = lengths[number] ?? 0;
    const table = tables[number] ?? 0;
    const metric = metrics[number] ?? 0;
    let slot = hash(destination, length, table, metric) & last;
    for (let at = slots[slot] ?? 0; at > 0; at = slots[slot] ?? 0) {
      if (
        destinations[at - 1] === destination &&
        lengths[at - 1] === length &&
        tables[at - 1] === table &&
        metrics[at - 1] === metric
      )
        return false;
      slot = (slot + 1) & last;
    }
    slots[slot] = number + 1;
  }
  return true;
}

/** The slot of the route with this key, or the empty slot for it. */
function slotOf(
  { destinations, lengths, tables, metrics, slots }: Columns,
  destination: number,
  length: number,
  table: number,
  metric: number,
): number {
  const last = slots.length - 1;
  let slot = hash(destination, length, table, metric) & last;
  for (;;) {
    const at = (slots[slot] ?? 0) - 1;
    if (
      at < 0 ||
      (destinations[at] === destination &&
        lengths[at] === length &&
        tables[at] === table &&
        metrics[at] === metric)
    )
      return slot;
    slot = (slot + 1) & last;
  }
}

/** The number of the packed route with this key; -1 if there is none. */
export const findPacked = (
  columns: Columns,
  destination: number,
  length: number,
  table: number,
  metric: number,
): number => (columns.slots[slotOf(columns, destination, length, table, metric)] ?? 0) - 1;

/**
 * Mixes the bits, since networks mostly differ in the upper bits of their destination, while the lower ones choose the
 * slot.
 */
function hash(destination: number, length: number, table: number, metric: number): number {
  let mixed = Math.imul(
    destination ^ Math.imul(table + length, 0x85eb_ca6b) ^ Math.imul(metric, 0xc2b2_ae35),
    0x9e37_79b1,
  );
  mixed ^= mixed >>> 16;
  mixed = Math.imul(mixed, 0x85eb_ca6b);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
