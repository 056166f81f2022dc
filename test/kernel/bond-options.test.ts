import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Value } from '../../src/model/index.ts';
import { applyInOneRun } from './support/apply.ts';
import { assertCopied } from './support/copied.ts';
import { makeNamespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { applyInOnePass } from './support/one-pass.ts';
import { assertShows, kindData, portData } from './support/shown.ts';

const skip = without('bond');

const bond = (parameters: string): string =>
  network(`
    ethernets: {eth0: {}, eth1: {}}
    bonds: {bond0: {interfaces: [eth0, eth1], parameters: {${parameters}}}}
  `);

/** Parameters that go together, none with the value that a new bond has; and how iproute2 shows some of them. */
const TOGETHER: readonly (readonly [parameters: string, shown: Readonly<Record<string, Value>>])[] = [
  [
    'mode: 802.3ad, mii-monitor-interval: 100, up-delay: 2s, down-delay: 300, peer-notify-delay: 300, min-links: 1, ' +
      'transmit-hash-policy: vlan+srcmac, lacp-rate: fast, lacp-active: false, ad-select: count, ad-user-port-key: 1023, ' +
      'ad-actor-sys-prio: 7, ad-actor-system: "02:00:00:00:00:aa"',
    { updelay: 2000, ad_lacp_rate: 'fast', ad_actor_system: '02:00:00:00:00:aa' },
  ],
  [
    'mode: active-backup, arp-interval: 250ms, arp-ip-targets: [192.0.2.2, 192.0.2.1], ns-ip6-targets: ["2001:db8::2"], ' +
      'arp-validate: filter-active, arp-all-targets: all, missed-max: 255, primary: eth1, ' +
      'primary-reselect-policy: failure, fail-over-mac-policy: follow, gratuitous-arp: 3, resend-igmp: 0',
    { arp_interval: 250, arp_ip_target: ['192.0.2.2', '192.0.2.1'], primary: 'eth1', num_peer_notif: 3 },
  ],
  [
    'mode: balance-tlb, tlb-dynamic-lb: false, learn-packet-interval: 1min, all-members-active: true',
    { tlb_dynamic_lb: 0, lp_interval: 60, all_slaves_active: 1 },
  ],
];

for (const [parameters, shown] of TOGETHER) {
  test(`a new bond is made with all of them and copied: ${parameters}`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0', 'eth1');
    await applyInOnePass(ns, bond(parameters));
    assertShows(kindData(ns, 'bond0'), shown);
    await assertCopied(t, ns, ['eth0', 'eth1']);
  });
}

test('what a mode lacks is left out, and delays are whole intervals, also the second time', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const more = 'lacp-rate: fast, ad-actor-sys-prio: 7, mii-monitor-interval: 100, up-delay: 250ms';
  await applyInOneRun(ns, bond(`mode: active-backup, primary: eth1, ${more}`));
  assertShows(kindData(ns, 'bond0'), { mode: 'active-backup', primary: 'eth1', updelay: 200 });
});

for (const [key, mode, value, member, shown] of [
  ['queue-id', 'balance-rr', 3, 'queue_id', 3],
  ['prio', 'active-backup', -7, 'prio', -7],
] as const) {
  test(`${key} of a bond's port is set, changed and back at what it was`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0', 'eth1');
    const yaml = (said: number): string => bond(`mode: ${mode}, ${key}: {eth1: ${said}}`);
    await applyInOnePass(ns, yaml(1));
    await applyInOnePass(ns, yaml(value));
    assert.equal(portData(ns, 'eth1')[member], shown);
    await assertCopied(t, ns, ['eth0', 'eth1']);
    await applyInOnePass(ns, yaml(0));
    assert.equal(portData(ns, 'eth1')[member], 0);
  });
}
