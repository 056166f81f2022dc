import assert from 'node:assert/strict';
import { test } from 'node:test';
import { peersValue, type WireguardPeer } from '../../../src/model/wireguard-peers.ts';
import { formatKey, WGPEER_F, type WireguardPeer as WirePeer } from '../../../src/netlink/index.ts';
import { peerChanges } from '../../../src/resources/link/details/wireguard-changes.ts';
import { endpoint, endpointIn } from '../../../src/resources/link/details/wireguard-wire.ts';
import { index } from '../steps.ts';
import { allowedIpText } from './allowed-ip-text.ts';

const key = (fill: number): string => formatKey(new Uint8Array(32).fill(fill));
const peer = (fill: number, more: Partial<WireguardPeer> = {}): WireguardPeer => ({
  publicKey: key(fill),
  presharedKey: null,
  endpoint: null,
  keepalive: 0,
  allowedIps: [],
  ...more,
});

/** A message's peers in words. */
const said = (peers: readonly WirePeer[]): unknown[] =>
  peers.map(
    ({ publicKey, presharedKey, allowedips, endpoint: at, flags = 0, persistentKeepaliveInterval }) => ({
      peer: publicKey?.[0],
      ...(flags !== 0 && {
        flags: Object.entries(WGPEER_F).flatMap(([name, bit]) => ((flags & bit) !== 0 ? [name] : [])),
      }),
      ...(presharedKey !== undefined && { psk: presharedKey[0] }),
      ...(at !== undefined && { endpoint: endpointIn(at, index()) }),
      ...(persistentKeepaliveInterval !== undefined && { keepalive: persistentKeepaliveInterval }),
      ...(allowedips !== undefined && { ips: allowedips.flatMap(allowedIpText) }),
    }),
  );
const changes = (before: readonly WireguardPeer[], after: readonly WireguardPeer[]): unknown[] =>
  said(peerChanges(peersValue(before), peersValue(after), index()));

test('A peer that stays as it is is not spoken of.', () => {
  const same = peer(1, {
    presharedKey: key(9),
    endpoint: '192.0.2.1:5',
    keepalive: 25,
    allowedIps: ['10.0.0.0/8'],
  });
  assert.deepEqual(changes([same, peer(2)], [same, peer(3)]), [
    { peer: 3 },
    { peer: 2, flags: ['REMOVE_ME'] },
  ]);
  assert.deepEqual(changes([same], [{ ...same }]), []);
});

test('Of a peer that changes only what changes is said.', () => {
  const before = peer(1, {
    presharedKey: key(9),
    endpoint: '192.0.2.1:5',
    keepalive: 25,
    allowedIps: ['10.0.0.0/8'],
  });
  const to = (more: Partial<WireguardPeer>): unknown[] => changes([before], [{ ...before, ...more }]);
  const flags = ['UPDATE_ONLY'];
  assert.deepEqual(to({ keepalive: 0 }), [{ peer: 1, flags, keepalive: 0 }]);
  assert.deepEqual(to({ presharedKey: null }), [{ peer: 1, flags, psk: 0 }]);
  assert.deepEqual(to({ presharedKey: key(8) }), [{ peer: 1, flags, psk: 8 }]);
  assert.deepEqual(to({ endpoint: '[2001:db8::1]:7' }), [{ peer: 1, flags, endpoint: '[2001:db8::1]:7' }]);
  assert.deepEqual(to({ allowedIps: ['10.0.0.0/8', 'fd00::/8'] }), [{ peer: 1, flags, ips: ['fd00::/8'] }]);
  assert.deepEqual(to({ allowedIps: ['fd00::/8'] }), [
    { peer: 1, flags, ips: ['fd00::/8'] },
    { peer: 1, flags: ['REPLACE_ALLOWEDIPS', 'UPDATE_ONLY'], ips: ['fd00::/8'] },
  ]);
  assert.deepEqual(to({ allowedIps: [] }), [{ peer: 1, flags: ['REPLACE_ALLOWEDIPS', 'UPDATE_ONLY'] }]);
});

test('A peer that is to have no endpoint any more is made anew, with all that it has.', () => {
  const before = peer(1, {
    presharedKey: key(9),
    endpoint: '192.0.2.1:5',
    keepalive: 25,
    allowedIps: ['10.0.0.0/8'],
  });
  assert.deepEqual(changes([before], [{ ...before, endpoint: null }]), [
    { peer: 1, flags: ['REMOVE_ME'] },
    { peer: 1, psk: 9, keepalive: 25, ips: ['10.0.0.0/8'] },
  ]);
});

test('A network moves from one peer to another in one message, and peers swap theirs.', () => {
  const flags = ['UPDATE_ONLY'];
  const [a, b] = [peer(1, { allowedIps: ['10.0.0.0/8'] }), peer(2, { allowedIps: ['fd00::/8'] })];
  assert.deepEqual(
    changes(
      [a, b],
      [
        { ...a, allowedIps: [] },
        { ...b, allowedIps: ['10.0.0.0/8', 'fd00::/8'] },
      ],
    ),
    [{ peer: 2, flags, ips: ['10.0.0.0/8'] }],
  );
  assert.deepEqual(
    changes(
      [a, b],
      [
        { ...a, allowedIps: b.allowedIps },
        { ...b, allowedIps: a.allowedIps },
      ],
    ),
    [
      { peer: 1, flags, ips: ['fd00::/8'] },
      { peer: 2, flags, ips: ['10.0.0.0/8'] },
    ],
  );
});

test('An endpoint with a link is told by its name and set by its number.', () => {
  const found = endpoint('[fe80::1%eth0]:51820', index());
  assert.equal(found?.scopeId, index().indexOf('eth0'));
  assert.equal(found === undefined ? '' : endpointIn(found, index()), '[fe80::1%eth0]:51820');
  assert.equal(endpoint('[fe80::1%gone]:1', index())?.scopeId, undefined);
});
