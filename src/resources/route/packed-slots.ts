import type { PackedRoutes } from '../../model/index.ts';

/** What tells packed routes apart, and where each is. */
type Columns = Pick<PackedRoutes, 'destinations' | 'lengths' | 'tables' | 'metrics' | 'slots'>;

/** Empty slots for so many routes: a power of two of them, at least half of which stay empty. */
export const slotsFor = (count: number): Uint32Array => new Uint32Array(2 << (32 - Math.clz32(count)));

/** Enters all routes; false where two are in one place. */
export function fillSlots({ destinations, lengths, tables, metrics, slots }: Columns): boolean {
  const last = slots.length - 1;
  // All in one loop: there may be a million.
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

/** The slot of the route that these tell, or the empty one that is its place. */
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

/** The number of the packed route that these tell; -1 for none. */
export const findPacked = (
  columns: Columns,
  destination: number,
  length: number,
  table: number,
  metric: number,
): number => (columns.slots[slotOf(columns, destination, length, table, metric)] ?? 0) - 1;

/** Networks differ in the upper bits of their destination, mostly; the lower ones choose the slot. */
function hash(destination: number, length: number, table: number, metric: number): number {
  let mixed = Math.imul(
    destination ^ Math.imul(table + length, 0x85eb_ca6b) ^ Math.imul(metric, 0xc2b2_ae35),
    0x9e37_79b1,
  );
  mixed ^= mixed >>> 16;
  mixed = Math.imul(mixed, 0x85eb_ca6b);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
