import type { Address } from '../../model/index.ts';
import type { Difference } from '../room.ts';

type Lifetime = NonNullable<Address['lifetime']>;

/** A lifetime that ends is as wanted while no more is left of it: it would have to be set again in each run otherwise. */
const isAsWanted = (wanted: Lifetime, live: Lifetime): boolean =>
  wanted === 'forever' || wanted === 0 ? live === wanted : live !== 'forever' && live <= wanted;

/** What is to be changed of the lifetimes of an address, which is done in place. */
export function lifetimeDifferences(wanted: Address, live: Address): Difference[] {
  const { lifetime, validLifetime } = wanted;
  // Of an address of others only that it ends is known.
  if (live.dynamic === true && wanted.dynamic !== true) {
    const isToEnd = lifetime === undefined || validLifetime !== undefined;
    return isToEnd ? [] : [{ attribute: 'lifetime', before: 'limited', after: lifetime, how: 'live' }];
  }
  if (lifetime === undefined) return [];
  const preferred = difference('lifetime', lifetime, live.lifetime ?? 'forever');
  // Of an address that others had set, and that is to end, the end is not known.
  const valid =
    wanted.dynamic === true
      ? NONE
      : difference('valid-lifetime', validLifetime ?? 'forever', live.validLifetime ?? 'forever');
  // Both are set together.
  return [valid, preferred].some(isLonger) ? [valid, preferred].filter(isOther) : [];
}

interface Lifetimes extends Difference {
  readonly before: Lifetime;
  readonly after: Lifetime;
}

const difference = (attribute: string, after: Lifetime, before: Lifetime): Lifetimes => ({
  ...{ attribute, before, after, how: 'live' },
});

const NONE = difference('valid-lifetime', 'forever', 'forever');

const isLonger = ({ before, after }: Lifetimes): boolean => !isAsWanted(after, before);

const isOther = ({ before, after }: Lifetimes): boolean => before !== after;
