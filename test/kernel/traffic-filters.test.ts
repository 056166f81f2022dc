import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun, diff } from './support/apply.ts';
import { makeNamespace, type Namespace, type Shown } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { applyInOnePass } from './support/one-pass.ts';
import { assertDone, config, nl } from './support/program.ts';
import { roundTrip } from './support/round-trip.ts';

const FILTERS = { skip: without('qdiscs') ?? without('htb') ?? without('flower') ?? without('ifb') };

const ROOT =
  'qdisc: {kind: htb, default: 20}, classes: [{id: "1:10", rate: 1Mbit}, {id: "1:20", rate: 2Mbit}]';

const eth0 = (filters: string, more = '', others = ''): string =>
  network(`ethernets: {eth0: {${more}filters: [${filters}]}}${others}`);

const IFB = '\nifbs: {ifb0: {}}';

/** The filters at a place as tc shows them: kind, what is looked for, class and actions. */
function filters(ns: Namespace, place = ''): readonly Shown[] {
  const all = JSON.parse(ns.sh(`tc -j filter show dev eth0 ${place}`)) as readonly Shown[];
  // The kernel also shows the kind of each priority by itself.
  return all.filter(({ options }) => options !== undefined);
}

const options = (one: Shown | undefined): Shown => (one?.['options'] ?? {}) as Shown;
const actions = (one: Shown | undefined): readonly Shown[] =>
  (options(one)['actions'] ?? []) as readonly Shown[];

const hooks = (ns: Namespace): readonly unknown[] =>
  (JSON.parse(ns.sh('tc -j qdisc show dev eth0')) as readonly Shown[])
    .filter(({ kind }) => kind === 'clsact' || kind === 'ingress')
    .map(({ kind }) => kind);

async function withNic(t: Parameters<typeof makeNamespace>[0]): Promise<Namespace> {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  return ns;
}

const EF = '{parent: "1:", kind: flower, protocol: ip, dscp: ef, class: "1:10"}';
const WEB = '{parent: "1:", kind: flower, dst-ip: 192.0.2.0/24, ip-proto: tcp, dst-port: 443, class: "1:10"}';
const MARK = '{parent: "1:", kind: fw, mark: 7, class: "1:20"}';
const POLICE =
  '{parent: ingress, kind: matchall, priority: 50, actions: [{kind: police, rate: 333kbit, burst: 20k}]}';
const TO_IFB = '{parent: ingress, kind: matchall, actions: [{kind: redirect, to: ifb0}]}';

test('filters are made, changed, and go with what was made for them', FILTERS, async (t) => {
  const ns = await withNic(t);
  await applyInOnePass(ns, eth0([EF, WEB, MARK, POLICE].join(), `${ROOT}, `));
  const [ef, web, mark] = filters(ns);
  assert.deepEqual(
    [ef?.['pref'], ef?.['kind'], options(ef)['keys'], options(ef)['classid']],
    [1, 'flower', { eth_type: 'ipv4', ip_tos: 184, ip_tos_mask: 'fc' }, '1:10'],
  );
  assert.deepEqual(options(web)['keys'], {
    ...{ eth_type: 'ipv4', ip_proto: 'tcp', dst_ip: '192.0.2.0/24', dst_port: 443 },
  });
  assert.deepEqual([mark?.['kind'], options(mark)['classid']], ['fw', '1:20']);
  assert.match(ns.sh('tc filter show dev eth0 ingress'), /police .* rate 333Kbit burst 20Kb .* action drop/);
  assert.deepEqual(hooks(ns), ['clsact']);
  await applyInOnePass(
    ns,
    eth0(
      [WEB.replace('443', '80'), EF, POLICE.replace('333kbit', '40Gbit').replace('20k', '5m')].join(),
      `${ROOT}, `,
    ),
  );
  assert.deepEqual(options(filters(ns)[0])['keys'], {
    ...{ eth_type: 'ipv4', ip_proto: 'tcp', dst_ip: '192.0.2.0/24', dst_port: 80 },
  });
  assert.equal(filters(ns).length, 2);
  assert.match(ns.sh('tc filter show dev eth0 ingress'), /police .* rate 40Gbit/);
  await applyInOnePass(ns, NOTHING);
  assert.deepEqual([filters(ns), hooks(ns)], [[], []]);
});

test('all that can be said is kept by the kernel, and shown', FILTERS, async (t) => {
  const ns = await withNic(t);
  const all = [
    '{parent: ingress, kind: flower, src-mac: 02:00:00:00:00:09, dst-mac: 02:00:00:00:00:0a, actions: [drop]}',
    '{parent: ingress, kind: flower, vlan-id: 5, vlan-priority: 3, actions: [pass]}',
    '{parent: ingress, kind: flower, vlan-id: 0, protocol: 802.1ad, actions: [pass]}',
    '{parent: ingress, kind: flower, src-ip: 2001:db8::/33, dst-ip: 2001:db8::1, ip-proto: udp, src-port: 53, dst-port: 1000-2000, actions: [{kind: skbedit, mark: 5, priority: "1:10"}, drop]}',
    '{parent: ingress, kind: flower, protocol: ipv6, ip-proto: icmpv6, ip-tos: 0x20/0xe0, actions: [pass]}',
    '{parent: ingress, kind: flower, protocol: ip, ip-proto: 47, actions: [pass]}',
    '{parent: ingress, kind: flower, protocol: ip, ip-proto: tcp, tcp-flags: 0x2/0x17, ip-ttl: 64, actions: [pass]}',
    '{parent: ingress, kind: flower, protocol: ip, ip-proto: icmp, icmp-type: 8, icmp-code: 0, ip-ttl: 0/0xf0, actions: [pass]}',
    '{parent: ingress, kind: flower, protocol: ipv6, ip-proto: icmpv6, icmp-type: 128, actions: [pass]}',
    '{parent: ingress, kind: matchall, protocol: arp, actions: [{kind: police, rate: 1Mbit, burst: 9k, mtu: 1600, exceed: continue, conform: pass}]}',
    '{parent: egress, kind: matchall, protocol: 0x88cc, actions: [{kind: mirror, to: ifb0}, {kind: redirect, to: ifb0, direction: ingress}]}',
    '{parent: "1:", kind: fw, mark: 0xffffffff, class: "1:2"}',
    '{parent: "1:", kind: flower, src-ip: 192.0.2.1, protocol: ip, ip-proto: sctp, src-port: 9, class: "1:1"}',
  ];
  const file = eth0(all.join(), 'qdisc: prio, ', IFB);
  await applyInOnePass(ns, file);
  assert.deepEqual(
    [filters(ns, 'ingress').length, filters(ns, 'egress').length, filters(ns).length],
    [10, 1, 2],
  );
  const keys = filters(ns, 'ingress').map((one) => options(one)['keys'] as Shown | undefined);
  assert.deepEqual(
    keys.slice(6, 9).map((one = {}) => [one['tcp_flags'], one['ip_ttl'], one['icmp_type'], one['icmp_code']]),
    [
      ['0x2/17', 64, undefined, undefined],
      [undefined, 0, '8', '0'],
      [undefined, undefined, '128', undefined],
    ],
  );
  const text = await roundTrip(ns);
  assert.match(
    text,
    /- parent: egress\n +priority: 1\n +protocol: "?0x88cc"?\n +kind: matchall\n +actions:\n +- kind: mirror\n +to: ifb0\n/,
  );
  await applyInOnePass(ns, eth0(all.toReversed().join(), 'qdisc: prio, ', IFB));
});

/** What flower is told, beside its kind, and the keys that tc shows. */
const KEYS: readonly (readonly [said: string, keys: Shown])[] = [
  [
    'src-mac: 02:00:00:00:00:09/ff:ff:ff:00:00:00, dst-mac: 01:00:5e:00:00:00/ff:ff:ff:80:00:00',
    { src_mac: '02:00:00:00:00:00/24', dst_mac: '01:00:5e:00:00:00/25' },
  ],
  ['dst-mac: 01:00:00:00:00:00/01:00:00:00:00:01', { dst_mac: '01:00:00:00:00:00/01:00:00:00:00:01' }],
  [
    'vlan-id: 5, src-ip: 192.0.2.0/24, ip-proto: tcp, dst-port: 80',
    { vlan_id: 5, vlan_ethtype: 'ip', src_ip: '192.0.2.0/24', ip_proto: 'tcp', dst_port: 80 },
  ],
  [
    'protocol: 802.1ad, vlan-id: 5, cvlan-id: 7, cvlan-priority: 3, dst-ip: 2001:db8::1',
    {
      vlan_id: 5,
      vlan_ethtype: '802.1Q',
      cvlan_id: 7,
      cvlan_prio: 3,
      cvlan_ethtype: 'ipv6',
      dst_ip: '2001:db8::1',
    },
  ],
  ['vlan-protocol: ip, dscp: ef', { vlan_ethtype: 'ip', ip_tos: 184 }],
  [
    'arp-op: request, arp-src-ip: 192.0.2.0/24, arp-dst-ip: 192.0.2.1, arp-src-mac: 02:00:00:00:00:09, arp-dst-mac: 02:00:00:00:00:00/ff:00:00:00:00:00',
    {
      ...{ eth_type: 'arp', arp_op: 'request', arp_sip: '192.0.2.0/24', arp_tip: '192.0.2.1' },
      ...{ arp_sha: '02:00:00:00:00:09', arp_tha: '02:00:00:00:00:00/8' },
    },
  ],
  [
    'mpls-label: 1048575, mpls-tc: 5, mpls-bos: 1, mpls-ttl: 64',
    { eth_type: '8847', mpls_label: 1_048_575, mpls_tc: '5', mpls_bos: '1', mpls_ttl: '64' },
  ],
  [
    'protocol: ip, ct-state: +trk+est-rpl, ct-zone: 7, ct-mark: 0x10/0xf0',
    { ct_state: '+trk+est-rpl', ct_zone: 7, ct_mark: 16, ct_mark_mask: 'f0' },
  ],
  ['protocol: ipv6, ct-state: -trk', { ct_state: '-trk' }],
  [
    'enc-key-id: 4242, enc-src-ip: 192.0.2.0/24, enc-dst-ip: 192.0.2.1, enc-dst-port: 4789, enc-tos: 0x10/0xfc, enc-ttl: 64',
    {
      ...{ enc_key_id: 4242, enc_src_ip: '192.0.2.0/24', enc_dst_ip: '192.0.2.1', enc_dst_port: 4789 },
      ...{ enc_tos: 16, enc_tos_mask: 'fc', enc_ttl: 64 },
    },
  ],
  [
    'enc-key-id: 4294967295, enc-src-ip: 2001:db8::/32, enc-src-port: 9',
    { enc_key_id: 4_294_967_295, enc_src_ip: '2001:db8::/32' },
  ],
];

test('flower looks at VLANs in others, ARP, MPLS, connections and tunnels', FILTERS, async (t) => {
  const ns = await withNic(t);
  const all = KEYS.map(([said]) => `{parent: ingress, kind: flower, ${said}, actions: [drop]}`);
  await applyInOnePass(ns, eth0(all.join()));
  for (const [i, one] of filters(ns, 'ingress').entries()) {
    const [said = '', expected = {}] = KEYS[i] ?? [];
    const keys = options(one)['keys'] as Shown;
    assert.deepEqual(
      Object.fromEntries(Object.keys(expected).map((name) => [name, keys[name]])),
      expected,
      `${said}: ${JSON.stringify(keys)}`,
    );
  }
  await roundTrip(ns);
  await applyInOnePass(ns, eth0(all.toReversed().join()));
});

/** What a filter does, and what tc shows of its first actions. */
const ACTIONS: readonly (readonly [said: string, ...shown: readonly Shown[]])[] = [
  [
    '{kind: vlan, mode: push, id: 5}, {kind: vlan, mode: push, id: 4094, protocol: 802.1ad, priority: 7}, {kind: redirect, to: ifb0}',
    { kind: 'vlan', vlan_action: 'push', id: 5, protocol: '802.1Q', priority: 0 },
    { kind: 'vlan', vlan_action: 'push', id: 4094, protocol: '802.1ad', priority: 7 },
  ],
  [
    '{kind: vlan, mode: modify, id: 6}, {kind: vlan, mode: pop}, drop',
    { kind: 'vlan', vlan_action: 'modify', id: 6 },
    { kind: 'vlan', vlan_action: 'pop' },
  ],
  [
    '{kind: pedit, ip-dscp: ef}, {kind: csum, ip4h: true, tcp: true, udp: true}, continue',
    { kind: 'pedit', nkeys: 1 },
    { kind: 'csum', csum: 'iph, tcp, udp' },
  ],
  ['{kind: pedit, ipv6-dscp: 63}, reclassify', { kind: 'pedit', nkeys: 1 }],
  [
    '{kind: csum, icmp: true, igmp: true, udplite: true, sctp: true}, pass',
    { kind: 'csum', csum: 'icmp, igmp, udplite, sctp' },
  ],
  [
    '{kind: ct, zone: 7, commit: true, force: true, nat: true, mark: 0x10, mark-mask: 0xf0}, {kind: ct, clear: true}, pass',
    { kind: 'ct', action: 'commit force', nat: '', zone: 7, mark: 16, mark_mask: 'f0' },
    { kind: 'ct', action: 'clear' },
  ],
  [
    '{kind: ct}, {kind: connmark, zone: 65535}, {kind: connmark}, {kind: redirect, to: ifb0}',
    { kind: 'ct' },
    { kind: 'connmark', zone: 65_535 },
    { kind: 'connmark', zone: 0 },
  ],
  [
    '{kind: sample, rate: 1000, group: 4, truncate: 128}, pass',
    { kind: 'sample', rate: 1000, group: 4, trunc_size: 128 },
  ],
  ['{kind: skbedit, mark: 0x10, mark-mask: 0xf0}, pass', { kind: 'skbedit', mark: 16, mask: 'f0' }],
];

test(
  'actions change tags, code points and checksums, look up connections and show packets',
  FILTERS,
  async (t) => {
    const ns = await makeNamespace(t);
    ns.sh(
      'ip link add eth0 numtxqueues 4 type veth peer name far-eth0; ip link set far-eth0 up; ip link set eth0 up',
    );
    const queue = '{parent: egress, kind: matchall, actions: [{kind: skbedit, queue: 3}]}';
    const all = ACTIONS.map(
      ([said], i) =>
        `{parent: ingress, kind: matchall, protocol: ${i === 3 ? 'ipv6' : 'ip'}, actions: [${said}]}`,
    );
    await applyInOnePass(ns, eth0([...all, queue].join(), '', IFB));
    assert.equal(actions(filters(ns, 'egress')[0])[0]?.['queue_mapping'], 3);
    for (const [i, one] of filters(ns, 'ingress').entries()) {
      const [said = '', ...expected] = ACTIONS[i] ?? [];
      for (const [nth, wanted] of expected.entries()) {
        const shown = actions(one)[nth] ?? {};
        const found = Object.fromEntries(Object.keys(wanted).map((name) => [name, shown[name]]));
        assert.deepEqual(found, wanted, `${said}: ${JSON.stringify(shown)}`);
      }
    }
    assert.match(ns.sh('tc filter show dev eth0 ingress'), /ipv4\+0: val 00b80000 mask ff03ffff/);
    assert.match(ns.sh('tc filter show dev eth0 ingress'), /ipv6\+0: val 0fc00000 mask f03fffff/);
    await roundTrip(ns);
    await applyInOnePass(ns, eth0(all.toReversed().join(), '', IFB));
    await applyInOnePass(ns, NOTHING);
    assert.deepEqual(hooks(ns), []);
  },
);

test('packets leave with the code point that is said', FILTERS, async (t) => {
  const ns = await withNic(t);
  ns.sh('ip addr add 192.0.2.1/24 dev eth0; ip neigh add 192.0.2.9 lladdr 02:00:00:00:00:09 dev eth0');
  const set =
    '{parent: egress, kind: flower, protocol: ip, actions: [{kind: pedit, ip-dscp: af41}, {kind: csum, ip4h: true}]}';
  await applyInOnePass(ns, eth0(set));
  ns.sh(`
    tc qdisc add dev far-eth0 clsact
    tc filter add dev far-eth0 ingress pref 1 protocol ip flower ip_tos 0x88/0xfc action drop
    ping -c 3 -i 0.01 -W 1 192.0.2.9 || true
  `);
  assert.match(ns.sh('tc -s filter show dev far-eth0 ingress'), /Sent \d+ bytes 3 pkt/);
});

test('a firewall mark has a mask', FILTERS, async (t) => {
  const ns = await withNic(t);
  for (const [mark, shown] of [
    ['0x13/0xf0', /handle 0x10\/0xf0 /],
    ['0x20/0xf0', /handle 0x20\/0xf0 /],
    ['0x20', /handle 0x20 /],
  ] as const) {
    await applyInOnePass(ns, eth0(`{parent: "1:", kind: fw, mark: ${mark}, class: "1:10"}`, `${ROOT}, `));
    assert.match(ns.sh('tc filter show dev eth0'), shown);
    await roundTrip(ns);
  }
});

test(
  'packets are redirected to a device that is made in the same run, and again when that is made anew',
  FILTERS,
  async (t) => {
    const ns = await withNic(t);
    await applyInOnePass(ns, eth0(TO_IFB, '', IFB));
    const target = (): unknown => actions(filters(ns, 'ingress')[0])[0]?.['to_dev'];
    assert.equal(target(), 'ifb0');
    await applyInOneRun(ns, eth0(TO_IFB, '', '\nifbs: {ifb0: {transmit-queues: 3}}'), {
      allowRecreate: true,
    });
    assert.equal(target(), 'ifb0');
    ns.sh('ip link del ifb0');
    await applyInOneRun(ns, eth0(TO_IFB, '', IFB));
    assert.equal(target(), 'ifb0');
    ns.sh('ip addr add 192.0.2.1/24 dev far-eth0; ping -c 1 -W 1 192.0.2.9 >/dev/null || true');
    assert.match(ns.sh('ip -s link show ifb0'), /ifb0/);
    await applyInOnePass(ns, NOTHING);
    assert.deepEqual([filters(ns, 'ingress'), hooks(ns)], [[], []]);
  },
);

test(
  'the root is made anew with its filters, and a class only when the filters into it are gone',
  FILTERS,
  async (t) => {
    const ns = await withNic(t);
    await applyInOnePass(ns, eth0([EF, MARK].join(), `${ROOT}, `));
    await applyInOnePass(
      ns,
      eth0([EF, MARK].join(), `${ROOT.replace('default: 20', 'default: 20, r2q: 5')}, `),
    );
    assert.equal(filters(ns).length, 2);
    const below = ROOT.replace('default: 20', 'default: 20, r2q: 5').replace(
      '{id: "1:10"',
      '{id: "1:1", rate: 5Mbit}, {id: "1:10", parent: "1:1"',
    );
    await applyInOnePass(ns, eth0([EF, MARK].join(), `${below}, `));
    assert.equal(filters(ns).length, 2);
    await applyInOnePass(ns, eth0('{parent: "1:", kind: matchall, class: "1:2"}', 'qdisc: prio, '));
    await applyInOnePass(ns, eth0('', 'qdisc: fq_codel, '));
    assert.deepEqual(filters(ns), []);
  },
);

test(
  'what others have attached stays: without the key all of it, and beside it what cannot be said here',
  FILTERS,
  async (t) => {
    const ns = await withNic(t);
    ns.sh(`
    tc qdisc add dev eth0 clsact
    tc filter add dev eth0 ingress pref 7 protocol ip u32 match ip dst 192.0.2.1/32 action drop
    tc filter add dev eth0 egress pref 9 protocol all matchall action drop
  `);
    const theirs = (): string => ns.sh('tc filter show dev eth0 ingress; tc filter show dev eth0 egress');
    const before = theirs();
    await applyInOneRun(
      ns,
      network('ethernets: {eth0: {qdisc: {kind: htb}, classes: [{id: "1:1", rate: 1Mbit}]}}'),
    );
    assert.equal(theirs(), before);
    await applyInOneRun(ns, eth0(POLICE));
    assert.deepEqual(
      [filters(ns, 'egress').length, filters(ns, 'ingress').some(({ kind }) => kind === 'u32')],
      [0, true],
    );
    await applyInOneRun(ns, NOTHING);
    assert.deepEqual(hooks(ns), ['clsact']);
    assert.equal(theirs(), before);
  },
);

test('drift is seen and mended, a run is taken back, by itself and by command', FILTERS, async (t) => {
  const ns = await withNic(t);
  makeNics(ns, 'eth1');
  const file = eth0([EF, MARK, TO_IFB].join(), `${ROOT}, `, IFB);
  assertDone(nl(ns, [config(ns, file)]));
  ns.sh(
    'tc filter del dev eth0 parent 1: pref 1; tc filter add dev eth0 ingress pref 3 matchall action drop',
  );
  assert.equal((await diff(ns, file)).steps.length, 1);
  await applyInOneRun(ns, file);
  const all = (): readonly unknown[] => [filters(ns).length, filters(ns, 'ingress').length, hooks(ns)];
  assert.deepEqual(all(), [2, 1, ['clsact']]);
  const { failures } = await apply(ns, network('ethernets: {eth0: {qdisc: prio}, eth1: {mtu: 65575}}'));
  assert.equal(failures.length > 0, true);
  assert.deepEqual(all(), [2, 1, ['clsact']]);
  assertDone(nl(ns, [config(ns, eth0('', 'qdisc: prio, '))]));
  assert.deepEqual(all(), [0, 0, ['clsact']]);
  assertDone(nl(ns, ['rollback']));
  assert.deepEqual(all(), [2, 1, ['clsact']]);
});

test('clsact comes again if it goes while filters of a discipline stay', FILTERS, async (t) => {
  const ns = await withNic(t);
  const file = eth0([EF, POLICE].join(), `${ROOT}, `);
  await applyInOneRun(ns, file);
  ns.sh('tc qdisc del dev eth0 clsact');
  await applyInOnePass(ns, file);
  assert.deepEqual([filters(ns).length, filters(ns, 'ingress').length, hooks(ns)], [1, 1, ['clsact']]);
  ns.sh('tc filter del dev eth0 ingress');
  await applyInOnePass(ns, file);
  ns.sh('tc qdisc del dev eth0 clsact; tc qdisc add dev eth0 ingress');
  await applyInOnePass(ns, file);
  assert.deepEqual([filters(ns, 'ingress').length, hooks(ns)], [1, ['ingress']]);
});

test('a new device comes with its filters, and a renamed target is the same', FILTERS, async (t) => {
  const ns = await makeNamespace(t);
  const file = (target: string, name = ''): string =>
    network(
      `virtual-ethernets: {eth0: {peer: b, filters: [{parent: ingress, kind: matchall, actions: [{kind: mirror, to: ${target}}]}]}, b: {}}\nethernets: {nic: {match: {name: "x*"}${name}}}`,
    );
  ns.sh('ip link add x1 type veth peer name y1; ip link set y1 up');
  await applyInOneRun(ns, file('nic'));
  await applyInOnePass(ns, file('nic', ', set-name: xlan'));
  assert.equal(actions(filters(ns, 'ingress')[0])[0]?.['to_dev'], 'xlan');
});

test('two devices send packets to each other, and one that is missing is told of', FILTERS, async (t) => {
  const ns = await makeNamespace(t);
  const one = (name: string, to: string): string =>
    `${name}: {filters: [{parent: egress, kind: matchall, actions: [{kind: mirror, to: ${to}, direction: ingress}]}]}`;
  await applyInOnePass(ns, network(`ifbs: {${one('eth0', 'ifb1')}, ${one('ifb1', 'eth0')}}`));
  assert.equal(actions(filters(ns, 'egress')[0])[0]?.['to_dev'], 'ifb1');
  const { plan, failures } = await apply(ns, network(`ifbs: {${one('eth0', 'nic')}}\nethernets: {nic: {}}`), {
    onError: 'continue',
  });
  assert.deepEqual(failures, []);
  assert.ok(plan.problems.some(({ code }) => code === 'target-missing'));
});

const codes = (
  problems: readonly { readonly code: string; readonly severity: string }[],
): readonly string[] => problems.map(({ code, severity }) => `${severity} ${code}`);

const THEIRS = `
  ip link add x0 type ifb
  tc qdisc add dev eth0 clsact
  tc filter add dev eth0 ingress pref 7 matchall action mirred egress redirect dev x0
  tc filter add dev eth0 ingress pref 8 matchall action drop
`;
const preferences = (ns: Namespace): readonly unknown[] => filters(ns, 'ingress').map((one) => one['pref']);

test(
  'filters to a device that is gone meanwhile are not put back, but those beside them',
  FILTERS,
  async (t) => {
    const ns = await withNic(t);
    ns.sh(THEIRS);
    await applyInOneRun(ns, eth0(POLICE));
    ns.sh('ip link del x0');
    const { plan } = await applyInOneRun(ns, NOTHING);
    assert.deepEqual(codes(plan.problems), ['warning target-missing']);
    assert.deepEqual(preferences(ns), [8]);
    ns.sh('tc qdisc del dev eth0 clsact');
    ns.sh(THEIRS);
    assertDone(nl(ns, [config(ns, eth0(POLICE))]));
    ns.sh('ip link del x0');
    const { stderr } = assertDone(nl(ns, ['rollback']));
    assert.match(stderr, /gone meanwhile, .*x0/);
    assert.deepEqual(preferences(ns), [8]);
    // One that led nowhere from the start cannot be made again.
    makeNics(ns, 'eth1');
    ns.sh('tc qdisc del dev eth0 clsact');
    ns.sh(THEIRS);
    ns.sh('ip link del x0');
    const failed = await apply(ns, network(`ethernets: {eth0: {filters: [${POLICE}]}, eth1: {mtu: 65575}}`));
    assert.deepEqual([failed.failures.length, failed.remaining], [1, []]);
    assert.deepEqual(preferences(ns), [8]);
  },
);

test('filters of what goes out never get among those of what comes in', FILTERS, async (t) => {
  const ns = await withNic(t);
  ns.sh(`
    tc qdisc add dev eth0 ingress
    tc filter add dev eth0 ingress pref 8 protocol ip u32 match ip dst 192.0.2.1/32 action drop
  `);
  const theirs = ns.sh('tc filter show dev eth0 ingress');
  const egress = '{parent: egress, kind: matchall, actions: [drop]}';
  const { plan, failures } = await apply(ns, eth0(`${POLICE}, ${egress}`));
  assert.deepEqual([codes(plan.problems), failures], [['error foreign-qdisc'], []]);
  assert.equal(ns.sh('tc filter show dev eth0 ingress'), theirs);
  await applyInOneRun(ns, eth0(POLICE));
  assert.deepEqual(preferences(ns).includes(50), true);
  await applyInOneRun(ns, NOTHING);
  assert.equal(ns.sh('tc filter show dev eth0 ingress'), theirs);
  assert.deepEqual(hooks(ns), ['ingress']);
});

test('a filter whose target others have taken away is still ours', FILTERS, async (t) => {
  const ns = await withNic(t);
  const file = eth0([TO_IFB, POLICE].join(), '', IFB);
  await applyInOneRun(ns, file);
  ns.sh('ip link del ifb0');
  await applyInOnePass(ns, file);
  assert.equal(actions(filters(ns, 'ingress')[0])[0]?.['to_dev'], 'ifb0');
  // With the device goes the key.
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(hooks(ns), []);
  await applyInOneRun(ns, file);
  ns.sh('ip link del ifb0');
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(hooks(ns), []);
  // What others have put in its place stays.
  await applyInOneRun(ns, file);
  ns.sh('ip link del ifb0; tc filter replace dev eth0 ingress pref 51 matchall action drop');
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(preferences(ns).includes(51), true);
});

test(
  'clsact goes again with what it was made for where only a discipline had filters',
  FILTERS,
  async (t) => {
    const ns = await withNic(t);
    makeNics(ns, 'eth1');
    const file = eth0(EF, `${ROOT}, `);
    await applyInOneRun(ns, file);
    const more = network(`ethernets: {eth0: {${ROOT}, filters: [${EF}, ${POLICE}]}, eth1: {mtu: 65575}}`);
    const failed = await apply(ns, more);
    assert.deepEqual([failed.failures.length, failed.remaining, hooks(ns)], [1, [], []]);
    assert.equal(filters(ns).length, 1);
    // The same with what was there before the file.
    await applyInOneRun(ns, NOTHING);
    ns.sh(
      'tc qdisc add dev eth0 root handle 1: prio; tc filter add dev eth0 parent 1: pref 4 matchall classid 1:2',
    );
    await applyInOneRun(ns, eth0(POLICE));
    await applyInOneRun(ns, NOTHING);
    assert.deepEqual([hooks(ns), filters(ns).length], [[], 1]);
  },
);

test('a priority that others have is told of with its place, and nothing is sent', FILTERS, async (t) => {
  const ns = await withNic(t);
  ns.sh('tc qdisc add dev eth0 clsact');
  for (const theirs of ['protocol ip basic action drop', 'protocol all flower skip_hw action ok']) {
    ns.sh(`tc filter add dev eth0 ingress pref 50 ${theirs}`);
    const before = ns.sh('tc filter show dev eth0 ingress');
    const { plan, failures } = await apply(ns, eth0(POLICE));
    assert.deepEqual([codes(plan.problems), failures], [['error foreign-filter'], []]);
    assert.equal(plan.problems[0]?.source?.file, 'test.yaml');
    assert.equal(ns.sh('tc filter show dev eth0 ingress'), before);
    ns.sh('tc filter del dev eth0 ingress pref 50');
  }
  await applyInOneRun(ns, eth0(POLICE));
  assert.deepEqual(preferences(ns), [50]);
});
