import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun, diff, isWrite } from './support/apply.ts';
import { dump } from './support/dump.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { roundTrip } from './support/round-trip.ts';

/** A machine with two providers, each of which takes packets from its own prefix only. */
const providers = (own: string, others = ''): string =>
  network(`
    ethernets:
      eth0:
        addresses: ["2001:db8:1::1/64"]
        routes: [${own}]
      eth1:
        addresses: ["2001:db8:2::1/64"]
        routes: [{to: default, source-prefix: "2001:db8:2::/48", via: "2001:db8:2::9"}, {to: "2001:db8:7::/48", type: unreachable, source-prefix: "2001:db8:2::1"}${others}]
  `);

const ONE = '{to: default, source-prefix: "2001:db8:1::/48", via: "2001:db8:1::9"}';

const shown = (ns: Namespace): readonly string[] =>
  ns
    .ip('-6', 'route', 'show', 'table', 'main')
    .filter(({ from }) => from !== undefined)
    .map(({ dst, from, gateway, dev, metric, protocol }) =>
      [dst, from, gateway, dev, metric, protocol].join(' '),
    )
    .sort();

const TWO = [
  '2001:db8:7::/48 2001:db8:2::1  lo 1024 78',
  'default 2001:db8:1::/48 2001:db8:1::9 eth0 1024 78',
  'default 2001:db8:2::/48 2001:db8:2::9 eth1 1024 78',
];

test('IPv6 routes for some senders are made, chosen by the kernel, changed in place, and go', {
  skip: without('source-routes'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  await applyInOneRun(ns, providers(ONE));
  assert.deepEqual(shown(ns), TWO);
  for (const [nic, n] of [
    ['eth0', 1],
    ['eth1', 2],
  ])
    assert.match(
      ns.sh(`ip -6 route get 2001:db8:99::1 from 2001:db8:${n}::1`),
      new RegExp(`via 2001:db8:${n}::9 dev ${nic}`),
    );
  await roundTrip(ns);
  // The same one for everybody stands beside it.
  await applyInOneRun(ns, providers(`${ONE}, {to: default, via: "2001:db8:1::8"}`));
  assert.deepEqual(shown(ns), TWO);
  assert.match(ns.sh('ip -6 route show default'), /default via 2001:db8:1::8 dev eth0/);
  const sent: string[] = [];
  await apply(ns, providers(ONE.replace('1::9', '1::7')), { trace: (line) => sent.push(line) });
  assert.equal(sent.filter(isWrite).length, 2, sent.join('\n'));
  assert.deepEqual(shown(ns), [TWO[0], TWO[1]?.replace('1::9', '1::7'), TWO[2]]);
  await applyInOneRun(ns, providers(ONE.replace('/48', '/56')));
  assert.deepEqual(shown(ns), [TWO[0], TWO[1]?.replace('/48', '/56'), TWO[2]]);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(shown(ns), []);
});

test('routes of others for some senders are left alone, and those of ours come back', {
  skip: without('source-routes'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  await applyInOneRun(ns, providers(ONE));
  ns.sh('ip -6 route add 2001:db8:5::/48 from 2001:db8:1::/64 via 2001:db8:1::5 metric 7 proto bird');
  const before = dump(ns);
  ns.sh('ip -6 route del default from 2001:db8:1::/48 via 2001:db8:1::9 dev eth0');
  assert.equal((await diff(ns, providers(ONE))).steps.length, 1);
  await applyInOneRun(ns, providers(ONE));
  assert.deepEqual(dump(ns), before);
  const refused = await apply(ns, providers('', ', {to: 10.9.0.0/16, via: 203.0.113.9}'));
  assert.equal(refused.rolledBack, true);
  assert.deepEqual(dump(ns), before);
  // They go down with the link, and come back with it.
  ns.sh('ip link set eth0 down; ip link set eth0 up; ip address add 2001:db8:1::1/64 dev eth0 nodad');
  await applyInOneRun(ns, providers(ONE));
  assert.deepEqual(shown(ns), TWO);
});
