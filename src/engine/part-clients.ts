import type { Client, Step } from '../model/index.ts';
import { clients } from '../resources/client/client.ts';
import { afterClient } from '../resources/client/effects.ts';
import type { World } from '../resources/world.ts';
import { removeStep } from './steps.ts';
import { type Ownership, reasonToGo, type Target } from './target.ts';

/** Clients that nobody wants any longer end before anything else happens: to give up a lease takes a link that is up. */
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
 * Clients that no step starts anew though their link goes or gets another name: they end before it does. A step that makes
 * one anew ends what there is of it.
 */
export function partClients(world: World): Step[] {
  return [...world.lost].flatMap(([entry, { item, reason }]) => {
    if (item.type !== 'client') return [];
    world.lost.delete(entry);
    return [removeStep<Client>(clients, item, reason)];
  });
}
