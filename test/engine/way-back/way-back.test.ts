import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namesBefore, renamesBack } from '../../../src/engine/objects/former-names.ts';
import { changeStep, removeStep } from '../../../src/engine/objects/steps.ts';
import { planTarget } from '../../../src/engine/plan/plan.ts';
import { wayBack } from '../../../src/engine/way-back/way-back.ts';
import type { Link, Route, Snapshot, Step } from '../../../src/model/index.ts';
import { links as linkRoom } from '../../../src/resources/link/link.ts';
import { routes } from '../../../src/resources/route/route.ts';
import {
  address,
  codes,
  declared,
  liveAddress,
  liveRoute,
  machine,
  made,
  nic,
  pair,
  planned,
  route,
  type Said,
  short,
  virtual,
} from '../samples.ts';
import { simulate } from '../simulate.ts';

const indexed = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  links: snapshot.links.map((l, i) => ({ ...l, index: i + 1 })),
});

/** Plans there and, from a machine on which the first `count` steps were carried out, back. */
function thereAndBack(live: Partial<Snapshot>, said: Said, record = {}, count?: number): readonly string[] {
  const before = indexed(machine(live));
  const { steps } = planned(before, said, record, { allowRecreate: true });
  return back(steps, before, simulate(steps.slice(0, count), before)).map(short);
}

function back(steps: readonly Step[], before: Snapshot, now: Snapshot): readonly Step[] {
  const { target, ownership } = wayBack(steps, before, now);
  return planTarget(target, now, ownership, { allowRecreate: true }).steps;
}

test('What was made goes, what was changed goes back', () => {
  assert.deepEqual(
    thereAndBack(
      { links: [nic('eth0', { alias: null })], addresses: [liveAddress('eth0', '10.9.0.1/24')] },
      {
        links: [
          declared('eth0', 'physical', { mtu: 1400, alias: 'x' }),
          declared('br0', 'bridge', { state: 'up' }),
        ],
        addresses: [address('br0', '10.0.0.1/24')],
        routes: [route('10.7.0.0/16', 'br0')],
      },
    ),
    ['remove bridge br0', 'change link eth0, mtu 1400 -> 1500, alias x -> null'],
  );
});

test('Of routes that share a key each comes back to its place, and none takes that of another', () => {
  const via = (gateway: string) => liveRoute('10.7.0.0/16', 'eth0', { via: gateway });
  const [first, second, third] = [via('10.0.0.1'), via('10.0.0.2'), via('10.0.0.3')];
  const there = { links: [nic('eth0')], addresses: [liveAddress('eth0', '10.0.0.9/24')] };
  const before = indexed(machine({ ...there, routes: [first, second, third] }));
  const wayTo = (...left: readonly Route[]) => {
    const steps = [first, second, third].map((route) => removeStep(routes, route, 'no longer declared'));
    return back(steps, before, indexed(machine({ ...there, routes: left }))).map((step) =>
      [short(step), step.beside ?? []].flat().join(' '),
    );
  };
  const is = (gateway: string) => `create route 10.7.0.0/16 via ${gateway} dev eth0`;
  assert.deepEqual(wayTo(), [is('10.0.0.1'), `${is('10.0.0.2')} behind`, `${is('10.0.0.3')} behind`]);
  assert.deepEqual(wayTo(first), [`${is('10.0.0.2')} behind`, `${is('10.0.0.3')} behind`]);
  assert.deepEqual(wayTo(second), [`${is('10.0.0.1')} before`, `${is('10.0.0.3')} behind`]);
  assert.deepEqual(wayTo(first, second, third), []);
  assert.deepEqual(wayTo(via('10.0.0.4'), second, third), [
    'change route 10.7.0.0/16 via 10.0.0.1 dev eth0, via 10.0.0.4 -> 10.0.0.1',
  ]);
});

test('Only changed attributes go back: others may have changed more meanwhile', () => {
  const before = indexed(machine({ links: [nic('eth0', { mtu: 1500, 'transmit-queue-length': 1000 })] }));
  const { steps } = planned(before, { links: [declared('eth0', 'physical', { mtu: 1400 })] });
  const now = indexed(machine({ links: [nic('eth0', { mtu: 1400, 'transmit-queue-length': 500 })] }));
  assert.deepEqual(back(steps, before, now).map(short), ['change link eth0, mtu 1400 -> 1500']);
});

test('What was only changed, and deleted by others since, stays away with what was on it', () => {
  const before = indexed(
    machine({ links: pair('va', 'vb'), addresses: [liveAddress('va', '10.0.0.1/24')], routes: [] }),
  );
  const { steps } = planned(before, {
    links: [declared('va', 'veth', { mtu: 1400 })],
    addresses: [address('va', '10.0.0.2/24')],
    routes: [route('10.7.0.0/16', 'va')],
  });
  assert.ok(steps.length >= 3);
  assert.deepEqual(back(steps, before, machine({})), []);
  const { problems } = wayBack(steps, before, machine({}));
  assert.deepEqual(
    problems.map(({ code, message }) => [code, message]),
    [
      [
        'gone-meanwhile',
        'gone meanwhile, and not by this program: veth va; left out with that: address 10.0.0.1/24 dev va',
      ],
    ],
  );
});

test('A route by a nexthop object does not come back over a link without a carrier, and the way back says so', () => {
  const links = [virtual('br0', 'bridge', { state: 'up' }), nic('eth0', { state: 'up' })];
  const routes = [
    liveRoute('10.6.0.0/16', 'br0', { via: '10.98.0.1', onLink: true, nexthopId: 60 }),
    liveRoute('10.7.0.0/16', 'br0', { via: '10.98.0.1', onLink: true }),
  ];
  const before = indexed(machine({ links, routes }));
  const [bridge] = before.links.filter(({ kind }) => kind === 'bridge');
  assert.ok(bridge);
  const gone = { ...before, links: before.links.filter((link) => link !== bridge), routes: [] };
  const { target, ownership } = wayBack([removeStep(linkRoom, bridge, '')], before, gone);
  const { steps, problems } = planTarget(target, gone, ownership, { allowRecreate: true });
  assert.deepEqual(steps.map(short), ['create bridge br0', 'create route 10.7.0.0/16 via 10.98.0.1 dev br0']);
  assert.deepEqual(
    problems.map(({ code, severity, message }) => [code, severity, message.includes('10.6.0.0/16')]),
    [['no-carrier', 'warning', true]],
  );
});

test('A route by a nexthop object comes back over a bridge without ports that kept its carrier', () => {
  const links = [virtual('br0', 'bridge', { state: 'up' }), nic('eth0', { state: 'up' })];
  const earlier = liveRoute('10.6.0.0/16', 'br0', { via: '10.98.0.1', onLink: true, nexthopId: 60 });
  const declared = liveRoute('10.6.0.0/16', 'eth0', { protocol: 78 });
  const before = indexed(machine({ links, routes: [earlier] }));
  const step = changeStep(
    routes,
    { item: declared, source: null, places: {} },
    earlier,
    declared,
    routes.differences(declared, earlier),
    '',
  );
  const way = (facts: Link['facts']) => {
    const bridged = before.links.map((link) =>
      link.kind === 'bridge' && facts !== undefined ? { ...link, facts } : link,
    );
    const now = { ...before, links: bridged, routes: [declared] };
    const { target, ownership } = wayBack([step], before, now);
    return planTarget(target, now, ownership, { allowRecreate: true });
  };
  const { steps, problems } = way(undefined);
  assert.deepEqual(
    [steps.map(({ name }) => name), problems],
    [['route 10.6.0.0/16 via 10.98.0.1 dev br0'], []],
  );
  assert.deepEqual(codes(way({ noCarrier: true }).problems), ['no-carrier']);
});

test('A route of several paths comes back without those over links that are down, and the way back says so', () => {
  const hop = (link: string, via: string) => ({ link, via, weight: 1, onLink: true });
  const hops = [hop('eth0', '10.98.0.1'), hop('eth1', '10.98.0.2'), hop('eth2', '10.98.0.3')];
  const links = ['up', 'up', 'down'].map((state, i) => nic(`eth${i}`, { state }));
  const whole = liveRoute('10.6.0.0/16', null, { nexthops: hops });
  const before = indexed(machine({ links, routes: [whole] }));
  const way = (now: Snapshot) => {
    const { target, ownership } = wayBack([removeStep(routes, whole, '')], before, now);
    const { steps, problems } = planTarget(target, now, ownership, { allowRecreate: true });
    return [steps.map(({ after }) => (after?.type === 'route' ? after.nexthops : null)), codes(problems)];
  };
  assert.deepEqual(way({ ...before, routes: [] }), [[hops.slice(0, 2)], ['path-down']]);
  assert.deepEqual(way(before), [[], []]);
});

test('The way back says of addresses that were to end that they do so no more', () => {
  const ends = liveAddress('eth0', '10.0.0.1/24', { dynamic: true });
  const before = indexed(machine({ links: [nic('eth0')], addresses: [ends] }));
  const { steps } = planned(before, {
    links: [declared('eth0')],
    addresses: [address('eth0', '10.0.0.1/24')],
  });
  assert.equal(steps.length, 1);
  const said = (now: Snapshot) => wayBack(steps, before, now).problems.map(({ message }) => message);
  assert.deepEqual(said({ ...before, addresses: [liveAddress('eth0', '10.0.0.1/24')] }), [
    'address 10.0.0.1/24 dev eth0 has no end any more: who gave it, with an end, may do so again',
  ]);
  assert.deepEqual(said(before), []);
  assert.match(said({ ...before, addresses: [] }).join(), /^address 10\.0\.0\.1\/24 dev eth0 is not back: /);
});

test('A removed link comes back whole, with what was on it and on its peer', () => {
  const ends = pair('va', 'vb').map((l) => ({ ...l, attributes: { ...l.attributes, mtu: 1400 } }));
  assert.deepEqual(
    thereAndBack(
      {
        links: ends,
        addresses: [liveAddress('vb', '10.0.0.1/24')],
        routes: [liveRoute('10.7.0.0/16', 'vb')],
      },
      {},
      made(...ends),
    ),
    [
      'create veth va',
      'create veth vb',
      'create address 10.0.0.1/24 dev vb',
      'create route 10.7.0.0/16 dev vb',
    ],
  );
});

test('Released ports join again, as they were', () => {
  const br0 = virtual('br0', 'bridge');
  assert.deepEqual(
    thereAndBack({ links: [br0, nic('eth0', { master: 'br0', 'bridge-port.path-cost': 7 })] }, {}, made(br0)),
    ['create bridge br0', 'change link eth0, master null -> br0, bridge-port.path-cost undefined -> 7'],
  );
});

test("Another's route that was lost and put back is not taken for one that the steps made", () => {
  const live = {
    links: [nic('eth0')],
    addresses: [liveAddress('eth0', '10.0.0.1/24', { protocol: 78 })],
    routes: [liveRoute('10.7.0.0/16', 'eth0')],
  };
  assert.deepEqual(thereAndBack(live, { links: [declared('eth0')] }), [
    'create address 10.0.0.1/24 dev eth0',
  ]);
});

test("Another's route that went with an address comes back with it", () => {
  const live = {
    links: [nic('eth0'), nic('eth1')],
    addresses: [liveAddress('eth0', '10.0.0.1/24', { protocol: 78 })],
    routes: [
      liveRoute('0.0.0.0/0', 'eth0', { via: '10.0.0.9' }),
      liveRoute('10.7.0.0/16', 'eth1', { from: '10.0.0.1' }),
    ],
  };
  assert.deepEqual(thereAndBack(live, { links: [declared('eth0')] }), [
    'create address 10.0.0.1/24 dev eth0',
    'create route 10.7.0.0/16 dev eth1',
    'create route default via 10.0.0.9 dev eth0',
  ]);
});

test('A changed route goes back with its mark', () => {
  const theirs = liveRoute('10.7.0.0/16', 'eth0', { mtu: 1300 });
  const before = indexed(machine({ links: [nic('eth0')], routes: [theirs] }));
  const { steps, after } = planned(before, {
    links: [declared('eth0')],
    routes: [route('10.7.0.0/16', 'eth0')],
  });
  const [step] = back(steps, before, after);
  assert.deepEqual(step?.after, theirs);
});

test('Renamed links get their names back, and what was declared on the new name goes', () => {
  const card = nic('eth0', {}, { facts: { permanentAddress: '02:00:00:00:00:01' } });
  const said = {
    links: [
      declared(
        'wan',
        'physical',
        { mtu: 1400 },
        { match: { macaddress: '02:00:00:00:00:01' }, setName: 'wan0' },
      ),
    ],
    addresses: [address('wan', '10.0.0.1/24')],
  };
  assert.deepEqual(thereAndBack({ links: [card] }, said), [
    'change link eth0, name wan0 -> eth0',
    'change link eth0, mtu 1400 -> 1500',
    'remove address 10.0.0.1/24 dev eth0',
  ]);
});

test('A swap that stopped halfway is undone by the indexes, at every step', () => {
  const card = (name: string, n: number) =>
    nic(name, {}, { facts: { permanentAddress: `02:00:00:00:00:0${n}` } });
  const swap = {
    links: [
      declared('a', 'physical', {}, { match: { macaddress: '02:00:00:00:00:01' }, setName: 'eth1' }),
      declared('b', 'physical', {}, { match: { macaddress: '02:00:00:00:00:02' }, setName: 'eth0' }),
    ],
  };
  const before = indexed(machine({ links: [card('eth0', 1), card('eth1', 2)] }));
  const { steps } = planned(before, swap);
  assert.equal(steps.length, 3);
  for (let count = 0; count <= 3; count++) {
    const now = simulate(steps.slice(0, count), before);
    const restored = simulate(back(steps, before, now), now);
    assert.deepEqual(
      restored.links.map((l) => [l.index, l.name]).sort(),
      before.links.map((l) => [l.index, l.name]),
      `after ${count} steps`,
    );
  }
});

test('Names are traced through temporary ones', () => {
  const rename = (from: string, to: string): Step => ({
    ...{
      action: 'change',
      kind: 'link',
      key: '',
      name: '',
      reason: '',
      source: null,
      notes: [],
      changes: [],
    },
    before: nic(from),
    after: nic(to),
  });
  const former = namesBefore([rename('a', 'rename0'), rename('b', 'a'), rename('rename0', 'b')]);
  assert.deepEqual([...former].sort(), [
    ['a', 'b'],
    ['b', 'a'],
  ]);
  const before = indexed(machine({ links: [nic('a'), nic('b')] }));
  assert.deepEqual(renamesBack(before, before, former), new Map());
});

test('A link that was replaced for one attribute comes back with all its others', () => {
  const vx = virtual('vx0', 'vxlan', { 'vxlan.id': 7, 'vxlan.ttl': 5, mtu: 1400 });
  const before = indexed(machine({ links: [vx] }));
  const { steps, after } = planned(
    before,
    { links: [declared('vx0', 'vxlan', { 'vxlan.id': 8 })] },
    {},
    { allowRecreate: true },
  );
  const [step] = back(steps, before, after);
  assert.equal(step?.action, 'replace');
  assert.deepEqual(step?.after?.type === 'link' ? step.after.attributes : null, vx.attributes);
});

test('Nothing that DHCP or the kernel made is put back', () => {
  const live = {
    links: [nic('eth0')],
    addresses: [
      liveAddress('eth0', '10.0.0.7/24', { dynamic: true }),
      liveAddress('eth0', '2001:db8::7/64', { dynamic: true }),
    ],
  };
  assert.deepEqual(thereAndBack(live, { links: [declared('eth0', 'physical', { state: 'down' })] }), [
    'change link eth0, state down -> up',
  ]);
});

test('A VXLAN that got a device, and with it a lower MTU, has its own MTU again afterwards', () => {
  const vx = virtual('vx0', 'vxlan', { 'vxlan.id': 7, 'vxlan.port': 4789, link: null });
  const before = indexed(machine({ links: [nic('eth0'), vx] }));
  const { steps, after } = planned(before, { links: [declared('vx0', 'vxlan', { link: 'eth0' })] });
  // vxlan_config_apply: 50 bytes less than the device.
  const now = {
    ...after,
    links: after.links.map((link) =>
      link.name === 'vx0' ? { ...link, attributes: { ...link.attributes, mtu: 1450 } } : link,
    ),
  };
  const [step] = back(steps, before, now);
  assert.deepEqual(
    [step?.action, step?.after?.type === 'link' && step.after.attributes['mtu']],
    ['replace', 1500],
  );
});

test('A VXLAN that has more than its device leaves by now comes back with what fits, which is said', () => {
  const vx = virtual('vx0', 'vxlan', { 'vxlan.id': 7, link: 'eth0', mtu: 1450 });
  const before = indexed(machine({ links: [nic('eth0', { mtu: 1450 }), vx] }));
  const { steps } = planned(before, {}, made(vx));
  const now = indexed(machine({ links: [nic('eth0', { mtu: 1450 })] }));
  const [step] = back(steps, before, now);
  assert.equal(step?.after?.type === 'link' && step.after.attributes['mtu'], 1400);
  const { target, ownership } = wayBack(steps, before, now);
  const { problems } = planTarget(target, now, ownership, { allowRecreate: true });
  assert.deepEqual(
    problems.map(({ message }) => message),
    ['vxlan vx0 has an MTU of 1400, not 1450 as before: eth0, on which it stands, leaves it no more'],
  );
});

test('A port of a bond that was made is up again once the bond has gone and closed it', () => {
  assert.deepEqual(
    thereAndBack(
      { links: [nic('eth0')] },
      { links: [declared('bond0', 'bond', {}), declared('eth0', 'physical', { master: 'bond0' })] },
    ),
    ['remove bond bond0', 'change link eth0, state down -> up, mtu undefined -> 1500'],
  );
});

test('A bond that used none of its ports comes back without being told so', () => {
  const backWith = (used: string | null): readonly string[] => {
    const bond = virtual('bond0', 'bond', { 'bond.mode': 'active-backup', 'bond.active-member': used });
    const port = nic('eth0', { master: 'bond0', state: used === null ? 'down' : 'up' });
    return thereAndBack({ links: [port, bond] }, {}, made(bond)).filter((said) => said.includes('active'));
  };
  assert.deepEqual(backWith(null), []);
  assert.equal(backWith('eth0').length, 1);
});

test('A bridge without an address is made anew with one of its own', () => {
  const bridge = virtual('br0', 'bridge', { macaddress: '00:00:00:00:00:00' });
  const before = indexed(machine({ links: [bridge] }));
  const { steps, after } = planned(before, {}, made(bridge));
  const [step] = back(steps, before, after);
  assert.equal(step?.after?.type === 'link' && step.after.attributes['macaddress'], undefined);
});

test('A VLAN that was down on a device that was up is down again, though it came up with it', () => {
  const vlan = virtual('eth0.7', 'vlan', { link: 'eth0', 'vlan.id': 7, state: 'down' });
  assert.deepEqual(
    thereAndBack(
      { links: [nic('eth0'), vlan] },
      { links: [declared('eth0', 'physical', { state: 'down' })] },
    ),
    [
      'change link eth0, state down -> up',
      'change vlan eth0.7, state down -> up',
      'change vlan eth0.7, state up -> down',
    ],
  );
});

test('The MTU of a VLAN on a port of a bond goes back with that of the port', () => {
  const vlan = virtual('eth0.7', 'vlan', { link: 'eth0', 'vlan.id': 7 });
  const before = indexed(machine({ links: [nic('eth0'), vlan] }));
  const { steps } = planned(before, {
    links: [declared('bond0', 'bond', { mtu: 1320 }), declared('eth0', 'physical', { master: 'bond0' })],
  });
  const low = { mtu: 1320 };
  const now = machine({
    links: [nic('eth0', low), { ...vlan, attributes: { ...vlan.attributes, ...low } }],
  });
  assert.deepEqual(back(steps, before, indexed(now)).map(short), [
    'change link eth0, mtu 1320 -> 1500',
    'change vlan eth0.7, mtu 1320 -> 1500',
  ]);
});

test('A ring that became a bond is made anew, and takes its ports by itself', () => {
  const port = (name: string) => nic(name, { master: 'd4' });
  const ring = virtual('d4', 'hsr', { 'hsr.interfaces': ['eth0', 'eth1'] });
  const said = thereAndBack(
    { links: [port('eth0'), port('eth1'), ring] },
    { links: [declared('d4', 'bond')] },
  );
  assert.ok(
    said.some((text) => text.startsWith('replace hsr d4')),
    said.join(),
  );
  assert.ok(!said.some((text) => text.includes('master null -> d4')), said.join());
});

const [RA, DHCP] = [9, 16];

test('A route of a DHCP client or of router advertisements that was made another comes back, or stays where it is there again', () => {
  const addresses = [liveAddress('eth0', '10.0.0.1/24')];
  const links = [nic('eth0')];
  const said = {
    links: [declared('eth0')],
    routes: [route('0.0.0.0/0', 'eth0', { via: '10.0.0.9' }), route('::/0', 'eth0', { via: '2001:db8::9' })],
  };
  const leased = liveRoute('0.0.0.0/0', 'eth0', { via: '10.0.0.8', protocol: DHCP });
  const advertised = liveRoute('::/0', 'eth0', { via: 'fe80::8', protocol: RA, mtu: 1480, expires: 1800 });
  const before = indexed(machine({ links, addresses, routes: [leased, advertised] }));
  const { steps } = planned(before, said);
  assert.deepEqual(back(steps, before, simulate(steps, before)).map(short), [
    'change route default via 10.0.0.8 dev eth0, via 10.0.0.9 -> 10.0.0.8',
    'change route default (IPv6) via fe80::8 dev eth0, via 2001:db8::9 -> fe80::8, mtu null -> 1480, expires undefined -> 1800',
  ]);
  const now = simulate(steps, before);
  const again = { ...advertised, mtu: null, expires: 1799 };
  assert.deepEqual(back(steps, before, { ...now, routes: [...now.routes, leased, again] }).map(short), [
    'remove route default (IPv6) via 2001:db8::9 dev eth0',
    'remove route default via 10.0.0.9 dev eth0',
  ]);
});

test('A route that was removed beside one of a DHCP client comes back in front of it', () => {
  const ours = liveRoute('0.0.0.0/0', 'eth0', { via: '10.0.0.9', protocol: 78 });
  const leased = liveRoute('0.0.0.0/0', 'eth0', { via: '10.0.0.8', protocol: DHCP });
  const addresses = [liveAddress('eth0', '10.0.0.1/24')];
  const before = indexed(machine({ links: [nic('eth0')], addresses, routes: [ours, leased] }));
  const { steps } = planned(before, { links: [declared('eth0')] });
  const [step, ...others] = back(steps, before, { ...before, routes: [leased] });
  assert.deepEqual(
    [step?.action, step?.name, step?.beside, others],
    ['create', 'route default via 10.0.0.9 dev eth0', 'before', []],
  );
});
