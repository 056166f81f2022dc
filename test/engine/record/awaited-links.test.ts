import assert from 'node:assert/strict';
import { test } from 'node:test';
import { devicesNow } from '../../../src/engine/record/awaited-links.ts';
import { isStoredRecord } from '../../../src/engine/state/record-shape.ts';
import {
  address,
  changed,
  codes,
  declaration,
  declared,
  liveAddress,
  liveRoute,
  machine,
  made,
  nic,
  planned,
  route,
  virtual,
} from '../samples.ts';

const lan = (macaddress: string) => declared('lan', 'physical', { state: 'up' }, { match: { macaddress } });
const OTHER = '02:00:00:00:00:99';
const eth0 = nic('eth0', { mtu: 9000 }, { index: 4 });
const was = { ...changed(eth0, 'mtu', 1500), devices: { lan: [{ index: 4, name: 'eth0' }] } };
const live = {
  links: [eth0, nic('eth1', {}, { index: 5 })],
  addresses: ['eth0', 'eth1'].map((link, i) => liveAddress(link, `10.0.${i}.1/24`, { protocol: 78 })),
  routes: [liveRoute('10.9.0.0/16', 'eth0', { via: '10.0.0.9', protocol: 78 })],
};

test('What is ours on the link that a device was stays while no link answers to the device', () => {
  const said = { links: [lan(OTHER)], addresses: [address('lan', '10.0.0.1/24')], routes: [] };
  const kept = planned(live, said, was);
  assert.deepEqual(kept.said, ['remove address 10.0.1.1/24 dev eth1']);
  assert.deepEqual(codes(kept.problems), ['link-missing', 'link-left']);
  const strict = planned(live, { ...said, policy: { routes: 'strict', addresses: 'strict' } }, was);
  assert.deepEqual(strict.said, ['remove address 10.0.1.1/24 dev eth1']);
});

test('Another link with the number of the one that it was is not taken for that', () => {
  const macaddress = '02:00:00:00:00:01';
  const said = { links: [lan(OTHER)] };
  const is = (name: string, mac: string): readonly string[] => {
    const now = { ...live, links: [nic(name, { macaddress: mac }, { index: 4 })], addresses: [], routes: [] };
    const devices = { lan: [{ index: 4, name: 'eth0', macaddress }] };
    return codes(planned(now, said, { ...was, devices }).problems);
  };
  assert.deepEqual(is('eth0', OTHER.replace('99', '98')), ['link-missing', 'link-left']);
  assert.deepEqual(is('eth9', macaddress), ['link-missing', 'link-left']);
  assert.deepEqual(is('eth9', OTHER.replace('99', '98')), ['link-missing']);
});

test('It goes with the device, or when that is found as another link', () => {
  const gone = [
    'change link eth0, mtu 9000 -> 1500',
    'remove address 10.0.1.1/24 dev eth1',
    'remove address 10.0.0.1/24 dev eth0',
  ];
  assert.deepEqual(planned(live, {}, was).said, gone);
  const plugged = nic('eth2', {}, { index: 6, facts: { permanentAddress: OTHER } });
  const said = { links: [lan(OTHER)] };
  assert.deepEqual(planned({ ...live, links: [...live.links, plugged] }, said, was).said, gone);
});

test('What stands on such a link stays as it is, and only that is said of it', () => {
  const v10 = virtual('v10', 'vlan', { 'vlan.id': 10, link: 'eth0' });
  const { said, problems } = planned(
    { links: [eth0, v10] },
    { links: [lan(OTHER), declared('v10', 'vlan', { 'vlan.id': 10, link: 'lan', state: 'up', mtu: 1400 })] },
    { links: { ...was.links, ...made(v10).links }, devices: was.devices },
  );
  assert.deepEqual([said, codes(problems)], [[], ['link-missing', 'link-left', 'lower-missing']]);
  assert.equal(problems.at(-1)?.message, 'vlan v10 stays as it is until lan is there');
});

test('A link that another device is by now is no longer awaited', () => {
  const said = { links: [lan(OTHER), declared('eth0')], routes: [route('10.9.0.0/16', 'eth0')] };
  const { said: steps, problems } = planned(live, said, was);
  assert(steps.includes('remove address 10.0.0.1/24 dev eth0'));
  assert.deepEqual(codes(problems), ['link-missing']);
});

test('A record knows the links of devices: those now, or the last ones', () => {
  const said = declaration({ links: [declared('a'), declared('b'), declared('br0', 'bridge')] });
  const found = { names: new Map([['a', ['lan0']]]), renames: new Map([['lan0', 'eth0']]) };
  const seen = (index: number, name: string) => [{ index, name }];
  const before = { a: seen(9, 'x'), b: seen(5, 'y'), c: seen(7, 'z') };
  const macaddress = '02:00:00:00:00:01';
  const now = { ...live, links: [nic('eth0', { macaddress }, { index: 4 })] };
  assert.deepEqual(devicesNow(said, machine(now), found, before), {
    a: [{ index: 4, name: 'eth0', macaddress }],
    b: before.b,
  });
});

test('A stored record may know devices by their links', () => {
  const stored = { format_version: 1, boot_id: 'x', links: {}, replaced: {} };
  assert(isStoredRecord(stored) && isStoredRecord({ ...stored, devices: { a: [{ index: 1, name: 'b' }] } }));
  assert(!isStoredRecord({ ...stored, devices: { a: [1] } }));
  assert(!isStoredRecord({ ...stored, devices: { a: [{ index: '1', name: 'b' }] } }));
});
