import type { kinds, Of } from '../../../netlink/index.ts';
import type { LinkIndex } from '../../room.ts';
import { rows } from '../attribute.ts';
import { linkKind } from '../kind.ts';

type HsrData = Of<(typeof kinds)['hsr']>;
const row = rows<HsrData>();

const PROTOCOLS = { hsr: 0, prp: 1 } as const;

const nameOf = (index: number, links: LinkIndex): string => links.nameOf(index) ?? `#${index}`;

/** High-availability Seamless Redundancy, or the Parallel Redundancy Protocol; it cannot be changed (no changelink). */
export const hsr = linkKind<HsrData>(
  'hsr',
  () => ({
    'hsr.interfaces': {
      how: 'create',
      read: ({ slave1, slave2 }, links) =>
        [slave1, slave2].flatMap((index) => (index === undefined ? [] : [nameOf(index, links)])),
      write(value, links) {
        const [first, second] = Array.isArray(value) ? value.map((name) => links.indexOf(String(name))) : [];
        return {
          ...(first !== undefined && { slave1: first }),
          ...(second !== undefined && { slave2: second }),
        };
      },
    },
    'hsr.interlink': {
      how: 'create',
      read: ({ interlink }, links) => (interlink === undefined ? null : nameOf(interlink, links)),
      write: (value, links) => (value === null ? {} : { interlink: links.indexOf(String(value)) }),
    },
    // The last byte of the destination address of supervision frames.
    'hsr.supervision': {
      how: 'create',
      read: ({ supervisionAddr }) =>
        supervisionAddr === undefined ? undefined : Number.parseInt(supervisionAddr.slice(-2), 16),
      write: (value) => ({ multicastSpec: Number(value) }),
    },
    'hsr.protocol': row.choice('protocol', PROTOCOLS, 'create'),
    'hsr.version': row.number('version', 'create'),
  }),
  { receives: 'hsr' },
);
