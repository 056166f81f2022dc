import fc, { type Arbitrary } from 'fast-check';
import { unknown } from '../../src/netlink/codec/attributes.ts';
import { counter } from '../../src/netlink/codec/counter.ts';
import { endpoint } from '../../src/netlink/codec/endpoint.ts';
import type { AnyMessage, Attrs, Choice, Choices, Fields, Shape, Type } from '../../src/netlink/index.ts';
import { inetConf } from '../../src/netlink/route/inet.ts';
import { via } from '../../src/netlink/route/via.ts';
import {
  aead,
  authentication,
  context,
  plainAlgorithm,
  replayEsn,
} from '../../src/netlink/xfrm/algorithms.ts';
import { xfrmFamily } from '../../src/netlink/xfrm/family-struct.ts';

const bytesOf = (minLength: number, maxLength: number): Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength, maxLength });

const hardware = (min: number, max: number): Arbitrary<string> =>
  bytesOf(min, max).map((bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join(':'));

const ipv4 = fc.integer({ min: 0, max: 0xffff_ffff });
const ipv6 = bytesOf(16, 16).map((bytes) => String.fromCharCode(...bytes));
const text = fc.string({ unit: 'grapheme', maxLength: 12 }).map((s) => s.replaceAll('\0', ''));
const word = fc.integer({ min: 0, max: 0xffff_ffff });
const record = (members: Record<string, Arbitrary<unknown>>): Arbitrary<unknown> =>
  fc.record(members, { noNullPrototype: true });
const short = text.filter((s) => Buffer.byteLength(s) < 64);
const named = { name: short, key: bytesOf(0, 40) };
const others = new Map<Type<unknown>, Arbitrary<unknown>>([
  [
    via,
    fc.record(
      { family: fc.integer({ min: 0, max: 0xffff }), address: fc.oneof(ipv4, ipv6) },
      { noNullPrototype: true },
    ),
  ],
  [counter, fc.oneof(ipv4, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }))],
  [
    endpoint,
    fc.oneof(
      fc.record({ address: ipv4, port: fc.integer({ min: 0, max: 0xffff }) }, { noNullPrototype: true }),
      fc.record(
        {
          address: ipv6,
          port: fc.integer({ min: 0, max: 0xffff }),
          flowinfo: fc.integer({ min: 1, max: 0xffff_ffff }),
          scopeId: fc.integer({ min: 1, max: 0xffff_ffff }),
        },
        { requiredKeys: ['address', 'port'], noNullPrototype: true },
      ),
    ),
  ],
  [plainAlgorithm, record(named)],
  [authentication, record({ ...named, truncLen: word })],
  [aead, record({ ...named, icvLen: word })],
  [
    replayEsn,
    record({
      oseq: word,
      seq: word,
      oseqHi: word,
      seqHi: word,
      replayWindow: word,
      bitmap: fc.array(word, { maxLength: 4 }),
    }),
  ],
  [context, record({ alg: fc.nat(255), doi: fc.nat(255), text })],
  [xfrmFamily, fc.constantFrom(0, 10)], // with AF_INET, addresses are numbers
  [inetConf, fc.constant([])], // told as an array and taken as a nest: only emptiness survives
]);

/** Any value that a type has, as the type itself describes it. */
export function anyValue(type: Type<unknown>): Arbitrary<unknown> {
  return others.get(type) ?? anyOfShape(type.shape, type.each !== undefined);
}

function anyOfShape(shape: Shape, repeated: boolean): Arbitrary<unknown> {
  switch (shape.is) {
    case 'integer':
      return fc.integer({ min: shape.min, max: shape.max });
    case 'bigint':
      return fc.bigInt({ min: shape.min, max: shape.max });
    case 'flag':
      return fc.constant(true);
    case 'text':
      return shape.size === undefined ? text : text.filter((s) => Buffer.byteLength(s) < (shape.size ?? 0));
    case 'bytes':
      return bytesOf(0, 24);
    case 'hwaddr':
      return hardware(0, 32);
    case 'fixed':
      return shape.of === 'hwaddr' ? hardware(shape.size, shape.size) : bytesOf(shape.size, shape.size);
    case 'address':
      return shape.version === 4 ? ipv4 : shape.version === 6 ? ipv6 : fc.oneof(ipv4, ipv6);
    case 'struct':
      return fc.record(members(shape.fields), { noNullPrototype: true });
    case 'array':
      if (shape.length !== undefined)
        return fc.array(anyValue(shape.of), { minLength: shape.length, maxLength: shape.length });
      // a repeated attribute that occurs no time is an absent one
      return fc.array(anyValue(shape.of), { minLength: repeated ? 1 : 0, maxLength: 3 });
    case 'attributes':
      return headed(shape.header ?? {}, shape.attrs, shape.choices);
    case 'other':
      throw new TypeError('a type that does not say what its values are');
  }
}

const members = (fields: Fields): Record<string, Arbitrary<unknown>> =>
  Object.fromEntries(Object.entries(fields).map(([key, type]) => [key, anyValue(type)]));

/** Header members all there, as a reader gives them; attributes each there or not; sometimes unknown ones. */
function attributes(header: Fields, attrs: Attrs, family: number, choices: Choices = {}): Arbitrary<object> {
  const selectors = new Set(Object.values(choices).map((choice) => choice.by));
  const known = Object.entries(attrs).filter(([key]) => !selectors.has(key));
  const optional = known.map(([key, [, type]]) => [key, anyValue(type.forFamily?.(family) ?? type)] as const);
  const plain = fc.record(
    { ...members(header), ...Object.fromEntries(optional) },
    { requiredKeys: Object.keys(header), noNullPrototype: true },
  );
  const pairs = Object.entries(choices).map(([key, choice]) => pair(key, choice));
  return fc.tuple(plain, aside, ...pairs).map(([value, unknowns, ...chosen]) => {
    const merged = Object.assign({}, value, ...chosen.map((c) => (c as { value: object }).value));
    const kept = [...unknowns, ...chosen.flatMap((c) => (c as { aside: readonly object[] }).aside)];
    return kept.length === 0 ? merged : { ...merged, [unknown]: kept };
  });
}

const aside = fc.array(
  fc.record(
    { id: fc.integer({ min: 200, max: 0x3fff }), data: bytesOf(0, 9), nested: fc.constant(true as const) },
    {
      requiredKeys: ['id', 'data'],
      noNullPrototype: true,
    },
  ),
  { maxLength: 2 },
);

/** A kind with its data, a kind without, a kind that has no table, or none. */
function pair(
  key: string,
  { id, by, cases }: Choice,
): Arbitrary<{ readonly value: object; readonly aside: readonly object[] }> {
  const known = Object.entries(cases).map(([kind, type]) =>
    fc.option(anyValue(type), { nil: undefined }).map((data) => ({
      value: data === undefined ? { [by]: kind } : { [by]: kind, [key]: data },
      aside: [],
    })),
  );
  const strange = bytesOf(0, 8).map((data) => ({
    value: { [by]: 'strange' },
    aside: [{ id, data, nested: true }],
  }));
  return fc.oneof(...known, strange, fc.constant({ value: {}, aside: [] }));
}

/** Any value of a message's table. */
export const messageValue = ({ header, attrs, options }: AnyMessage): Arbitrary<object> =>
  options.between === undefined
    ? headed(header, attrs)
    : headed(header, attrs).map((value) => lengthOf(value, options.between));

/** No bytes between header and attributes are none, and the header tells how many there are. */
function lengthOf(value: object, between: AnyMessage['options']['between']): object {
  if (between === undefined) return value;
  const { [between.bytes]: bytes, ...rest } = value as Record<string, unknown>;
  const length = bytes instanceof Uint8Array ? bytes.length : 0;
  return { ...rest, [between.length]: length, ...(length > 0 && { [between.bytes]: bytes }) };
}

/** The attributes of some depend on the family in the header. */
function headed(header: Fields, attrs: Attrs, choices?: Choices): Arbitrary<object> {
  if (!('family' in header)) return attributes(header, attrs, 0, choices);
  const families = fc.oneof(fc.constantFrom(0, 2, 7, 10), fc.integer({ min: 0, max: 255 }));
  return families.chain((family) => attributes(header, attrs, family).map((value) => ({ ...value, family })));
}
