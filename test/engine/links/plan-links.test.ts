import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Address, Attributes } from '../../../src/model/index.ts';
import {
  address,
  changed,
  codes,
  declared,
  liveAddress,
  liveRoute,
  made,
  neighbor,
  nic,
  planned,
  route,
  virtual,
} from '../samples.ts';

test('Removals go from the top down, and come before what is made', () => {
  const links = [virtual('br9', 'bridge'), virtual('mv9', 'macvlan', { link: 'br9' })];
  const { said } = planned({ links }, { links: [declared('br0', 'bridge')] }, made(...links));
  assert.deepEqual(said, ['remove macvlan mv9', 'remove bridge br9', 'create bridge br0']);
});

test('Links are made from the bottom up, in whatever order they are declared', () => {
  const links = [
    declared('mv0', 'macvlan', { link: 'br0' }),
    declared('eth0', 'physical', { master: 'br0' }),
    declared('br0', 'bridge'),
  ];
  assert.deepEqual(planned({ links: [nic('eth0')] }, { links }).said, [
    'create bridge br0',
    'create macvlan mv0',
    'change link eth0, master null -> br0',
  ]);
});

test('A link of ours that a declared one can leave in place goes last', () => {
  const links = [
    virtual('br9', 'bridge'),
    virtual('vx0', 'vxlan', { 'vxlan.id': 1, link: 'br9' }),
    nic('eth0'),
  ];
  const { said } = planned(
    { links },
    { links: [declared('eth0'), declared('vx0', 'vxlan', { 'vxlan.id': 1, link: 'eth0' })] },
    made(...links),
  );
  assert.deepEqual(said, ['change vxlan vx0, link br9 -> eth0', 'remove bridge br9']);
});

test('A removal says which links of others it takes along', () => {
  const links = [
    virtual('br9', 'bridge'),
    nic('tap0', { master: 'br9' }),
    virtual('mv7', 'macvlan', { link: 'br9' }),
  ];
  const { steps, problems, after } = planned({ links }, {}, made(virtual('br9', 'bridge')));
  assert.deepEqual(steps[0]?.notes, ['destroys the membership of its port tap0, macvlan mv7 on it']);
  assert.deepEqual(codes(problems), ['lost']);
  assert.deepEqual(
    after.links.map((l) => [l.name, l.attributes['master']]),
    [['tap0', null]],
  );
});

test('Loopback and fallback devices are never removed, whatever the record says', () => {
  const links = [virtual('lo', 'loopback'), virtual('sit0', 'sit')];
  assert.deepEqual(planned({ links }, {}, made(...links)).said, []);
});

test('A link of the recorded name that somebody made anew is theirs', () => {
  const links = { br0: { kind: 'bridge', created: true, index: 5, set: {} } };
  assert.deepEqual(planned({ links: [virtual('br0', 'bridge', {}, { index: 5 })] }, {}, { links }).said, [
    'remove bridge br0',
  ]);
  assert.deepEqual(planned({ links: [virtual('br0', 'bridge', {}, { index: 6 })] }, {}, { links }).said, []);
  assert.deepEqual(planned({ links: [virtual('br0', 'dummy', {}, { index: 5 })] }, {}, { links }).said, []);
});

test('A foreign link that equals a declared one is adopted; undeclared again, it stays', () => {
  const live = virtual('br0', 'bridge', { mtu: 1400 });
  assert.deepEqual(
    planned({ links: [live] }, { links: [declared('br0', 'bridge', { mtu: 1400 })] }).said,
    [],
  );
  assert.deepEqual(planned({ links: [live] }, {}).said, []);
});

test('An attribute that is no longer declared goes back to what it was before us', () => {
  const live = nic('eth0', { mtu: 9000 });
  const { said, steps } = planned(
    { links: [live] },
    { links: [declared('eth0')] },
    changed(live, 'mtu', 1500),
  );
  assert.deepEqual(said, ['change link eth0, mtu 9000 -> 1500']);
  assert.equal(steps[0]?.reason, 'declared');
  const gone = planned({ links: [live] }, {}, changed(live, 'mtu', 1500));
  assert.deepEqual(gone.said, ['change link eth0, mtu 9000 -> 1500']);
  assert.equal(gone.steps[0]?.reason, 'no longer declared');
  assert.equal(gone.steps[0]?.source, null);
});

test('What somebody else has changed since stays', () => {
  const record = changed(nic('eth0', { mtu: 9000 }), 'mtu', 1500);
  assert.deepEqual(planned({ links: [nic('eth0', { mtu: 4000 })] }, {}, record).said, []);
});

test('A port goes back to no master when its earlier one is gone', () => {
  const live = nic('eth0', { master: 'br0' });
  const record = changed(live, 'master', 'br-old');
  assert.deepEqual(planned({ links: [live, virtual('br0', 'bridge')] }, {}, record).said, [
    'change link eth0, master br0 -> null',
  ]);
});

test('Nothing is made anew just to go back to an earlier value', () => {
  const live = virtual('vx0', 'vxlan', { 'vxlan.id': 7 });
  assert.deepEqual(planned({ links: [live] }, {}, changed(live, 'vxlan.id', 8)).said, []);
});

test('What a port is as a port is set again when it moves to another bridge', () => {
  const port = nic('eth0', { master: 'br0', 'bridge-port.path-cost': 7, 'bridge-port.hairpin': true });
  const links = [virtual('br0', 'bridge'), virtual('br1', 'bridge'), port];
  const { said, after } = planned(
    { links },
    {
      links: [
        declared('br1', 'bridge'),
        declared('eth0', 'physical', { master: 'br1', 'bridge-port.path-cost': 7 }),
      ],
    },
  );
  assert.deepEqual(said, ['change link eth0, master br0 -> br1, bridge-port.path-cost undefined -> 7']);
  assert.deepEqual(after.links.find((l) => l.name === 'eth0')?.attributes, {
    ...nic('eth0').attributes,
    master: 'br1',
    'bridge-port.path-cost': 7,
  });
});

test('A released port has no attributes of a port any more', () => {
  const port = nic('eth0', { master: 'br0', 'bridge-port.path-cost': 7 });
  const { after } = planned(
    { links: [virtual('br0', 'bridge'), port] },
    { links: [declared('eth0', 'physical', { master: null })] },
  );
  assert.deepEqual(after.links[1]?.attributes, nic('eth0').attributes);
});

test('A link taken down loses its routes and IPv6 addresses; the addresses come back', () => {
  const { said, steps, problems } = planned(
    {
      links: [nic('eth0')],
      addresses: [liveAddress('eth0', '10.0.0.1/24'), liveAddress('eth0', '2001:db8::1/64')],
      routes: [liveRoute('10.7.0.0/16', 'eth0')],
    },
    { links: [declared('eth0', 'physical', { state: 'down' })] },
  );
  assert.deepEqual(said, ['change link eth0, state up -> down', 'create address 2001:db8::1/64 dev eth0']);
  assert.match(steps[0]?.notes[0] ?? '', /goes down/);
  assert.deepEqual(codes(problems), ['lost']);
  assert.match(problems[0]?.message ?? '', /10\.7\.0\.0\/16/);
});

test('Below an MTU of 1280 there is no IPv6, and none is put back', () => {
  const { said, problems } = planned(
    { links: [nic('eth0')], addresses: [liveAddress('eth0', '2001:db8::1/64')] },
    { links: [declared('eth0', 'physical', { mtu: 1200 })] },
  );
  assert.deepEqual(said, ['change link eth0, mtu 1500 -> 1200']);
  assert.match(problems[0]?.message ?? '', /2001:db8::1\/64.*MTU/);
});

test('Where IPv6 is switched off none is made either', () => {
  const { said, problems } = planned(
    { links: [nic('eth0')] },
    {
      links: [declared('eth0', 'physical', { 'sysctl.ipv6.disable_ipv6': 1 })],
      addresses: [address('eth0', '2001:db8::1/64'), address('eth0', '10.0.0.1/24')],
      routes: [route('2001:db8:7::/48', 'eth0')],
      neighbors: [neighbor('eth0', '2001:db8::9')],
    },
  );
  assert.deepEqual(said.slice(1), ['create address 10.0.0.1/24 dev eth0']);
  assert.deepEqual(codes(problems), ['no-ipv6', 'no-ipv6', 'no-ipv6']);
});

test('An IPv4 route by an IPv6 gateway stays on such a link, but cannot be made there', () => {
  const viaIpv6 = { via: 'fe80::9' };
  const wanted = {
    links: [declared('eth0', 'physical', { mtu: 1200 })],
    routes: [route('10.7.0.0/16', 'eth0', viaIpv6)],
  };
  const stays = planned(
    { links: [nic('eth0')], routes: [liveRoute('10.7.0.0/16', 'eth0', viaIpv6)] },
    wanted,
  );
  assert.deepEqual([stays.said, stays.problems], [['change link eth0, mtu 1500 -> 1200'], []]);
  const isNew = planned({ links: [nic('eth0')] }, wanted);
  assert.deepEqual(
    [isNew.said, codes(isNew.problems)],
    [['change link eth0, mtu 1500 -> 1200'], ['no-ipv6']],
  );
});

test('A VXLAN that silently got such an MTU has no IPv6 any more once it comes up', () => {
  const vx = virtual('vx0', 'vxlan', { 'vxlan.id': 7, link: 'eth0', mtu: 1450, state: 'down' });
  const { said } = planned(
    {
      links: [nic('eth0'), nic('eth1', { mtu: 1320 }), vx],
      addresses: [liveAddress('vx0', '2001:db8::1/64', { protocol: 78 })],
    },
    { links: [declared('vx0', 'vxlan', { 'vxlan.id': 7, link: 'eth1', state: 'up' })] },
  );
  assert.equal(said.length, 1, said.join());
});

test('A bridge over a macvlan falls with the MTU of the device below that, and the plan says what it costs', () => {
  const live = {
    links: [
      nic('eth0'),
      virtual('mv0', 'macvlan', { link: 'eth0', mtu: 1500, master: 'br0' }),
      virtual('br0', 'bridge', { mtu: 1500 }),
    ],
    addresses: [liveAddress('br0', '2001:db8::1/64')],
  };
  const { steps, problems } = planned(live, { links: [declared('eth0', 'physical', { mtu: 1270 })] });
  assert.deepEqual(steps[0]?.notes.slice(0, 4), [
    'the MTU of mv0 becomes 1270, too',
    'with an MTU below 1280 mv0 has no IPv6',
    'the MTU of br0 becomes 1270, too',
    'with an MTU below 1280 br0 has no IPv6',
  ]);
  assert.match(problems[0]?.message ?? '', /2001:db8::1\/64/);
});

test('A new port that takes IPv6 away from its bridge by a low MTU says so', () => {
  const live = {
    links: [virtual('br0', 'bridge', { mtu: 1500 }, { index: 4 })],
    addresses: [ours('br0', '2001:db8::1/64')],
  };
  const vx = declared('vx0', 'vxlan', {
    'vxlan.id': 7,
    'vxlan.remote': '10.9.0.9',
    mtu: 1270,
    master: 'br0',
  });
  const { said, steps, problems } = planned(live, { links: [vx] });
  assert.deepEqual(said, ['create vxlan vx0']);
  assert.deepEqual(steps[0]?.notes, [
    'the MTU of br0 becomes 1270, too',
    'with an MTU below 1280 br0 has no IPv6',
  ]);
  assert.deepEqual(problems, []);
});

test('Of a bridge that is made as well it says nothing', () => {
  const { steps } = planned(
    { links: [] },
    {
      links: [
        declared('br0', 'bridge'),
        declared('vx0', 'vxlan', { 'vxlan.id': 7, mtu: 1400, master: 'br0' }),
      ],
    },
  );
  assert.deepEqual(
    steps.map(({ name, notes }) => [name, notes]),
    [
      ['bridge br0', []],
      ['vxlan vx0', []],
    ],
  );
});

const ours = (link: string, text: string): Address => liveAddress(link, text, { protocol: 78 });

test('A bridge is told the MTU that it has and is to keep when a new tunnel joins that may have less', () => {
  const live = { links: [virtual('br0', 'bridge', { mtu: 1500 })] };
  const wanted = (kind: string, attributes: Attributes) => ({
    links: [declared('br0', 'bridge', { mtu: 1500 }), declared('t0', kind, { ...attributes, master: 'br0' })],
  });
  const { said } = planned(live, wanted('gretap', { 'tunnel.remote': '192.0.2.9' }));
  assert.deepEqual(said.slice(1), ['change bridge br0, mtu null -> 1500']);
  assert.equal(planned(live, wanted('vxlan', { 'vxlan.id': 7 })).said.length, 1);
});

test('IPv6 on a bridge of others that may follow its port, to an MTU with it or without, waits until that shows', () => {
  const live = (mtu: number, addresses: readonly Address[] = []) => ({
    links: [nic('eth0', { mtu, master: 'br0' }), virtual('br0', 'bridge', { mtu })],
    addresses,
  });
  const wanted = (mtu: number) => ({
    links: [declared('br0', 'bridge'), declared('eth0', 'physical', { mtu, master: 'br0' })],
    addresses: [address('br0', '2001:db8::1/64')],
  });
  for (const [from, to] of [
    [1270, 1500],
    [1400, 1270],
  ] as const) {
    const { said, problems } = planned(live(from), wanted(to));
    assert.deepEqual(said, [`change link eth0, mtu ${from} -> ${to}`]);
    assert.deepEqual(
      problems.map(({ code, severity }) => [code, severity]),
      [['no-ipv6', 'warning']],
    );
  }
  // What is there stays where it may go.
  const { problems } = planned(live(1400, [liveAddress('br0', '2001:db8::1/64')]), wanted(1270));
  assert.deepEqual(problems, []);
});

test('So does a VLAN on a bridge, with what is on it, when the only port of that falls', () => {
  const live = {
    links: [
      nic('eth0', { master: 'br0' }),
      virtual('br0', 'bridge', { mtu: 1500 }),
      virtual('v0', 'vlan', { link: 'br0', 'vlan.id': 5, mtu: 1500 }),
      virtual('mv0', 'macvlan', { link: 'v0', mtu: 1500 }),
    ],
    addresses: [liveAddress('mv0', '2001:db8::1/64')],
  };
  const { after, problems } = planned(live, { links: [declared('eth0', 'physical', { mtu: 1270 })] });
  assert.deepEqual(
    after.links.map(({ attributes }) => attributes['mtu']),
    [1270, 1270, 1270, 1270],
  );
  assert.match(problems[0]?.message ?? '', /2001:db8::1\/64/);
});

test('A macvlan whose lower device is missing waits for it, with what is declared on it', () => {
  const { said, problems } = planned(
    {},
    {
      links: [
        declared('eth0', 'physical', {}, { optional: true }),
        declared('mv0', 'macvlan', { link: 'eth0' }),
      ],
      addresses: [address('mv0', '10.0.0.1/24')],
      routes: [route('10.1.0.0/16', 'mv0')],
    },
  );
  assert.deepEqual(said, []);
  assert.deepEqual(codes(problems), ['lower-missing']);
});

test('Where something else has its name meanwhile, no route of another link becomes one over that', () => {
  const bridge = virtual('mv0', 'bridge');
  const { said, problems } = planned(
    { links: [bridge, nic('eth1')], routes: [liveRoute('10.1.0.0/16', 'eth1')] },
    {
      links: [declared('eth0'), declared('eth1'), declared('mv0', 'macvlan', { link: 'eth0' })],
      routes: [route('10.1.0.0/16', 'mv0')],
    },
    made(bridge),
  );
  assert.deepEqual(said, []);
  assert.deepEqual(codes(problems).sort(), ['link-missing', 'lower-missing']);
});

test('A name that is an alternative name of another link cannot be given to a new one', () => {
  const other = nic('eth0', { 'alternative-names': ['br0'] });
  const { said, problems } = planned({ links: [other] }, { links: [declared('br0', 'bridge')] });
  assert.deepEqual(said, []);
  assert.deepEqual(codes(problems), ['name-taken']);
});

test('A device whose name is taken is left out with what is on it, and the rest is planned', () => {
  const other = nic('eth0', { 'alternative-names': ['br0'] });
  const { said, problems } = planned(
    { links: [other] },
    {
      links: [declared('br0', 'bridge'), declared('br1', 'bridge')],
      addresses: [address('br0', '10.0.0.1/24'), address('br1', '10.0.1.1/24')],
      routes: [route('10.1.0.0/16', 'br0')],
    },
  );
  assert.deepEqual(said, ['create bridge br1', 'create address 10.0.1.1/24 dev br1']);
  assert.deepEqual(
    problems.map(({ code, stops }) => [code, stops]),
    [['name-taken', undefined]],
  );
});

test('What only a new link could have again stays as we set it, when it is no longer declared', () => {
  const vx = virtual('vx0', 'vxlan', { 'vxlan.id': 7, 'vxlan.port': 4789, link: 'eth0', 'vxlan.ttl': 32 });
  const set = { link: { ours: 'eth0', before: null }, 'vxlan.ttl': { ours: 32, before: 0 } };
  const record = { links: { vx0: { kind: 'vxlan', created: false, set } } };
  const live = { links: [nic('eth0'), vx] };
  assert.deepEqual(planned(live, {}, record).said, ['change vxlan vx0, vxlan.ttl 32 -> 0']);
  assert.deepEqual(planned(live, { links: [declared('vx0', 'vxlan', {})] }, record).said, [
    'change vxlan vx0, vxlan.ttl 32 -> 0',
  ]);
});

test('A port does not go back to a master that has become something else', () => {
  const set = { master: { ours: 'br1', before: 'br0' } };
  const record = { links: { eth0: { kind: 'physical', created: false, set } } };
  const live = {
    links: [virtual('br0', 'ifb'), virtual('br1', 'bridge'), nic('eth0', { master: 'br1' })],
  };
  assert.deepEqual(planned(live, {}, record).said, ['change link eth0, master br1 -> null']);
});

test('A port does not go back to a master that becomes something else in the same run', () => {
  const set = { master: { ours: 'br1', before: 'br0' } };
  const record = { links: { eth0: { kind: 'physical', created: false, set } } };
  const live = {
    links: [virtual('br0', 'bridge'), virtual('br1', 'bridge'), nic('eth0', { master: 'br1' })],
  };
  const vxlan = declared('br0', 'vxlan', { 'vxlan.id': 1 });
  const { said } = planned(live, { links: [vxlan] }, record, { allowRecreate: true });
  assert.deepEqual(
    said.filter((text) => text.includes('eth0')),
    ['change link eth0, master br1 -> null'],
  );
});

test('An MTU for which the lower device has no room is left out with an error; what the run gives that device counts', () => {
  const links = [nic('eth0'), virtual('vx0', 'vxlan', { 'vxlan.id': 1, link: 'eth0', mtu: 1450 })];
  const large = declared('vx0', 'vxlan', { 'vxlan.id': 1, mtu: 1500, alias: 'x' });
  const { said, problems } = planned({ links }, { links: [large] }, made(...links.slice(1)));
  assert.deepEqual([said, codes(problems)], [['change vxlan vx0, alias null -> x'], ['mtu-too-large']]);
  const raised = planned(
    { links },
    { links: [large, declared('eth0', 'physical', { mtu: 1600 })] },
    made(...links.slice(1)),
  );
  assert.deepEqual(raised.said, [
    'change vxlan vx0, alias null -> x',
    'change link eth0, mtu 1500 -> 1600',
    'change vxlan vx0, mtu 1450 -> 1500',
  ]);
  assert.deepEqual(raised.problems, []);
});
