import type { kinds, Of } from '../../../netlink/index.ts';
import { rows } from '../attribute.ts';
import { linkKind } from '../kind.ts';

type BareudpData = Of<(typeof kinds)['bareudp']>;
const row = rows<BareudpData>();

const ETHERTYPES = { ip: 0x0800, ipv6: 0x86dd, mpls_uc: 0x8847, mpls_mc: 0x8848 } as const;

/** Packets of one protocol in UDP, without a header of its own; it cannot be changed (no changelink). */
export const bareudp = linkKind<BareudpData>(
  'bareudp',
  () => ({
    'bareudp.port': row.number('port', 'create'),
    'bareudp.ethertype': row.choice('ethertype', ETHERTYPES, 'create'),
    'bareudp.srcportmin': row.number('srcportMin', 'create'),
    'bareudp.multiproto': row.flag('multiprotoMode', 'create'),
  }),
  {
    // bareudp_find_dev: one device for each port.
    claim: ({ 'bareudp.port': port }) => (port === undefined ? undefined : String(port)),
  },
);
