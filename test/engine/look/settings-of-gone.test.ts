import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withSettingsOfGone } from '../../../src/engine/look/settings-of-gone.ts';
import type { Asked } from '../../../src/resources/link/details/link-details.ts';
import { worldOf } from '../../../src/resources/world.ts';
import { declared, machine, made, nic, pair, planned, virtual } from '../samples.ts';

const NOTHING: Asked = () => [];
const [left, right] = pair('left', 'right');
const before = machine({ links: [nic('eth0'), left, right, virtual('br0', 'bridge')] });

test('The settings of links that go, and of their peers, are asked for, once', () => {
  const { plan } = planned(before, {}, made(left));
  const asked = withSettingsOfGone(NOTHING, plan, worldOf(before), before);
  assert.deepEqual(
    before.links.filter((link) => asked(link).length > 0).map(({ name }) => name),
    ['left', 'right'],
  );
  assert.equal(withSettingsOfGone(asked, plan, worldOf(before), before), asked);
});

test('So are those of a link that only the way back makes anew, with what is on it', () => {
  const device = virtual('vx0', 'vxlan', { 'vxlan.id': 1, link: null });
  const live = machine({ links: [nic('eth0'), device, virtual('mv0', 'macvlan', { link: 'vx0' })] });
  const { plan, said } = planned(live, {
    links: [declared('vx0', 'vxlan', { 'vxlan.id': 1, link: 'eth0' })],
  });
  assert.deepEqual(said, ['change vxlan vx0, link null -> eth0']);
  const asked = withSettingsOfGone(NOTHING, plan, worldOf(live), live);
  assert.deepEqual(
    live.links.filter((link) => asked(link).length > 0).map(({ name }) => name),
    ['vx0', 'mv0'],
  );
});

test('A plan that takes no link away asks for none', () => {
  const { plan } = planned(before, { links: [declared('eth0', 'physical', { mtu: 1400 })] });
  assert.equal(withSettingsOfGone(NOTHING, plan, worldOf(before), before), NOTHING);
});
