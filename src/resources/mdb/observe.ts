import type { GroupEntry, Link } from '../../model/index.ts';
import {
  AF,
  type Connection,
  formatAddress,
  MDB_FLAGS,
  MDB_STATE,
  type Mdb,
  mdb as message,
  RTM,
  RTPROT,
} from '../../netlink/index.ts';
import type { LinkIndex } from '../room.ts';
import { textOfGroup } from './group-bytes.ts';

/**
 * The permanent entries of the multicast databases of bridges. Left out is what comes by itself: memberships that the
 * bridge has seen, those of this machine, and the ports that get a group from one sender because they get it from all
 * (br_multicast_sg_add_exclude_ports).
 */
export async function observeGroups(
  connection: Connection,
  index: LinkIndex,
  links: readonly Link[],
): Promise<GroupEntry[]> {
  // A VXLAN device has a multicast database as well, with remotes.
  const bridges = new Set(links.flatMap(({ name, kind }) => (kind === 'bridge' ? [name] : [])));
  if (bridges.size === 0) return [];
  const found = await connection.dump({ message, type: RTM.GETMDB, value: { family: AF.BRIDGE } }, (view) => {
    const bridge = index.nameOf(view.ifindex ?? 0);
    return bridge !== undefined && bridges.has(bridge) ? entriesOf(bridge, view.mdb, index) : undefined;
  });
  return found.flat();
}

function entriesOf(bridge: string, database: Mdb['mdb'], index: LinkIndex): GroupEntry[] {
  const shown = (database?.groups ?? []).flatMap(({ entries = [] }) => entries);
  return shown.flatMap((live): GroupEntry[] => {
    const { state, flags = 0, vid = 0, protocol = 0, rtprot, source } = live;
    if (state !== MDB_STATE.PERMANENT || (flags & MDB_FLAGS.STAR_EXCL) !== 0 || rtprot === RTPROT.KERNEL)
      return [];
    const link = index.nameOf(live.index ?? 0);
    const group = live.group && textOfGroup({ protocol, group: live.group });
    if (link === undefined || group === undefined) return [];
    return [
      {
        ...{ type: 'mdb', link, bridge, group },
        source: source === undefined ? null : formatAddress(source),
        vlan: vid === 0 ? null : vid,
      },
    ];
  });
}
