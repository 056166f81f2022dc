import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { ROOT } from './cli/harness.ts';

// A folder may only import from folders on lower floors, and nothing from those on its own floor.

const FLOORS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  src: [['cli'], ['config', 'engine', 'render'], ['resources'], ['inputs'], ['model', 'netlink']],
  'src/engine': [
    ['index.ts'],
    ['run'],
    ['trial'],
    ['way-back'],
    ['guard', 'state', 'status'],
    ['look'],
    ['carry-out', 'plan'],
    ['on-links', 'record'],
    ['checks', 'links'],
    ['target'],
    ['fib', 'objects'],
  ],
};

for (const [folder, floors] of Object.entries(FLOORS)) {
  const floorOf = new Map(floors.flatMap((names, floor) => names.map((name) => [name, floor] as const)));

  test(`everything in ${folder} has a floor`, () => {
    assert.deepEqual(readdirSync(join(ROOT, folder)).sort(), [...floorOf.keys()].sort());
  });

  test(`within ${folder}, imports point downwards only`, () => {
    const upwards = importsWithin(folder).filter(({ from, to }) => {
      const [above, below] = [roomOf(from), roomOf(to)];
      return above !== below && (floorOf.get(above) ?? 0) >= (floorOf.get(below) ?? 0);
    });
    assert.deepEqual(upwards, []);
  });
}

const roomOf = (path: string): string => path.split('/')[0] ?? '';

/** From and to what file of the folder, their places in it. */
function importsWithin(folder: string): { readonly from: string; readonly to: string }[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((from) =>
      [...readFileSync(join(ROOT, folder, from), 'utf8').matchAll(/(?:from|import\() ?'(\.[^']+)'/g)]
        .map(([, to = '']) => ({ from, to: normalize(join(dirname(from), to)) }))
        .filter(({ to }) => !to.startsWith('..')),
    );
}
