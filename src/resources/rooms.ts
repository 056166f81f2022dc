import type { Item, ItemOf, ItemType } from '../model/index.ts';
import { addresses } from './address/address.ts';
import { clients } from './client/client.ts';
import { fdb } from './fdb/fdb.ts';
import { fouPorts } from './fou/fou.ts';
import { labels } from './label/label.ts';
import { links } from './link/link.ts';
import { mdb } from './mdb/mdb.ts';
import { neighbors } from './neighbor/neighbor.ts';
import { resolvers } from './resolver/resolver.ts';
import type { Room } from './room.ts';
import { routes } from './route/route.ts';
import { rules } from './rule/rule.ts';

const ROOM_OF: { readonly [T in ItemType]: Room<ItemOf[T]> } = {
  link: links,
  address: addresses,
  neighbor: neighbors,
  fdb,
  mdb,
  resolver: resolvers,
  client: clients,
  route: routes,
  rule: rules,
  fou: fouPorts,
  label: labels,
};

/** The room of each type. Every object must be passed to the room of its own type only. */
export const ROOMS: Readonly<Record<ItemType, Omit<Room<Item>, 'type'>>> = ROOM_OF;
