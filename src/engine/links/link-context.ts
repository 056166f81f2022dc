import type { Link, Problem, Step } from '../../model/index.ts';
import type { Machine } from '../../model/machine.ts';
import { once } from '../../model/once.ts';
import { addresses } from '../../resources/address/address.ts';
import type { World } from '../../resources/world.ts';
import type { Ownership, Target } from '../target/target.ts';

export interface LinkPlanOptions {
  /** Whether links may be deleted and created again even if that destroys what is not declared. */
  readonly allowRecreate: boolean;
  /** Whether addresses with a failed duplicate address detection are left as they are: this run has already tried them again. */
  readonly leaveDuplicates?: boolean;
  /** The machine whose state is planned; absent if it is not this one. */
  readonly machine?: Machine;
}

/** What is needed to plan a link. */
export interface LinkContext extends LinkPlanOptions {
  readonly world: World;
  readonly ownership: Ownership;
  /** The links before any step. */
  readonly before: ReadonlyMap<string, Link>;
  /** Names of the links that are declared or to be restored. */
  readonly declared: ReadonlySet<string>;
  /** The wanted links by name. */
  readonly wanted: ReadonlyMap<string, Link>;
  /** Keys of the declared addresses; computed on the first call. */
  readonly declaredAddresses: () => ReadonlySet<string>;
  /** The declared addresses on links that are there or declared, without their prefix lengths; computed on the first call. */
  readonly declaredTexts: () => ReadonlySet<string>;
}

/** The context for planning the links of a target, before any step. */
export function linkContext(
  { links, addresses: all }: Target,
  world: World,
  ownership: Ownership,
  options: LinkPlanOptions,
): LinkContext {
  const wanted = new Map(links.map(({ item }) => [item.name, item]));
  const isOnLink = ({ item: { link } }: (typeof all)[number]): boolean =>
    wanted.has(link) || world.links.has(link);
  return {
    world,
    ownership,
    before: new Map(world.links),
    declared: new Set(wanted.keys()),
    wanted,
    declaredAddresses: once(() => new Set(all.map(({ item }) => addresses.key(item)))),
    declaredTexts: once(() => new Set(all.filter(isOnLink).map(({ item }) => item.address))),
    ...options,
  };
}

/** The steps for a link in their order, or the problem that prevents them. */
export type LinkOutcome = readonly (Step | Problem)[];
