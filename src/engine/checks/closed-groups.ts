import type { GroupEntry, Problem } from '../../model/index.ts';
import { closedFor, isPlaced } from '../../resources/mdb/closed.ts';
import { mdb } from '../../resources/mdb/mdb.ts';
import type { Wanted } from '../../resources/room.ts';
import type { World } from '../../resources/world.ts';
import type { Target } from '../target/target.ts';

/**
 * The target without entries that a bridge's multicast database cannot get: their link is not a port of the bridge, or
 * the kernel accepts none at present. Those that are there already stay.
 */
export function withoutClosedGroups(
  target: Target,
  world: World,
): { target: Target; problems: readonly Problem[] } {
  const found = target.mdb.map((wanted) => ({ wanted, problem: problemOf(wanted, world) }));
  const problems = found.flatMap(({ problem }) => problem ?? []);
  if (problems.length === 0) return { target, problems };
  const left = found.filter(({ problem }) => problem === undefined).map(({ wanted }) => wanted);
  return { target: { ...target, mdb: left }, problems };
}

function problemOf({ item, source }: Wanted<GroupEntry>, world: World): Problem | undefined {
  // There is a problem about the link then.
  if (!world.links.has(item.link)) return undefined;
  const name = mdb.name(item);
  if (item.link !== item.bridge && !isPlaced(item, world.links)) {
    return {
      ...{ code: 'no-port', severity: 'error', source },
      message: `${name} is left out: ${item.link} is not a port of ${item.bridge}`,
      hint: `see whether ${item.link} can join ${item.bridge}`,
    };
  }
  const closed = closedFor(item, world.links);
  if (closed === undefined || (closed.why !== 'vlans' && world.mdb.has(mdb.key(item)))) return undefined;
  if (closed.why === 'down')
    return {
      ...{ code: 'link-down', severity: 'warning', source },
      message: `${name} waits until ${item.bridge} is up`,
    };
  return {
    ...{ code: 'no-database', severity: 'error', source },
    message: `${name} is left out: ${closed.text}`,
    ...(closed.why === 'vlans' && { hint: 'say which "vlan" it is for' }),
  };
}
