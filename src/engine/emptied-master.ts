import type { Attributes, Link, Step, Value } from '../model/index.ts';
import { isOfPort } from '../model/language/masters.ts';
import { masterOf } from '../resources/link/terms.ts';
import type { World } from '../resources/world.ts';
import type { LinkContext } from './link-context.ts';
import { sideStep } from './take-change.ts';

/** Ports leave a master that can change an attribute only without them. */
export function releasePorts(master: Link, world: World): Step[] {
  return world.links.where(masterOf, master.name).flatMap(([, port]) => {
    return portStep(port, null, `${port.name} leaves ${master.name} for a moment`, world);
  });
}

/** Ports that nobody declares come back; declared ones do when it is their turn. */
export function takePortsBack(released: readonly Step[], { world, declared }: LinkContext): Step[] {
  return released.flatMap(({ before }) => {
    if (before?.type !== 'link' || declared.has(before.name)) return [];
    const port = world.links.get(before.name);
    if (port === undefined) return [];
    const { master = null } = before.attributes;
    return portStep(port, master, `${port.name} comes back`, world, before.attributes);
  });
}

function portStep(port: Link, master: Value, reason: string, world: World, was: Attributes = {}): Step[] {
  const { state = port.attributes['state'] ?? 'up' } = was;
  return sideStep(port, { ...ofPort(was), master, state }, reason, world);
}

/** What a port has of its master, but for the name of another one that may not be back yet. */
const ofPort = (attributes: Attributes): Attributes =>
  Object.fromEntries(
    Object.entries(attributes).filter(([name]) => isOfPort(name) && name !== 'bridge-port.backup-port'),
  );
