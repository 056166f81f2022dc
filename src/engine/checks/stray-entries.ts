import type { ForwardingEntry, Problem } from '../../model/index.ts';
import { fdb } from '../../resources/fdb/fdb.ts';
import type { Wanted } from '../../resources/room.ts';
import type { World } from '../../resources/world.ts';
import type { Target } from '../target/target.ts';

/** The target without entries in the forwarding database of a bridge for links that are not ports: perhaps a link could not join. */
export function withoutStrayEntries(
  target: Target,
  world: World,
): { target: Target; problems: readonly Problem[] } {
  const isStray = ({ item }: Wanted<ForwardingEntry>): boolean => {
    const link = world.links.get(item.link);
    if (link === undefined || item.self || link.kind === 'vxlan') return false;
    return world.links.get(String(link.attributes['master']))?.kind !== 'bridge';
  };
  const strays = target.fdb.filter(isStray);
  if (strays.length === 0) return { target, problems: [] };
  const left = new Set(strays);
  return {
    target: { ...target, fdb: target.fdb.filter((wanted) => !left.has(wanted)) },
    problems: strays.map(({ item, source }) => ({
      code: 'no-port',
      severity: 'error',
      message: `${fdb.name(item)} is left out: ${item.link} is not a port of a bridge`,
      hint: `declare ${item.link} among the "interfaces" of a bridge, and see whether it can join`,
      source,
    })),
  };
}
