import type { Client, Step } from '../../model/index.ts';
import { clients } from '../../resources/client/client.ts';
import { afterClient } from '../../resources/client/effects.ts';
import type { World } from '../../resources/world.ts';
import { removeStep } from '../objects/steps.ts';
import { type Ownership, reasonToGo, type Target } from '../target/target.ts';

/** Splits off the steps that end clients. These come first, because a lease can only be released while the link is up. */
export function retireClients(target: Target, world: World, ownership: Ownership): Step[] {
  if (world.clients.size === 0) return [];
  const wanted = new Set(target.clients.map(({ item }) => clients.key(item)));
  return [...world.clients].flatMap(([key, item]) => {
    if (wanted.has(key) || !ownership.owns(item)) return [];
    world.clients.delete(key);
    afterClient(world, item);
    return [removeStep<Client>(clients, item, reasonToGo(ownership, item))];
  });
}

/**
 * Steps that end clients whose link is deleted or renamed and that no step starts again. A step that starts a client again ends the old one
 * itself.
 */
export function partClients(world: World): Step[] {
  return [...world.lost].flatMap(([entry, { item, reason }]) => {
    if (item.type !== 'client') return [];
    world.lost.delete(entry);
    return [removeStep<Client>(clients, item, reason)];
  });
}
