import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Value } from '../../../src/model/index.ts';
import { peersValue } from '../../../src/model/wireguard-peers.ts';
import {
  AF,
  formatKey,
  getWireguard,
  lookAtWireguard,
  openGeneric,
  type WireguardAllowedIp,
  type WireguardMessage,
  type WireguardPeer,
  wireguard,
} from '../../../src/netlink/index.ts';
import { type LiveWireguard, wireguardReader } from '../../../src/resources/link/details/wireguard-live.ts';
import { endpointIn } from '../../../src/resources/link/details/wireguard-wire.ts';
import { fakeFamily } from '../../netlink/generic/families/fake-family.ts';
import { index } from '../steps.ts';
import { allowedIpText } from './allowed-ip-text.ts';

const DEVICE = { ifindex: 4 };

async function seen(parts: readonly WireguardMessage[], declared?: Value): Promise<LiveWireguard> {
  const reader = wireguardReader(index(), declared);
  await lookAtWireguard(openGeneric({ native: fakeFamily(wireguard, () => parts) }), DEVICE, reader);
  return reader.device();
}

const textOf = (key: Uint8Array | undefined): string | null =>
  key === undefined || key.every((byte) => byte === 0) ? null : formatKey(key);

/** The same by the table of the message. */
async function byTable(parts: readonly WireguardMessage[]): Promise<LiveWireguard> {
  const device = await getWireguard(openGeneric({ native: fakeFamily(wireguard, () => parts) }), DEVICE);
  const peers = (device.peers ?? []).map((peer) => ({
    publicKey: textOf(peer.publicKey) ?? '',
    presharedKey: textOf(peer.presharedKey),
    endpoint: peer.endpoint === undefined ? null : endpointIn(peer.endpoint, index()),
    keepalive: peer.persistentKeepaliveInterval ?? 0,
    allowedIps: (peer.allowedips ?? []).flatMap(allowedIpText),
    hasSpoken: (peer.lastHandshakeTime?.sec ?? 0n) !== 0n,
  }));
  const handshakes = peers.filter(({ hasSpoken }) => hasSpoken).map(({ publicKey }) => publicKey);
  return {
    attributes: {
      'wireguard.private-key': textOf(device.privateKey),
      'wireguard.port': device.listenPort ?? 0,
      'wireguard.mark': device.fwmark ?? 0,
      'wireguard.peers': peersValue(peers),
    },
    facts: handshakes.length === 0 ? {} : { handshakes: handshakes.sort() },
  };
}

const aKey = fc.uint8Array({ minLength: 32, maxLength: 32 }).filter((key) => key.some((byte) => byte !== 0));
const anAddress = fc.oneof(
  fc.nat(0xffff_ffff),
  fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
);
const anAllowedIp: fc.Arbitrary<WireguardAllowedIp> = fc
  .tuple(anAddress, fc.nat(128))
  .map(([ipaddr, length]) => ({
    family: typeof ipaddr === 'number' ? AF.INET : AF.INET6,
    ipaddr,
    cidrMask: typeof ipaddr === 'number' ? length % 33 : length,
  }));
const anEndpoint = fc
  .tuple(anAddress, fc.nat(0xffff), fc.constantFrom(0, 2, 77))
  .map(([address, port, scopeId]) =>
    typeof address === 'number' || scopeId === 0 ? { address, port } : { address, port, scopeId },
  );
const aPeer: fc.Arbitrary<WireguardPeer> = fc.record(
  {
    publicKey: aKey,
    presharedKey: fc.oneof(aKey, fc.constant(new Uint8Array(32))),
    lastHandshakeTime: fc.record({ sec: fc.constantFrom(0n, 1n, 1n << 33n), nsec: fc.constantFrom(0n, 5n) }),
    persistentKeepaliveInterval: fc.nat(0xffff),
    rxBytes: fc.constant(9n),
    protocolVersion: fc.constant(1),
    endpoint: anEndpoint,
    allowedips: fc.array(anAllowedIp, { maxLength: 4 }),
  },
  { requiredKeys: ['publicKey'] },
);
/** A device in one message or several; a peer may go on in the next one. */
const aDump = fc
  .record({
    device: fc.record(
      {
        ...{ ifindex: fc.constant(4), ifname: fc.constant('wg0'), privateKey: aKey, publicKey: aKey },
        ...{ listenPort: fc.nat(0xffff), fwmark: fc.nat(0xffff_ffff) },
      },
      { requiredKeys: ['ifindex', 'ifname'] },
    ),
    peers: fc.uniqueArray(aPeer, {
      maxLength: 6,
      selector: ({ publicKey }) => formatKey(publicKey ?? new Uint8Array()),
    }),
    cut: fc.nat(6),
    more: fc.array(anAllowedIp, { maxLength: 3 }),
  })
  .map(({ device, peers, cut, more }): WireguardMessage[] => {
    const { publicKey } = peers[cut - 1] ?? {};
    const rest = publicKey === undefined || more.length === 0 ? [] : [{ publicKey, allowedips: more }];
    return [{ ...device, peers: peers.slice(0, cut) }, { peers: [...rest, ...peers.slice(cut)] }];
  });

test('A dump that is read where it lies says what the table of the message says.', async () => {
  await fc.assert(
    fc.asyncProperty(aDump, async (parts) => {
      const expected = await byTable(parts);
      assert.deepEqual(await seen(parts), expected);
      // Nor does it matter what is declared.
      const peers = expected.attributes['wireguard.peers'];
      assert.deepEqual(await seen(parts, Array.isArray(peers) ? peers.slice(1) : peers), expected);
    }),
  );
});

test('Peers that are as declared are the declared ones, and so is the list when all are.', async () => {
  await fc.assert(
    fc.asyncProperty(aDump, async (parts) => {
      const { attributes } = await byTable(parts);
      const declared = attributes['wireguard.peers'];
      assert.equal((await seen(parts, declared)).attributes['wireguard.peers'], declared);
      if (!Array.isArray(declared) || declared.length === 0) return;
      const [first, ...others]: readonly Value[] = declared;
      const other = Array.isArray(first) ? [first[0], first[1], '192.0.2.1:9', 70_000, first[4]] : [];
      const found = (await seen(parts, [other, ...others])).attributes['wireguard.peers'];
      assert.ok(Array.isArray(found));
      assert.deepEqual(found[0], first);
      others.forEach((peer, i) => {
        assert.equal(found[i + 1], peer);
      });
    }),
  );
});

test('Lengths that lie are an error, not another device.', async () => {
  const key = new Uint8Array(32).fill(7);
  const reader = wireguardReader(index());
  const kernel = fakeFamily(wireguard, () => [{ ifindex: 4, peers: [{ publicKey: key }] }]);
  const cut: typeof reader = { ...reader, read: (block, start, end) => reader.read(block, start, end - 4) };
  await assert.rejects(lookAtWireguard(openGeneric({ native: kernel }), DEVICE, cut), {
    code: 'ERR_NETLINK_DECODE',
  });
});
