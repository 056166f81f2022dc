import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { IndexedMap } from '../../src/resources/indexed-map.ts';
import { lose, lostKey, nthKey, snapshotOf, worldOf } from '../../src/resources/world.ts';
import { machine as machines } from '../engine/live-machine.ts';
import { liveRoute, machine, nic, rule } from '../engine/samples.ts';

test('A world stands for the snapshot it was made of', () => {
  fc.assert(fc.property(machines, (snapshot) => assert.deepEqual(snapshotOf(worldOf(snapshot)), snapshot)));
});

test('Objects that share a key are told apart by a number', () => {
  const twins = [
    liveRoute('10.0.0.0/8', 'eth0'),
    liveRoute('10.0.0.0/8', 'eth1'),
    liveRoute('10.0.0.0/8', 'eth2'),
  ];
  const world = worldOf(
    machine({
      routes: twins,
      rules: [rule('10.0.0.0/8', { protocol: 3 }), rule('10.0.0.0/8', { protocol: 78 })],
    }),
  );
  const key = '10.0.0.0/8 table 254 metric 0';
  assert.deepEqual([...world.routes.keys()], [key, nthKey(key, 2), nthKey(key, 3)]);
  assert.equal(world.rules.size, 2);
});

test('Many objects with one key are no trouble', () => {
  const routes = Array.from({ length: 20_000 }, (_, i) => liveRoute('fe80::/64', `eth${i}`, { protocol: 2 }));
  assert.equal(worldOf(machine({ routes })).routes.size, 20_000);
});

test('What is lost is noted with its key, and the first loss counts', () => {
  const world = worldOf(machine({ links: [nic('eth0')] }));
  lose(world, world.links, 'eth0', 'first');
  lose(world, world.links, 'eth0', 'second');
  assert.deepEqual(world.lost.get(lostKey('link', 'eth0')), {
    item: nic('eth0'),
    key: 'eth0',
    reason: 'first',
  });
  assert.equal(world.links.size, 0);
});

/** A word's letters are its terms. */
const letters = (word: string): string[] => [...word];
const length = (word: string): string[] => [String(word.length)];

test('An indexed map finds what a walk through it would find, whatever happened to it before', () => {
  const key = fc.constantFrom('1', '2', '3', '4');
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 3 });
  const action = fc.oneof(
    fc.record({ set: key, word }),
    fc.record({ remove: key }),
    fc.record({ ask: fc.constantFrom('a', 'b', 'c') }),
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
      const map = new IndexedMap<string>();
      for (const a of actions) {
        if ('set' in a) map.set(a.set, a.word);
        else if ('remove' in a) map.delete(a.remove);
        else {
          const walked = [...map].filter(([, item]) => item.includes(a.ask));
          assert.deepEqual(map.where(letters, a.ask).sort(), walked.sort());
          assert.deepEqual(
            map.where(length, '2').sort(),
            [...map].filter(([, item]) => item.length === 2).sort(),
          );
        }
      }
    }),
  );
});

test('An indexed map knows what it was asked for, of each kind of terms', () => {
  const map = new IndexedMap<string>();
  assert.deepEqual([...map.asked(letters)], []);
  map.where(letters, 'a');
  map.where(letters, 'b');
  map.where(length, '1');
  assert.deepEqual([...map.asked(letters)], ['a', 'b']);
  assert.deepEqual([...map.asked(length)], ['1']);
});
