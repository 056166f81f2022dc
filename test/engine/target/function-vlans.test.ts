import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configure } from '../../../src/config/configure.ts';
import { resolve } from '../../../src/engine/target/resolve.ts';
import type { Attributes, Link, LinkFacts, Snapshot } from '../../../src/model/index.ts';

const { declaration } = configure([
  {
    file: 'a.yaml',
    text: `network:
  ethernets:
    pf: {match: {name: enp2s0}, set-name: lan0}
    vf: {match: {name: enp2s0v1}, link: pf}
  vlans: {x: {id: 5, link: vf, renderer: sriov}}
`,
  },
]);

const link = (name: string, attributes: Attributes, facts: LinkFacts): Link => ({
  ...{ type: 'link', name, kind: 'physical', attributes, facts },
});
const snapshot = (...links: Link[]): Snapshot => ({
  ...{ format_version: 1, links, addresses: [], routes: [], rules: [] },
});
const card = (count: number): Link =>
  link('enp2s0', { 'virtual-function-count': count }, { device: '0000:02:00.0' });
const found = (...links: Link[]) => {
  const { target, problems } = resolve(declaration, snapshot(...links));
  return [target.links.map(({ item }) => [item.name, item.attributes]), problems.map(({ code }) => code)];
};

test('the VLAN of a virtual function is an attribute of its card, by the number that it has there', () => {
  const vf = link(
    'enp2s0v1',
    {},
    { device: '0000:02:10.2', virtualFunction: { of: '0000:02:00.0', number: 3 } },
  );
  assert.deepEqual(found(card(4), vf), [
    [
      ['lan0', { 'virtual-function-count': 1, state: 'up', 'virtual-function-vlans.3': 5 }],
      ['enp2s0v1', { state: 'up' }],
    ],
    [],
  ]);
});

test('a virtual function that comes with a change of its card is not missing yet', () => {
  assert.deepEqual(found(card(0))[1], []);
  assert.deepEqual(found(card(1))[1], ['link-missing']);
});

test('a NIC that is no virtual function of the card is told', () => {
  assert.deepEqual(found(card(1), link('enp2s0v1', {}, { device: '0000:09:00.0' }))[1], [
    'no-virtual-function',
  ]);
});
