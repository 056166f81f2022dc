import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyInOneRun } from './support/apply.ts';
import { assertCopied } from './support/copied.ts';
import { makeNamespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics, withNics } from './support/nics.ts';
import { applyInOnePass } from './support/one-pass.ts';
import { addressTexts, assertShows, indexOf, kindData, linkNames, linkOf } from './support/shown.ts';

for (const kind of ['ipvlan', 'ipvtap'] as const) {
  const skip = without(kind);
  const yaml = (options: string, more = ''): string =>
    network(`
      ethernets: {eth0: {mtu: 1500}}
      ${kind}s: {x0: {link: eth0, ${options}}${more}}
    `);

  for (const mode of ['l2', 'l3', 'l3s'] as const) {
    for (const flag of ['', 'private', 'vepa'] as const) {
      test(`an ${kind} of mode ${mode} with the flags [${flag}]`, { skip }, async (t) => {
        const ns = await makeNamespace(t);
        makeNics(ns, 'eth0');
        await applyInOneRun(ns, yaml(`mode: ${mode}, flags: [${flag}], addresses: [192.0.2.1/24]`));
        assertShows(linkOf(ns, 'x0'), { link: 'eth0' });
        const { mode: shown, ...flags } = kindData(ns, 'x0');
        assert.equal(shown, mode);
        const expected = flag === '' ? 'bridge' : flag;
        assert.ok(JSON.stringify(flags).includes(expected), JSON.stringify(flags));
        await assertCopied(t, ns, ['eth0']);
        await applyInOneRun(ns, NOTHING);
        assert.deepEqual(linkNames(ns), ['eth0', 'far-eth0']);
      });
    }
  }

  test(`mode and flags of an ${kind} change in place`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    await applyInOneRun(ns, yaml('mode: l2'));
    const index = indexOf(ns, 'x0');
    await applyInOneRun(ns, yaml('mode: l3, flags: [private]'));
    assert.equal(kindData(ns, 'x0')['mode'], 'l3');
    await applyInOneRun(ns, yaml('mode: l3s, flags: [vepa]'));
    await applyInOneRun(ns, yaml('mode: l2, flags: []'));
    assert.equal(kindData(ns, 'x0')['mode'], 'l2');
    assert.equal(indexOf(ns, 'x0'), index);
  });

  test(`an ${kind} of others follows the mode of one of ours, and is told in the plan`, {
    skip,
  }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    ns.sh(`ip link add x9 link eth0 type ${kind} mode l3; ip link set x9 up`);
    const { plan } = await applyInOnePass(ns, yaml('mode: l2'));
    assert.match(
      plan.steps.flatMap(({ notes }) => notes).join(),
      /x9 has mode l2, too: it is on the same device/,
    );
    assert.equal(kindData(ns, 'x9')['mode'], 'l2');
    const more = ', x9: {link: eth0, mode: l3, arp: true}';
    await applyInOnePass(ns, yaml('mode: l3', more));
    await applyInOnePass(ns, yaml('mode: l2', more.replace('l3', 'l2')));
    assert.equal((linkOf(ns, 'x9')['flags'] as string[]).includes('NOARP'), false);
    await applyInOnePass(ns, yaml('mode: l3', more));
    assert.equal((linkOf(ns, 'x9')['flags'] as string[]).includes('NOARP'), false);
    await applyInOnePass(ns, network('ethernets: {eth0: {mtu: 1500}}'));
  });

  test(`two ${kind}s on one device change their mode together`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    const two = (mode: string): string => yaml(`mode: ${mode}`, `, x1: {link: eth0, mode: ${mode}}`);
    await applyInOneRun(ns, two('l2'));
    await applyInOneRun(ns, two('l3s'));
    assert.deepEqual(
      ['x0', 'x1'].map((name) => kindData(ns, name)['mode']),
      ['l3s', 'l3s'],
    );
  });

  test(`an ${kind} with an MTU of its own keeps it when that of its device changes`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    const at = (mtu: number): string =>
      network(`ethernets: {eth0: {mtu: ${mtu}}}\n${kind}s: {x0: {link: eth0, mtu: 1400}, x1: {link: eth0}}`);
    await applyInOneRun(ns, at(1500));
    await applyInOneRun(ns, at(9000));
    assert.deepEqual([linkOf(ns, 'x0')['mtu'], linkOf(ns, 'x1')['mtu']], [1400, 9000]);
  });
}

for (const kind of ['macvlan', 'macvtap'] as const) {
  const skip = without(kind);
  const yaml = (options: string): string =>
    network(`
      ethernets: {eth0: {}}
      ${kind}s: {x0: {link: eth0, ${options}}}
    `);

  test(`a ${kind} in source mode gets its list of addresses, which changes in place`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    const macs = (): string[] => {
      const text = ns.sh('ip -d link show dev x0');
      return [...text.matchAll(/ (02:00:00:00:00:\w\w)/g)].map(([, mac]) => mac ?? '').sort();
    };
    const source = (list: string): string =>
      yaml(`mode: source, macaddress: 0a:00:00:00:00:01, macaddresses: [${list}]`);
    await applyInOneRun(ns, source('02:00:00:00:00:0B, 02:00:00:00:00:0a'));
    assert.deepEqual(macs(), ['02:00:00:00:00:0a', '02:00:00:00:00:0b']);
    await assertCopied(t, ns, ['eth0']);
    const index = indexOf(ns, 'x0');
    await applyInOneRun(ns, source('02:00:00:00:00:0c, 02:00:00:00:00:0a'));
    assert.deepEqual(macs(), ['02:00:00:00:00:0a', '02:00:00:00:00:0c']);
    await applyInOneRun(ns, source(''));
    assert.deepEqual(macs(), []);
    await applyInOneRun(ns, yaml('mode: bridge'));
    await applyInOneRun(ns, source('02:00:00:00:00:0d'));
    assert.deepEqual(macs(), ['02:00:00:00:00:0d']);
    assert.equal(indexOf(ns, 'x0'), index);
  });

  test(`the broadcast queue of a ${kind} changes in place`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    await applyInOneRun(ns, yaml('mode: bridge, bc-queue-len: 500'));
    const index = indexOf(ns, 'x0');
    await applyInOneRun(ns, yaml('mode: bridge, bc-queue-len: 2000'));
    assert.match(ns.sh('ip -d link show dev x0'), /bcqueuelen 2000/);
    assert.equal(indexOf(ns, 'x0'), index);
  });

  test(`the MTU of a ${kind} falls and rises with its device's, both declared`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    const at = (mtu: number): string =>
      network(`ethernets: {eth0: {mtu: ${mtu}}}\n${kind}s: {x0: {link: eth0, mtu: ${mtu}}}`);
    for (const mtu of [1500, 1400, 9000]) {
      await applyInOneRun(ns, at(mtu));
      assert.equal(linkOf(ns, 'x0')['mtu'], mtu);
    }
  });
}

for (const [mode, flag] of [
  ['private', ''],
  ['vepa', ''],
  ['bridge', ''],
  ['passthru', 'nopromisc'],
  ['source', 'nodst'],
] as const) {
  test(`a macvtap of mode ${mode}`, { skip: without('macvtap') }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    await applyInOneRun(
      ns,
      network(`
        ethernets: {eth0: {}}
        macvtaps: {x0: {link: eth0, mode: ${mode}, flags: [${flag}]}}
      `),
    );
    assertShows(kindData(ns, 'x0'), { mode, ...(flag !== '' && { [flag]: true }) });
    await assertCopied(t, ns, ['eth0']);
    await applyInOneRun(ns, NOTHING);
    assert.deepEqual(linkNames(ns), ['eth0', 'far-eth0']);
  });
}

test('a macvtap comes and goes from passthru by being made anew', { skip: without('macvtap') }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = (mode: string): string =>
    network(`ethernets: {eth0: {}}\nmacvtaps: {x0: {link: eth0, mode: ${mode}, addresses: [192.0.2.1/24]}}`);
  await applyInOneRun(ns, yaml('bridge'));
  const index = indexOf(ns, 'x0');
  await applyInOneRun(ns, yaml('vepa'));
  assert.equal(indexOf(ns, 'x0'), index);
  const { plan } = await applyInOneRun(ns, yaml('passthru'));
  assert.equal(plan.steps[0]?.action, 'replace');
  assert.deepEqual(addressTexts(ns, 'x0'), ['192.0.2.1/24']);
});

test('an address of an ipvlan gets another prefix, and moves to another ipvlan of its device, in one pass', {
  skip: without('ipvlan'),
}, async (t) => {
  const ns = await withNics(t);
  const yaml = (one: string, other: string): string =>
    network(`
      ethernets: {eth0: {}}
      ipvlans: {iv0: {link: eth0, addresses: [${one}]}, iv1: {link: eth0, addresses: [${other}]}}
    `);
  await applyInOnePass(ns, yaml('192.0.2.1/16', '198.51.100.1/24'));
  await applyInOnePass(ns, yaml('192.0.2.1/24', '198.51.100.1/24'));
  assert.deepEqual(addressTexts(ns, 'iv0'), ['192.0.2.1/24']);
  await applyInOnePass(ns, yaml('198.51.100.1/24', '192.0.2.1/24, "2001:db8::1/64"'));
  await applyInOnePass(ns, yaml('"2001:db8::1/64"', '198.51.100.1/24'));
  assert.deepEqual(
    [addressTexts(ns, 'iv0'), addressTexts(ns, 'iv1')],
    [['2001:db8::1/64'], ['198.51.100.1/24']],
  );
});
