import type { Attributes, Link, Value } from '../../../model/index.ts';
import {
  createTun,
  type kinds,
  NetlinkError,
  type Of,
  setTun,
  type TunOptions,
} from '../../../netlink/index.ts';
import type { ChangeClass, Kernel, LinkIndex, Order } from '../../room.ts';
import { type AttributeTable, type LinkAttribute, rows } from '../attribute.ts';
import { holdersOf } from '../held-tun.ts';
import { type LinkKind, linkKind } from '../kind.ts';

type TunData = Of<(typeof kinds)['tun']>;
const row = rows<TunData>();

/** rtnetlink reports these devices, but neither makes nor changes them: `write` is never used. */
const told = (attribute: LinkAttribute<TunData>): LinkAttribute<TunData> => ({
  ...attribute,
  write: () => ({}),
});

/** TUNSETOWNER and TUNSETGROUP cannot unset the account. */
const account = (key: 'owner' | 'group'): LinkAttribute<TunData> => ({
  how: (_before: Value | undefined, after: Value): ChangeClass => (after === null ? 'create' : 'live'),
  read: (wire) => wire[key] ?? null,
  write: () => ({}),
});

/** tun_set_iff refuses to attach to a device of another type, or with another kind of queues. */
const table: AttributeTable<TunData> = {
  'tun.mode': told(row.choice('type', { tun: 1, tap: 2 }, 'create')),
  'tun.multi-queue': told(row.boolean('multiQueue', 'create')),
  'tun.owner': account('owner'),
  'tun.group': account('group'),
  'tun.packet-information': told(row.boolean('pi', 'live')),
  'tun.vnet-header': told(row.boolean('vnetHdr', 'live')),
  'tun.persistent': told(row.boolean('persist', 'live')),
};

/** Network devices whose other end is a process: IP packets (tun) or Ethernet frames (tap). */
export const tun: LinkKind = linkKind<TunData>('tun', () => table, {
  make(link: Link, links: LinkIndex): Order[] {
    const index = links.reserve(link.name);
    return [
      {
        makes: true,
        text: `TUNSETIFF ${link.name} ${said(link.attributes)}`,
        run: async (kernel) => void createTun({ ...options(link, kernel), index }),
      },
    ];
  },
  change: (link, changes) => [
    {
      text: `TUNSETIFF ${link.name} ${said(changes)}`,
      run: async (kernel) => {
        try {
          setTun(options(link, kernel, changes));
        } catch (error) {
          throw await inUse(error, link.name, kernel);
        }
      },
    },
  ],
});

const said = (attributes: Attributes): string =>
  Object.keys(table)
    .flatMap((name) => (attributes[name] === undefined ? [] : [`${name} ${attributes[name]}`]))
    .join(', ');

/**
 * The flags for headers must be given each time that a process attaches (TUN_FEATURES); an owner is given only if it
 * changes.
 */
function options({ name, attributes }: Link, { netns }: Kernel, sent: Attributes = attributes): TunOptions {
  const { 'tun.owner': owner, 'tun.group': group } = sent;
  return {
    name,
    ...(netns !== undefined && { netns }),
    mode: attributes['tun.mode'] === 'tap' ? 'tap' : 'tun',
    multiQueue: attributes['tun.multi-queue'] === true,
    pi: attributes['tun.packet-information'] === true,
    vnetHdr: attributes['tun.vnet-header'] === true,
    persistent: attributes['tun.persistent'] !== false,
    ...(typeof owner === 'number' && { owner }),
    ...(typeof group === 'number' && { group }),
  };
}

/** A device with a single queue cannot be attached to while another process is attached (tun_attach). */
async function inUse(error: unknown, name: string, { netns }: Kernel): Promise<unknown> {
  if (!(error instanceof NetlinkError) || error.code !== 'EBUSY') return error;
  const holders = await holdersOf(name, netns);
  const by = holders.length === 0 ? 'a process' : holders.join(', ');
  return new NetlinkError({
    errno: error.errno,
    syscall: error.syscall,
    reason: `${name} cannot change while it is open in ${by}: stop that first`,
    cause: error,
  });
}
