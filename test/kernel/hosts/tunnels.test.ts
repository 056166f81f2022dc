import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configure, configureAs, configureBoth, switched, twoHosts, UNDERLAY } from '../support/hosts.ts';
import { without } from '../support/needs.ts';
import { assertReaches, assertTransfers, assertUnreachable, wayOf } from '../support/traffic.ts';

/** A tunnel between two hosts. */
interface Tunnel {
  readonly title: string;
  readonly needs: readonly string[];
  /** Keys beside the addresses of the ends. */
  readonly keys: string;
  /** Family of the outer packets. */
  readonly outer: 4 | 6;
  /** Families that it carries. */
  readonly inner: readonly (4 | 6)[];
  /** What, said otherwise at one end, tears it: from → to. */
  readonly tear?: readonly [string, string];
  /** Ends are not both declared. */
  readonly noLocal?: true;
}

const both = [4, 6] as const;

const TUNNELS: readonly Tunnel[] = [
  {
    title: 'geneve',
    needs: ['geneve'],
    keys: 'mode: geneve, id: 7',
    outer: 4,
    inner: both,
    tear: ['id: 7', 'id: 8'],
    noLocal: true,
  },
  {
    title: 'geneve over IPv6',
    needs: ['geneve'],
    keys: 'mode: geneve, id: 7',
    outer: 6,
    inner: both,
    tear: ['id: 7', 'id: 8'],
    noLocal: true,
  },
  { title: 'gre', needs: ['gre'], keys: 'mode: gre, ttl: 64', outer: 4, inner: both },
  {
    title: 'gre with a key',
    needs: ['gre'],
    keys: 'mode: gre, key: 10',
    outer: 4,
    inner: both,
    tear: ['key: 10', 'key: 11'],
  },
  {
    title: 'gre with a key for each direction',
    needs: ['gre'],
    keys: 'mode: gre, keys: {input: 1{N}, output: 1{M}}',
    outer: 4,
    inner: both,
    tear: ['input: 1{N}', 'input: 99'],
  },
  {
    title: 'gretap',
    needs: ['gretap'],
    keys: 'mode: gretap, key: 20',
    outer: 4,
    inner: both,
    tear: ['key: 20', 'key: 21'],
  },
  {
    title: 'ip6gre',
    needs: ['ip6gre'],
    keys: 'mode: ip6gre, key: 30',
    outer: 6,
    inner: both,
    tear: ['key: 30', 'key: 31'],
  },
  {
    title: 'ip6gretap',
    needs: ['ip6gretap'],
    keys: 'mode: ip6gretap, key: 40',
    outer: 6,
    inner: both,
    tear: ['key: 40', 'key: 41'],
  },
  {
    title: 'erspan of version 1',
    needs: ['erspan'],
    keys: 'mode: erspan, key: 100, erspan-index: 5',
    outer: 4,
    inner: both,
    tear: ['key: 100', 'key: 101'],
  },
  {
    title: 'erspan of version 2',
    needs: ['erspan'],
    keys: 'mode: erspan, key: 100, erspan-version: 2, erspan-hwid: 3',
    outer: 4,
    inner: both,
    tear: ['key: 100', 'key: 101'],
  },
  {
    title: 'ip6erspan',
    needs: ['ip6erspan'],
    keys: 'mode: ip6erspan, key: 100, erspan-index: 5',
    outer: 6,
    inner: both,
    tear: ['key: 100', 'key: 101'],
  },
  { title: 'ipip', needs: ['ipip'], keys: 'mode: ipip, ttl: 64', outer: 4, inner: [4] },
  { title: 'sit', needs: ['sit'], keys: 'mode: sit, ttl: 64', outer: 4, inner: [6] },
  { title: 'sit for all', needs: ['sit'], keys: 'mode: sit, payload: any', outer: 4, inner: both },
  { title: 'ipip6', needs: ['ip6tnl'], keys: 'mode: ipip6', outer: 6, inner: [4] },
  { title: 'ip6ip6', needs: ['ip6tnl'], keys: 'mode: ip6ip6', outer: 6, inner: [6] },
  { title: 'ip6tnl', needs: ['ip6tnl'], keys: 'mode: ip6tnl, encap-limit: none', outer: 6, inner: both },
];

const OUTER = { 4: '192.0.2.', 6: '2001:db8::' } as const;
const INNER = { 4: '10.0.0.', 6: 'fd00::' } as const;

for (const { title, needs, keys, outer, inner, tear, noLocal } of TUNNELS) {
  test(`${title}: traffic gets through the tunnel in both directions`, {
    skip: without(...needs),
  }, async (t) => {
    const hosts = await twoHosts(t);
    const [a, b] = hosts;
    const addresses = inner.map((family) => `"${INNER[family]}{N}/${family === 4 ? 24 : 64}"`).join(', ');
    const ends = `${noLocal ? '' : `local: "${OUTER[outer]}{N}", `}remote: "${OUTER[outer]}{M}"`;
    const text = `
      ${UNDERLAY}
      tunnels: {tun0: {${keys}, ${ends}, mtu: 1400, addresses: [${addresses}]}}
    `;
    await configureBoth(hosts, text);
    for (const family of inner) {
      await assertReaches(a, `${INNER[family]}2`, { size: family === 4 ? 1372 : 1352 });
      await assertReaches(b, `${INNER[family]}1`);
    }
    assertTransfers(a, b, `${INNER[inner[0] ?? 4]}2`);
    assert.deepEqual(wayOf(a, ['tun0', 'eth0'], `${INNER[inner[0] ?? 4]}2`), ['tun0', 'eth0']);
    if (tear === undefined) return;
    await configure(b, text.replace(tear[0], tear[1]).replaceAll('{N}', '2').replaceAll('{M}', '1'));
    assertUnreachable(a, `${INNER[inner[0] ?? 4]}2`);
    await configureAs(b, 2, text);
    // The device is a new one and may have another MAC address.
    a.sh('ip neigh flush all');
    await assertReaches(a, `${INNER[inner[0] ?? 4]}2`);
  });
}

test('a gre tunnel without a remote end reaches each host by its declared neighbour', {
  skip: without('gre'),
}, async (t) => {
  const hosts = await switched(t);
  const numbers = [1, 2, 3, 4];
  for (const [i, host] of hosts.entries()) {
    const neighbors = numbers
      .filter((n) => n !== i + 1)
      .map((n) => `{to: 10.0.0.${n}, macaddress: 192.0.2.${n}}`);
    await configure(
      host,
      `
      ethernets: {eth0: {addresses: [192.0.2.${i + 1}/24]}}
      tunnels:
        mgre:
          mode: gre
          local: 192.0.2.${i + 1}
          remote: 0.0.0.0
          key: 5
          addresses: [10.0.0.${i + 1}/24]
          neighbors: [${i === 3 ? '' : neighbors.join(', ')}]
      `,
    );
  }
  const [a, b, , d] = hosts;
  await assertReaches(a, '10.0.0.2');
  await assertReaches(b, '10.0.0.3');
  assertUnreachable(d, '10.0.0.1');
});

test('6rd customers reach each other directly, and the world by the border relay', {
  skip: without('sit', 'dummy'),
}, async (t) => {
  const [a, b, relay] = await switched(t);
  const customer = (n: number): string => `
    ethernets: {eth0: {addresses: [10.0.0.${n}/8]}}
    tunnels:
      sixrd:
        mode: sit
        local: 10.0.0.${n}
        ttl: 64
        6rd-prefix: 2001:db8::/32
        6rd-relay-prefix: 10.0.0.0/8
        mtu: 1480
        addresses: ["2001:db8:0:${n}00::1/128"]
        routes:
          - {to: "2001:db8::/32", scope: link}
          - {to: "::/0", via: "::10.0.0.3", on-link: true}
  `;
  await configure(a, customer(1));
  await configure(b, customer(2));
  await configure(
    relay,
    `
    ethernets: {eth0: {addresses: [10.0.0.3/8]}}
    dummy-devices: {world: {addresses: ["2001:db9::1/128"]}}
    tunnels:
      sixrd:
        mode: sit
        local: 10.0.0.3
        ttl: 64
        6rd-prefix: 2001:db8::/32
        6rd-relay-prefix: 10.0.0.0/8
        mtu: 1480
        addresses: ["2001:db8:0:300::1/128"]
        routes: [{to: "2001:db8::/32", scope: link}]
    `,
  );
  await assertReaches(a, '2001:db8:0:200::1');
  await assertReaches(b, '2001:db9::1');
  assertUnreachable(a, '2001:db9::2');
});
