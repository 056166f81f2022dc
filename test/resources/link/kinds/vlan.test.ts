import assert from 'node:assert/strict';
import { test } from 'node:test';
import { vlan } from '../../../../src/resources/link/kinds/vlan.ts';
import { index } from '../../steps.ts';
import { read } from '../read.ts';

const write = (attributes: Parameters<typeof vlan.write>[0], before = {}) =>
  vlan.write(attributes, index(), before);

test('Flags of a VLAN go in one attribute whose mask names those that are said', () => {
  assert.deepEqual(write({ 'vlan.gvrp': true, 'vlan.reorder-header': false, 'vlan.mvrp': true }), {
    flags: { flags: 2 | 8, mask: 1 | 2 | 8 },
  });
  assert.deepEqual(write({ 'vlan.loose-binding': false }), { flags: { flags: 0, mask: 4 } });
});

test('A mapping that goes is sent as a mapping to 0, before those that stay or come', () => {
  const before = { 'vlan.egress-qos-map': ['1:1', '2:2'] };
  assert.deepEqual(write({ 'vlan.egress-qos-map': ['2:3', '4:5'] }, before), {
    egressQos: [
      { from: 1, to: 0 },
      { from: 2, to: 3 },
      { from: 4, to: 5 },
    ],
  });
  assert.deepEqual(write({ 'vlan.ingress-qos-map': [] }, { 'vlan.ingress-qos-map': ['3:7'] }), {
    ingressQos: [{ from: 3, to: 0 }],
  });
  assert.equal(write({ 'vlan.ingress-qos-map': [] }), undefined);
});

test('What the kernel leaves out of a VLAN are no flags and no mappings, sorted mappings otherwise', () => {
  const found = read(
    vlan,
    {
      id: 5,
      protocol: 0x8100,
      egressQos: [
        { from: 200, to: 1 },
        { from: 9, to: 2 },
      ],
    },
    index(),
  );
  assert.equal(found['vlan.reorder-header'], false);
  assert.deepEqual(found['vlan.ingress-qos-map'], []);
  assert.deepEqual(found['vlan.egress-qos-map'], ['9:2', '200:1']);
});

test('Two VLANs claim the same when device, protocol and id are the same', () => {
  const claim = (protocol?: string) =>
    vlan.claim?.({
      link: 'eth0',
      'vlan.id': 7,
      ...(protocol !== undefined && { 'vlan.protocol': protocol }),
    });
  assert.equal(claim(), claim('802.1q'));
  assert.notEqual(claim(), claim('802.1ad'));
  assert.equal(vlan.claim?.({ link: null, 'vlan.id': 7 }), undefined);
});
