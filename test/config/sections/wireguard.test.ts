import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { formatKey, parseKey, publicKeyOf } from '../../../src/netlink/generic/families/wireguard-key.ts';
import { assertMarked, type Case, checkCase, declared, diagnose, network } from '../diagnose.ts';

const PRIVATE = 'QOiBJ0ySIV2q8sTYPqYkrhwLDxfZeEuVjlfhNVtFNlA=';
const SHARED = 'pkXAsSEe/s+XtYcs6ItuxhMlOGCbn17tiL5ECWmLNNg=';
const A = 'Nkw8Kx1oVXLRLGSsXBKbPzHBc3PT6TnzsoTfGVXGKm4=';
const B = 'eHl6e3x9fn+AgYKDhIWGh4iJiouMjY6PkJGSk5SVlpc=';

const wireguard = (keys: string): string =>
  network('tunnels:', `  wg0: {mode: wireguard, key: ${PRIVATE}, ${keys}}`);
const peer = (rest: string): string => wireguard(`peers: [{keys: {public: ${A}}, ${rest}}]`);

const CASES: readonly Case[] = [
  [
    'a device without a private key',
    network('tunnels: {«wg0»: {mode: wireguard}}'),
    ['w:missing-key'],
    /no private key/,
  ],
  [
    'a private key that is too short',
    network('tunnels: {wg0: {mode: wireguard, key: «QOiBJ0ySIV2q8sTYPqYkrhwLDxfZeEu=»}}'),
    ['wrong-value'],
    /has 32 characters, a key has 44/,
  ],
  [
    'a private key whose last character has bits too many',
    network(`tunnels: {wg0: {mode: wireguard, keys: {private: «${PRIVATE.replace('A=', 'B=')}»}}}`),
    ['wrong-value'],
    /"wg genkey" makes it/,
  ],
  [
    'the flags of NetworkManager',
    network(
      `tunnels: {wg0: {mode: wireguard, keys: {private: ${PRIVATE}, «private-key-flags»: [not-saved]}}}`,
    ),
    ['not-supported'],
  ],
  [
    'a misspelt key',
    network('tunnels: {wg0: {mode: wireguard, keys: {«privat»: /etc/key}}}').replace('wg0:', '«wg0»:'),
    ['w:missing-key', 'unknown-key'],
  ],
  ['a peer without keys', wireguard('peers: [«{endpoint: "192.0.2.1:1"}»]'), ['missing-key'], /"keys"/],
  [
    'a peer without a public key',
    wireguard(`peers: [{keys: «{shared: ${SHARED}}»}]`),
    ['missing-key'],
    /"public"/,
  ],
  ['a public key that is none', wireguard('peers: [{keys: {public: «abc»}}]'), ['wrong-value'], /not "abc"/],
  [
    'a peer twice',
    wireguard(`peers: [{keys: {public: ${A}}}, {keys: {public: «${A}»}}]`),
    ['duplicate-peer'],
  ],
  [
    'a peer that is the device itself',
    wireguard(
      `peers: [{keys: {public: «${formatKey(publicKeyOf(parseKey(PRIVATE) ?? new Uint8Array()))}»}, allowed-ips: [10.0.0.0/8]}]`,
    ),
    ['conflict'],
    /own public key/,
  ],
  ['a host name as endpoint', peer('endpoint: «vpn.example.net:51820»'), ['not-supported'], /not looked up/],
  ['an endpoint without a port', peer('endpoint: «192.0.2.1»'), ['wrong-value'], /address and a port/],
  ['an IPv6 endpoint without brackets', peer('endpoint: «"2001:db8::1:51820"»'), ['wrong-value'], /brackets/],
  ['a port out of its range', peer('endpoint: «"192.0.2.1:65536"»'), ['out-of-range']],
  ['a port that is no number', peer('endpoint: «"192.0.2.1:http"»'), ['out-of-range']],
  ['an address that is none', peer('endpoint: «"192.0.2.256:51820"»'), ['wrong-address']],
  ['a multicast endpoint', peer('endpoint: «"239.0.0.1:51820"»'), ['wrong-address']],
  [
    'a link-local endpoint without its link',
    peer('endpoint: «"[fe80::1]:51820"»'),
    ['wrong-address'],
    /%eth0/,
  ],
  ['a keepalive out of its range', peer('keepalive: «65536»'), ['out-of-range']],
  ['a mark out of its range', wireguard('mark: «0x100000000»'), ['wrong-value']],
  ['a listening port out of its range', wireguard('port: «65536»'), ['out-of-range']],
  [
    'networks with host bits, which the kernel masks',
    peer('allowed-ips: [«10.0.0.5/8», "«2001:db8::1/32»"]').replace(
      '"«2001:db8::1/32»"',
      '«"2001:db8::1/32"»',
    ),
    ['w:host-bits', 'w:host-bits'],
    /10\.0\.0\.0\/8/,
  ],
  ['a network that is none', peer('allowed-ips: [10.0.0.0/8, «10.0.0.0/33»]'), ['wrong-address']],
  ['a network twice', peer('allowed-ips: [10.0.0.0/8, «10.0.0.0/8»]'), ['w:duplicate-item']],
  [
    'a network behind two peers',
    wireguard(
      `peers: [{keys: {public: ${A}}, allowed-ips: [0.0.0.0/0]}, {keys: {public: ${B}}, allowed-ips: [10.0.0.0/8, «0.0.0.0/0»]}]`,
    ),
    ['conflict'],
    /behind one peer only/,
  ],
  ['keys of other modes', wireguard('«remote»: 192.0.2.1, «ttl»: 5'), ['w:no-effect', 'w:no-effect']],
];

for (const example of CASES) test(`WireGuard: ${example[0]}`, () => checkCase(example));

const attributesOf = (text: string) => declared(text).links[0]?.link.attributes;

test('every key of a WireGuard device is an attribute, in the form in which the kernel tells it', () => {
  const text = wireguard(
    `port: 51820, mark: 0xca6c, peers: [{keys: {public: ${B}, shared: ${SHARED}}, endpoint: "[2001:DB8::1]:51820", keepalive: 25, allowed-ips: ["FD00::/8", 10.0.0.0/8, 192.0.2.1]}, {keys: {public: ${A}}, endpoint: 192.0.2.1:1, allowed-ips: [10.9.0.0/16]}]`,
  );
  assert.deepEqual(attributesOf(text), {
    state: 'up',
    'wireguard.private-key': PRIVATE,
    'wireguard.port': 51820,
    'wireguard.mark': 0xca6c,
    'wireguard.peers': [
      [A, null, '192.0.2.1:1', 0, ['10.9.0.0/16']],
      [B, SHARED, '[2001:db8::1]:51820', 25, ['10.0.0.0/8', '192.0.2.1/32', 'fd00::/8']],
    ],
  });
});

test('a private key is clamped as the kernel does it', () => {
  const text = network('tunnels:', `  wg0: {mode: wireguard, keys: {private: ${B}}}`);
  const clamped = attributesOf(text)?.['wireguard.private-key'];
  assert.notEqual(clamped, B);
  const bytes = parseKey(String(clamped));
  assert.deepEqual([(bytes?.[0] ?? 0) & 7, (bytes?.[31] ?? 0) & 0xc0], [0, 0x40]);
});

test('the address of a link-local endpoint has its link', () => {
  const found = attributesOf(peer('endpoint: "[FE80::1%eth0]:51820", allowed-ips: ["::/0"]'))?.[
    'wireguard.peers'
  ];
  assert.deepEqual(found, [[A, null, '[fe80::1%eth0]:51820', 0, ['::/0']]]);
});

const directory = mkdtempSync(join(tmpdir(), 'nlapply-keys-'));
after(() => rmSync(directory, { recursive: true }));

function file(name: string, content: string, mode = 0o600): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

test('keys are read from files', () => {
  const text = network(
    `tunnels: {wg0: {mode: wireguard, keys: {private: ${file('private', `${PRIVATE}\n`)}}, peers: [{keys: {public: ${A}, shared: ${file('shared', SHARED)}}, allowed-ips: ['::/0']}]}}`,
  );
  assert.equal(attributesOf(text)?.['wireguard.private-key'], PRIVATE);
  assert.deepEqual(attributesOf(text)?.['wireguard.peers'], [[A, SHARED, null, 0, ['::/0']]]);
});

test('a file that holds no key is complained of at its place, without its content', () => {
  mkdirSync(join(directory, 'dir'));
  const cases = [
    [join(directory, 'missing'), 'unreadable', /no such file/],
    [join(directory, 'dir'), 'unreadable', /it is a directory/],
    [file('long', 'x'.repeat(5000)), 'unreadable', /longer than/],
    [file('empty', ''), 'wrong-value', /it is empty/],
    [file('hex', 'SECRETSECRET'.repeat(4)), 'wrong-value', /it has 48 characters/],
    [file('open', PRIVATE, 0o644), 'w:open-secret', /everyone on this machine/],
  ] as const;
  for (const [path, code, says] of cases) {
    const [found] = assertMarked(
      network('tunnels:', `  wg0: {mode: wireguard, keys: {private: «${path}»}}`),
      [code],
    );
    assert.match(`${found?.message}\n${found?.hint}`, says);
    assert.doesNotMatch(JSON.stringify(found), /SECRET|QOiBJ0/);
  }
});

test('no complaint shows a secret, whatever is wrong beside it', () => {
  const texts = [
    wireguard('port: x, ports: 5'),
    network('tunnels:', `  wg0: {mode: wireguard, keys: {private: ${PRIVATE}=}}`),
    network('tunnels:', `  wg0: {mode: wireguard, keys: {private: [${PRIVATE}]}}`),
    network('tunnels:', `  wg0: {mode: wireguard, key: ${PRIVATE}, key: ${PRIVATE}}`),
    wireguard(`peers: [{keys: {public: ${A}, shared: "${SHARED}x", sharde: 1}}]`),
    network('tunnels:', `  wg0: {mode: gre, remote: 192.0.2.1, key: ${PRIVATE}}`),
    `network: {tunnels: {wg0: {keys: {private: ${PRIVATE}}`,
  ];
  for (const text of texts) {
    const found = diagnose(text);
    assert.ok(found.length > 0, text);
    assert.doesNotMatch(JSON.stringify(found), /QOiBJ0|pkXAsS/, text);
  }
});
