import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type AnyMessage,
  address,
  Block,
  describeRequest,
  host,
  link,
  neighbour,
  nexthop,
  RTM,
  route,
  rule,
  Writer,
} from '../../../src/netlink/index.ts';
import { captures } from './captures.ts';

const tables = new Map<number, AnyMessage>([
  [RTM.NEWLINK, link],
  [RTM.SETLINK, link],
  [RTM.NEWADDR, address],
  [RTM.NEWROUTE, route],
  [RTM.GETROUTE, route],
  [RTM.NEWNEIGH, neighbour],
  [RTM.NEWRULE, rule],
  [RTM.NEWNEXTHOP, nexthop],
]);

const littleEndian = host ? test : test.skip; // the captures are of such a machine

littleEndian('what iproute2 sends means here what its command says', () => {
  for (const { command, words, hex } of captures) {
    const block = new Block(Uint8Array.from(Buffer.from(hex, 'hex')));
    const type = block.data.getUint16(4, host);
    const message = tables.get(type);
    assert.ok(message, command);
    const value = message.get(block, 16, block.bytes.length);
    assert.equal(
      describeRequest({ message, type, flags: block.data.getUint16(6, host), value }),
      words,
      command,
    );
  }
});

littleEndian('what iproute2 sends, read and written again, means the same', () => {
  for (const { command, hex } of captures) {
    const block = new Block(Uint8Array.from(Buffer.from(hex, 'hex')));
    const message = tables.get(block.data.getUint16(4, host));
    assert.ok(message);
    const value = message.get(block, 16, block.bytes.length);
    const w = new Writer();
    message.write(w, 0, 0, 0, value);
    assert.deepEqual(message.get(w, 16, w.at), value, command);
  }
});
