import type { kinds, Of } from '../../../netlink/index.ts';
import { rows } from '../attribute.ts';
import { linkKind } from '../kind.ts';

type XfrmData = Of<(typeof kinds)['xfrm']>;
const row = rows<XfrmData>();

/**
 * xfrmi_changelink accepts another id if the message repeats the lower device; it changes nothing of external
 * interfaces.
 */
export const xfrm = linkKind<XfrmData>(
  'xfrm',
  () => ({
    'xfrm.id': {
      ...row.number('ifId', 'live'),
      how: (_before, _after, live) => (live['xfrm.external'] === true ? 'create' : 'live'),
    },
    link: {
      how: 'create',
      read: (wire, links) => (wire.link ? (links.nameOf(wire.link) ?? `#${wire.link}`) : null),
      write: (value, links) => (value === null ? {} : { link: links.indexOf(String(value)) }),
    },
    'xfrm.external': row.flag('collectMetadata', 'create'),
  }),
  {
    linkInData: true,
    outlivesLower: true,
    wholeSets: true,
    // xfrmi_locate looks at the id only, whatever the lower device.
    claim: ({ 'xfrm.id': id, 'xfrm.external': external }) =>
      external === true ? 'external' : id ? String(id) : undefined,
  },
);
