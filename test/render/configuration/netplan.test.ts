import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configurationText } from '../../../src/render/configuration/configuration-text.ts';
import type { Node } from '../../../src/render/configuration/document.ts';
import { forNetplan, leftOutLines } from '../../../src/render/configuration/netplan.ts';

const of = (sections: Readonly<Record<string, Node>>) => forNetplan({ network: { version: 2, ...sections } });
const eth0 = (entry: Readonly<Record<string, Node>>) => of({ ethernets: { eth0: entry } });

test('What netplan knows is left as it is', () => {
  const entry = {
    addresses: ['192.0.2.1/24'],
    mtu: 1400,
    'activation-mode': 'off',
    nameservers: { search: ['a.example'] },
  };
  const { configuration, leftOut } = eth0(entry);
  assert.deepEqual(configuration, { network: { version: 2, ethernets: { eth0: entry } } });
  assert.equal(leftOut.size, 0);
});

test('Keys and values that it has not are named at their device', () => {
  const { configuration, leftOut } = eth0({
    alias: 'a',
    mtu: 1400,
    'ipv6-address-generation': 'none',
    sysctl: { a: 1 },
  });
  assert.deepEqual(configuration.network['ethernets'], { eth0: { mtu: 1400 } });
  assert.deepEqual([...leftOut], [['ethernets.eth0', ['alias', 'ipv6-address-generation', 'sysctl']]]);
});

test('A route or a rule is kept or left out whole', () => {
  const { configuration, leftOut } = eth0({
    routes: [
      { to: '10.0.0.0/8', via: '192.0.2.1', tos: 4 },
      { to: '10.1.0.0/16' },
      { to: '10.3.0.0/16', nexthops: [{ via: '192.0.2.1' }] },
      { to: '10.2.0.0/16', type: 'blackhole' },
    ],
    'routing-policy': [
      { from: '10.0.0.0/8', mark: '0x1/0xf' },
      { from: '10.0.0.0/8', mark: 1 },
    ],
  });
  assert.deepEqual(configuration.network['ethernets'], {
    eth0: {
      routes: [
        { to: '10.1.0.0/16', scope: 'link' },
        { to: '10.2.0.0/16', type: 'blackhole' },
      ],
      'routing-policy': [{ from: '10.0.0.0/8', mark: 1 }],
    },
  });
  assert.equal(leftOut.get('ethernets.eth0')?.length, 3);
});

test('Devices that cannot be without what it has not go, from masters as well, and those on them', () => {
  const reduced = of({
    ethernets: { eth0: {} },
    macvlans: { mv0: { link: 'eth0' } },
    bridges: { br0: { interfaces: ['eth0', 'mv0'], parameters: { 'path-cost': { eth0: 7 } } } },
    vlans: { v5: { id: 5, link: 'mv0' }, v6: { id: 6, link: 'v5' }, v7: { id: 7, link: 'br0' } },
    tunnels: {
      t0: { mode: 'geneve', id: 1, remote: '192.0.2.1' },
      t1: { mode: 'gre', local: '192.0.2.1', remote: '192.0.2.2', 'encapsulation-limit': 4 },
      t2: { mode: 'gre', local: '0.0.0.0', remote: '192.0.2.2' },
    },
  });
  assert.deepEqual(reduced.configuration.network, {
    version: 2,
    ethernets: { eth0: {} },
    bridges: { br0: { interfaces: ['eth0'], parameters: { stp: false, 'path-cost': { eth0: 7 } } } },
    vlans: { v7: { id: 7, link: 'br0' } },
    tunnels: { t1: { mode: 'gre', local: '192.0.2.1', remote: '192.0.2.2' } },
  });
  assert.deepEqual(leftOutLines(reduced), [
    'not in netplan\'s language: mv0 (the section macvlans), t0 (tunnels of the mode geneve), t2 (its "local"), v5 (its "link"), v6 (its "link")',
    "bridges.br0: not in netplan's language: mv0 in interfaces",
    "tunnels.t1: not in netplan's language: encapsulation-limit",
  ]);
});

test('Comments stand above their devices, whose names may have dots', async () => {
  const comments = new Map([
    ['', 'whole'],
    ['vlans.eth0.5', 'of eth0.5'],
  ]);
  const vlans = { 'eth0.5': { id: 5, link: 'eth0' } };
  assert.equal(
    await configurationText({ network: { version: 2, vlans } }, comments),
    '# whole\n\nnetwork:\n  version: 2\n  vlans:\n    # of eth0.5\n    eth0.5:\n      id: 5\n      link: eth0\n',
  );
});
