import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isReading, learnFamilies } from '../../src/inputs/readings.ts';
import { NETLINK } from '../../src/netlink/constants/families.ts';
import { RTM } from '../../src/netlink/constants/rtm.ts';
import { attribute, message, text } from './messages.ts';

const route = { protocol: NETLINK.ROUTE, families: new Map<number, string>() };

test('Of rtnetlink, what gets reads, and whatever makes, sets or deletes does not.', () => {
  for (const [name, type] of Object.entries(RTM))
    assert.equal(isReading(message(type, 0, Buffer.alloc(16)), route), name.startsWith('GET'), name);
});

test('Two messages in one are not taken for the first of them.', () => {
  const get = message(RTM.GETLINK, 0, Buffer.alloc(16));
  const set = message(RTM.SETLINK, 0, Buffer.alloc(16));
  assert.equal(isReading(Buffer.concat([get, set]), route), false);
});

test('A route that is neither to be made nor to be changed is a question of IPv4, and several may be asked at once.', () => {
  const probe = (flags: number, family = 2): Buffer =>
    message(RTM.NEWROUTE, flags, Buffer.from([family, 24, 0, 0, 254, 78, 0, 1, 0, 0, 0, 0]));
  const EXCL = 0x200;
  const [CREATE, REPLACE, APPEND] = [0x400, 0x100, 0x800];
  for (const flags of [1, 5, 1 | EXCL]) assert.equal(isReading(probe(flags), route), true);
  for (const flags of [CREATE, REPLACE, APPEND]) assert.equal(isReading(probe(1 | flags), route), false);
  // IPv6 makes it all the same.
  assert.equal(isReading(probe(1, 10), route), false);
  assert.equal(isReading(Buffer.concat([probe(1), probe(1)]), route), true);
  assert.equal(isReading(Buffer.concat([probe(1), probe(1 | CREATE)]), route), false);
  assert.equal(isReading(probe(1).subarray(0, 20), route), false);
});

test('Of generic families it takes the name, and a command that is known to read.', () => {
  const generic = { protocol: NETLINK.GENERIC, families: new Map<number, string>() };
  const asking = (type: number, command: number): boolean =>
    isReading(message(type, 0, Buffer.from([command, 1, 0, 0])), generic);
  const learn = (id: number, name: string): void => {
    const number = Buffer.alloc(2);
    number.writeUInt16LE(id);
    const reply = message(16, 0, Buffer.from([1, 2, 0, 0]), attribute(2, text(name)), attribute(1, number));
    learnFamilies(reply, generic);
  };
  assert.equal(asking(16, 3), true);
  assert.equal(asking(16, 7), false);
  assert.equal(asking(21, 11), false);
  learn(21, 'ethtool');
  learn(22, 'wireguard');
  assert.equal(asking(21, 11), true);
  // FEATURES_SET
  assert.equal(asking(21, 12), false);
  // WG_CMD_GET_DEVICE tells the private key.
  assert.equal(asking(22, 0), false);
});

test('Of other protocols nothing is taken for reading.', () => {
  const diag = { protocol: NETLINK.SOCK_DIAG, families: new Map<number, string>() };
  assert.equal(isReading(message(20, 0, Buffer.alloc(16)), diag), false);
});
