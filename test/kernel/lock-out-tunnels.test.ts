import { test } from 'node:test';
import { applyInOneRun } from './support/apply.ts';
import { configure, twoHosts } from './support/hosts.ts';
import { assertHarmless, assertRefused } from './support/lock-out.ts';
import { without } from './support/needs.ts';
import { network } from './support/network.ts';
import { openSessions } from './support/sessions.ts';
import { newKeys } from './support/wireguard.ts';

const UNDER = 'addresses: [192.0.2.{N}/24]';

/** A tunnel between two hosts; what of it tears it when it is said otherwise, and how the guard calls that. */
interface Tunnel {
  readonly kind: string;
  readonly keys: string;
  readonly tears: readonly (readonly [from: string, to: string, words: RegExp])[];
}

const REMOTE = [
  'remote: 192.0.2.2',
  'remote: 192.0.2.9',
  /t0 gets another remote end \(change \w+ t0\)/,
] as const;

const TUNNELS: readonly Tunnel[] = [
  {
    kind: 'gre',
    keys: 'mode: gre, key: 10',
    tears: [REMOTE, ['key: 10', 'key: 11', /t0 gets another key \(change gre t0\)/]],
  },
  { kind: 'ipip', keys: 'mode: ipip', tears: [REMOTE] },
  { kind: 'sit', keys: 'mode: sit', tears: [REMOTE] },
];

for (const { kind, keys, tears } of TUNNELS) {
  test(`What a ${kind} tunnel under a session needs stays: its ends, its key and its way.`, {
    skip: without(kind),
  }, async (t) => {
    const [a, b] = await twoHosts(t);
    const inner = (n: number): string => (kind === 'sit' ? `"2001:db8:1::${n}/64"` : `10.0.0.${n}/24`);
    const host = (n: number, m: number, under = UNDER): string => `
      ethernets: {eth0: {${under.replace('{N}', String(n))}}}
      tunnels: {t0: {${keys}, local: 192.0.2.${n}, remote: 192.0.2.${m}, addresses: [${inner(n)}]}}
    `;
    await configure(a, host(1, 2));
    await configure(b, host(2, 1));
    const sessions = await openSessions(t, b, a, [inner(1).replace(/"|\/.*/g, '')]);
    await assertHarmless(a, sessions, host(1, 2, `${UNDER}, alias: up`));
    for (const [from, to, words] of tears) {
      await assertRefused(a, host(1, 2).replace(from, to), words);
      await applyInOneRun(a, network(host(1, 2)), { force: true });
    }
    await sessions.assertAlive();
    await assertRefused(
      a,
      host(1, 2, 'addresses: [198.51.100.1/24]'),
      /the tunnel t0: its address 192\.0\.2\.1 goes \(remove address 192\.0\.2\.1/,
    );
  });
}

test('What a WireGuard device under a session needs stays: its peer, where that is, its own key, and its way.', {
  skip: without('wireguard'),
}, async (t) => {
  const [a, b] = await twoHosts(t);
  const [mine, theirs, other] = [newKeys(), newKeys(), newKeys()];
  interface Said {
    readonly under?: string;
    readonly secret?: string;
    readonly peer?: string;
    readonly endpoint?: string;
  }
  const own = ({
    under = 'addresses: [192.0.2.1/24]',
    secret = mine.secret,
    peer = theirs.open,
    endpoint = '192.0.2.2:51820',
  }: Said = {}): string => `
    ethernets: {eth0: {${under}}}
    tunnels:
      wg0:
        mode: wireguard
        port: 51820
        key: "${secret}"
        peers: [{keys: {public: "${peer}"}, allowed-ips: [10.0.0.0/24], endpoint: "${endpoint}"}]
        addresses: [10.0.0.1/24]
  `;
  await configure(a, own());
  await configure(
    b,
    `
      ethernets: {eth0: {addresses: [192.0.2.2/24]}}
      tunnels:
        wg0:
          mode: wireguard
          port: 51820
          key: "${theirs.secret}"
          peers: [{keys: {public: "${mine.open}"}, allowed-ips: [10.0.0.0/24], endpoint: "192.0.2.1:51820"}]
          addresses: [10.0.0.2/24]
    `,
  );
  const sessions = await openSessions(t, b, a, ['10.0.0.1']);
  await assertHarmless(a, sessions, own({ under: 'addresses: [192.0.2.1/24], alias: up' }));
  const tears: readonly (readonly [Said, RegExp])[] = [
    [{ secret: other.secret }, /wg0 gets another private key \(change wireguard wg0\)/],
    [{ peer: other.open }, /wg0 loses the peer that 10\.0\.0\.2 is behind \(change wireguard wg0\)/],
  ];
  for (const [said, words] of tears) {
    await assertRefused(a, own(said), words);
    await applyInOneRun(a, network(own()), { force: true });
  }
  await assertRefused(
    a,
    own({ under: 'addresses: [198.51.100.1/24]' }),
    /the tunnel wg0: there is no way to 192\.0\.2\.2 any more \(remove address 192\.0\.2\.1/,
  );
});

test('Ports of a bridge that tells VLANs apart keep the VLANs that a session goes by.', {
  skip: without('bridge-vlans', 'vlan'),
}, async (t) => {
  const [a, b] = await twoHosts(t);
  const bridge = (port: string, more = ''): string => `
    ethernets: {eth0: {vlans: [${port}]${more}}}
    bridges:
      br0: {interfaces: [eth0], parameters: {vlan-filtering: true}, vlans: [{id: 1, pvid: true, untagged: true}, {id: 20}], addresses: [10.0.1.1/24]}
    vlans: {v20: {id: 20, link: br0, addresses: [10.0.20.1/24]}}
  `;
  const PLAIN = '{id: 1, pvid: true, untagged: true}';
  await configure(a, bridge(`${PLAIN}, {id: 20}`));
  await configure(
    b,
    `
      ethernets: {eth0: {addresses: [10.0.1.2/24]}}
      vlans: {v20: {id: 20, link: eth0, addresses: [10.0.20.2/24]}}
    `,
  );
  const sessions = await openSessions(t, b, a, ['10.0.1.1', '10.0.20.1']);
  await assertHarmless(a, sessions, bridge(`${PLAIN}, {id: 20}`, ', alias: up'));
  await assertHarmless(a, sessions, bridge(`${PLAIN}, {id: 20}, {id: 30}`));
  await assertRefused(
    a,
    bridge(PLAIN),
    /session of 10\.0\.20\.1 .*eth0 no longer carries VLAN 20 of br0 \(change/,
  );
  await applyInOneRun(a, network(bridge(`${PLAIN}, {id: 20}`)), { force: true });
  await assertRefused(
    a,
    bridge('{id: 1}, {id: 20}'),
    /session of 10\.0\.1\.1 .*eth0 no longer carries untagged packets of br0 \(change/,
  );
});
