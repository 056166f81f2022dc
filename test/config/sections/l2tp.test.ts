import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkCase, declared, network } from '../diagnose.ts';

const ENDS = 'local: 192.0.2.1, remote: 192.0.2.2';
const PORTS = 'source-port: 1701, destination-port: 1701';
const TUNNEL = `${ENDS}, ${PORTS}, tunnel-id: 1, peer-tunnel-id: 2`;
const IDS = 'session-id: 11, peer-session-id: 21';
const OVER_IP = `${ENDS}, encapsulation: ip, tunnel-id: 1, peer-tunnel-id: 2`;

const CASES: readonly Case[] = [
  [
    'no ports for UDP',
    network(`tunnels: {«a»: {mode: l2tp, ${ENDS}, source-port: 1, tunnel-id: 1, peer-tunnel-id: 2, ${IDS}}}`),
    ['missing-key'],
    /needs "destination-port"/,
  ],
  [
    'no number of the session',
    network(`tunnels: {«a»: {mode: l2tp, ${TUNNEL}, session-id: 11}}`),
    ['missing-key'],
    /needs "peer-session-id"/,
  ],
  [
    'ends of two families',
    network(
      `tunnels: {a: {mode: l2tp, local: «"2001:db8::1"», remote: 192.0.2.2, ${PORTS}, tunnel-id: 1, peer-tunnel-id: 2, ${IDS}}}`,
    ),
    ['family-mismatch'],
    /one family/,
  ],
  [
    'a link-local end',
    network(
      `tunnels: {a: {mode: l2tp, local: «"fe80::1"», remote: "2001:db8::2", ${PORTS}, tunnel-id: 1, peer-tunnel-id: 2, ${IDS}}}`,
    ),
    ['wrong-value'],
    /link-local/,
  ],
  [
    'a cookie of six digits',
    network(`tunnels: {a: {mode: l2tp, ${TUNNEL}, ${IDS}, cookie: «"010203"»}}`),
    ['wrong-value'],
  ],
  [
    'a port without UDP',
    network(`tunnels: {a: {mode: l2tp, ${OVER_IP}, ${IDS}, source-port: «1701»}}`),
    ['w:no-effect'],
  ],
  [
    'sequence numbers without a header',
    network(
      `tunnels: {a: {mode: l2tp, ${TUNNEL}, ${IDS}, layer2-specific-header: none, sequence: «[output]»}}`,
    ),
    ['conflict'],
    /layer 2 specific header/,
  ],
  [
    'one tunnel with two remote ends',
    network(
      'tunnels:',
      `  a: {mode: l2tp, ${TUNNEL}, ${IDS}}`,
      `  b: {mode: l2tp, local: 192.0.2.1, remote: «192.0.2.3», ${PORTS}, tunnel-id: 1, peer-tunnel-id: 2, session-id: 12, peer-session-id: 22}`,
    ),
    ['conflict'],
    /in the same tunnel 1: remote must be the same/,
  ],
  [
    'one session twice',
    network(
      'tunnels:',
      `  a: {mode: l2tp, ${TUNNEL}, ${IDS}}`,
      `  b: {mode: l2tp, ${TUNNEL}, session-id: «11», peer-session-id: 22}`,
    ),
    ['duplicate-id'],
    /belongs to "a" already/,
  ],
  [
    'one session over IP in two tunnels',
    network(
      'tunnels:',
      `  a: {mode: l2tp, ${OVER_IP}, ${IDS}}`,
      `  b: {mode: l2tp, ${ENDS}, encapsulation: ip, tunnel-id: 3, peer-tunnel-id: 4, session-id: «11», peer-session-id: 22}`,
    ),
    ['duplicate-id'],
  ],
  [
    'one UDP port for two tunnels',
    network(
      'tunnels:',
      `  a: {mode: l2tp, ${TUNNEL}, ${IDS}}`,
      `  b: {mode: l2tp, ${ENDS}, source-port: «1701», destination-port: 1702, tunnel-id: 3, peer-tunnel-id: 4, session-id: 12, peer-session-id: 22}`,
    ),
    ['duplicate-id'],
    /UDP port 1701 of 192\.0\.2\.1 belongs to the tunnel of "a"/,
  ],
  [
    'a number of another mode',
    network(`tunnels: {a: {mode: l2tp, ${TUNNEL}, ${IDS}, «id»: 5}}`),
    ['w:no-effect'],
  ],
];

for (const one of CASES) test(`L2TP: ${one[0]}`, () => checkCase(one));

test('a session is declared with its tunnel, and cookies in small letters', () => {
  const { links } = declared(
    network(`tunnels: {a: {mode: l2tp, ${TUNNEL}, ${IDS}, cookie: 0A0B0C0D, checksums: [udp]}}`),
  );
  const { kind, attributes } = links[0]?.link ?? assert.fail();
  assert.equal(kind, 'l2tp');
  assert.deepEqual(
    ['cookie', 'local', 'tunnel-id', 'udp-checksum', 'zero-udp6-tx'].map(
      (name) => attributes[`l2tp.${name}`],
    ),
    ['0a0b0c0d', '192.0.2.1', 1, true, undefined],
  );
});
