import type { Address, Declared, Item, Link, OnLink, Route } from '../../model/index.ts';
import { OUR_PROTOCOL } from '../../resources/mark.ts';
import type { Wanted } from '../../resources/room.ts';

export function onLink<T extends Address | OnLink | Route>(declared: Declared<T>, link: string): Wanted<T> {
  return wanted(declared, link === declared.item.link ? declared.item : { ...declared.item, link });
}

const NO_PLACES = {};

/** The wanted object with our mark, by which it is recognised as ours later. */
export function wanted<T extends Exclude<Item, Link>>(declared: Declared<T>, item: T): Wanted<T> {
  return {
    // The default comes first: a member after a spread gives each object a hidden class of its own, which stays slow to read.
    item: { protocol: OUR_PROTOCOL, ...item },
    source: declared.source,
    places: declared.places ?? NO_PLACES,
  };
}
