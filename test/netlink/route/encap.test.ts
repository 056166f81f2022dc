import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  encapsulate,
  encapsulation,
  LWTUNNEL_ENCAP,
  NetlinkDecodeError,
  parseAddress,
  SEG6_MODE,
} from '../../../src/netlink/index.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test('the innermost of MPLS labels is marked', () => {
  const made = encapsulate({ kind: 'mpls', options: { dst: [100, 0xfffff] } });
  assert.deepEqual([made.encapType, hex(made.encap)], [LWTUNNEL_ENCAP.MPLS, '0c00010000064000fffff100']);
  assert.deepEqual(encapsulation(made), { kind: 'mpls', options: { dst: [100, 0xfffff] } });
});

test('a label of more than 20 bits is refused', () => {
  assert.throws(() => encapsulate({ kind: 'mpls', options: { dst: [1 << 20] } }), RangeError);
});

const segment = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => String.fromCharCode(...bytes));

test('segments come back in the order in which they are passed, whatever the mode', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.values(SEG6_MODE)),
      fc.array(segment, { minLength: 1, maxLength: 8 }),
      (mode, segments) => {
        const srh = { mode, segments, flags: 0, tag: 7 };
        const made = encapsulate({ kind: 'seg6', options: { srh } });
        assert.deepEqual(encapsulation(made), { kind: 'seg6', options: { srh } });
      },
    ),
  );
});

test('the header has the segments in reverse order, and tells how many are left', () => {
  const segments = ['fc00::1', 'fc00::2'].map((text) => String(parseAddress(text)));
  const { encap } = encapsulate({ kind: 'seg6', options: { srh: { mode: SEG6_MODE.ENCAP, segments } } });
  assert.equal(
    hex(encap),
    `30000100${'01000000'}${'0004040101000000'}${'fc000000000000000000000000000002'}${'fc000000000000000000000000000001'}`,
  );
});

test('random bytes of any kind are read or refused', () => {
  fc.assert(
    fc.property(fc.nat(12), fc.uint8Array({ maxLength: 80 }), (encapType, encap) => {
      try {
        encapsulation({ encapType, encap });
      } catch (error) {
        assert.ok(error instanceof NetlinkDecodeError);
      }
    }),
  );
});

test('a kind that is not known, or no encapsulation, is undefined', () => {
  assert.equal(encapsulation({ encapType: 99, encap: Uint8Array.of(4, 0, 1, 0) }), undefined);
  assert.equal(encapsulation({}), undefined);
});
