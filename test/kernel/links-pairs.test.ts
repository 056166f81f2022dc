import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { apply, applyInOneRun, failureTexts } from './support/apply.ts';
import { assertCopied } from './support/copied.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { olderThan, without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { roundTrip } from './support/round-trip.ts';
import { addressTexts, assertShows, indexOf, kindData, linkNames, linkOf } from './support/shown.ts';

const SECTIONS = { veth: 'virtual-ethernets', vxcan: 'vxcans', netkit: 'netkits' } as const;
const NEEDS = { veth: [], vxcan: ['vxcan'], netkit: ['netkit'] } as const;

for (const kind of ['veth', 'vxcan', 'netkit'] as const) {
  const skip = without(...NEEDS[kind]);
  const section = SECTIONS[kind];

  test(`a pair of kind ${kind} comes, is shown, and goes`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    await applyInOneRun(ns, network(`${section}: {p0: {peer: p1}, p1: {}}`));
    assertShows(linkOf(ns, 'p0'), { link: 'p1' });
    await assertCopied(t, ns, []);
    const index = indexOf(ns, 'p0');
    await applyInOneRun(ns, network(`${section}: {p0: {peer: p2}, p2: {}}`));
    assert.deepEqual(linkNames(ns), ['p0', 'p2']);
    assert.notEqual(indexOf(ns, 'p0'), index);
    await applyInOneRun(ns, NOTHING);
    assert.deepEqual(linkNames(ns), []);
  });

  test(`the other end of a ${kind} is made in another namespace, under a name that is free there`, {
    skip,
  }, async (t) => {
    const [ns, other] = [await makeNamespace(t), await makeNamespace(t)];
    const yaml = network(`
      ${section}:
        p0: {peer: p1, peer-namespace: ${other.path}}
        p1: {peer: p0, peer-namespace: ${other.path}}
    `);
    await applyInOneRun(ns, yaml);
    assert.deepEqual(linkNames(ns), ['p0', 'p1']);
    assert.deepEqual(linkNames(other), ['p0', 'p1']);
    const index = indexOf(ns, 'p0');
    other.sh('ip link set p1 name eth7');
    await applyInOneRun(ns, yaml);
    assert.equal(indexOf(ns, 'p0'), index);
    await applyInOneRun(ns, NOTHING);
    assert.deepEqual([linkNames(ns), linkNames(other)], [[], []]);
  });
}

test('a veth moves between a peer here and a peer elsewhere by being made anew', {
  skip: without('veth'),
}, async (t) => {
  const [ns, other] = [await makeNamespace(t), await makeNamespace(t)];
  const here = network('virtual-ethernets: {p0: {peer: p1, addresses: [192.0.2.1/24]}, p1: {}}');
  const elsewhere = network(
    `virtual-ethernets: {p0: {peer: p1, peer-namespace: ${other.path}, addresses: [192.0.2.1/24]}}`,
  );
  await applyInOneRun(ns, here);
  await applyInOneRun(ns, elsewhere);
  assert.deepEqual([linkNames(ns), linkNames(other)], [['p0'], ['p1']]);
  assert.deepEqual(addressTexts(ns, 'p0'), ['192.0.2.1/24']);
});

test('a namespace that is not there is said by name, and nothing is left behind', {
  skip: without('veth'),
}, async (t) => {
  const ns = await makeNamespace(t);
  const result = await apply(ns, network('virtual-ethernets: {p0: {peer: p1, peer-namespace: nowhere}}'));
  assert.match(failureTexts(result).join(), /cannot open the network namespace nowhere/);
  assert.deepEqual(linkNames(ns), []);
});

const netkit = (a: string, b = ''): string => network(`netkits: {n0: {peer: n1, ${a}}, n1: {${b}}}`);
const skip = without('netkit');

async function made(t: TestContext, yaml: string): Promise<Namespace> {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, yaml);
  return ns;
}

test('every option of a netkit pair reaches the kernel, whichever end says it', { skip }, async (t) => {
  const ns = await made(
    t,
    netkit(
      'mode: l2, policy: blackhole, scrub: none, headroom: 32, tailroom: 16, macaddress: 02:00:00:00:00:01',
      'policy: forward, scrub: default, macaddress: 02:00:00:00:00:02',
    ),
  );
  assertShows(linkOf(ns, 'n0'), { address: '02:00:00:00:00:01' });
  assertShows(linkOf(ns, 'n1'), { address: '02:00:00:00:00:02' });
  const shown = ns.sh('ip -d link show dev n0');
  assert.match(shown, /netkit mode l2 .*policy blackhole.*peer policy forward|netkit .*l2.*blackhole/);
  await assertCopied(t, ns, []);
});

test('a netkit device of mode l3 has no ARP, one of mode l2 has it, when none is declared any more', {
  skip,
}, async (t) => {
  for (const [mode, hasArp] of [
    ['l3', false],
    ['l2', true],
  ] as const) {
    const ns = await makeNamespace(t);
    const arp = (): boolean => !JSON.stringify(linkOf(ns, 'n0')['flags']).includes('NOARP');
    await applyInOneRun(ns, netkit(`mode: ${mode}, arp: ${!hasArp}`));
    assert.equal(arp(), !hasArp);
    await applyInOneRun(ns, netkit(`mode: ${mode}`));
    assert.equal(arp(), hasArp);
  }
});

test('policies of a netkit pair change in place, said on either end', { skip }, async (t) => {
  const ns = await made(t, netkit('policy: forward, peer-policy: forward'));
  const before = [indexOf(ns, 'n0'), indexOf(ns, 'n1')];
  for (const [a, b] of [
    ['policy: blackhole', 'policy: forward'],
    ['policy: blackhole', 'policy: blackhole'],
    ['peer-policy: forward', ''],
    ['', 'peer-policy: forward, policy: blackhole'],
  ] as const) {
    await applyInOneRun(ns, netkit(a, b));
    assert.deepEqual([indexOf(ns, 'n0'), indexOf(ns, 'n1')], before);
  }
  const { policy, peer_policy: peer } = kindData(ns, 'n0');
  assert.deepEqual([policy, peer], ['forward', 'blackhole']);
});

for (const [attribute, after] of [
  ['netkit.mode', 'mode: l2'],
  ['netkit.scrub', 'scrub: none'],
  ['netkit.headroom', 'headroom: 64'],
] as const) {
  test(`another ${attribute} makes the pair anew, and addresses are back`, { skip }, async (t) => {
    const address = ', addresses: [192.0.2.1/24]';
    const ns = await made(t, netkit(`mode: l3, scrub: default, headroom: 0${address}`));
    const base = { mode: 'mode: l3', scrub: 'scrub: default', headroom: 'headroom: 0' };
    const key = after.slice(0, after.indexOf(':')) as keyof typeof base;
    const { plan } = await applyInOneRun(
      ns,
      netkit(`${Object.values({ ...base, [key]: after }).join(', ')}${address}`),
    );
    assert.equal(plan.steps[0]?.action, 'replace');
    assert.deepEqual(
      plan.steps[0]?.changes.filter(({ forces }) => forces).map((change) => change.attribute),
      [attribute],
    );
    assert.deepEqual(addressTexts(ns, 'n0'), ['192.0.2.1/24']);
  });
}

test('a netkit device stands alone, and in a pair when it is made anew', {
  skip: without('netkit') || olderThan(7, 1),
}, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, network('netkits: {n0: {pairing: single}}'));
  assert.deepEqual(linkNames(ns), ['n0']);
  await roundTrip(ns);
  await applyInOneRun(ns, network('netkits: {n0: {peer: n1}, n1: {}}'));
  assert.deepEqual(linkNames(ns), ['n0', 'n1']);
  await roundTrip(ns);
});
