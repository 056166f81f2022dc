import { test } from 'node:test';
import { configure, makeHost } from '../support/hosts.ts';
import { without } from '../support/needs.ts';
import { assertReaches, assertTransfers, assertUnreachable } from '../support/traffic.ts';

for (const [kind, section, extra] of [
  ['veth', 'virtual-ethernets', ''],
  ['netkit', 'netkits', 'mode: l2, '],
  ['netkit', 'netkits', 'mode: l3, '],
] as const) {
  test(`a ${kind} ${extra}whose ends two hosts configure joins them`, {
    skip: without(...(kind === 'netkit' ? ['netkit'] : [])),
  }, async (t) => {
    const [a, b] = [await makeHost(t), await makeHost(t)];
    const end = (own: number, peer: string): string =>
      `${section}: {p${own}: {${extra}peer: p${3 - own}, peer-namespace: ${peer}, addresses: [192.0.2.${own}/24, "2001:db8::${own}/64"]}}`;
    await configure(a, end(1, b.path));
    await configure(b, end(2, a.path));
    await assertReaches(a, '192.0.2.2');
    await assertReaches(b, '2001:db8::1');
    assertTransfers(a, b, '192.0.2.2');
  });
}

test('a netkit whose policy is blackhole drops what a peer sends until the policy is forward', {
  skip: without('netkit'),
}, async (t) => {
  const [a, b] = [await makeHost(t), await makeHost(t)];
  const text = (policy: string): string =>
    `netkits: {p1: {peer: p2, peer-namespace: ${b.path}, mode: l3, peer-policy: ${policy}, addresses: [192.0.2.1/24]}}`;
  await configure(a, text('blackhole'));
  await configure(b, `netkits: {p2: {peer: p1, peer-namespace: ${a.path}, addresses: [192.0.2.2/24]}}`);
  assertUnreachable(a, '192.0.2.2');
  await configure(a, text('forward'), { allowRecreate: true });
  await configure(b, `netkits: {p2: {peer: p1, peer-namespace: ${a.path}, addresses: [192.0.2.2/24]}}`);
  await assertReaches(a, '192.0.2.2');
});
