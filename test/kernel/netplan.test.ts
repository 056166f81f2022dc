import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Snapshot } from '../../src/model/index.ts';
import { configurationOf } from '../../src/render/configuration/configuration.ts';
import { configurationText } from '../../src/render/configuration/configuration-text.ts';
import { forNetplan } from '../../src/render/configuration/netplan.ts';
import { link } from '../render/configuration/samples.ts';
import { applyInOneRun } from './support/apply.ts';
import { debianPrograms } from './support/debian-programs.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { assertDone, nl } from './support/program.ts';

const { folder, skip: missing } = debianPrograms();
const LIBRARIES = ['lib', 'usr/lib']
  .map((directory) => join(folder, 'netplan', directory, 'x86_64-linux-gnu'))
  .join(':');

/** What `netplan generate` makes of a configuration, by the name of the file below /run; fails when it refuses it. */
function generate(ns: Namespace, yaml: string): Readonly<Record<string, string>> {
  const root = join(ns.directory, 'netplan');
  mkdirSync(join(root, 'etc/netplan'), { recursive: true });
  writeFileSync(join(root, 'etc/netplan/a.yaml'), yaml, { mode: 0o600 });
  const { status, stderr } = spawnSync(
    join(folder, 'netplan/usr/libexec/netplan/generate'),
    ['--root-dir', root],
    {
      encoding: 'utf8',
      env: { LD_LIBRARY_PATH: LIBRARIES },
    },
  );
  assert.equal(status, 0, `${stderr}\n${yaml}`);
  const run = join(root, 'run/systemd/network');
  return Object.fromEntries(
    readdirSync(run).map((name) => [name.replace('10-netplan-', ''), readFileSync(join(run, name), 'utf8')]),
  );
}

const show = (ns: Namespace, resolver: string): string =>
  assertDone(nl(ns, ['show', '--netplan', '--quiet', '--resolver', resolver])).stdout;

test('netplan takes what show writes for it, and means the same by it', {
  skip: missing || without('bridge'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  // With their other ends elsewhere they are NICs; netplan 0.106 knows no veths.
  const [, far] = /\/proc\/(\d+)\//.exec((await makeNamespace(t)).path) ?? [];
  ns.sh(`
    ip link set far-eth0 netns ${far}
    ip link set far-eth1 netns ${far}
  `);
  const resolver = join(ns.directory, 'resolv.conf');
  await applyInOneRun(
    ns,
    network(`
      ethernets:
        eth0:
          addresses: [192.0.2.1/24, "2001:db8::1/64", {"192.0.2.2/24": {label: "eth0:a"}}]
          alias: not for netplan
          nameservers: {addresses: [192.0.2.53], search: [example.com]}
          routes:
            - {to: default, via: 192.0.2.254, metric: 50}
            - {to: 198.51.100.0/24}
            - {to: "2001:db8:1::/48", via: "2001:db8::fe"}
            - {to: 203.0.113.0/24, type: blackhole, table: 100}
          routing-policy:
            - {from: 192.0.2.0/24, table: 100, priority: 1000}
            - {from: 192.0.2.0/24, mark: 0x10/0xf0, table: 100, priority: 1001}
        eth1: {mtu: 1400}
      bridges:
        br0:
          interfaces: [eth1]
          parameters: {stp: false, forward-delay: 4, path-cost: {eth1: 7}, mcast-snooping: false}
    `),
    { resolver },
  );
  const text = show(ns, resolver);
  assert.match(text, /# not in netplan's language: .*alias.*\n {4}eth0:/);
  assert.match(text, /# not in netplan's language: .*parameters\.mcast-snooping.*\n {4}br0:/);
  const files = generate(ns, text);
  const eth0 = files['eth0.network'] ?? '';
  for (const line of [
    'Address=192.0.2.1/24',
    'Address=2001:db8::1/64',
    'DNS=192.0.2.53',
    'Domains=example.com',
    'Gateway=192.0.2.254',
    'Metric=50',
    'Destination=198.51.100.0/24',
    'Scope=link',
    'Label=eth0:a',
  ])
    assert.ok(eth0.includes(`\n${line}\n`), `${line} in\n${eth0}`);
  const lo = files['lo.network'] ?? '';
  for (const line of ['Type=blackhole', 'From=192.0.2.0/24', 'Priority=1000'])
    assert.ok(lo.includes(`\n${line}\n`), `${line} in\n${lo}`);
  assert.doesNotMatch(lo, /Priority=1001/);
  assert.match(files['eth1.network'] ?? '', /Bridge=br0[\s\S]*Cost=7/);
  assert.match(files['br0.netdev'] ?? '', /Kind=bridge[\s\S]*ForwardDelaySec=4[\s\S]*STP=false/);
});

/** What no machine of every tier can make, as a dump would show it. */
const LIVE: Snapshot = {
  format_version: 1,
  links: [
    link('eth0', 'physical'),
    link('mv0', 'macvlan', { link: 'eth0', 'macvlan.mode': 'bridge' }),
    link('v5', 'vlan', { link: 'mv0', 'vlan.id': 5, 'vlan.protocol': '802.1q' }),
    link('v6', 'vlan', { link: 'eth0', 'vlan.id': 6, 'vlan.protocol': '802.1q' }),
    link('v7', 'vlan', { link: 'eth0', 'vlan.id': 7, 'vlan.protocol': '802.1ad' }),
    link('bond0', 'bond', {
      'bond.mode': 'active-backup',
      'bond.mii-monitor-interval': 100,
      'bond.lacp-active': false,
    }),
    link('red', 'vrf', { 'vrf.table': 100, mtu: 65575 }),
    link('gre1', 'gre', { 'tunnel.local': '192.0.2.1', 'tunnel.remote': '192.0.2.2', 'tunnel.ttl': 64 }),
  ],
  addresses: [],
  routes: [],
  rules: [],
};

test('a section, and devices on one of it, that netplan has not are comments', {
  skip: missing,
}, async (t) => {
  const ns = await makeNamespace(t);
  const reduced = forNetplan(configurationOf(LIVE).configuration);
  assert.deepEqual(reduced.leftOut.get(''), [
    'v7 (its "protocol")',
    'mv0 (the section macvlans)',
    'v5 (its "link")',
  ]);
  const files = generate(ns, await configurationText(reduced.configuration));
  assert.match(files['v6.netdev'] ?? '', /Id=6/);
  assert.match(files['bond0.netdev'] ?? '', /Mode=active-backup[\s\S]*MIIMonitorSec=100ms/);
  assert.match(files['red.netdev'] ?? '', /Table=100/);
  assert.match(files['gre1.netdev'] ?? '', /Kind=gre[\s\S]*TTL=64/);
  assert.equal(files['v5.netdev'], undefined);
});
