import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  AF,
  clampPrivateKey,
  describeRequest,
  formatKey,
  generatePrivateKey,
  getWireguard,
  host,
  mergeWireguard,
  openGeneric,
  parseKey,
  publicKeyOf,
  setWireguard,
  splitWireguard,
  WG_CMD,
  WGDEVICE_F,
  WGPEER_F,
  type WireguardAllowedIp,
  type WireguardMessage,
  type WireguardPeer,
  Writer,
  wireguard,
} from '../../../../src/netlink/index.ts';
import { fakeFamily } from './fake-family.ts';

const key = (n: number): Uint8Array => Uint8Array.from({ length: 32 }, (_, i) => (i < 4 ? n >> (8 * i) : 7));
const allowed = (count: number, first = 0): WireguardAllowedIp[] =>
  Array.from({ length: count }, (_, i) => ({ family: AF.INET, ipaddr: first + i, cidrMask: 32 }));

const sizeOf = (value: WireguardMessage): number => {
  const w = new Writer();
  wireguard.put(w, value);
  return w.at;
};

test('keys are base64 of 32 bytes, and nothing else is one', () => {
  const text = 'eHl6e3x9fn+AgYKDhIWGh4iJiouMjY6PkJGSk5SVlpc=';
  const bytes = parseKey(text);
  assert.ok(bytes);
  assert.deepEqual([bytes.length, bytes[0], bytes[31]], [32, 0x78, 0x97]);
  assert.equal(formatKey(bytes), text);
  const others = [
    '',
    text.slice(1),
    `${text}=`,
    text.replace('=', ''),
    text.replace('c=', 'd='),
    ` ${text}`,
    `${text}\n`,
  ];
  for (const other of others) assert.equal(parseKey(other), undefined, JSON.stringify(other));
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (some) => {
      assert.deepEqual(parseKey(formatKey(some)), some);
    }),
  );
});

test('a private key gives its public key of Curve25519', () => {
  const counting = (first: number): Uint8Array => Uint8Array.from({ length: 32 }, (_, i) => first + i);
  const hex = (key: Uint8Array): string => Buffer.from(key).toString('hex');
  // the well-known vectors of the scalars 00 01 02 … and 20 21 22 …, not clamped beforehand
  const first = '8f40c5adb68f25624ae5b214ea767a6ec94d829d3d7b5e1ad1ba6f3e2138285f';
  const second = '358072d6365880d1aeea329adf9121383851ed21a28e3b75e965d0d2cd166254';
  assert.equal(hex(publicKeyOf(counting(0))), first);
  assert.equal(hex(publicKeyOf(counting(0x20))), second);
});

test('generated keys are clamped and differ', () => {
  const [a, b] = [generatePrivateKey(), generatePrivateKey()];
  assert.deepEqual(clampPrivateKey(a), a);
  assert.notDeepEqual(a, b);
  assert.deepEqual([(a[0] ?? 1) & 7, (a[31] ?? 0) & 0xc0], [0, 0x40]);
  assert.throws(() => publicKeyOf(a.subarray(1)), RangeError);
});

test('keys of another length are refused, secret ones are not shown', () => {
  const w = new Writer();
  for (const length of [0, 31, 33]) {
    assert.throws(() => wireguard.put(w, { privateKey: new Uint8Array(length) }), RangeError);
  }
  const words = describeRequest({
    message: wireguard,
    type: 30,
    value: {
      cmd: WG_CMD.SET_DEVICE,
      privateKey: key(1),
      peers: [{ publicKey: key(2), presharedKey: key(3) }],
    },
  });
  assert.equal(
    words,
    `WG_CMD_SET_DEVICE {cmd: 1, privateKey: (sensitive), peers: [{publicKey: ${formatKey(key(2))}, presharedKey: (sensitive)}]}`,
  );
});

test('a device whose peers fit stays one message', () => {
  const value = { cmd: 1, ifname: 'wg0', flags: 1, peers: [{ publicKey: key(1), allowedips: allowed(3) }] };
  assert.deepEqual(splitWireguard(value), [value]);
  assert.deepEqual(splitWireguard({ cmd: 1, ifname: 'wg0', fwmark: 1 }), [
    { cmd: 1, ifname: 'wg0', fwmark: 1 },
  ]);
  const none = { cmd: 1, ifname: 'wg0', flags: WGDEVICE_F.REPLACE_PEERS, peers: [] };
  assert.deepEqual(splitWireguard(none), [none]);
});

const anyPeers = fc.array(
  fc.record({ count: fc.nat(400), flags: fc.constantFrom(0, WGPEER_F.REPLACE_ALLOWEDIPS) }),
  { maxLength: 60 },
);

test('parts of a device fit their limit, and say together what the whole said', () => {
  fc.assert(
    fc.property(anyPeers, fc.integer({ min: 600, max: 8000 }), (counts, limit) => {
      const peers: WireguardPeer[] = counts.map(({ count, flags }, i) => ({
        publicKey: key(i),
        flags,
        endpoint: { address: 1, port: i },
        allowedips: allowed(count, i * 1000),
      }));
      const device = {
        cmd: 1,
        ifname: 'wg0',
        privateKey: key(99),
        fwmark: 1,
        flags: WGDEVICE_F.REPLACE_PEERS,
      };
      const parts = splitWireguard({ ...device, peers }, limit);
      for (const part of parts) assert.ok(sizeOf(part) <= limit, `${sizeOf(part)} bytes of ${limit}`);
      assert.deepEqual({ ...parts[0], peers: [] }, { ...device, peers: [] });
      for (const part of parts.slice(1))
        assert.deepEqual({ ...part, peers: [] }, { cmd: 1, ifname: 'wg0', peers: [] });
      assert.deepEqual(applied(parts), applied([{ ...device, peers }]));
    }),
    { numRuns: 60 },
  );
});

/** What a kernel without peers makes of these messages, by set_peer(): the addresses of each peer. */
function applied(parts: readonly WireguardMessage[]): ReadonlyMap<string, readonly unknown[]> {
  const peers = new Map<string, unknown[]>();
  for (const { publicKey, flags = 0, allowedips = [] } of parts.flatMap((part) => part.peers ?? [])) {
    const name = formatKey(publicKey ?? new Uint8Array());
    const known = peers.get(name);
    if (known === undefined && flags & WGPEER_F.UPDATE_ONLY) continue;
    const kept = flags & WGPEER_F.REPLACE_ALLOWEDIPS ? [] : (known ?? []);
    peers.set(name, [...kept, ...allowedips.map(({ ipaddr }) => ipaddr)]);
  }
  return peers;
}

test('a device that is told in several messages is one, a peer told in two as well', async () => {
  const parts: WireguardMessage[] = [
    {
      ifindex: 4,
      ifname: 'wg0',
      peers: [{ publicKey: key(1) }, { publicKey: key(2), rxBytes: 9n, allowedips: allowed(2) }],
    },
    { peers: [{ publicKey: key(2), allowedips: allowed(2, 2) }] },
    { peers: [{ publicKey: key(2), allowedips: allowed(1, 4) }, { publicKey: key(3) }] },
  ];
  const whole = {
    ifindex: 4,
    ifname: 'wg0',
    peers: [
      { publicKey: key(1) },
      { publicKey: key(2), rxBytes: 9n, allowedips: allowed(5) },
      { publicKey: key(3) },
    ],
  };
  assert.deepEqual(mergeWireguard(parts), whole);
  const kernel = fakeFamily(wireguard, () => parts);
  const read = await getWireguard(openGeneric({ native: kernel }), { ifindex: 4 });
  assert.deepEqual(read.peers, whole.peers);
});

test('a device is set by as many requests as it takes, one after another', async () => {
  const kernel = fakeFamily(wireguard, () => []);
  const peers = Array.from({ length: 400 }, (_, i) => ({ publicKey: key(i) }));
  await setWireguard(openGeneric({ native: kernel }), { ifname: 'wg0', listenPort: 5, peers });
  const sent = kernel.sent.flat().filter(({ type }) => type !== 16);
  assert.ok(sent.length > 1);
  assert.ok(sent.every(({ bytes }) => bytes[16] === WG_CMD.SET_DEVICE && bytes.length <= 16384));
});

test('a peer that is written by hand is what its table would write, to the byte', () => {
  const anAddress = fc.oneof(
    fc.nat(0xffff_ffff),
    fc.uint8Array({ minLength: 16, maxLength: 16 }).map((b) => Buffer.from(b).toString('latin1')),
  );
  const aKey = fc.uint8Array({ minLength: 32, maxLength: 32 });
  const aPeer = fc.record(
    {
      publicKey: aKey,
      flags: fc.nat(7),
      presharedKey: aKey,
      endpoint: fc.record({ address: anAddress, port: fc.nat(0xffff) }),
      persistentKeepaliveInterval: fc.nat(0xffff),
      allowedips: fc.array(
        fc.tuple(anAddress, fc.nat(255)).map(([ipaddr, cidrMask]) => ({
          ...{ family: typeof ipaddr === 'number' ? AF.INET : AF.INET6, ipaddr, cidrMask },
        })),
        { maxLength: 3 },
      ),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(aPeer, fc.integer({ min: 4, max: 400 }), (peer, room) => {
      // A member that the writer by hand does not know: the kernel tells it, and nobody sets it.
      const [byHand, byTable] = [{ peers: [peer] }, { peers: [{ ...peer, protocolVersion: 1 }] }];
      // One that grows on the way.
      const [hand, table] = [new Writer(room), new Writer()];
      wireguard.put(hand, byHand);
      wireguard.put(table, byTable);
      // The word more is the last, and both nests around it are as much longer.
      const [mine, its] = [hand.bytes.slice(0, hand.at), table.bytes.slice(0, table.at - 8)];
      for (const at of [4, 8]) {
        const length = table.data.getUint16(at, host) - 8;
        new DataView(its.buffer).setUint16(at, length, host);
      }
      assert.deepEqual(mine, its);
    }),
  );
});

test('what is wrong with a peer is said by its table', () => {
  const w = new Writer();
  const wrong = [
    [{ flags: -1 }, RangeError],
    [{ persistentKeepaliveInterval: 65_536 }, RangeError],
    [{ publicKey: new Uint8Array(31) }, RangeError],
    [{ endpoint: { address: 1, port: -1 } }, RangeError],
    [{ allowedips: [{ family: AF.INET, ipaddr: 1, cidrMask: 256 }] }, RangeError],
    [{ allowedips: [{ family: AF.INET6, ipaddr: 'short', cidrMask: 1 }] }, RangeError],
    [{ keepalive: 5 }, TypeError],
  ] as const;
  for (const [peer, error] of wrong)
    assert.throws(() => wireguard.put(w, { peers: [peer as object] }), error, JSON.stringify(peer));
});
