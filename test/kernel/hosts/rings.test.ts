import { test } from 'node:test';
import { configure, configureBoth, join, makeHost, twoHosts } from '../support/hosts.ts';
import { without } from '../support/needs.ts';
import { assertReaches, assertTransfers } from '../support/traffic.ts';

const skip = without('hsr');

test('an HSR ring of three nodes goes on without a break when it is cut', { skip }, async (t) => {
  const [a, b, c] = [await makeHost(t), await makeHost(t), await makeHost(t)];
  join(a, 'next', b, 'last');
  join(b, 'next', c, 'last');
  join(c, 'next', a, 'last');
  for (const [n, host] of [a, b, c].entries()) {
    await configure(
      host,
      `
      ethernets: {next: {}, last: {}}
      hsrs: {ring0: {interfaces: [next, last], version: 1, addresses: [192.0.2.${n + 1}/24, "2001:db8::${n + 1}/64"]}}
      `,
    );
  }
  await assertReaches(a, '192.0.2.2');
  await assertReaches(b, '2001:db8::3');
  assertTransfers(c, a, '192.0.2.1');
  b.sh('ip link set last down');
  await assertReaches(a, '192.0.2.2', { within: 0 });
  await assertReaches(a, '192.0.2.3', { within: 0 });
});

test('PRP sends everything by two networks, either of which may fail', { skip }, async (t) => {
  const hosts = await twoHosts(t, 'lan-a', 'lan-b');
  await configureBoth(
    hosts,
    `
    ethernets: {lan-a: {}, lan-b: {}}
    hsrs: {prp0: {interfaces: [lan-a, lan-b], protocol: prp, addresses: [192.0.2.{N}/24]}}
    `,
  );
  const [a, b] = hosts;
  await assertReaches(a, '192.0.2.2');
  for (const lan of ['lan-a', 'lan-b']) {
    b.sh(`ip link set ${lan} down`);
    await assertReaches(a, '192.0.2.2', { within: 0 });
    b.sh(`ip link set ${lan} up`);
  }
  assertTransfers(a, b, '192.0.2.2');
});
