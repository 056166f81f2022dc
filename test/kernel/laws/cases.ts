import fc from 'fast-check';
import { maybe } from '../../engine/machine.ts';
import { type Case, declarationOf, type Sections } from './case.ts';
import { drawConfiguration, drawNames } from './draw-configuration.ts';
import { drawLeftovers } from './draw-leftovers.ts';
import { withQdiscs } from './draw-qdiscs.ts';

/**
 * Cases of some kinds of links. They shrink by parts: a configuration, a device, a key, a line of the leftovers goes,
 * as long as the language allows what is left. (A shorter tape of random numbers would be another case altogether.)
 */
export const casesOf = (kinds: readonly string[]): fc.Arbitrary<Case> => new Cases(kinds);

class Cases extends fc.Arbitrary<Case> {
  readonly kinds: readonly string[];

  constructor(kinds: readonly string[]) {
    super();
    this.kinds = kinds;
  }

  override generate(random: fc.Random): fc.Value<Case> {
    for (;;) {
      const made = draw((limit) => random.nextInt(0, limit - 1), this.kinds);
      if (isValid(made)) return new fc.Value(made, undefined);
    }
  }

  override canShrinkWithoutContext(_: unknown): _ is Case {
    return true;
  }

  override shrink(value: Case): fc.Stream<fc.Value<Case>> {
    return new fc.Stream(smaller(value)).map((less) => new fc.Value(less, undefined));
  }
}

function draw(random: (limit: number) => number, kinds: readonly string[]): Case {
  const names = drawNames(random, kinds);
  const drawn: Case = {
    leftovers: drawLeftovers(random, names, kinds),
    first: drawConfiguration(random, names, kinds),
    second: drawConfiguration(random, names, kinds),
    allowRecreate: maybe(random),
    rolledBack: maybe(random, 60) ? 'second' : 'first',
  };
  // Last, so that the rest of a case is what it was before there were any.
  return { ...drawn, first: withQdiscs(random, drawn.first), second: withQdiscs(random, drawn.second) };
}

const isValid = ({ first, second }: Case): boolean => isAccepted(first) && isAccepted(second);

const isAccepted = (sections: Sections): boolean => declarationOf(sections) !== undefined;

function* smaller(value: Case): Generator<Case> {
  if (Object.keys(value.first).length > 0) yield { ...value, first: {} };
  if (Object.keys(value.second).length > 0) yield { ...value, second: {} };
  for (const leftovers of fewer(value.leftovers)) yield { ...value, leftovers };
  for (const first of withoutParts(value.first)) {
    const less = { ...value, first };
    if (isAccepted(first)) yield less;
  }
  for (const second of withoutParts(value.second)) {
    const less = { ...value, second };
    if (isAccepted(second)) yield less;
  }
}

/** Half of them, then all but one. */
function* fewer<T>(items: readonly T[]): Generator<readonly T[]> {
  const half = items.length >> 1;
  if (half > 1) {
    yield items.slice(half);
    yield items.slice(0, half);
  }
  for (let i = 0; i < items.length; i++) yield items.filter((_, at) => at !== i);
}

/** A tree without one of its branches, the large ones first. */
function* withoutParts(tree: Sections): Generator<Sections> {
  for (let depth = 1; depth <= 5; depth++) yield* withoutAt(tree, depth) as Generator<Sections>;
}

function* withoutAt(tree: unknown, depth: number): Generator<unknown> {
  if (Array.isArray(tree)) {
    for (const [i, item] of tree.entries()) {
      if (depth === 1) yield tree.filter((_, at) => at !== i);
      else for (const less of withoutAt(item, depth - 1)) yield tree.with(i, less);
    }
  } else if (typeof tree === 'object' && tree !== null) {
    for (const [key, value] of Object.entries(tree)) {
      const { [key]: _, ...rest } = tree as Record<string, unknown>;
      if (depth === 1) yield rest;
      else for (const less of withoutAt(value, depth - 1)) yield { ...tree, [key]: less };
    }
  }
}
