import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Condition, Ignore, PolicyClass, Rule } from '../../../src/model/index.ts';
import {
  address,
  codes,
  declared,
  forwarding,
  liveAddress,
  liveRoute,
  made,
  neighbor,
  nic,
  PLACE,
  pair,
  planned,
  route,
  rule,
  virtual,
} from '../samples.ts';

const ALL = {
  links: 'strict',
  addresses: 'strict',
  routes: 'strict',
  rules: 'strict',
  neighbors: 'strict',
  fdb: 'strict',
} as const;

const ignore = (name: PolicyClass, conditions: Readonly<Record<string, Condition>>): Ignore => ({
  [name]: [{ source: PLACE, conditions }],
});

const eth0 = declared('eth0');
const nics = [nic('eth0'), nic('eth1')];

test('Under strict, virtual links that nobody declared go; NICs, lo, fallback devices and unknown kinds stay', () => {
  const links = [
    ...nics,
    virtual('lo', 'loopback'),
    virtual('gre0', 'gre'),
    virtual('wwan0', 'wwan'),
    virtual('br0', 'bridge'),
    virtual('br1', 'bridge'),
    virtual('va', 'veth', {}, { facts: { peerElsewhere: true } }),
  ];
  const said = { links: [eth0, declared('br0', 'bridge')], policy: { links: 'strict' } } as const;
  const { said: steps, plan, after } = planned({ links }, said);
  assert.deepEqual(steps, ['remove veth va', 'remove bridge br1']);
  assert.deepEqual(
    plan.steps.map(({ reason }) => reason),
    ['not declared, policy strict', 'not declared, policy strict'],
  );
  assert.deepEqual(planned(after, said).said, []);
});

test('A class that is not strict keeps what others made', () => {
  const links = [...nics, virtual('br1', 'bridge')];
  const addresses = [liveAddress('eth0', '192.0.2.9/24')];
  assert.deepEqual(planned({ links, addresses }, { links: [eth0], policy: { routes: 'strict' } }).said, []);
});

test('Under strict, others leave declared links: addresses, neighbours, entries and routes; what is elsewhere stays', () => {
  const kept = liveAddress('eth0', '198.51.100.1/24', { protocol: 78 });
  const wish = { links: [eth0], addresses: [kept], policy: ALL };
  const live = {
    links: nics,
    addresses: [kept, ...['eth0', 'eth1'].map((name) => liveAddress(name, '192.0.2.9/24'))],
    neighbors: ['eth0', 'eth1'].map((name) => neighbor(name, '192.0.2.7')),
    fdb: ['eth0', 'eth1'].map((name) => forwarding(name, '02:00:00:00:00:01')),
    routes: ['eth0', 'eth1'].map((name, i) => liveRoute(`10.${i}.0.0/16`, name)),
  };
  const { said, after } = planned(live, wish);
  assert.deepEqual(said, [
    'remove route 10.0.0.0/16 dev eth0',
    'remove neighbour 192.0.2.7 dev eth0',
    'remove fdb entry 02:00:00:00:00:01 dev eth0',
    'remove address 192.0.2.9/24 dev eth0',
  ]);
  assert.deepEqual(planned(after, wish).said, []);
});

test('What the kernel, router advertisements and DHCP clients make stays under strict, too', () => {
  const addresses = [
    liveAddress('eth0', '192.0.2.9/24', { dynamic: true }),
    liveAddress('eth0', 'fe80::9/64', { protocol: 4 }),
    liveAddress('eth0', '2001:db8::9/64', { protocol: 2 }),
  ];
  const routes = [1, 2, 9, 16].map((protocol) => liveRoute(`10.${protocol}.0.0/16`, 'eth0', { protocol }));
  const local = liveRoute('10.0.0.9/32', 'eth0', { kind: 'local', table: 255, protocol: 4 });
  assert.deepEqual(
    planned({ links: nics, addresses, routes: [...routes, local] }, { links: [eth0], policy: ALL }).said,
    [],
  );
});

test('A route with one path elsewhere stays; one that leads nowhere goes from main and from tables that are named', () => {
  const path = (link: string) => ({ via: '192.0.2.1', link, weight: 1, onLink: true });
  const routes = [
    liveRoute('10.1.0.0/16', null, { nexthops: [path('eth0'), path('eth1')] }),
    liveRoute('10.2.0.0/16', null, { kind: 'blackhole' }),
    liveRoute('10.3.0.0/16', null, { kind: 'blackhole', table: 7 }),
    liveRoute('10.4.0.0/16', null, { kind: 'blackhole', table: 8 }),
  ];
  const wish = route('10.9.0.0/16', 'eth0', { table: 7, protocol: 78 });
  const { said } = planned(
    { links: nics, routes: [...routes, liveRoute('10.9.0.0/16', 'eth0', wish)] },
    {
      links: [eth0],
      routes: [wish],
      policy: { routes: 'strict' },
    },
  );
  assert.deepEqual(
    said,
    ['remove route blackhole 10.2.0.0/16', 'remove route blackhole 10.3.0.0/16 table 7'].reverse(),
  );
});

test('Rules go under strict, but for the three that every machine needs, whoever made them', () => {
  const plain = (priority: number, table: number, protocol: number): Rule => ({
    type: 'rule',
    family: 4,
    priority,
    action: 'lookup',
    table,
    protocol,
  });
  const rules = [plain(100, 255, 3), plain(32766, 254, 2), plain(32767, 253, 0), plain(5270, 52, 0)];
  const { said } = planned({ rules }, { rules: [], policy: { rules: 'strict' } });
  assert.deepEqual(said, ['remove rule 5270: lookup 52']);
});

test('What is ignored stays under strict, and with it the links that it needs', () => {
  const [va, vb] = pair('va', 'vb');
  const links = [
    ...nics,
    virtual('docker0', 'bridge'),
    { ...va, attributes: { ...va.attributes, master: 'docker0' } },
    vb,
    virtual('br9', 'bridge'),
    virtual('br8', 'bridge'),
  ];
  const addresses = [liveAddress('br9', '198.51.100.1/24'), liveAddress('va', '10.0.0.1/24')];
  const policy = { links: 'strict', addresses: 'strict' } as const;
  const patterns = {
    ...ignore('links', { name: { glob: 'va' } }),
    ...ignore('addresses', { address: { within: '198.51.100.0/24' } }),
  };
  assert.deepEqual(planned({ links, addresses }, { links: [eth0], policy, ignore: patterns }).said, [
    'remove bridge br8',
  ]);
});

test('A link that a declared one cannot be without stays under strict', () => {
  const [va, vb] = pair('va', 'vb');
  const links = [
    ...nics,
    va,
    vb,
    virtual('br0', 'bridge'),
    virtual('br0.5', 'vlan', { link: 'br0', 'vlan.id': 5 }),
  ];
  const said = { links: [eth0, declared('va'), declared('br0.5')], policy: { links: 'strict' } } as const;
  assert.deepEqual(planned({ links }, said).said, []);
});

test('What a link that is made anew stands on, and does not declare, is not needed any more either', () => {
  const was = virtual('vx0', 'vxlan', { link: 'd1', 'vxlan.id': 1 });
  const links = [...nics, virtual('d1', 'dummy'), was];
  const anew = declared('vx0', 'vxlan', { 'vxlan.id': 2 });
  const { said } = planned({ links }, { links: [eth0, anew], policy: { links: 'strict' } }, made(was));
  assert.deepEqual(said, ['remove dummy d1', 'create vxlan vx0']);
});

test('What a declared link moves away from is not needed any more, and goes in the same run', () => {
  const [va, vb] = pair('va', 'vb');
  const { said } = planned(
    { links: [...nics, va, vb, virtual('mv0', 'macvlan', { link: 'va' })] },
    { links: [declared('eth0'), declared('mv0', 'macvlan', { link: 'eth0' })], policy: { links: 'strict' } },
    {},
    { allowRecreate: true },
  );
  assert.ok(
    said.some((text) => /^remove veth v[ab]/.test(text)),
    said.join(),
  );
  assert.ok(
    said.some((text) => /(create|replace) macvlan mv0/.test(text)),
    said.join(),
  );
});

test('What a declared link stood on as another kind is not needed any more, and goes in the same run', () => {
  const links = [virtual('d1', 'dummy'), virtual('up', 'macvtap', { link: 'd1' })];
  const { said, after } = planned(
    { links },
    { links: [declared('up', 'ifb')], policy: { links: 'strict' } },
    {},
    { allowRecreate: true },
  );
  assert.deepEqual(said, ['remove dummy d1', 'create ifb up']);
  assert.deepEqual(
    after.links.map(({ name, kind }) => [name, kind]),
    [['up', 'ifb']],
  );
});

test('What we made ourselves is left alone, too, once it is ignored', () => {
  const br0 = virtual('br0', 'bridge');
  const ours = liveRoute('10.0.0.0/8', 'eth0', { protocol: 78 });
  const live = { links: [...nics, br0], routes: [ours] };
  const patterns = {
    ...ignore('links', { name: { glob: 'br*' } }),
    ...ignore('routes', { table: { least: 254, most: 254 } }),
  };
  assert.deepEqual(planned(live, { links: [eth0], ignore: patterns }, made(br0)).said, []);
  assert.equal(planned(live, { links: [eth0] }, made(br0)).said.length, 2);
});

test('A declared object does not take the place of an ignored one: that is told', () => {
  const bird = liveRoute('10.0.0.0/8', 'eth0', { protocol: 12 });
  const patterns = ignore('routes', { protocol: { among: [12] } });
  const wish = route('10.0.0.0/8', 'eth0', { mtu: 1400 });
  const outcome = planned(
    { links: nics, routes: [bird] },
    { links: [eth0], routes: [wish], ignore: patterns },
  );
  assert.deepEqual(outcome.said, []);
  assert.deepEqual(codes(outcome.problems), ['ignored']);
  assert.match(outcome.problems[0]?.message ?? '', /test\.yaml:1/);
  const same = planned(
    { links: nics, routes: [bird] },
    { links: [eth0], routes: [route('10.0.0.0/8', 'eth0')], ignore: patterns },
  );
  assert.deepEqual([same.said, codes(same.problems)], [[], []]);
});

test('A declared link does not take the name of an ignored one, nor does what is declared on it', () => {
  const outcome = planned(
    { links: [virtual('x', 'vxlan')] },
    {
      links: [declared('x', 'bridge')],
      addresses: [address('x', '192.0.2.1/24')],
      ignore: ignore('links', { kind: { glob: 'vxlan' } }),
    },
  );
  assert.deepEqual(outcome.said, []);
  assert.deepEqual(codes(outcome.problems), ['ignored']);
});

test('A NIC does not get the name of an ignored link, nor one of its alternative names', () => {
  for (const theirs of [
    virtual('lan', 'bridge'),
    virtual('br9', 'bridge', { 'alternative-names': ['lan'] }),
  ]) {
    const device = declared('eth0', 'physical', { mtu: 9000 }, { match: { name: 'eth0' }, setName: 'lan' });
    const outcome = planned(
      { links: [...nics, theirs] },
      { links: [device], ignore: ignore('links', { kind: { glob: 'bridge' } }) },
    );
    assert.deepEqual(outcome.said, []);
    assert.deepEqual(codes(outcome.problems), ['ignored']);
  }
});

test('An ignored NIC is not one that a device matches', () => {
  const any = declared('any', 'physical', { mtu: 9000 }, { match: { name: 'eth*' } });
  const { said } = planned(
    { links: nics },
    { links: [any], ignore: ignore('links', { name: { glob: 'eth1' } }) },
  );
  assert.deepEqual(said, ['change link eth0, mtu 1500 -> 9000']);
});

test('A rule without a priority gets none that is ignored', () => {
  const rules = [rule('10.9.0.0/16', { priority: 5210, protocol: 0 })];
  const { said } = planned(
    { rules },
    {
      rules: [rule('10.3.0.0/16')],
      ignore: ignore('rules', { priority: { least: 5200, most: 5270 } }),
    },
  );
  assert.deepEqual(said, ['create rule 5199: from 10.3.0.0/16 lookup 100']);
});

test('Under strict, what we had changed of somebody else goes instead of going back', () => {
  const ours = liveRoute('10.0.0.0/8', 'eth0', { protocol: 78, mtu: 1400 });
  const theirs = liveRoute('10.0.0.0/8', 'eth0', { protocol: 4 });
  const record = { replaced: { 'route 10.0.0.0/8 table 254 metric 0': theirs } };
  const live = { links: nics, routes: [ours] };
  assert.deepEqual(
    planned(live, { links: [eth0] }, record).steps.map(({ action }) => action),
    ['change'],
  );
  assert.deepEqual(
    planned(live, { links: [eth0], policy: { routes: 'strict' } }, record).steps.map(({ action }) => action),
    ['remove'],
  );
});
