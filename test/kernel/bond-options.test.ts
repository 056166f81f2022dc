import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Value } from '../../src/model/index.ts';
import { apply } from './support/apply.ts';
import { assertCopied } from './support/copied.ts';
import { startMonitor } from './support/monitor.ts';
import { makeNamespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { applyInOnePass } from './support/one-pass.ts';
import { assertShows, indexOf, kindData, linkOf, portData } from './support/shown.ts';

const skip = without('bond');

const bond = (parameters: string): string =>
  network(`
    ethernets: {eth0: {}, eth1: {}}
    bonds: {bond0: {interfaces: [eth0, eth1], parameters: {${parameters}}}}
  `);

type How = 'live' | 'down' | 'empty';

/** Key, mode, two values, how iproute2 shows the second one, and how it gets there. */
const OPTIONS: readonly (readonly [
  key: string,
  more: string,
  first: string,
  second: string,
  shown: Readonly<Record<string, Value>>,
  how: How,
])[] = [
  ['mode', '', 'balance-rr', 'balance-xor', { mode: 'balance-xor' }, 'empty'],
  ['mii-monitor-interval', 'mode: 802.3ad', '100', '1s', { miimon: 1000 }, 'live'],
  ['up-delay', 'mii-monitor-interval: 100', '0', '2s', { updelay: 2000 }, 'live'],
  ['down-delay', 'mii-monitor-interval: 100', '300', '0', { downdelay: 0 }, 'live'],
  ['peer-notify-delay', 'mii-monitor-interval: 100', '0', '300', { peer_notify_delay: 300 }, 'live'],
  [
    'arp-interval',
    'mode: active-backup, arp-ip-targets: [192.0.2.9]',
    '0',
    '250ms',
    { arp_interval: 250 },
    'live',
  ],
  [
    'arp-ip-targets',
    'arp-interval: 200',
    '[192.0.2.1]',
    '[192.0.2.2, 192.0.2.1]',
    { arp_ip_target: ['192.0.2.2', '192.0.2.1'] },
    'live',
  ],
  ['arp-ip-targets', '', '[192.0.2.1]', '[]', { arp_ip_target: undefined as unknown as Value }, 'live'],
  [
    'ns-ip6-targets',
    'arp-interval: 200',
    '["2001:db8::1"]',
    '["2001:db8::2", "2001:db8::1"]',
    { ns_ip6_target: ['2001:db8::2', '2001:db8::1'] },
    'live',
  ],
  [
    'arp-validate',
    'mode: active-backup, arp-interval: 200',
    'none',
    'filter-active',
    { arp_validate: 'filter_active' },
    'live',
  ],
  ['arp-all-targets', '', 'any', 'all', { arp_all_targets: 'all' }, 'live'],
  ['missed-max', '', '2', '255', { arp_missed_max: 255 }, 'live'],
  ['primary', 'mode: active-backup', 'eth0', 'eth1', { primary: 'eth1' }, 'live'],
  [
    'active-member',
    'mode: active-backup, mii-monitor-interval: 100',
    'eth0',
    'eth1',
    { active_slave: 'eth1' },
    'live',
  ],
  [
    'primary-reselect-policy',
    'mode: active-backup',
    'always',
    'failure',
    { primary_reselect: 'failure' },
    'live',
  ],
  ['fail-over-mac-policy', 'mode: active-backup', 'none', 'follow', { fail_over_mac: 'follow' }, 'empty'],
  [
    'transmit-hash-policy',
    'mode: balance-xor',
    'layer2',
    'vlan+srcmac',
    { xmit_hash_policy: 'vlan+srcmac' },
    'live',
  ],
  ['resend-igmp', '', '1', '0', { resend_igmp: 0 }, 'live'],
  ['gratuitous-arp', '', '1', '0', { num_peer_notif: 0 }, 'live'],
  ['all-members-active', '', 'true', 'false', { all_slaves_active: 0 }, 'live'],
  ['min-links', '', '1', '0', { min_links: 0 }, 'live'],
  ['learn-packet-interval', '', '1', '1min', { lp_interval: 60 }, 'live'],
  ['packets-per-member', '', '1', '0', { packets_per_slave: 0 }, 'live'],
  ['tlb-dynamic-lb', 'mode: balance-tlb', 'true', 'false', { tlb_dynamic_lb: 0 }, 'down'],
  ['lacp-rate', 'mode: 802.3ad', 'slow', 'fast', { ad_lacp_rate: 'fast' }, 'down'],
  ['lacp-active', 'mode: 802.3ad', 'true', 'false', { ad_lacp_active: 'off' }, 'down'],
  ['ad-select', 'mode: 802.3ad', 'stable', 'count', { ad_select: 'count' }, 'down'],
  ['ad-actor-sys-prio', 'mode: 802.3ad', '65535', '7', { ad_actor_sys_prio: 7 }, 'live'],
  [
    'ad-actor-system',
    'mode: 802.3ad',
    '"00:00:00:00:00:00"',
    '"02:00:00:00:00:aa"',
    { ad_actor_system: '02:00:00:00:00:aa' },
    'live',
  ],
  ['ad-user-port-key', 'mode: 802.3ad', '0', '1023', { ad_user_port_key: 1023 }, 'down'],
];

for (const [key, more, first, second, shown, how] of OPTIONS) {
  const yaml = (value: string): string =>
    bond([more, `${key}: ${value}`].filter((part) => part !== '').join(', '));
  test(`${key} of a bond becomes ${second}: ${how}`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0', 'eth1');
    await applyInOnePass(ns, yaml(first));
    const index = indexOf(ns, 'bond0');
    const mac = linkOf(ns, 'bond0')['address'];
    const monitor = await startMonitor(t, ns);
    await apply(ns, yaml(second), { verify: false });
    const events = await monitor.stop();
    await applyInOnePass(ns, yaml(second));
    assertShows(kindData(ns, 'bond0'), shown);
    assert.equal(indexOf(ns, 'bond0'), index);
    assert.equal(linkOf(ns, 'bond0')['address'], mac);
    const links = events.filter((event) => /^\d+: bond0: /.test(event));
    const fell = links.some((event) => !/[<,]UP[,>]/.test(event));
    assert.equal(fell, how !== 'live', links.join('\n'));
    const left = events.filter(
      (event) => /^\d+: eth[01](@\S+)?: /.test(event) && !event.includes('master bond0'),
    );
    assert.equal(left.length > 0, how === 'empty', left.join('\n'));
    await assertCopied(t, ns, ['eth0', 'eth1']);
  });
}

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

for (const [key, value] of [
  ['lacp-strict', true],
  ['broadcast-neighbor', true],
  ['coupled-control', false],
] as const) {
  test(`${key} of a bond is kept by the kernel`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0', 'eth1');
    await applyInOnePass(ns, bond(`mode: 802.3ad, ${key}: ${!value}`));
    await applyInOnePass(ns, bond(`mode: 802.3ad, ${key}: ${value}`));
    const name = key.replaceAll('-', '_');
    assert.match(
      JSON.stringify(kindData(ns, 'bond0')),
      new RegExp(`"${name}":("${value ? 'on' : 'off'}"|${value})`),
    );
  });
}
