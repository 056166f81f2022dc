import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  address,
  codes,
  declared,
  liveAddress,
  liveRoute,
  made,
  nic,
  planned,
  route,
  virtual,
} from '../samples.ts';

const links = [nic('eth0')];
const eth0 = [declared('eth0')];
const ours = (text: string, more = {}) => liveAddress('eth0', text, { protocol: 78, label: 'eth0', ...more });

test('An equal address of somebody else is adopted, and left alone when it is not declared', () => {
  const live = { links, addresses: [liveAddress('eth0', '10.0.0.1/24')] };
  assert.deepEqual(planned(live, { links: eth0, addresses: [address('eth0', '10.0.0.1/24')] }).said, []);
  assert.deepEqual(planned(live, { links: eth0 }).said, []);
});

test('New addresses come in the declared order, so that the first of a subnet is its primary', () => {
  const addresses = ['10.0.0.3/24', '10.0.0.1/24', '10.0.0.2/24'].map((text) => address('eth0', text));
  assert.deepEqual(
    planned({ links }, { links: eth0, addresses }).said,
    addresses.map((a) => `create address ${a.address}/24 dev eth0`),
  );
});

test('An address of another subnet goes after the new one came: the routes survive', () => {
  const live = { links, addresses: [ours('10.0.0.1/24')], routes: [liveRoute('10.7.0.0/16', 'eth0')] };
  assert.deepEqual(planned(live, { links: eth0, addresses: [address('eth0', '10.1.0.1/24')] }).said, [
    'create address 10.1.0.1/24 dev eth0',
    'remove address 10.0.0.1/24 dev eth0',
  ]);
});

test('A primary goes before the new address of its subnet, and takes nothing undeclared along for good', () => {
  const live = {
    links,
    addresses: [
      ours('10.0.0.1/24'),
      ours('10.0.0.2/24', { secondary: true }),
      liveAddress('eth0', '10.0.0.9/24', { secondary: true }),
    ],
  };
  const { said, steps } = planned(live, {
    links: eth0,
    addresses: [address('eth0', '10.0.0.5/24'), address('eth0', '10.0.0.2/24')],
  });
  assert.deepEqual(said, [
    'remove address 10.0.0.1/24 dev eth0',
    'create address 10.0.0.5/24 dev eth0',
    'create address 10.0.0.2/24 dev eth0',
    'create address 10.0.0.9/24 dev eth0',
  ]);
  assert.deepEqual(
    steps.map((s) => (s.after?.type === 'address' ? s.after.protocol : null)),
    [null, 78, 78, 0],
  );
});

test('Where secondaries are promoted they stay, and a new address comes before the old primary goes', () => {
  const live = {
    links: [nic('eth0', {}, { facts: { promotesSecondaries: true } })],
    addresses: [ours('10.0.0.1/24'), ours('10.0.0.2/24', { secondary: true })],
    routes: [liveRoute('10.7.0.0/16', 'eth0')],
  };
  const plan = (...texts: readonly string[]) =>
    planned(live, { links: eth0, addresses: texts.map((text) => address('eth0', text)) }).said;
  assert.deepEqual(plan('10.0.0.2/24'), ['remove address 10.0.0.1/24 dev eth0']);
  assert.deepEqual(plan('10.0.0.3/24'), [
    'create address 10.0.0.3/24 dev eth0',
    'remove address 10.0.0.2/24 dev eth0',
    'remove address 10.0.0.1/24 dev eth0',
  ]);
});

test('Of a primary and its secondary that both go, the secondary goes first', () => {
  const live = { links, addresses: [ours('10.0.0.1/24'), ours('10.0.0.2/24', { secondary: true })] };
  assert.deepEqual(planned(live, { links: eth0 }).said, [
    'remove address 10.0.0.2/24 dev eth0',
    'remove address 10.0.0.1/24 dev eth0',
  ]);
});

test('A replaced primary takes declared secondaries along', () => {
  const live = {
    links,
    addresses: [ours('10.0.0.1/24', { label: 'eth0:a' }), ours('10.0.0.2/24', { secondary: true })],
  };
  const { said } = planned(live, {
    links: eth0,
    addresses: [address('eth0', '10.0.0.1/24', { label: 'eth0:b' }), address('eth0', '10.0.0.2/24')],
  });
  assert.deepEqual(said, [
    'replace address 10.0.0.1/24 dev eth0, label eth0:a -> eth0:b',
    'create address 10.0.0.2/24 dev eth0',
  ]);
});

test('Addresses of a subnet come anew in their order where another one is the first', () => {
  const live = {
    links,
    addresses: [ours('10.0.0.1/24'), ours('10.0.0.2/24', { secondary: true }), ours('10.1.0.1/24')],
  };
  const { said } = planned(live, {
    links: eth0,
    addresses: ['10.1.0.1/24', '10.0.0.2/24', '10.0.0.1/24'].map((text) => address('eth0', text)),
  });
  assert.deepEqual(said, [
    'remove address 10.0.0.2/24 dev eth0',
    'remove address 10.0.0.1/24 dev eth0',
    'create address 10.0.0.2/24 dev eth0',
    'create address 10.0.0.1/24 dev eth0',
  ]);
});

test('The last address goes before the next one comes, and the routes of others come back', () => {
  const live = {
    links,
    addresses: [ours('10.0.0.1/24')],
    routes: [liveRoute('10.7.0.0/16', 'eth0'), liveRoute('10.8.0.0/16', 'eth0', { via: '10.0.0.9' })],
  };
  const { said, problems } = planned(live, { links: eth0, addresses: [] });
  assert.deepEqual(said, ['remove address 10.0.0.1/24 dev eth0', 'create route 10.7.0.0/16 dev eth0']);
  assert.deepEqual(
    problems.map((p) => p.message),
    [
      'not made by nlapply, and cannot be put back: route 10.8.0.0/16 via 10.0.0.9 dev eth0 (lost when 10.0.0.1/24 leaves eth0)',
    ],
  );
});

test('A shorter prefix of an IPv4 address is another address: it comes before the old one goes', () => {
  const live = {
    links,
    addresses: [ours('10.0.0.1/24')],
    routes: [liveRoute('10.7.0.0/16', 'eth0', { from: '10.0.0.1' })],
  };
  assert.deepEqual(planned(live, { links: eth0, addresses: [address('eth0', '10.0.0.1/16')] }).said, [
    'create address 10.0.0.1/16 dev eth0',
    'remove address 10.0.0.1/24 dev eth0',
  ]);
});

test('A prefix of an IPv6 address changes by a replacement; routes that prefer it get it again', () => {
  const live = {
    links,
    addresses: [ours('2001:db8::1/64', { label: undefined })],
    routes: [
      liveRoute('2001:db8:7::/48', 'eth0', { from: '2001:db8::1' }),
      liveRoute('2001:db8:8::/48', 'eth0', { from: '2001:db8::1', protocol: 78 }),
    ],
  };
  const { said } = planned(live, {
    links: eth0,
    addresses: [address('eth0', '2001:db8::1/56')],
    routes: [route('2001:db8:8::/48', 'eth0', { from: '2001:db8::1' })],
  });
  assert.deepEqual(said, [
    'replace address 2001:db8::1/56 dev eth0, prefix 64 -> 56',
    'change route 2001:db8:8::/48 dev eth0, from null -> 2001:db8::1',
    'change route 2001:db8:7::/48 dev eth0, from null -> 2001:db8::1',
  ]);
});

test('An IPv6 address goes from one link before it comes to another, which may be on the same wire', () => {
  const { said } = planned(
    { links: [nic('eth0'), nic('eth1')], addresses: [ours('2001:db8::1/64')] },
    { links: [...eth0, declared('eth1')], addresses: [address('eth1', '2001:db8::1/64')] },
  );
  assert.deepEqual(said, [
    'remove address 2001:db8::1/64 dev eth0',
    'create address 2001:db8::1/64 dev eth1',
  ]);
});

test('A lifetime changes in place', () => {
  const live = { links, addresses: [ours('10.0.0.1/24')] };
  assert.deepEqual(
    planned(live, { links: eth0, addresses: [address('eth0', '10.0.0.1/24', { lifetime: 0 })] }).said,
    ['change address 10.0.0.1/24 dev eth0, lifetime forever -> 0'],
  );
});

test('A leased address that is declared is made to last', () => {
  const live = { links, addresses: [liveAddress('eth0', '10.0.0.1/24', { dynamic: true })] };
  const { said, after } = planned(live, { links: eth0, addresses: [address('eth0', '10.0.0.1/24')] });
  assert.deepEqual(said, ['change address 10.0.0.1/24 dev eth0, lifetime limited -> forever']);
  assert.equal(after.addresses[0]?.dynamic, undefined);
});

test('What DHCP, RA and the kernel made is never removed', () => {
  const addresses = [
    liveAddress('eth0', '10.0.0.1/24', { dynamic: true, protocol: 78 }),
    liveAddress('eth0', 'fe80::1/64'),
    liveAddress('eth0', '2001:db8::1/64', { protocol: 2 }),
    liveAddress('lo', '127.0.0.1/8', { protocol: 78 }),
    liveAddress('lo', '::1/128', { protocol: 1 }),
  ];
  assert.deepEqual(planned({ links: [...links, nic('lo')], addresses }, { links: eth0 }).said, []);
});

test('On kernels that keep no mark the record tells which addresses are ours', () => {
  const live = { links, addresses: [liveAddress('eth0', '10.0.0.1/24'), liveAddress('eth0', '10.1.0.1/24')] };
  assert.deepEqual(planned(live, { links: eth0 }, { addresses: ['eth0 10.0.0.1/24 '] }).said, [
    'remove address 10.0.0.1/24 dev eth0',
  ]);
});

test("What was another's before we changed it goes back to what it was", () => {
  const before = liveAddress('eth0', '10.0.0.1/24', { lifetime: 0 });
  const live = { links, addresses: [ours('10.0.0.1/24', { label: undefined })] };
  const { said, after } = planned(
    live,
    { links: eth0 },
    { replaced: { 'address eth0 10.0.0.1/24 ': before } },
  );
  assert.deepEqual(said, ['change address 10.0.0.1/24 dev eth0, lifetime forever -> 0']);
  assert.deepEqual(after.addresses, [before]);
});

test('Routes from a secondary address stay when its link is deleted, those from a primary go', () => {
  const bridge = virtual('br0', 'bridge');
  const addresses = [
    liveAddress('br0', '10.0.0.3/24', { protocol: 78 }),
    liveAddress('br0', '10.0.0.4/24', { protocol: 78, secondary: true }),
  ];
  const routes = [
    liveRoute('10.7.0.0/16', 'eth0', { from: '10.0.0.3' }),
    liveRoute('10.8.0.0/16', 'eth0', { from: '10.0.0.4' }),
  ];
  const { after } = planned({ links: [nic('eth0'), bridge], addresses, routes }, {}, made(bridge));
  assert.deepEqual(
    after.routes.map(({ to }) => to),
    ['10.8.0.0/16'],
  );
});

test('An address that another host has is made anew, unless that was tried already: then it is told', () => {
  const taken = liveAddress('eth0', '2001:db8::7/64', { protocol: 78, tentative: true, dadFailed: true });
  const live = { links: [nic('eth0')], addresses: [taken] };
  const said = { links: [declared('eth0')], addresses: [address('eth0', '2001:db8::7/64')] };
  const { steps, problems, after } = planned(live, said);
  assert.deepEqual(
    steps.map(({ action, changes }) => [action, changes.map(({ attribute }) => attribute)]),
    [['replace', ['duplicate-address-detection']]],
  );
  assert.deepEqual([problems, after.addresses[0]?.dadFailed], [[], undefined]);
  const again = planned(live, said, {}, { leaveDuplicates: true });
  assert.deepEqual([again.said, codes(again.problems)], [[], ['address-duplicate']]);
  assert.match(again.problems[0]?.message ?? '', /2001:db8::7\/64 dev eth0 .*another host on eth0/);
});

test('A new address of a subnet in which others have one of another scope is an error, and left out', () => {
  const theirs = liveAddress('eth0', '10.0.0.1/24', { scope: 'link' });
  const addresses = ['10.0.0.2/24', '10.0.0.3/16', '10.0.0.1/24'].map((text) => address('eth0', text));
  const { said, problems } = planned(
    { links, addresses: [theirs] },
    { links: eth0, addresses, routes: [route('10.9.0.0/16', 'eth0', { from: '10.0.0.2' })] },
  );
  assert.deepEqual(said, ['create address 10.0.0.3/16 dev eth0']);
  assert.deepEqual(codes(problems), ['other-scope', 'source-missing']);
  const ofOurs = planned(
    { links, addresses: [{ ...theirs, protocol: 78 }] },
    { links: eth0, addresses: addresses.slice(0, 1) },
  );
  assert.deepEqual(codes(ofOurs.problems), []);
});

test('A route of several paths goes with the last address of one link when the others are down, and is told as lost', () => {
  const hop = (link: string) => ({ link, via: '10.98.0.1', weight: 1, onLink: true });
  const lost = (state: string) =>
    planned(
      {
        links: [nic('eth0'), nic('eth1', { state })],
        addresses: [liveAddress('eth0', '10.0.0.1/24', { protocol: 78 })],
        routes: [liveRoute('10.6.0.0/16', null, { nexthops: [hop('eth0'), hop('eth1')] })],
      },
      { links: [declared('eth0')] },
    ).problems.map(({ code }) => code);
  assert.deepEqual([lost('up'), lost('down')], [[], ['lost']]);
});
