import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyInOneRun } from './support/apply.ts';
import { makeNamespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { applyInOnePass } from './support/one-pass.ts';
import { roundTrip } from './support/round-trip.ts';
import {
  addressTexts,
  assertShows,
  destinations,
  indexOf,
  kindData,
  linkNames,
  linkOf,
} from './support/shown.ts';

const yaml = (mode: string, more = ''): string =>
  network(`
    ethernets: {eth0: {}}
    macvlans: {mv0: {link: eth0, mode: ${mode}${more}}}
  `);

const MODES = ['private', 'vepa', 'bridge', 'passthru', 'source'] as const;

for (const mode of MODES) {
  test(`a macvlan in mode ${mode} is made`, { skip: without('macvlan') }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    await applyInOneRun(ns, yaml(mode));
    assertShows(linkOf(ns, 'mv0'), { link: 'eth0', operstate: 'UP' });
    assert.equal(kindData(ns, 'mv0')['mode'], mode);
    await applyInOneRun(ns, NOTHING);
    assert.deepEqual(linkNames(ns), ['eth0', 'far-eth0']);
  });
}

test('a macvlan takes MAC, MTU, alias, queue length and addresses', {
  skip: without('macvlan'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(
    ns,
    yaml(
      'bridge',
      ', macaddress: 02:00:00:00:10:01, mtu: 1400, alias: web, transmit-queue-length: 9, addresses: [192.0.2.81/24]',
    ),
  );
  assertShows(linkOf(ns, 'mv0'), { address: '02:00:00:00:10:01', mtu: 1400, ifalias: 'web', txqlen: 9 });
  assert.deepEqual(addressTexts(ns, 'mv0'), ['192.0.2.81/24']);
});

for (const [from, to] of [
  ['private', 'bridge'],
  ['bridge', 'vepa'],
  ['vepa', 'source'],
  ['source', 'private'],
] as const) {
  test(`mode ${from} changes to ${to} in place`, { skip: without('macvlan') }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    await applyInOneRun(ns, yaml(from));
    const before = indexOf(ns, 'mv0');
    await applyInOneRun(ns, yaml(to));
    assert.equal(kindData(ns, 'mv0')['mode'], to);
    assert.equal(indexOf(ns, 'mv0'), before);
  });
}

for (const [from, to] of [
  ['private', 'passthru'],
  ['passthru', 'bridge'],
] as const) {
  test(`mode ${from} to ${to} makes the device anew, and its addresses and routes come back`, {
    skip: without('macvlan'),
  }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    const more = ', addresses: [192.0.2.81/24, "2001:db8::81/64"], routes: [{to: default, via: 192.0.2.1}]';
    await applyInOneRun(ns, yaml(from, more));
    const before = indexOf(ns, 'mv0');
    const { plan } = await applyInOneRun(ns, yaml(to, more));
    const [step] = plan.steps;
    assert.equal(step?.action, 'replace');
    assert.deepEqual(
      step?.changes.filter((change) => change.forces).map((change) => change.attribute),
      ['macvlan.mode'],
    );
    assert.equal(kindData(ns, 'mv0')['mode'], to);
    assert.notEqual(indexOf(ns, 'mv0'), before);
    assert.deepEqual(addressTexts(ns, 'mv0'), ['192.0.2.81/24', '2001:db8::81/64']);
    assert.deepEqual(destinations(ns, 4), ['default']);
  });
}

test('flags are set and change in place', { skip: without('macvlan') }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, yaml('passthru', ', flags: [nopromisc]'));
  const before = indexOf(ns, 'mv0');
  assert.equal(kindData(ns, 'mv0')['nopromisc'], true);
  await applyInOneRun(ns, yaml('passthru', ', flags: []'));
  assert.equal(kindData(ns, 'mv0')['nopromisc'], undefined);
  assert.equal(indexOf(ns, 'mv0'), before);
});

test('a macvlan with source addresses leaves mode source, and comes back', {
  skip: without('macvlan'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const source = yaml('source', ', macaddresses: ["02:00:00:00:00:01"]');
  await applyInOneRun(ns, source);
  const index = indexOf(ns, 'mv0');
  await applyInOneRun(ns, yaml('bridge'));
  assert.deepEqual([kindData(ns, 'mv0')['mode'], indexOf(ns, 'mv0')], ['bridge', index]);
  await roundTrip(ns);
  await applyInOneRun(ns, source);
  assert.deepEqual(kindData(ns, 'mv0')['macaddr_data'], ['02:00:00:00:00:01']);
  await applyInOneRun(ns, yaml('source'));
  assert.equal(kindData(ns, 'mv0')['macaddr_data'], undefined);
});

test('another lower device makes the macvlan anew', { skip: without('macvlan') }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const on = (link: string) =>
    network(`ethernets: {eth0: {}, eth1: {}}\nmacvlans: {mv0: {link: ${link}, addresses: [192.0.2.1/24]}}`);
  await applyInOneRun(ns, on('eth0'));
  await applyInOneRun(ns, on('eth1'));
  assert.equal(linkOf(ns, 'mv0')['link'], 'eth1');
  assert.deepEqual(addressTexts(ns, 'mv0'), ['192.0.2.1/24']);
});

test('several macvlans stand on one device, made here or not', { skip: without('macvlan') }, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(
    ns,
    network(`
      macvlans:
        mv0: {link: br0, mode: bridge, macaddress: 02:00:00:00:00:10}
        mv1: {link: br0, mode: private, macaddress: 02:00:00:00:00:11}
      bridges: {br0: {}}
    `),
  );
  assert.equal(linkOf(ns, 'mv1')['link'], 'br0');
});

test('a lower device made anew brings what stands on it back', { skip: without('macvlan') }, async (t) => {
  const ns = await makeNamespace(t);
  const on = (peer: string) =>
    network(`
      virtual-ethernets: {left: {peer: ${peer}}, ${peer}: {}}
      macvlans: {mv0: {link: left, mode: bridge, addresses: [192.0.2.1/24], routes: [{to: default, via: 192.0.2.9}]}}
    `);
  await applyInOneRun(ns, on('right'));
  await applyInOneRun(ns, on('other'));
  assert.deepEqual(addressTexts(ns, 'mv0'), ['192.0.2.1/24']);
  assert.deepEqual(destinations(ns, 4), ['default']);
});

test('an undeclared MAC of a macvlan is not drift', { skip: without('macvlan') }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, yaml('bridge'));
  ns.sh('ip link set mv0 address 02:00:00:00:00:77');
  await applyInOneRun(ns, yaml('bridge'));
  assert.equal(linkOf(ns, 'mv0')['address'], '02:00:00:00:00:77');
});

test('macvlans on one device share their limit of broadcasts', {
  skip: without('macvlan-bclim'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const on = (limit: string): string =>
    network(`
      ethernets: {eth0: {}}
      macvlans: {mv0: {link: eth0, mode: bridge${limit}}, mv1: {link: eth0, mode: bridge}}
    `);
  await applyInOneRun(ns, on(', bc-limit: 5'));
  assert.deepEqual([kindData(ns, 'mv0')['bclim'], kindData(ns, 'mv1')['bclim']], [5, 5]);
  const index = indexOf(ns, 'mv0');
  await applyInOneRun(ns, on(', bc-limit: -1'));
  assert.equal(kindData(ns, 'mv0')['bclim'], -1);
  await roundTrip(ns);
  await applyInOneRun(ns, on(', bc-limit: 1'));
  assert.equal(kindData(ns, 'mv0')['bclim'], undefined);
  assert.equal(indexOf(ns, 'mv0'), index);
});

test('the limit of broadcasts is as before once no macvlan on the device says it, and that of who says it', {
  skip: without('macvlan-bclim'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const on = (...limits: readonly string[]): string =>
    network(
      `macvlans: {${limits.map((keys, nth) => `mv${nth}: {link: eth0, mode: bridge${keys}}`).join(', ')}}\nethernets: {eth0: {}}`,
    );
  const limit = (name: string): unknown => kindData(ns, name)['bclim'];
  await applyInOnePass(ns, on('', ', bc-limit: 5'));
  await applyInOnePass(ns, on(', bc-limit: 7', ''));
  assert.deepEqual([limit('mv0'), limit('mv1')], [7, 7]);
  await applyInOnePass(ns, on('', ''));
  assert.deepEqual([limit('mv0'), limit('mv1')], [undefined, undefined]);
  await applyInOnePass(ns, on('', ', bc-limit: 5'));
  await applyInOnePass(ns, on(''));
  assert.deepEqual([linkNames(ns).includes('mv1'), limit('mv0')], [false, undefined]);
});

test('a macvlan is held down for the sake of a protocol, and let go', {
  skip: without('macvlan'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, yaml('bridge', ', protodown: true, protodown-reasons: 0x9'));
  assertShows(linkOf(ns, 'mv0'), { proto_down: true, proto_down_reason: ['0', '3'], operstate: 'DOWN' });
  await roundTrip(ns);
  await applyInOneRun(ns, yaml('bridge', ', protodown: true, protodown-reasons: 2'));
  assertShows(linkOf(ns, 'mv0'), { proto_down: true, proto_down_reason: ['1'] });
  await applyInOneRun(ns, yaml('bridge', ', protodown: false, protodown-reasons: 0'));
  assertShows(linkOf(ns, 'mv0'), { proto_down: undefined, proto_down_reason: undefined, operstate: 'UP' });
});

for (const kind of ['ipvlan', 'ipvtap'] as const) {
  test(`an ${kind} has ARP as declared in one pass, whatever its mode brings along`, {
    skip: without(kind),
  }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    const link = (keys: string): string =>
      network(`ethernets: {eth0: {}}\n${kind}s: {d0: {link: eth0, ${keys}}}`);
    for (const [keys, hasArp] of [
      ['mode: l3, arp: true', true],
      ["mode: l3, arp: true, activation-mode: 'off'", true],
      ['mode: l3, arp: true', true],
      ['mode: l2, arp: true', true],
      ['mode: l3s, arp: true', true],
      ['mode: l2', true],
      ['mode: l2, arp: false', false],
      ["mode: l2, arp: false, activation-mode: 'off'", false],
      ['mode: l2, arp: false', false],
      ['mode: l3, arp: false', false],
      ['mode: l2', true],
      ['mode: l2, arp: false', false],
      ['mode: l3', false],
      ['mode: l3, arp: true', true],
      ['mode: l3', false],
    ] as const) {
      await applyInOnePass(ns, link(keys));
      const { flags } = linkOf(ns, 'd0');
      assert.ok(Array.isArray(flags));
      assert.equal(!flags.includes('NOARP'), hasArp, keys);
    }
  });
}
