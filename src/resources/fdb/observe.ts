import type { ForwardingEntry, Link } from '../../model/index.ts';
import {
  AF,
  type Connection,
  formatAddress,
  neighbour as message,
  NTF,
  NUD,
  RTM,
  type Value,
} from '../../netlink/index.ts';
import type { LinkIndex } from '../room.ts';
import { isFirstRemote, isRemoteOfVni } from './own-remotes.ts';

type Live = Readonly<Value<typeof message>>;
type ByName = ReadonlyMap<string, Link>;

/**
 * The entries that somebody put into the forwarding databases of bridges and VXLAN devices. Left out are entries that
 * exist by themselves: learned ones, and those of daemons (EXT_LEARNED); the addresses on which every device receives
 * (`self` on anything but a VXLAN device); and the MACs of a bridge and its ports. The entry for the remote with which
 * a VXLAN device was made is included, marked as implied.
 */
export async function observeForwarding(
  connection: Connection,
  index: LinkIndex,
  links: readonly Link[],
): Promise<ForwardingEntry[]> {
  const byName: ByName = new Map(links.map((link) => [link.name, link]));
  const found = await connection.dump({ message, type: RTM.GETNEIGH, value: { family: AF.BRIDGE } }, (view) =>
    read(view, index, byName),
  );
  const plain = new Set(found.flatMap((e) => (e.vlan === null ? [`${e.link} ${e.macaddress}`] : [])));
  return found.map((entry) =>
    entry.vlan !== null && plain.has(`${entry.link} ${entry.macaddress}`)
      ? { ...entry, implied: true }
      : entry,
  );
}

function read(live: Live, index: LinkIndex, links: ByName): ForwardingEntry | undefined {
  const { state = 0, flags = 0, lladdr, master } = live;
  if ((state & (NUD.PERMANENT | NUD.NOARP)) === 0 || (flags & NTF.EXT_LEARNED) !== 0) return undefined;
  const link = links.get(index.nameOf(live.index ?? 0) ?? '');
  if (link === undefined || lladdr === undefined) return undefined;
  const base = { type: 'fdb', link: link.name, macaddress: lladdr, ...NOTHING } as const;
  if (master !== undefined) {
    const local = (state & NUD.PERMANENT) !== 0;
    const bridge = links.get(index.nameOf(master) ?? '');
    if (local && (lladdr === macOf(link) || lladdr === macOf(bridge))) return undefined;
    const sticky = (flags & NTF.STICKY) !== 0;
    return { ...base, self: live.index === master, vlan: live.vlan ?? null, local, sticky };
  }
  if (link.kind !== 'vxlan' || (flags & NTF.SELF) === 0 || live.dst === undefined) return undefined;
  const entry: ForwardingEntry = {
    ...base,
    self: true,
    via: formatAddress(live.dst),
    port: live.port ?? null,
    vni: live.vni ?? null,
    sourceVni: live.srcVni ?? null,
    out: live.ifindex === undefined ? null : (index.nameOf(live.ifindex) ?? `#${live.ifindex}`),
  };
  if (isRemoteOfVni(entry, link)) return undefined;
  return isFirstRemote(entry, link) ? { ...entry, implied: true } : entry;
}

const NOTHING = {
  vlan: null,
  local: false,
  sticky: false,
  via: null,
  port: null,
  vni: null,
  sourceVni: null,
  out: null,
} as const;

const macOf = (link: Link | undefined): unknown => link?.attributes['macaddress'];
