import type { Attributes, Link, Step, Value } from '../../model/index.ts';
import { isOfPort } from '../../model/language/masters.ts';
import { masterOf } from '../../resources/link/terms.ts';
import type { World } from '../../resources/world.ts';
import type { LinkContext } from './link-context.ts';
import { sideStep } from './take-change.ts';

/** The steps that release all ports of a master, for an attribute that it can change only without ports. */
export function releasePorts(master: Link, world: World): Step[] {
  return world.links.where(masterOf, master.name).flatMap(([, port]) => {
    return portStep(port, null, `${port.name} leaves ${master.name} for a moment`, world);
  });
}

const PRIMARY = 'bond.primary';

/**
 * The step that takes a primary which is not declared any more from a bond whose ports leave for a moment: the kernel keeps its
 * name, and makes it the primary again when it is a port again, also much later (bond_enslave).
 */
export function forgetPrimary(master: Link, { world, wanted, ownership }: LinkContext): Step[] {
  const { name, attributes } = master;
  if ((attributes[PRIMARY] ?? null) === null) return [];
  const others = ownership.owns(master) ? null : attributes[PRIMARY];
  const shall = { [PRIMARY]: others, ...ownership.earlier(master), ...wanted.get(name)?.attributes };
  if (shall[PRIMARY] === attributes[PRIMARY]) return [];
  return sideStep(master, { [PRIMARY]: null }, 'no longer declared', world);
}

/** The steps that bring back released ports that are not declared; declared ones come back when they are planned. */
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

/** The attributes of a port. The backup port is left out, as that port may not be back yet. */
const ofPort = (attributes: Attributes): Attributes =>
  Object.fromEntries(
    Object.entries(attributes).filter(([name]) => isOfPort(name) && name !== 'bridge-port.backup-port'),
  );
