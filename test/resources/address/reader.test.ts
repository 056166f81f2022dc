import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AF,
  address,
  IFA_F,
  type NetlinkDecodeError,
  parseAddress,
  RTM,
  type Value,
  Writer,
} from '../../../src/netlink/index.ts';
import { addressReader, readAddress } from '../../../src/resources/address/reader.ts';
import { index } from '../steps.ts';

type Live = Value<typeof address>;

const times = { prefered: 0xffffffff, valid: 0xffffffff, cstamp: 100, tstamp: 100 };
const own = parseAddress('192.0.2.1');
const v4: Live = {
  ...{ family: AF.INET, prefixlen: 24, flags8: 0x80, scope: 0, index: 2 },
  ...{ address: own, local: own, broadcast: parseAddress('192.0.2.255'), label: 'eth0', proto: 78 },
  ...{ flags: IFA_F.PERMANENT, cacheinfo: times },
};
const v6: Live = {
  ...{
    family: AF.INET6,
    prefixlen: 64,
    flags8: 0x80,
    scope: 0,
    index: 2,
    address: parseAddress('2001:db8::1'),
  },
  ...{ cacheinfo: times, flags: IFA_F.PERMANENT, proto: 78 },
};
const { broadcast: _, ...without } = v4;

/** As many ways as there are in which an address may differ from the one before. */
const ADDRESSES: readonly Live[] = [
  ...[v4, without, v6].flatMap((one): Live[] => [
    one,
    { ...one, index: 1 },
    { ...one, index: 99 },
    { ...one, prefixlen: 12 },
    { ...one, scope: 253 },
    { ...one, cacheinfo: { ...times, cstamp: 7, tstamp: 4_000_000_000 } },
    { ...one, cacheinfo: { ...times, prefered: 0 } },
    { ...one, cacheinfo: { ...times, valid: 600 }, flags: 0 },
    { ...one, flags: IFA_F.PERMANENT | IFA_F.SECONDARY },
    { ...one, flags: IFA_F.PERMANENT | IFA_F.NODAD | IFA_F.NOPREFIXROUTE | IFA_F.MCAUTOJOIN },
    { ...one, flags: IFA_F.TENTATIVE | IFA_F.DADFAILED },
    { ...one, proto: 0 },
    { ...one, rtPriority: 100 },
  ]),
  ...[v4, without].flatMap((one): Live[] => [
    { ...one, local: parseAddress('255.0.2.9'), address: parseAddress('255.0.2.9') },
    { ...one, local: parseAddress('192.0.2.9') },
    { ...one, local: parseAddress('127.0.0.1'), address: parseAddress('127.0.0.1') },
    { ...one, broadcast: parseAddress('192.0.2.127') },
    { ...one, label: 'eth0:x' },
    { ...one, label: 'lo' },
  ]),
  { ...v4, broadcast: parseAddress('255.255.255.255') },
  { ...v6, address: parseAddress('fe80::1:2:3') },
  { ...v6, local: parseAddress('2001:db8::9') },
];

test('Addresses read one after the other are read as the table of the message reads each', () => {
  const w = new Writer();
  const read = addressReader(index());
  const pairs = ADDRESSES.flatMap((one) => ADDRESSES.map((other): Live[] => [one, other]));
  const others = ADDRESSES.map((one): Live[] => [v4, one, { ...one, broadcast: parseAddress('10.0.0.1') }]);
  [...pairs, ...others].flat().forEach((value) => {
    const start = w.at;
    address.write(w, RTM.NEWADDR, 0, 1, value);
    const found = read(w, start + 16, w.at);
    const slowly = readAddress(new address.View().at(w, start + 16, w.at), index()) ?? null;
    assert.deepEqual(found, slowly);
    assert.deepEqual(Object.keys(found ?? {}), Object.keys(slowly ?? {}));
  });
});

test('An address that is the same but for its own text is read without the table', () => {
  const w = new Writer();
  const read = addressReader(index());
  const texts = ['192.0.2.1', '192.0.2.2', '255.0.2.3'].map((text) => {
    const start = w.at;
    address.write(w, RTM.NEWADDR, 0, 1, { ...v4, local: parseAddress(text), address: parseAddress(text) });
    return read(w, start + 16, w.at)?.address;
  });
  assert.deepEqual(texts, ['192.0.2.1', '192.0.2.2', '255.0.2.3']);
});

test('A message that is cut off is complained about, also behind a whole one', () => {
  const w = new Writer();
  const read = addressReader(index());
  address.write(w, RTM.NEWADDR, 0, 1, v4);
  assert.notEqual(read(w, 16, w.at), null);
  assert.throws(() => read(w, 16, w.at - 4), {
    name: 'NetlinkDecodeError',
  } satisfies Partial<NetlinkDecodeError>);
});
