import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { codelTime, codelTimeShown } from '../../../src/model/language/qdiscs/codel-time.ts';
import { qdiscKinds } from '../../../src/model/language/qdiscs/kinds.ts';
import { type Measure, measureText, parseMeasure } from '../../../src/model/language/qdiscs/measure.ts';
import { asList, listOf, type QdiscOptions } from '../../../src/model/language/qdiscs/option.ts';
import {
  isAsDeclared,
  parseQdisc,
  qdiscText,
  withoutDerived,
  withoutUsual,
} from '../../../src/model/language/qdiscs/qdisc.ts';
import { runs } from '../../runs.ts';

const rate: Measure = { measure: 'rate' };
const size: Measure = { measure: 'size' };
const us: Measure = { measure: 'time', unit: 'us' };
const ns: Measure = { measure: 'time', unit: 'ns' };
const percent: Measure = { measure: 'percent' };

const READ: readonly (readonly [string, Measure, number | undefined])[] = [
  ['50Mbit', rate, 6_250_000],
  ['1.5mbit', rate, 187_500],
  ['800', rate, 100],
  ['1kibit', rate, 128],
  ['5MBps', rate, 5_000_000],
  ['72057594037927928', rate, Number.MAX_SAFE_INTEGER],
  ['fast', rate, undefined],
  ['-1Mbit', rate, undefined],
  ['5Kb', size, 5120],
  ['1514', size, 1514],
  ['1514b', size, 1514],
  ['32m', size, 33_554_432],
  ['5ms', us, 5000],
  ['0', us, 0],
  ['5', us, undefined],
  ['1.5 s', us, 1_500_000],
  ['10us', ns, 10_000],
  ['10', { measure: 'time', unit: 's', bare: true }, 10],
  ['100%', percent, 0xffff_ffff],
  ['0.5', percent, 21_474_836],
  ['0x1f', { measure: 'count' }, 31],
  ['-4', { measure: 'count' }, -4],
  ['yes', { measure: 'switch' }, 1],
  ['maybe', { measure: 'switch' }, undefined],
  ['constructor', { measure: 'words', words: { a: 1 } }, undefined],
];
for (const [text, how, value] of READ)
  test(`${text} as a ${how.measure} is ${value ?? 'refused'}`, () => {
    assert.equal(parseMeasure(text, how), value);
  });

test('what is written is the unit that fits, as tc prints it', () => {
  assert.deepEqual(
    [
      measureText(6_250_000, rate),
      measureText(312_500_000, rate),
      measureText(1, rate),
      measureText(33_554_432, size),
      measureText(1514, size),
      measureText(5000, us),
      measureText(10_000_000, us),
      measureText(0, us),
      measureText(0xffff_ffff, percent),
      measureText(21_474_836, percent),
    ],
    ['50Mbit', '2500Mbit', '8bit', '32Mb', '1514b', '5ms', '10s', '0s', '100%', '0.5%'],
  );
});

/** Options whose lists end where the first value is missing. */
function upToHoles(options: QdiscOptions, lists: readonly string[]): QdiscOptions {
  const isOfList = (name: string): boolean => lists.some((list) => name.startsWith(`${list}.`));
  return {
    ...Object.fromEntries(Object.entries(options).filter(([name]) => !isOfList(name))),
    ...Object.assign({}, ...lists.map((list) => asList(list, listOf(list, options)))),
  };
}

test('every discipline is read as it was written', () => {
  const qdiscs = fc.constantFrom(...Object.entries(qdiscKinds())).chain(([kind, { options, lists = {} }]) =>
    fc
      .record(
        Object.fromEntries(
          Object.entries(options).map(([name, { how, least = 0, most = 1 }]) => [
            name,
            how.measure === 'words'
              ? fc.constantFrom(...Object.values(how.words))
              : fc.integer({ min: least, max: Math.min(most, 2 ** 40) }),
          ]),
        ),
        { requiredKeys: [] },
      )
      .map((said) => ({
        kind,
        options: upToHoles(said as Readonly<Record<string, number>>, Object.keys(lists)),
      })),
  );
  fc.assert(
    fc.property(qdiscs, (qdisc) => {
      assert.deepEqual({ ...parseQdisc(qdiscText(qdisc)).options }, { ...qdisc.options });
    }),
    { numRuns: runs(300) },
  );
});

test('what the kernel makes of a time of CoDel is told from what it shows', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000_000 }), (said) => {
      const shown = Math.floor((Math.floor((said * 1000) / 1024) * 1024) / 1000);
      assert.equal(codelTimeShown(shown), codelTime(said));
      assert.equal(codelTime(codelTime(said)), codelTime(said));
    }),
    { numRuns: runs(300) },
  );
  assert.deepEqual([codelTime(5000), codelTimeShown(4999), codelTimeShown(99_999)], [5000, 5000, 100_000]);
});

const isAs = (declared: string, live: string): boolean =>
  isAsDeclared(parseQdisc(declared), parseQdisc(live));

test('an option that is not declared has its default, unless that depends on the device', () => {
  assert.ok(isAs('fq_codel', 'fq_codel quantum 1514b limit 10240'));
  assert.ok(isAs('fq_codel limit 10240', 'fq_codel quantum 1514b'));
  assert.ok(!isAs('fq_codel', 'fq_codel limit 7'));
  assert.ok(!isAs('fq_codel quantum 300b', 'fq_codel quantum 1514b'));
  assert.ok(!isAs('fq_codel', 'fq_codel ce-threshold 1ms'));
  assert.ok(!isAs('fq_codel', 'codel'));
  assert.ok(!isAs('gred', 'gred'));
});

test('the burst of a token bucket is the same within the ticks that the kernel counts', () => {
  assert.ok(isAs('tbf rate 10Gbit burst 100Kb limit 1Mb', 'tbf rate 10Gbit burst 102350b limit 1Mb'));
  assert.ok(!isAs('tbf rate 1Mbit burst 100Kb limit 1Mb', 'tbf rate 1Mbit burst 102350b limit 1Mb'));
});

test('what the kernel chose is left out', () => {
  const live = parseQdisc('fq_codel limit 10240 quantum 1514b memory-limit 1Mb');
  const site = { mtu: 1500, 'transmit-queue-length': 1000 };
  assert.equal(qdiscText(withoutDerived(withoutUsual(live), site)), 'fq_codel memory-limit 1Mb');
  assert.equal(qdiscText(withoutDerived(parseQdisc('pfifo limit 1000'), site)), 'pfifo');
  assert.equal(qdiscText(withoutDerived(parseQdisc('pfifo limit 100'), site)), 'pfifo limit 100');
});
