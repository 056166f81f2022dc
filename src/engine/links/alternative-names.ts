import {
  type Attributes,
  alternativeNamesOf,
  type Link,
  type Problem,
  type Value,
} from '../../model/index.ts';
import type { Wanted } from '../../resources/room.ts';
import { nameHolder } from '../objects/names.ts';
import type { LinkContext } from './link-context.ts';
import type { Aside } from './step-aside.ts';

const NAME = 'alternative-names';

/**
 * The wanted attributes with the full list of alternative names. Those declared for an adopted link are added to the ones it has
 * from others (udev gives NICs some); a link of ours has only the declared ones, and one that is restored only its earlier ones.
 */
export function withAlternativeNames(
  { item, source }: Wanted<Link>,
  live: Link,
  { ownership, world }: Pick<LinkContext, 'ownership' | 'world'>,
): Attributes {
  const wanted = item.attributes;
  const declared = wanted[NAME];
  if (declared === undefined || ownership.owns(live)) return wanted;
  const others = source === null ? [] : texts(ownership.earlier(live)[NAME] ?? live.attributes[NAME]);
  // A name that another link has by now is left out.
  const free = others.filter((name) => nameHolder(world, name, live.name) === undefined);
  return { ...wanted, [NAME]: [...new Set([...free, ...texts(declared)])].sort() };
}

/** Links that must first give up an alternative name that the wanted link is to have, with the list that remains to them. */
export function namesGivenUp({ item }: Wanted<Link>, context: LinkContext): readonly Aside[] {
  const { world, ownership, wanted } = context;
  return texts(item.attributes[NAME]).flatMap((name) => {
    const holder = world.links
      .where(alternativeNamesOf, name)
      .find(([, { name: own }]) => own !== item.name)?.[1];
    if (holder === undefined) return [];
    const had = texts(holder.attributes[NAME]);
    const others = ownership.owns(holder) ? [] : texts(ownership.earlier(holder)[NAME] ?? had);
    const declared = texts(wanted.get(holder.name)?.attributes[NAME] ?? others);
    if ([...others, ...declared].includes(name)) return [];
    return [{ holder, attributes: { [NAME]: had.filter((other) => other !== name) } }];
  });
}

/** The problem if a wanted alternative name is a name or an alternative name of another link. */
export function alternativeNameTaken(
  { item, source, places }: Wanted<Link>,
  { world }: LinkContext,
): Problem | undefined {
  for (const name of texts(item.attributes[NAME])) {
    const holder = nameHolder(world, name, item.name);
    if (holder === undefined) continue;
    return {
      code: 'name-taken',
      severity: 'error',
      message: `${item.name} cannot have the alternative name ${name}: it belongs to ${holder}; ${item.name} is left as it is`,
      hint: 'choose another one, or take it away there',
      source: places[NAME] ?? source,
    };
  }
  return undefined;
}

const texts = (value: Value | undefined): string[] => (Array.isArray(value) ? value.map(String) : []);
