import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  AF,
  formatKey,
  type GenericSocket,
  generatePrivateKey,
  getWireguard,
  openGeneric,
  parseAddress,
  parseKey,
  publicKeyOf,
  setWireguard,
  WGDEVICE_F,
  WGPEER_F,
  type WireguardAllowedIp,
} from '../../src/netlink/index.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';

const skip = without('wireguard');
const ifname = 'wg0';

async function opened(t: TestContext): Promise<{ ns: Namespace; socket: GenericSocket }> {
  const ns = await makeNamespace(t);
  ns.sh('ip link add wg0 type wireguard');
  const socket = openGeneric({ netns: ns.path });
  t.after(() => socket.close());
  return { ns, socket };
}

/** `wg show wg0 dump`: the lines as their columns. */
const dump = (ns: Namespace): string[][] =>
  ns
    .sh('wg show wg0 dump')
    .trim()
    .split('\n')
    .map((line) => line.split('\t'));

const address = (text: string): number | string => {
  const parsed = parseAddress(text);
  assert.ok(parsed !== undefined);
  return parsed;
};

const allowed = (text: string, cidrMask: number): WireguardAllowedIp => {
  const ipaddr = address(text);
  return { family: typeof ipaddr === 'number' ? AF.INET : AF.INET6, ipaddr, cidrMask };
};

test('wg shows the device and the peers that were set', { skip }, async (t) => {
  const { ns, socket } = await opened(t);
  const [privateKey, first, second, psk] = Array.from({ length: 4 }, generatePrivateKey);
  assert.ok(privateKey && first && second && psk);
  await setWireguard(socket, {
    ifname,
    privateKey,
    listenPort: 51820,
    fwmark: 0xca6c,
    flags: WGDEVICE_F.REPLACE_PEERS,
    peers: [
      {
        publicKey: publicKeyOf(first),
        presharedKey: psk,
        endpoint: { address: address('192.0.2.1'), port: 4500 },
        persistentKeepaliveInterval: 25,
        allowedips: [allowed('10.0.0.0', 8), allowed('2001:db8::', 32)],
      },
      { publicKey: publicKeyOf(second), endpoint: { address: address('fe80::1'), port: 1, scopeId: 1 } },
    ],
  });
  const [device, ...peers] = dump(ns);
  assert.deepEqual(device, [formatKey(privateKey), formatKey(publicKeyOf(privateKey)), '51820', '0xca6c']);
  const rows = new Map(peers.map((row) => [row[0], row]));
  const [, shownPsk, endpoint, ips, , , , keepalive] = rows.get(formatKey(publicKeyOf(first))) ?? [];
  assert.deepEqual(
    [shownPsk, endpoint, ips, keepalive],
    [formatKey(psk), '192.0.2.1:4500', '10.0.0.0/8,2001:db8::/32', '25'],
  );
  assert.equal(rows.get(formatKey(publicKeyOf(second)))?.[2], '[fe80::1%lo]:1');
});

test('what wg set is read back', { skip }, async (t) => {
  const { ns, socket } = await opened(t);
  const key = formatKey(publicKeyOf(generatePrivateKey()));
  ns.sh(`wg set wg0 listen-port 99 peer ${key} endpoint '[2001:db8::7]:65535' allowed-ips 10.1.0.0/16`);
  const device = await getWireguard(socket, { ifname });
  assert.equal(device.ifname, ifname);
  assert.equal(device.listenPort, 99);
  assert.equal(device.privateKey, undefined);
  const [peer] = device.peers ?? [];
  assert.ok(peer?.publicKey);
  assert.equal(formatKey(peer.publicKey), key);
  assert.deepEqual(peer.presharedKey, new Uint8Array(32));
  assert.deepEqual(peer.endpoint, { address: address('2001:db8::7'), port: 65535 });
  assert.deepEqual(peer.allowedips, [allowed('10.1.0.0', 16)]);
  assert.equal(peer.persistentKeepaliveInterval, 0);
  assert.equal(peer.lastHandshakeTime?.sec, 0n);
});

test('flags remove one peer, replace addresses, and spare a peer that is gone', { skip }, async (t) => {
  const { ns, socket } = await opened(t);
  const [a = '', b = '', c = ''] = Array.from({ length: 3 }, () =>
    formatKey(publicKeyOf(generatePrivateKey())),
  );
  const keyOf = (text: string): Uint8Array => parseKey(text) ?? new Uint8Array();
  ns.sh(`wg set wg0 peer ${a} allowed-ips 10.1.0.0/16,10.2.0.0/16 peer ${b} allowed-ips 10.3.0.0/16`);
  await setWireguard(socket, {
    ifname,
    peers: [
      { publicKey: keyOf(a), flags: WGPEER_F.REPLACE_ALLOWEDIPS, allowedips: [allowed('10.9.0.0', 24)] },
      { publicKey: keyOf(b), flags: WGPEER_F.REMOVE_ME },
      { publicKey: keyOf(c), flags: WGPEER_F.UPDATE_ONLY, allowedips: [allowed('10.4.0.0', 16)] },
    ],
  });
  const [, ...peers] = dump(ns);
  assert.deepEqual(
    peers.map(([key, , , ips]) => [key, ips]),
    [[a, '10.9.0.0/24']],
  );
});

test('many peers, and a peer with more addresses than fit into a message, go there and back', {
  skip,
}, async (t) => {
  const { ns, socket } = await opened(t);
  const many = Array.from({ length: 5000 }, (_, i) => allowed(`10.${i >> 8}.${i & 255}.0`, 24));
  const keys = Array.from({ length: 300 }, () => publicKeyOf(generatePrivateKey()));
  const [big, ...small] = keys;
  assert.ok(big);
  await setWireguard(socket, {
    ifname,
    flags: WGDEVICE_F.REPLACE_PEERS,
    peers: [
      { publicKey: big, flags: WGPEER_F.REPLACE_ALLOWEDIPS, allowedips: many },
      ...small.map((publicKey, i) => ({
        publicKey,
        allowedips: [allowed(`172.16.${i >> 8}.${i & 255}`, 32)],
      })),
    ],
  });
  const [, ...rows] = dump(ns);
  assert.equal(rows.length, 300);
  const ofBig = rows.find(([key]) => key === formatKey(big))?.[3]?.split(',') ?? [];
  assert.equal(new Set(ofBig).size, 5000);
  const device = await getWireguard(socket, { ifname });
  const read = new Map(device.peers?.map((peer) => [formatKey(peer.publicKey ?? new Uint8Array()), peer]));
  assert.equal(device.peers?.length, 300, 'a peer that the dump tells in parts is one');
  assert.equal(read.get(formatKey(big))?.allowedips?.length, 5000);
  assert.deepEqual([...read.keys()].sort(), rows.map(([key]) => key ?? '').sort());
});

test('a link of another kind and one that is missing are told apart', { skip }, async (t) => {
  const { socket } = await opened(t);
  await assert.rejects(getWireguard(socket, { ifname: 'lo' }), { code: 'EOPNOTSUPP' });
  await assert.rejects(getWireguard(socket, { ifname: 'none' }), { code: 'ENODEV' });
  await assert.rejects(setWireguard(socket, { ifindex: 99 }), {
    code: 'ENODEV',
    message: /^WG_CMD_SET_DEVICE/,
  });
});

test('the public key is what wg makes of the private one', { skip }, async (t) => {
  const { ns } = await opened(t);
  const key = generatePrivateKey();
  assert.equal(formatKey(publicKeyOf(key)), ns.sh(`echo ${formatKey(key)} | wg pubkey`).trim());
});
