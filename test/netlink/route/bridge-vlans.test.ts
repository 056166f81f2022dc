import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  BRIDGE_VLAN_INFO,
  type BridgeVlan,
  bridgeVlanInfo,
  bridgeVlans,
  changeBridgeVlans,
  describeRequest,
  type VlanTunnel,
  vlanTunnelInfo,
  vlanTunnels,
} from '../../../src/netlink/index.ts';

const { PVID, UNTAGGED, RANGE_BEGIN, RANGE_END } = BRIDGE_VLAN_INFO;
const vids = fc.tuple(fc.integer({ min: 1, max: 4094 }), fc.integer({ min: 1, max: 4094 }));
const ordered = vids.map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));

test('VLANs written as the kernel takes them read back the same', () => {
  const vlan: fc.Arbitrary<BridgeVlan> = fc
    .tuple(ordered, fc.constantFrom(0, UNTAGGED, PVID | UNTAGGED))
    .map(([range, flags]) => ({ ...range, flags }));
  fc.assert(
    fc.property(fc.array(vlan, { maxLength: 20 }), (vlans) => {
      assert.deepEqual(bridgeVlans(bridgeVlanInfo(vlans)), vlans);
    }),
  );
});

test('tunnels written as the kernel takes them read back the same', () => {
  const tunnel: fc.Arbitrary<VlanTunnel> = fc
    .tuple(ordered, fc.integer({ min: 1, max: 0xff_0000 }))
    .map(([range, id]) => ({ ...range, id }));
  fc.assert(
    fc.property(fc.array(tunnel, { maxLength: 20 }), (tunnels) => {
      assert.deepEqual(vlanTunnels(vlanTunnelInfo(tunnels)), tunnels);
    }),
  );
});

test('a range is two entries, the end of a tunnel range has its own VNI', () => {
  assert.deepEqual(bridgeVlanInfo([{ from: 5, to: 9, flags: UNTAGGED }]), [
    { vid: 5, flags: UNTAGGED | RANGE_BEGIN },
    { vid: 9, flags: UNTAGGED | RANGE_END },
  ]);
  assert.deepEqual(vlanTunnelInfo([{ from: 5, to: 9, id: 100 }]), [
    { id: 100, vid: 5, flags: RANGE_BEGIN },
    { id: 104, vid: 9, flags: RANGE_END },
  ]);
});

test('no VLANs, and an end without its beginning, are read without harm', () => {
  assert.deepEqual(bridgeVlans(undefined), []);
  assert.deepEqual(vlanTunnels(undefined), []);
  assert.deepEqual(bridgeVlans([{ vid: 7, flags: RANGE_END }]), [{ from: 7, to: 7, flags: 0 }]);
});

test('a change says what it does', () => {
  const vlans = [{ from: 10, to: 10, flags: PVID }];
  assert.equal(
    describeRequest(changeBridgeVlans('add', 4, { vlans })),
    'RTM_SETLINK {family: bridge, index: 4, afSpec: {vlanInfo: [{flags: pvid, vid: 10}]}}',
  );
  assert.equal(
    describeRequest(changeBridgeVlans('remove', 4, { tunnels: [{ from: 3, to: 3, id: 9 }], self: true })),
    'RTM_DELLINK {family: bridge, index: 4, afSpec: {bridgeFlags: self, vlanTunnelInfo: [{id: 9, vid: 3, flags: 0}]}}',
  );
});
