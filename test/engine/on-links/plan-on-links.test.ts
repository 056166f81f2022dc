import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inFormerNames } from '../../../src/engine/objects/former-names.ts';
import { EMPTY_RECORD, intendedRecord, nextRecord } from '../../../src/engine/record/record.ts';
import type { Attributes } from '../../../src/model/index.ts';
import {
  changed,
  declared,
  forwarding,
  liveAddress,
  made,
  neighbor,
  nic,
  planned,
  virtual,
} from '../samples.ts';

const MAC = '02:00:00:00:00:09';
const one = neighbor('eth0', '192.0.2.9');
const ours = neighbor('eth0', '192.0.2.9', { protocol: 78 });
const theirs = neighbor('eth0', '192.0.2.8', { protocol: 0 });
const eth0 = { links: [nic('eth0')] };

test('What is there is let be, what is not is made, what is ours and not declared goes', () => {
  const live = { ...eth0, neighbors: [ours, theirs] };
  assert.deepEqual(planned(live, { links: [declared('eth0')], neighbors: [one] }).said, []);
  assert.deepEqual(planned(live, { links: [declared('eth0')] }).said, [
    'remove neighbour 192.0.2.9 dev eth0',
  ]);
  const wanted = { links: [declared('eth0')], neighbors: [neighbor('eth0', '192.0.2.8', { proxy: true })] };
  assert.deepEqual(planned({ ...eth0, neighbors: [theirs] }, wanted).said, [
    'create neighbour proxy 192.0.2.8 dev eth0',
  ]);
});

test('Forwarding entries bear no mark: ours are those of the record', () => {
  const [mine, other] = [forwarding('va', MAC), forwarding('va', '02:00:00:00:00:08')];
  const live = { links: [virtual('br0', 'bridge'), nic('va', { master: 'br0' })], fdb: [mine, other] };
  const said = { links: [declared('br0', 'bridge'), declared('va', 'physical', { master: 'br0' })] };
  assert.deepEqual(planned(live, said).said, []);
  assert.deepEqual(planned(live, said, { fdb: [`va ${MAC}`] }).said, [`remove fdb entry ${MAC} dev va`]);
});

test('A link that goes down loses its neighbours and proxies, and gets them back', () => {
  const live = {
    ...eth0,
    neighbors: [ours, theirs, neighbor('eth0', '192.0.2.7', { proxy: true, protocol: 0 })],
  };
  const { said } = planned(live, {
    links: [declared('eth0', 'physical', { state: 'down' })],
    neighbors: [one],
  });
  assert.deepEqual(said, [
    'change link eth0, state up -> down',
    'create neighbour 192.0.2.9 dev eth0',
    'create neighbour 192.0.2.8 dev eth0',
    'create neighbour proxy 192.0.2.7 dev eth0',
  ]);
});

test('With another MAC address a link forgets its neighbours, but for the proxies', () => {
  const live = {
    links: [nic('eth0', { macaddress: '02:00:00:00:00:01' })],
    neighbors: [theirs, neighbor('eth0', '192.0.2.7', { proxy: true, protocol: 0 })],
  };
  const { steps, said } = planned(live, {
    links: [declared('eth0', 'physical', { macaddress: '02:00:00:00:00:02' })],
  });
  assert.deepEqual(said.slice(1), ['create neighbour 192.0.2.8 dev eth0']);
  assert.equal(steps[1]?.reason, 'lost when the MAC address of eth0 changes');
  assert.deepEqual(steps[1]?.after, theirs);
});

test('A VLAN that has its device’s MAC address forgets its neighbours with that, one of its own does not', () => {
  const mac = '02:00:00:00:00:01';
  const on = (name: string, own: string) => virtual(name, 'vlan', { link: 'eth0', macaddress: own });
  const live = {
    links: [nic('eth0', { macaddress: mac }), on('same', mac), on('own', '02:00:00:00:00:07')],
    neighbors: ['same', 'own'].map((link) => neighbor(link, '192.0.2.8', { protocol: 0 })),
  };
  assert.deepEqual(planned(live, { links: [declared('eth0', 'physical', { macaddress: MAC })] }).said, [
    `change link eth0, macaddress ${mac} -> ${MAC}`,
    'create neighbour 192.0.2.8 dev same',
  ]);
});

test('A VLAN that comes up takes the MAC address that its device got as a port of a bond, and forgets its neighbours', () => {
  const on = (port: string) =>
    virtual(`${port}.7`, 'vlan', { link: port, state: 'down', macaddress: macOf(port) });
  const macOf = (port: string): string => (port === 'eth0' ? '02:00:00:00:00:01' : MAC);
  const ports = ['eth0', 'eth1'];
  const live = {
    links: ports.flatMap((port) => [nic(port, { macaddress: macOf(port) }), on(port)]),
    neighbors: ports.map((port) => neighbor(`${port}.7`, '192.0.2.8', { protocol: 0 })),
  };
  const backWith = (attributes: Attributes): readonly string[] =>
    planned(live, {
      links: [
        declared('bond0', 'bond', attributes),
        ...ports.map((port) => declared(port, 'physical', { master: 'bond0' })),
      ],
    }).said.filter((said) => said.includes('neighbour'));
  const back = (port: string): string => `create neighbour 192.0.2.8 dev ${port}.7`;
  // A bond has the address of its first port, unless it is given one.
  assert.deepEqual(backWith({}), [back('eth1')]);
  assert.deepEqual(backWith({ macaddress: MAC }), [back('eth0')]);
  assert.deepEqual(backWith({ macaddress: '02:00:00:00:00:42' }), [back('eth0'), back('eth1')]);
});

test('A bridge that gets the MAC address of another port forgets its neighbours', () => {
  const mac = (last: number): string => `02:00:00:00:00:0${last}`;
  const live = (given: number) => ({
    links: [
      virtual('br0', 'bridge', { macaddress: mac(given) }),
      nic('eth0', { macaddress: mac(5), master: 'br0' }),
      nic('eth1', { macaddress: mac(4) }),
      nic('eth2', { macaddress: mac(6) }),
    ],
    neighbors: [neighbor('br0', '192.0.2.9', { protocol: 0 })],
  });
  const join = (port: string) => ({
    links: [
      declared('br0', 'bridge'),
      declared('eth0', 'physical', { master: 'br0' }),
      declared(port, 'physical', { master: 'br0' }),
    ],
  });
  const back = ['create neighbour 192.0.2.9 dev br0'];
  assert.deepEqual(planned(live(5), join('eth1')).said.slice(1), back);
  assert.deepEqual(planned(live(5), join('eth2')).said.slice(1), []);
  assert.deepEqual(planned(live(9), join('eth1')).said.slice(1), []);
});

test('A bridge of ours that was given a MAC address forgets nothing with its first port', () => {
  const br0 = virtual('br0', 'bridge', { macaddress: '02:00:00:00:00:09' });
  const live = {
    links: [br0, nic('eth0', { macaddress: '02:00:00:00:00:05' })],
    neighbors: [neighbor('br0', '192.0.2.9', { protocol: 0 })],
  };
  const wanted = { links: [declared('br0', 'bridge'), declared('eth0', 'physical', { master: 'br0' })] };
  const record = (said: string) => ({
    links: { br0: { kind: 'bridge', created: true, set: {}, said: [said] } },
  });
  const join = ['change link eth0, master null -> br0'];
  assert.deepEqual(planned(live, wanted, record('macaddress')).said, join);
  assert.deepEqual(planned(live, wanted, record('bridge.vlans')).said, [
    ...join,
    'create neighbour 192.0.2.9 dev br0',
  ]);
});

test('So does one without ports that has the very address that is declared, whoever gave it that', () => {
  const live = {
    links: [virtual('br0', 'bridge', { macaddress: MAC }), nic('eth0', { macaddress: '02:00:00:00:00:05' })],
    neighbors: [neighbor('br0', '192.0.2.9', { protocol: 0 })],
  };
  const port = declared('eth0', 'physical', { master: 'br0' });
  const join = 'change link eth0, master null -> br0';
  const saidWith = (attributes: Attributes): readonly string[] =>
    planned(live, { links: [declared('br0', 'bridge', attributes), port] }).said;
  assert.deepEqual(saidWith({ macaddress: MAC }), [join]);
  assert.deepEqual(saidWith({}), [join, 'create neighbour 192.0.2.9 dev br0']);
});

test('IPv4 neighbours go with the last IPv4 address, IPv6 ones with IPv6', () => {
  const six = neighbor('eth0', '2001:db8::9', { protocol: 0 });
  const live = {
    ...eth0,
    addresses: [liveAddress('eth0', '192.0.2.1/24', { protocol: 78 })],
    neighbors: [theirs, six],
  };
  assert.deepEqual(planned(live, { links: [declared('eth0')] }).said, [
    'remove address 192.0.2.1/24 dev eth0',
    'create neighbour 192.0.2.8 dev eth0',
  ]);
  const { said, problems } = planned(live, {
    links: [declared('eth0', 'physical', { mtu: 1000 })],
    addresses: [liveAddress('eth0', '192.0.2.1/24')],
  });
  assert.deepEqual(said, ['change link eth0, mtu 1500 -> 1000']);
  assert.match(problems.map(({ message }) => message).join(), /neighbour 2001:db8::9 dev eth0/);
});

test('A port that leaves its bridge loses its entries there; a remote of its own stays', () => {
  const remote = forwarding('vx0', MAC, { self: true, via: '192.0.2.7' });
  const live = {
    links: [virtual('br0', 'bridge'), virtual('vx0', 'vxlan', { master: 'br0' })],
    fdb: [forwarding('vx0', '02:00:00:00:00:08'), remote],
  };
  const { after, problems } = planned(live, {
    links: [declared('br0', 'bridge'), declared('vx0', 'vxlan', { master: null })],
  });
  assert.deepEqual(after.fdb, [remote]);
  assert.match(
    problems.map(({ message }) => message).join(),
    /02:00:00:00:00:08 dev vx0 \(lost when vx0 leaves br0\)/,
  );
});

test('What stands on a link that is made anew is back, each with its owner', () => {
  const remote = forwarding('vx0', MAC, { self: true, via: '192.0.2.7' });
  const other = forwarding('vx0', '02:00:00:00:00:08', { self: true, via: '192.0.2.7' });
  const vx0 = virtual('vx0', 'vxlan', { 'vxlan.id': 7 });
  const { steps, said } = planned(
    { links: [vx0], fdb: [remote, other], neighbors: [neighbor('vx0', '10.0.0.9', { protocol: 0 })] },
    { links: [declared('vx0', 'vxlan', { 'vxlan.id': 8 })], fdb: [remote] },
    { ...made(vx0), fdb: [`vx0 ${MAC}`] },
  );
  assert.deepEqual(said, [
    'replace vxlan vx0, vxlan.id 7 -> 8',
    'create neighbour 10.0.0.9 dev vx0',
    `create fdb entry ${MAC} dev vx0 dst 192.0.2.7`,
    'create fdb entry 02:00:00:00:00:08 dev vx0 dst 192.0.2.7',
  ]);
  const record = { ...EMPTY_RECORD, ...made(vx0), fdb: [`vx0 ${MAC}`] };
  assert.deepEqual(nextRecord(record, steps).fdb, [`vx0 ${MAC}`]);
});

test('The record lists what is about to be made, and follows a link to its new name', () => {
  const { steps } = planned(eth0, { links: [declared('eth0')], neighbors: [one] });
  const record = intendedRecord(EMPTY_RECORD, steps);
  assert.deepEqual(record.neighbors, ['eth0 192.0.2.9']);
  const live = { links: [nic('eth0', { macaddress: '02:00:00:00:00:01' })], neighbors: [ours] };
  const { said, steps: renaming } = planned(live, {
    links: [declared('any', 'physical', {}, { match: { name: 'eth*' }, setName: 'lan0' })],
    neighbors: [neighbor('any', '192.0.2.9')],
  });
  assert.deepEqual(said, ['change link lan0, name eth0 -> lan0']);
  assert.deepEqual(nextRecord(record, renaming).neighbors, ['lan0 192.0.2.9']);
});

test('An entry over a renamed link names it as it was and as it will be', () => {
  const entry = forwarding('vx0', MAC, { self: true, via: '192.0.2.7', out: 'eth0' });
  const { said } = planned(
    { links: [nic('eth0'), virtual('vx0', 'vxlan')], fdb: [entry] },
    {
      links: [
        declared('any', 'physical', {}, { match: { name: 'eth*' }, setName: 'lan0' }),
        declared('vx0', 'vxlan'),
      ],
      fdb: [{ ...entry, out: 'any' }],
    },
  );
  assert.deepEqual(said, ['change link lan0, name eth0 -> lan0']);
  assert.deepEqual(inFormerNames({ ...entry, out: 'lan0' }, new Map([['lan0', 'eth0']])), entry);
});

test('An entry for every VLAN takes those of single VLANs along, so it goes first', () => {
  const live = {
    links: [virtual('br0', 'bridge'), nic('va', { master: 'br0' })],
    fdb: [forwarding('va', MAC), forwarding('va', MAC, { vlan: 10, implied: true })],
  };
  const { said } = planned(
    live,
    {
      links: [declared('br0', 'bridge'), declared('va', 'physical', { master: 'br0' })],
      fdb: [forwarding('va', MAC, { vlan: 10 })],
    },
    { fdb: [`va ${MAC}`], ...changed(nic('va', { master: 'br0' }), 'master', null) },
  );
  assert.deepEqual(said, [`remove fdb entry ${MAC} dev va`, `create fdb entry ${MAC} dev va vlan 10`]);
});

const ports = [virtual('br0', 'bridge'), nic('va', { master: 'br0' }), nic('vb', { master: 'br0' })];
const portsSaid = {
  links: [
    declared('br0', 'bridge'),
    declared('va', 'physical', { master: 'br0' }),
    declared('vb', 'physical', { master: 'br0' }),
  ],
};

test("Another's entry for the MAC address moves to the port that is declared, and back when it is not", () => {
  const theirs = forwarding('vb', MAC);
  const { said, steps } = planned(
    { links: ports, fdb: [theirs] },
    { ...portsSaid, fdb: [forwarding('va', MAC, { protocol: 78 })] },
  );
  assert.deepEqual(said, [`change fdb entry ${MAC} dev va, dev vb -> va`]);
  const record = nextRecord(EMPTY_RECORD, steps);
  assert.deepEqual([record.fdb, record.replaced], [[`va ${MAC}`], { [`fdb va ${MAC}`]: theirs }]);
  const ours = { links: ports, fdb: [forwarding('va', MAC)] };
  const toBridge = planned(
    ours,
    { ...portsSaid, fdb: [forwarding('br0', MAC, { self: true, protocol: 78 })] },
    record,
  );
  assert.deepEqual(nextRecord(record, toBridge.steps).replaced, { [`fdb br0 ${MAC}`]: theirs });
  const back = planned(ours, portsSaid, record);
  assert.deepEqual(back.said, [`change fdb entry ${MAC} dev vb, dev va -> vb`]);
  assert.deepEqual(nextRecord(record, back.steps), EMPTY_RECORD);
  const elsewhere = ports.map((link) => (link.name === 'vb' ? nic('vb', { master: 'br1' }) : link));
  const links = [...elsewhere, virtual('br1', 'bridge')];
  const others = { links: portsSaid.links.slice(0, 2) };
  assert.deepEqual(planned({ links, fdb: ours.fdb }, others, record).said, [
    `remove fdb entry ${MAC} dev va`,
  ]);
});

test('An entry for every VLAN takes the places of others in the VLANs of its port, which is told', () => {
  const links = ports.map((link) =>
    link.name === 'va'
      ? nic('va', { master: 'br0', 'bridge-port.vlans': ['1 pvid untagged', '10-19'] })
      : link,
  );
  const { said, problems, after } = planned(
    { links, fdb: [forwarding('vb', MAC, { vlan: 12 }), forwarding('vb', MAC, { vlan: 20 })] },
    { ...portsSaid, fdb: [forwarding('va', MAC)] },
  );
  assert.deepEqual(said, [`create fdb entry ${MAC} dev va`]);
  assert.deepEqual(
    problems.map(({ message }) => message),
    [
      `not made by nlapply, and cannot be put back: fdb entry ${MAC} dev vb vlan 12 (gives way to fdb entry ${MAC} dev va)`,
    ],
  );
  assert.deepEqual(
    after.fdb?.map(({ link, vlan }) => [link, vlan]),
    [
      ['vb', 20],
      ['va', null],
    ],
  );
});

test('An entry of a bridge does not come back on a port of something else, which is said', () => {
  const links = [virtual('m0', 'bridge'), nic('eth0', { master: 'm0' })];
  const { said, problems } = planned(
    { links, fdb: [forwarding('eth0', MAC)] },
    { links: [declared('m0', 'team'), declared('eth0', 'physical', { master: 'm0' })] },
    made(virtual('m0', 'bridge')),
    { allowRecreate: true },
  );
  assert.deepEqual(
    said.filter((text) => text.includes('fdb')),
    [],
  );
  assert.deepEqual(
    problems.map(({ code }) => code),
    ['lost'],
  );
});

test('A neighbour without a link address, as a tun has them, is not put back on what has them', () => {
  const tun = virtual('t0', 'tun', { 'tun.mode': 'tun' });
  const { said, problems } = planned(
    { links: [tun], neighbors: [neighbor('t0', '0.0.0.0', { macaddress: null, protocol: 0 })] },
    { links: [declared('t0', 'tun', { 'tun.mode': 'tap' })] },
    made(tun),
  );
  assert.deepEqual(said, ['replace tun t0, tun.mode tun -> tap']);
  assert.deepEqual(
    problems.map(({ code }) => code),
    ['lost'],
  );
});

test('A port that gets the MAC address of its team forgets its neighbours, one that keeps its own does not', () => {
  const team = (mode: string) => virtual('team0', 'team', { macaddress: MAC, 'team.mode': mode });
  const wanted = { links: [declared('eth0', 'physical', { master: 'team0', state: 'up' })] };
  const saidOf = (mode: string) => {
    const links = [nic('eth0', { state: 'down', macaddress: '02:00:00:00:00:01' }), team(mode)];
    return planned({ links, neighbors: [theirs] }, wanted).said.slice(1);
  };
  assert.deepEqual(saidOf('broadcast'), ['create neighbour 192.0.2.8 dev eth0']);
  assert.deepEqual(saidOf('activebackup'), []);
});
