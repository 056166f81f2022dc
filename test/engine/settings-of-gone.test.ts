import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withSettingsOfGone } from '../../src/engine/settings-of-gone.ts';
import type { Asked } from '../../src/resources/link/details.ts';
import { worldOf } from '../../src/resources/world.ts';
import { declared, machine, made, nic, pair, planned, virtual } from './samples.ts';

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

test('A plan that takes no link away asks for none', () => {
  const { plan } = planned(before, { links: [declared('eth0', 'physical', { mtu: 1400 })] });
  assert.equal(withSettingsOfGone(NOTHING, plan, worldOf(before), before), NOTHING);
});
