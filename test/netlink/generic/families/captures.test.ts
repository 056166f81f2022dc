import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type AnyMessage,
  Block,
  host,
  macsec,
  tunnel,
  vlanDb,
  Writer,
  wireguard,
} from '../../../../src/netlink/index.ts';
import { type Capture, captures } from './captures.ts';

const tables: Readonly<Record<Capture['table'], AnyMessage>> = { wireguard, macsec, vlan: vlanDb, tunnel };
const littleEndian = host ? test : test.skip; // the captures are of such a machine

const blockOf = (hex: string): Block => new Block(Uint8Array.from(Buffer.from(hex, 'hex')));

littleEndian('what wg, ip and bridge send means here what their command says', () => {
  for (const { command, table, words, hex } of captures) {
    const block = blockOf(hex);
    const message = tables[table];
    assert.equal(message.show(message.get(block, 0, block.bytes.length)), words, command);
  }
});

littleEndian('what they send, read and written again, is as long and means the same', () => {
  for (const { command, table, hex } of captures) {
    const block = blockOf(hex);
    const message = tables[table];
    const value = message.get(block, 0, block.bytes.length);
    const w = new Writer();
    message.put(w, value);
    assert.equal(w.at, block.bytes.length, command);
    assert.deepEqual(message.get(w, 0, w.at), value, command);
  }
});
