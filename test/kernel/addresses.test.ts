import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyInOneRun } from './support/apply.ts';
import { makeNamespace } from './support/namespace.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { addressesOf, addressTexts, assertShows } from './support/shown.ts';

const eth0 = (addresses: string): string => network(`ethernets: {eth0: {addresses: [${addresses}]}}`);

test('addresses of both families come, in the order of the file, and go', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const list = ['192.0.2.7/24', '10.0.0.1/8', '2001:db8::7/64', 'fd00::1/8'];
  await applyInOneRun(ns, eth0(list.map((address) => `"${address}"`).join(', ')));
  assert.deepEqual(addressTexts(ns, 'eth0').sort(), [...list].sort());
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(addressTexts(ns, 'eth0'), []);
});

test('an IPv4 address has its broadcast address and global scope', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, eth0('192.0.2.77/26'));
  const [address] = addressesOf(ns, 'eth0');
  assertShows(address ?? {}, {
    local: '192.0.2.77',
    prefixlen: 26,
    broadcast: '192.0.2.127',
    scope: 'global',
    label: 'eth0',
    preferred_life_time: 2 ** 32 - 1,
  });
});

for (const prefix of [31, 32]) {
  test(`an address with a /${prefix} has no broadcast address`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    await applyInOneRun(ns, eth0(`192.0.2.76/${prefix}`));
    assert.equal(addressesOf(ns, 'eth0')[0]?.['broadcast'], undefined);
  });
}

test('a label is set and changes', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, eth0('{192.0.2.1/24: {label: "eth0:web"}}'));
  assert.equal(addressesOf(ns, 'eth0')[0]?.['label'], 'eth0:web');
  await applyInOneRun(ns, eth0('{192.0.2.1/24: {label: "eth0:new"}}'));
  assert.equal(addressesOf(ns, 'eth0')[0]?.['label'], 'eth0:new');
});

test('a label of ours that is no longer declared goes, one of somebody else stays', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip address add 198.51.100.1/24 dev eth0 label eth0:theirs');
  await applyInOneRun(ns, eth0('{192.0.2.1/24: {label: "eth0:web"}}, 198.51.100.1/24'));
  await applyInOneRun(ns, eth0('192.0.2.1/24, 198.51.100.1/24'));
  const labels = addressesOf(ns, 'eth0').map((address) => `${address['local']} ${address['label']}`);
  assert.deepEqual(labels.sort(), ['192.0.2.1 eth0', '198.51.100.1 eth0:theirs']);
});

test('a label changes under a primary that has secondaries and routes', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = (label: string) =>
    network(`
      ethernets:
        eth0:
          addresses: [{192.0.2.1/24: {label: "${label}"}}, 192.0.2.2/24, 192.0.2.3/24]
          routes: [{to: default, via: 192.0.2.9}, {to: 10.0.0.0/8, via: 192.0.2.8, from: 192.0.2.2}]
    `);
  await applyInOneRun(ns, yaml('eth0:a'));
  await applyInOneRun(ns, yaml('eth0:b'));
  assert.deepEqual(addressTexts(ns, 'eth0').sort(), ['192.0.2.1/24', '192.0.2.2/24', '192.0.2.3/24']);
});

test('lifetime 0 makes an address deprecated, forever makes it preferred again, in place', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = (lifetime: string) =>
    eth0(`{192.0.2.1/24: {lifetime: ${lifetime}}}, {"2001:db8::1/64": {lifetime: ${lifetime}}}`);
  await applyInOneRun(ns, yaml('0'));
  for (const address of addressesOf(ns, 'eth0')) {
    assertShows(address, { deprecated: true, valid_life_time: 2 ** 32 - 1 });
  }
  const { plan } = await applyInOneRun(ns, yaml('forever'));
  assert.deepEqual(
    plan.steps.map((step) => step.action),
    ['change', 'change'],
  );
  for (const address of addressesOf(ns, 'eth0')) {
    assertShows(address, { deprecated: undefined, preferred_life_time: 2 ** 32 - 1 });
  }
});

test('an address without a lifetime is preferred, whatever somebody made of it', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = eth0('192.0.2.1/24, "2001:db8::1/64"');
  await applyInOneRun(ns, yaml);
  ns.sh(`
    ip address change 192.0.2.1/24 dev eth0 preferred_lft 0
    ip address change 2001:db8::1/64 dev eth0 preferred_lft 0
  `);
  await applyInOneRun(ns, yaml);
  for (const address of addressesOf(ns, 'eth0')) assertShows(address, { deprecated: undefined });
});

test('an address whose life time somebody limited is kept for ever', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = eth0('192.0.2.1/24, "2001:db8::1/64"');
  await applyInOneRun(ns, yaml);
  ns.sh(`
    ip address change 192.0.2.1/24 dev eth0 valid_lft 100 preferred_lft 50
    ip address change 2001:db8::1/64 dev eth0 valid_lft 100 preferred_lft 50
  `);
  await applyInOneRun(ns, yaml);
  for (const address of addressesOf(ns, 'eth0')) assertShows(address, { valid_life_time: 2 ** 32 - 1 });
});

test('a deleted address is put back', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = eth0('192.0.2.1/24, 192.0.2.2/24, "2001:db8::1/64"');
  await applyInOneRun(ns, yaml);
  ns.sh('ip address flush dev eth0 scope global');
  await applyInOneRun(ns, yaml);
  assert.deepEqual(addressTexts(ns, 'eth0'), ['192.0.2.1/24', '192.0.2.2/24', '2001:db8::1/64']);
});

test('an address added by hand that is declared later is adopted and stays when it is not', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip address add 192.0.2.1/24 brd + dev eth0; ip address add 2001:db8::1/64 dev eth0 nodad');
  const { plan } = await applyInOneRun(ns, eth0('192.0.2.1/24, "2001:db8::1/64"'));
  assert.deepEqual(plan.steps, []);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(addressTexts(ns, 'eth0'), ['192.0.2.1/24', '2001:db8::1/64']);
});

test('only what is ours and no longer declared goes', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, eth0('192.0.2.1/24, 192.0.2.2/24, "2001:db8::1/64"'));
  ns.sh(`
    ip address add 203.0.113.9/24 dev eth0
    ip address add 192.0.2.99/24 dev eth0
    ip address add 198.51.100.9/24 dev eth0 valid_lft 1000 preferred_lft 1000
    ip address add fe80::9/64 dev eth0 nodad
  `);
  await applyInOneRun(ns, eth0('192.0.2.2/24'));
  assert.deepEqual(addressTexts(ns, 'eth0').sort(), [
    '192.0.2.2/24',
    '192.0.2.99/24',
    '198.51.100.9/24',
    '203.0.113.9/24',
  ]);
  assert.equal(ns.ip('address', 'show', 'dev', 'eth0', 'to', 'fe80::9').length, 1);
});

test('254 addresses of one subnet stand in the order of the file', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const list = Array.from({ length: 254 }, (_, i) => `10.9.8.${254 - i}/24`);
  await applyInOneRun(ns, eth0(list.join(', ')));
  assert.deepEqual(addressTexts(ns, 'eth0'), list);
  assert.equal(addressesOf(ns, 'eth0').filter((address) => address['secondary'] !== true).length, 1);
});

test('a link-local address may be declared, and leaves the one of the kernel alone', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, eth0('"fe80::53/64"'));
  assert.equal(ns.ip('address', 'show', 'dev', 'eth0', 'to', 'fe80::53').length, 1);
  await applyInOneRun(ns, NOTHING);
  assert.equal(ns.ip('address', 'show', 'dev', 'eth0', 'to', 'fe80::53').length, 0);
  assert.equal(ns.ip('address', 'show', 'dev', 'eth0', 'scope', 'link').length, 1);
});

test('one address on two links is allowed', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  await applyInOneRun(
    ns,
    network('ethernets: {eth0: {addresses: [192.0.2.1/32]}, eth1: {addresses: [192.0.2.1/32]}}'),
  );
  assert.deepEqual(
    [addressTexts(ns, 'eth0'), addressTexts(ns, 'eth1')],
    [['192.0.2.1/32'], ['192.0.2.1/32']],
  );
});

test('addresses move from one link to another in one run, with their routes', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const host =
    'addresses: [192.0.2.1/24, "2001:db8::1/64"], routes: [{to: default, via: 192.0.2.9}, {to: "::/0", via: "2001:db8::9"}]';
  await applyInOneRun(ns, network(`ethernets: {eth0: {${host}}, eth1: {}}`));
  await applyInOneRun(ns, network(`ethernets: {eth0: {}, eth1: {${host}}}`));
  assert.deepEqual(
    [addressTexts(ns, 'eth0'), addressTexts(ns, 'eth1')],
    [[], ['192.0.2.1/24', '2001:db8::1/64']],
  );
  assert.equal(ns.ip('-6', 'route', 'show', 'default')[0]?.['dev'], 'eth1');
});

test('an address whose subnet others have with another scope is an error with its place; all else is applied', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip address add 192.0.2.1/24 dev eth0 scope link');
  const { plan } = await applyInOneRun(ns, eth0('192.0.2.7/24, 198.51.100.1/24'));
  assert.deepEqual(
    plan.problems.map(({ code, severity, source }) => [code, severity, source?.line]),
    [['other-scope', 'error', 3]],
  );
  assert.deepEqual(addressTexts(ns, 'eth0'), ['192.0.2.1/24', '198.51.100.1/24']);
  ns.sh('ip address del 192.0.2.1/24 dev eth0; ip address add 192.0.2.1/24 dev eth0');
  await applyInOneRun(ns, eth0('192.0.2.7/24'));
  assert.deepEqual(addressTexts(ns, 'eth0'), ['192.0.2.1/24', '192.0.2.7/24']);
});

test('a scope is set, changes and goes; that of somebody else stays', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip address add 198.51.100.1/24 dev eth0 scope link');
  const scopes = (): string[] =>
    addressesOf(ns, 'eth0')
      .map(({ local, scope }) => `${local} ${scope}`)
      .sort();
  for (const [options, expected] of [
    ['{scope: link}', 'link'],
    ['{scope: host}', 'host'],
    ['{}', 'global'],
  ]) {
    await applyInOneRun(ns, eth0(`{192.0.2.1/24: ${options}}, 198.51.100.1/24`));
    assert.deepEqual(scopes(), [`192.0.2.1 ${expected}`, '198.51.100.1 link']);
  }
});
