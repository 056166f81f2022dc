import { type ChangeCase, casesOf, type KindCases, type More, type Said } from '../case.ts';

/** Rows of one kind; those of the tunnels are live unless said otherwise. */
const rowsOf = (kind: string) => {
  const row = casesOf(kind);
  return {
    live: (name: string, first: unknown, second: unknown, more?: More) =>
      row(name === 'link' ? name : `tunnel.${name}`, 'live', first, second, more),
    fixed: (name: string, first: unknown, second: unknown, more?: More) =>
      row(name === 'link' ? name : `tunnel.${name}`, 'create', first, second, more),
  };
};

type Rows = ReturnType<typeof rowsOf>;
type Group = (rows: Rows) => readonly ChangeCase[];

const ends4: Group = ({ live }) => [
  live('local', '192.0.2.1', '192.0.2.11', { shows: { local: '192.0.2.11' } }),
  live('remote', '192.0.2.2', '192.0.2.3', { shows: { remote: '192.0.2.3' } }),
  live('link', 'eth0', 'eth1', { shows: { link: 'eth1' } }),
];

const ends6: Group = ({ live }) => [
  live('local', '2001:db8::1', '2001:db8::11', { shows: { local: '2001:db8::11' } }),
  live('remote', '2001:db8::2', '2001:db8::3', { shows: { remote: '2001:db8::3' } }),
  live('link', 'eth0', 'eth1', { shows: { link: 'eth1' } }),
];

/** ip_tunnel_changelink and ipip6_changelink keep the sort of link. */
const otherSort: Group = ({ fixed }) => [
  fixed('remote', '192.0.2.2', '0.0.0.0', { shows: { remote: 'any' } }),
];

const over4: Group = ({ live }) => [
  live('ttl', 0, 64, { shows: { ttl: 64 } }),
  live('type-of-service', 0, 16, { shows: { tos: '0x10' } }),
  live('pmtudisc', true, false, { shows: { pmtudisc: false } }),
  live('fwmark', 0, 7, { shows: { fwmark: '0x7' } }),
];

const over6: Group = ({ live }) => [
  live('ttl', 64, 9, { shows: { ttl: 9 } }),
  live('type-of-service', 0, 16),
  live('type-of-service', 0, 'inherit'),
  live('flow-label', 0, 100),
  live('flow-label', 0, 'inherit'),
  live('fwmark', 0, 7, { shows: { fwmark: '0x7' } }),
  live('encap-limit', 4, 9, { shows: { encap_limit: 9 } }),
  live('encap-limit', 4, 'none'),
  live('dscp', 'keep', 'inherit'),
  live('allow-localremote', false, true),
];

const FOU = { with: { encap: { type: 'fou', 'destination-port': 5555 } } };
const GUE = { with: { encap: { type: 'gue', 'destination-port': 5555 } } };

/** Changes of the outermost header. */
const encapRows = (row: Rows['live'], more: More = {}): readonly ChangeCase[] => [
  row('encap', 'fou', 'gue', {
    ...more,
    with: { encap: { 'destination-port': 5555 } },
    shows: { type: 'gue' },
  }),
  row('encap-source-port', 0, 4444, { ...more, ...FOU, shows: { sport: 4444 } }),
  row('encap-destination-port', 5555, 5556, {
    ...more,
    with: { encap: { type: 'fou' } },
    shows: { dport: 5556 },
  }),
  row('encap-checksum', [], ['udp'], { ...more, ...FOU }),
  row('encap-checksum6', [], ['udp6'], { ...more, ...FOU }),
  row('encap-remote-checksum', [], ['remote'], { ...more, ...GUE }),
];

const encap: Group = ({ live }) => encapRows(live);

/** Why ERSPAN is made anew. */
const HEADER = 'the length of its header is not reckoned anew';

const keys: Group = ({ live }) => [
  live('input-key', 7, { input: 8, output: 7 }, { shows: { ikey: '0.0.0.8' } }),
  live('output-key', 7, { input: 7, output: 8 }, { shows: { okey: '0.0.0.8' } }),
];

const gre: Group = ({ live }) => [
  live('input-sequence', [], ['input']),
  live('output-sequence', [], ['output']),
  live('input-checksum', [], ['input']),
  live('output-checksum', [], ['output']),
];

const ALL_ENDS: ChangeCase = {
  attribute: 'tunnel.external',
  how: 'create',
  says: [{}, { external: true, local: undefined, remote: undefined, key: undefined }],
};

/** One device for all tunnels: it has no ends. */
const external: Group = () => [ALL_ENDS];

/** The key is one for both directions. */
const session: Group = ({ live }) => [
  live('input-key', 7, 8, { shows: { ikey: '0.0.0.8' } }),
  live('output-key', 7, 9, { shows: { okey: '0.0.0.9' } }),
];

const erspan: Group = ({ live }) => [
  live('erspan-index', 0, 9),
  live('erspan-direction', 'ingress', 'egress', { with: { 'erspan-version': 2 } }),
  live('erspan-hwid', 0, 9, { with: { 'erspan-version': 2 } }),
];

const IPV4 = { local: '192.0.2.1', remote: '192.0.2.2' };
const IPV6 = { local: '2001:db8::1', remote: '2001:db8::2' };

function tunnel(kind: string, device: Said, groups: readonly Group[]): KindCases {
  return {
    kind,
    needs: [kind],
    section: 'tunnels',
    device: { mode: kind, ...device },
    cases: groups.flatMap((group) => group(rowsOf(kind))),
  };
}

const ignoreDf: Group = ({ live }) => [live('ignore-df', false, true, { with: { pmtudisc: false } })];

/** Modes of a kind that are attributes of it. */
const payloadOf = (attribute: string, how: 'live' | 'create', first: string, second: string): ChangeCase => ({
  attribute,
  how,
  says: [{ mode: first }, { mode: second }],
});

export const OVER_IPV4: readonly KindCases[] = [
  tunnel('gre', IPV4, [ends4, otherSort, over4, encap, keys, gre, ignoreDf, external]),
  tunnel('gretap', IPV4, [ends4, over4, encap, keys, gre, ignoreDf, external]),
  tunnel('erspan', { ...IPV4, key: 7 }, [
    ends4,
    over4,
    ({ fixed }) => encapRows(fixed, { takenBut: HEADER }),
    session,
    erspan,
    ({ fixed }) => [fixed('erspan-version', 1, 2, { takenBut: HEADER })],
    ignoreDf,
    external,
  ]),
  tunnel('ipip', IPV4, [
    ends4,
    otherSort,
    over4,
    encap,
    ({ fixed }) => [fixed('payload', 'ipv4', 'any')],
    external,
  ]),
  tunnel('sit', IPV4, [
    ends4,
    otherSort,
    over4,
    encap,
    ({ fixed, live }) => [
      fixed('payload', 'ipv6', 'any'),
      payloadOf('tunnel.isatap', 'create', 'sit', 'isatap'),
      live('6rd-prefix', '2002::/16', '2001:db8::/32'),
      live('6rd-relay-prefix', '172.16.0.0/12', '10.0.0.0/8', { with: { '6rd-prefix': '2001:db8::/32' } }),
    ],
  ]),
  tunnel('vti', IPV4, [ends4, otherSort, keys, ({ live }) => [live('fwmark', 0, 7)]]),
];

export const OVER_IPV6: readonly KindCases[] = [
  tunnel('ip6gre', IPV6, [ends6, over6, encap, keys, gre, external]),
  tunnel('ip6gretap', IPV6, [ends6, over6, encap, keys, gre, external]),
  tunnel('ip6erspan', { ...IPV6, key: 7 }, [
    ends6,
    over6,
    encap,
    session,
    erspan,
    ({ live }) => [live('erspan-version', 1, 2)],
    () => [{ ...ALL_ENDS, takenBut: 'only the flags that go with it change' }],
  ]),
  tunnel('ip6tnl', IPV6, [
    ends6,
    over6,
    encap,
    () => [payloadOf('tunnel.payload', 'live', 'ip6ip6', 'ipip6')],
    external,
  ]),
  tunnel('vti6', IPV6, [ends6, keys, ({ live }) => [live('fwmark', 0, 7)]]),
];
