import type { Link, Value } from '../../../model/index.ts';
import { changeL2tp } from '../../../netlink/index.ts';
import type { ChangeClass, LinkIndex, Order } from '../../room.ts';
import type { LinkAttribute } from '../attribute.ts';
import { type LinkKind, linkKind } from '../kind.ts';
import { makeSession, removeSession } from '../l2tp/carry-out.ts';
import { changeableMessage, idsOf } from '../l2tp/messages.ts';

/** Generic netlink tells and sets these attributes: see ../l2tp. */
const told = (how: ChangeClass): LinkAttribute<object> => ({
  how,
  read: () => undefined,
  write: () => ({}),
});

const AT_CREATION = [
  ...['local', 'remote', 'encapsulation', 'source-port', 'destination-port'],
  ...['udp-checksum', 'zero-udp6-tx', 'zero-udp6-rx'],
  ...['tunnel-id', 'peer-tunnel-id', 'session-id', 'peer-session-id'],
  ...['cookie', 'peer-cookie', 'layer2-specific-header'],
];
/** l2tp_nl_cmd_session_modify */
const IN_PLACE = ['input-sequence', 'output-sequence', 'reorder-timeout'];

/** The kernel rounds up to its ticks (nla_get_msecs), of which there are a hundred in a second at least. */
const TICK_MS = 10;
const isRounded = (wanted: Value, live: Value | undefined): boolean =>
  typeof wanted === 'number' && typeof live === 'number' && live >= wanted && live - wanted < TICK_MS;

const said = ({ name, attributes }: Pick<Link, 'name' | 'attributes'>): string => {
  const { connId, sessionId } = idsOf(attributes);
  return `${name}, session ${sessionId} of tunnel ${connId}`;
};

/** Ethernet frames in a session of L2TPv3. The device comes and goes with its session, and cannot do so alone. */
export const l2tp: LinkKind = linkKind<object>(
  'l2tp',
  () =>
    Object.fromEntries([
      ...AT_CREATION.map((name) => [`l2tp.${name}`, told('create')] as const),
      ...IN_PLACE.map((name) => [`l2tp.${name}`, told('live')] as const),
    ]),
  {
    numberedByKernel: true,
    agreed: true,
    make(link: Link, links: LinkIndex): Order[] {
      links.reserve(link.name);
      return [
        {
          makes: true,
          text: `L2TP_CMD_SESSION_CREATE ${said(link)}`,
          run: async (kernel) =>
            links.place(link.name, await makeSession(kernel, link.name, link.attributes)),
        },
      ];
    },
    change: (link, changes) => [
      {
        text: `L2TP_CMD_SESSION_MODIFY ${said(link)}`,
        run: ({ generic }) =>
          changeL2tp(generic(), 'SESSION_MODIFY', {
            ...idsOf(link.attributes),
            ...changeableMessage(changes),
          }),
      },
    ],
    remove: (link, index) => ({
      text: `L2TP_CMD_SESSION_DELETE ${said(link)}`,
      run: (kernel) => removeSession(kernel, index, link.attributes),
    }),
    isAs: (attribute, wanted, live) => attribute === 'l2tp.reorder-timeout' && isRounded(wanted, live),
    claim: (attributes) => {
      const { connId, sessionId } = idsOf(attributes);
      return Number.isNaN(connId) || Number.isNaN(sessionId) ? undefined : `${connId} ${sessionId}`;
    },
    needsAddress: ({ 'l2tp.local': local }) => (typeof local === 'string' ? local : undefined),
  },
);
