import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attributes } from '../../../../src/model/index.ts';
import { l2tp } from '../../../../src/netlink/index.ts';
import {
  attributesOfSession,
  attributesOfTunnel,
  changeableMessage,
  sessionMessage,
  tunnelMessage,
} from '../../../../src/resources/link/l2tp/messages.ts';

const TUNNEL: Attributes = {
  'l2tp.tunnel-id': 4_000_000_000,
  'l2tp.peer-tunnel-id': 2,
  'l2tp.encapsulation': 'udp',
  'l2tp.local': '192.0.2.1',
  'l2tp.remote': '192.0.2.2',
  'l2tp.source-port': 1701,
  'l2tp.destination-port': 1702,
  'l2tp.udp-checksum': true,
  'l2tp.zero-udp6-tx': false,
  'l2tp.zero-udp6-rx': false,
};

const SESSION: Attributes = {
  'l2tp.session-id': 11,
  'l2tp.peer-session-id': 21,
  'l2tp.cookie': '0a1b2c3d',
  'l2tp.peer-cookie': null,
  'l2tp.input-sequence': true,
  'l2tp.output-sequence': false,
  'l2tp.reorder-timeout': 250,
};

for (const [name, more] of [
  ['over UDP', {}],
  ['without checksums', { 'l2tp.udp-checksum': false }],
  [
    'over UDP and IPv6',
    {
      'l2tp.local': '2001:db8::1',
      'l2tp.remote': '2001:db8::2',
      'l2tp.udp-checksum': false,
      'l2tp.zero-udp6-rx': true,
    },
  ],
  [
    'over IP',
    {
      'l2tp.encapsulation': 'ip',
      'l2tp.source-port': null,
      'l2tp.destination-port': null,
      'l2tp.udp-checksum': false,
    },
  ],
] as const) {
  test(`a tunnel ${name} is read as it is written`, () => {
    const tunnel: Attributes = { ...TUNNEL, ...more };
    assert.deepEqual(attributesOfTunnel(tunnelMessage(tunnel)), tunnel);
  });
}

test('a tunnel without checksums does not mention them: by being there they are turned on', () => {
  assert.equal('udpCsum' in tunnelMessage({ ...TUNNEL, 'l2tp.udp-checksum': false }), false);
});

test('a session is read as it is written', () => {
  const message = sessionMessage('wire', { ...TUNNEL, ...SESSION });
  assert.deepEqual(attributesOfSession(message), SESSION);
  assert.match(l2tp.show({ cmd: 5, ...message }), /l2specType: default/);
  const bare = sessionMessage('wire', { ...TUNNEL, ...SESSION, 'l2tp.layer2-specific-header': 'none' });
  assert.match(l2tp.show({ cmd: 5, ...bare }), /l2specType: none/);
});

test('only what changes is said of a live session', () => {
  assert.deepEqual(changeableMessage({ 'l2tp.output-sequence': false }), { sendSeq: 0 });
});
