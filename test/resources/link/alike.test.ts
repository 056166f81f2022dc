import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Block, link as message, Writer } from '../../../src/netlink/index.ts';
import { linkIndex } from '../../../src/resources/link/index-table.ts';
import { type LinkMessage, readLinks } from '../../../src/resources/link/observe.ts';
import { messageValue } from '../../netlink/arbitrary.ts';

const HEADER = 16;

/** Bytes that are other ones in a message: where, and what. */
type Changes = readonly (readonly [at: number, byte: number])[];

const changes: fc.Arbitrary<Changes> = fc.array(
  fc.tuple(fc.nat(600), fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 255 }))),
  { maxLength: 3 },
);

function encoded(value: object): Uint8Array {
  const w = new Writer(64);
  message.write(w, 16, 0, 1, value);
  return w.bytes.slice(HEADER, w.at);
}

function changed(bytes: Uint8Array, by: Changes): Uint8Array {
  const copy = bytes.slice();
  for (const [at, byte] of by) if (at < copy.length) copy[at] = byte;
  return copy;
}

const index = linkIndex([1, 2, 3, 4].map((n) => [`link${n}`, n]));

/** What is read of a message for itself; undefined: it is not sound. */
function singly(told: LinkMessage): object | undefined {
  try {
    return readLinks([told], index)[0];
  } catch {
    return undefined;
  }
}

test('Links that are read in company of links like them are as if each were read for itself', () => {
  let alike = 0;
  const one = fc.tuple(messageValue(message), fc.array(changes, { minLength: 12, maxLength: 20 }));
  fc.assert(
    fc.property(fc.array(one, { minLength: 3, maxLength: 4 }), (sorts) => {
      const messages = sorts.flatMap(([value, all]) => {
        const bytes = encoded(value);
        return all.map(
          (by, i): LinkMessage => ({
            index: i + 1,
            name: `link${i}`,
            bytes: new Block(changed(bytes, by)),
          }),
        );
      });
      const sound = messages.flatMap((told) => {
        const link = singly(told);
        return link === undefined ? [] : [{ told, link }];
      });
      if (sound.length < 32) return;
      alike += 1;
      assert.deepEqual(
        readLinks(
          sound.map(({ told }) => told),
          index,
        ),
        sound.map(({ link }) => link),
      );
    }),
    { numRuns: 25 },
  );
  assert.ok(alike > 5, `only ${alike} of the tries had many links`);
});

test('Links that differ in their names and in few values are each as their message says', () => {
  const messages = Array.from({ length: 100 }, (_, i): LinkMessage => {
    const value = {
      index: i + 1,
      flags: i % 3 === 0 ? 1 : 0,
      name: `v${i}`,
      mtu: 1500 - (i % 2),
      master: i % 5 === 0 ? 2 : 3,
      altNames: [`a${i % 10}`],
      afSpec: { inet6: { addrGenMode: i % 2 } },
      linkinfo: { kind: 'vlan', data: { id: i + 1 } },
    } as const;
    return { index: i + 1, name: value.name, bytes: new Block(encoded(value)) };
  });
  readLinks(messages, index).forEach(({ name, attributes }, i) => {
    assert.equal(name, `v${i}`);
    assert.equal(attributes['state'], i % 3 === 0 ? 'up' : 'down');
    assert.equal(attributes['mtu'], 1500 - (i % 2));
    assert.equal(attributes['master'], i % 5 === 0 ? 'link2' : 'link3');
    assert.deepEqual(attributes['alternative-names'], [`a${i % 10}`]);
    assert.equal(attributes['ipv6-address-generation'], i % 2 === 0 ? 'eui64' : 'none');
    assert.equal(attributes['vlan.id'], i + 1);
  });
});
