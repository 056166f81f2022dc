import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { ROOT } from './cli/harness.ts';

// A folder may only import from folders on lower floors, and nothing from those on its own floor. Nor do files import
// each other in a circle, not even types.

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

test('no files import each other in a circle', () => {
  const below = new Map<string, string[]>();
  for (const { from, to } of importsWithin('src')) below.set(from, [...(below.get(from) ?? []), to]);
  const done = new Set<string>();
  const circleFrom = (file: string, way: readonly string[]): readonly string[] | undefined => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return undefined;
    const circle = below
      .get(file)
      ?.reduce<readonly string[] | undefined>(
        (found, next) => found ?? circleFrom(next, [...way, file]),
        undefined,
      );
    done.add(file);
    return circle;
  };
  for (const file of below.keys()) assert.equal(circleFrom(file, [])?.join(' -> '), undefined);
});

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
