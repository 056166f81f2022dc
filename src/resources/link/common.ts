import type { Value as MessageValue, link as message } from '../../netlink/index.ts';
import { type AttributeTable, rows } from './attribute.ts';

/** The part of an rtnetlink link message that common attributes live in. */
export type LinkMessage = MessageValue<typeof message>;

const IFF_UP = 1;
const row = rows<LinkMessage>();

/** Attributes every link has (do_setlink, net/core/rtnetlink.c). */
export const COMMON: AttributeTable<LinkMessage> = {
  state: {
    how: 'live',
    // The administrator's wish, never the carrier: IFF_UP, not operstate.
    read: ({ flags }) => (((flags ?? 0) & IFF_UP) !== 0 ? 'up' : 'down'),
    write: (value) => ({ flags: value === 'up' ? IFF_UP : 0, change: IFF_UP }),
  },
  mtu: row.number('mtu', 'live'),
  macaddress: row.text('address', 'live'),
  alias: {
    how: 'live',
    read: ({ alias }) => (alias === undefined || alias === '' ? null : alias),
    write: (value) => ({ alias: value === null ? '' : String(value) }),
  },
  'transmit-queue-length': row.number('txqlen', 'live'),
  master: {
    how: 'live',
    read: ({ master }, links) =>
      master === undefined || master === 0 ? null : (links.nameOf(master) ?? `#${master}`),
    write: (value, links) => ({ master: value === null ? 0 : links.indexOf(String(value)) }),
  },
  link: {
    how: 'create',
    read: ({ link, linkNetnsid }, links) =>
      link === undefined || link === 0
        ? null
        : linkNetnsid === undefined
          ? (links.nameOf(link) ?? `#${link}`)
          : null,
    write: (value, links) => (value === null ? {} : { link: links.indexOf(String(value)) }),
  },
};
