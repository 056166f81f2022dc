import assert from 'node:assert/strict';
import { identity } from '../../src/engine/objects/identity.ts';
import { type Item, itemsOf, type Snapshot, type Value } from '../../src/model/index.ts';
import { closedFor } from '../../src/resources/mdb/closed.ts';
import { ROOMS } from '../../src/resources/rooms.ts';

export { itemsOf };
export const isAutomatic = (item: Item): boolean => ROOMS[item.type].automatic(item);

/** A snapshot's objects as sorted texts. */
export function canonical(snapshot: Snapshot): unknown[] {
  // Addresses that the kernel makes come and go by themselves.
  const items = itemsOf(snapshot).filter((item) => item.type !== 'address' || !isAutomatic(item));
  const plain: unknown = JSON.parse(JSON.stringify(items));
  assert(Array.isArray(plain));
  return plain.map((item) => JSON.stringify(sorted(item))).sort();
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, sorted(inner)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** All that was there before is there again as it was, and nothing else is, but for what comes and goes by itself. */
export function comparable(before: Snapshot, back: Snapshot, hint: string): void {
  const expected = itemsOf(before).filter((item) => !isAutomatic(item));
  const links = new Map(before.links.map((link) => [link.name, link]));
  const found = new Map(itemsOf(back).map((item) => [identity(item), item]));
  for (const item of expected) {
    const now = found.get(identity(item));
    // The kernel does not add groups to a bridge that is down, which the way back says.
    if (now === undefined && item.type === 'mdb' && closedFor(item, links) !== undefined) continue;
    assert(
      now !== undefined || (item.type === 'link' && item.kind === 'vlan'),
      `${identity(item)} is not back:\n${hint}`,
    );
    if (now === undefined) continue;
    if (item.type !== 'link' || now.type !== 'link') {
      assert.deepEqual(told(now), told(item), hint);
      continue;
    }
    assert.equal(now.kind, item.kind, hint);
    for (const [name, value] of Object.entries(item.attributes)) {
      // The kernel brings VLANs up with their lower device.
      if (item.kind === 'vlan' && name === 'state') continue;
      assert.deepEqual(now.attributes[name] ?? null, value, `${item.name}.${name} after\n${hint}`);
    }
  }
  const known = new Set(itemsOf(before).map(identity));
  const extra = itemsOf(back).filter((item) => !known.has(identity(item)) && !isAutomatic(item));
  assert.deepEqual(extra.map(identity), [], hint);
}

/** Without what the kernel settles by itself. */
function told(item: Item): unknown {
  const {
    secondary: _secondary,
    label: _label,
    ...rest
  } = { secondary: undefined, label: undefined, ...item };
  return rest;
}

/** Fails on anything that JSON does not hold. */
export function assertPlain(value: unknown, path: string): void {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) assertPlain(item, `${path}[${i}]`);
  } else if (typeof value === 'object' && value !== null) {
    assert.equal(Object.getPrototypeOf(value), Object.prototype, path);
    for (const [key, inner] of Object.entries(value)) assertPlain(inner, `${path}.${key}`);
  } else if (typeof value === 'number') {
    assert(Number.isFinite(value), path);
  } else {
    const plain: Value | undefined = value as Value | undefined;
    assert(plain === undefined || plain === null || ['string', 'boolean'].includes(typeof plain), path);
  }
}
