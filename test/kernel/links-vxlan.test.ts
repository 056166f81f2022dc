import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun, failureTexts, stepText } from './support/apply.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { roundTrip } from './support/round-trip.ts';
import { addressTexts, assertShows, indexOf, kindData, linkNames, linkOf } from './support/shown.ts';

const tunnel = (options: string, more = ''): string =>
  network(`
    ethernets: {eth0: {addresses: [192.0.2.1/24]}, eth1: {}}
    tunnels: {vx0: {mode: vxlan, ${options}}}
    ${more}
  `);

const shown = (ns: Namespace): Readonly<Record<string, unknown>> => kindData(ns, 'vx0');

test('every option of a VXLAN reaches the kernel', { skip: without('vxlan') }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  await applyInOneRun(
    ns,
    network(`
      ethernets: {eth0: {addresses: [192.0.2.1/24]}}
      tunnels:
        vx0:
          mode: vxlan
          id: 999
          link: eth0
          local: 192.0.2.1
          remote: 192.0.2.2
          port: 5555
          port-range: [20000, 30000]
          ttl: 33
          type-of-service: 16
          ageing: 500
          limit: 100
          mac-learning: false
          arp-proxy: true
          short-circuit: true
          do-not-fragment: true
          notifications: [l2-miss, l3-miss]
          checksums: [udp, zero-udp6-tx, zero-udp6-rx, remote-tx, remote-rx]
          extensions: [group-policy]
          macaddress: 02:00:00:00:00:99
          mtu: 1400
    `),
  );
  assertShows(linkOf(ns, 'vx0'), { address: '02:00:00:00:00:99', mtu: 1400 });
  assertShows(shown(ns), {
    id: 999,
    link: 'eth0',
    local: '192.0.2.1',
    remote: '192.0.2.2',
    port: 5555,
    port_range: { low: 20000, high: 30000 },
    ttl: 33,
    tos: '0x10',
    ageing: 500,
    limit: 100,
    learning: false,
    proxy: true,
    rsc: true,
    df: 'set',
    l2miss: true,
    l3miss: true,
    udp_csum: true,
    udp_zero_csum6_tx: true,
    udp_zero_csum6_rx: true,
    remcsum_tx: true,
    remcsum_rx: true,
    gbp: true,
  });
});

test('false, zero and empty lists are values of a VXLAN', { skip: without('vxlan') }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  await applyInOneRun(
    ns,
    tunnel(
      'id: 1, ttl: 0, type-of-service: 0, flow-label: 0, limit: 0, mac-learning: false, arp-proxy: false, short-circuit: false, do-not-fragment: false, notifications: [], checksums: [], extensions: []',
    ),
  );
  assertShows(shown(ns), { learning: false, udp_csum: false });
  assert.ok(!shown(ns)['proxy']);
});

test('a VXLAN without device and remote is made, and again nothing is sent', {
  skip: without('vxlan'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  await applyInOneRun(ns, tunnel('id: 5, port: 4789'));
  assertShows(shown(ns), { id: 5, port: 4789 });
  await applyInOneRun(ns, NOTHING);
  assert.equal(linkNames(ns).includes('vx0'), false);
});

test('the kernel chooses the port when none is declared', { skip: without('vxlan') }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  await applyInOneRun(ns, tunnel('id: 5'));
  assert.equal(shown(ns)['port'], 8472);
});

for (const [family, local, remote, group] of [
  ['IPv4', '192.0.2.1', '192.0.2.2', '239.1.1.1'],
  ['IPv6', '2001:db8::1', '2001:db8::2', 'ff05::1'],
] as const) {
  test(`${family} ends, unicast and multicast`, { skip: without('vxlan') }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0', 'eth1');
    const six = family === 'IPv6' ? '6' : '';
    await applyInOneRun(ns, tunnel(`id: 5, local: "${local}", remote: "${remote}"`));
    assertShows(shown(ns), { [`local${six}`]: local, [`remote${six}`]: remote });
    const before = indexOf(ns, 'vx0');
    await applyInOneRun(ns, tunnel(`id: 5, local: "${local}", remote: "${group}", link: eth0`));
    assertShows(shown(ns), { [`group${six}`]: group, link: 'eth0' });
    assert.equal(indexOf(ns, 'vx0'), before);
  });
}

for (const [what, before, after, expected] of [
  ['remote', 'remote: 192.0.2.2', 'remote: 192.0.2.3', { remote: '192.0.2.3' }],
  ['local', 'local: 192.0.2.1', 'local: 192.0.2.9', { local: '192.0.2.9' }],
  ['ttl', 'ttl: 5', 'ttl: 255', { ttl: 255 }],
  ['type-of-service', 'type-of-service: 8', 'type-of-service: 16', { tos: '0x10' }],
  ['ageing', 'ageing: 100', 'ageing: 200', { ageing: 200 }],
  ['mac-learning', 'mac-learning: true', 'mac-learning: false', { learning: false }],
  ['link', 'link: eth0', 'link: eth1', { link: 'eth1' }],
  [
    'flow-label',
    'remote: "2001:db8::2", flow-label: 1',
    'remote: "2001:db8::2", flow-label: 255',
    { label: '0xff' },
  ],
  ['do-not-fragment', 'do-not-fragment: false', 'do-not-fragment: true', { df: 'set' }],
] as const) {
  test(`${what} of a VXLAN changes in place, with the port declared`, {
    skip: without('vxlan'),
  }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0', 'eth1');
    await applyInOneRun(ns, tunnel(`id: 5, port: 4789, ${before}`));
    const index = indexOf(ns, 'vx0');
    const { plan } = await applyInOneRun(ns, tunnel(`id: 5, port: 4789, ${after}`));
    assert.deepEqual(
      plan.steps.map((step) => step.action),
      ['change'],
    );
    assertShows(shown(ns), expected);
    assert.equal(indexOf(ns, 'vx0'), index);
  });
}

for (const [what, before, after, expected] of [
  ['vxlan.id', 'id: 5', 'id: 6', { id: 6 }],
  ['vxlan.port', 'id: 5, port: 4789', 'id: 5, port: 4790', { port: 4790 }],
  ['vxlan.port-range', 'id: 5', 'id: 5, port-range: [1000, 2000]', { port_range: { low: 1000, high: 2000 } }],
  ['vxlan.limit', 'id: 5, limit: 10', 'id: 5, limit: 20', { limit: 20 }],
  ['vxlan.arp-proxy', 'id: 5', 'id: 5, arp-proxy: true', { proxy: true }],
  [
    'vxlan.l2-miss',
    'id: 5, notifications: [l3-miss]',
    'id: 5, notifications: [l2-miss, l3-miss]',
    { l2miss: true },
  ],
  ['vxlan.group-policy', 'id: 5', 'id: 5, extensions: [group-policy]', { gbp: true }],
] as const) {
  test(`another ${what} makes the VXLAN anew, still a port and with its address`, {
    skip: without('vxlan'),
  }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0', 'eth1');
    const more = 'bridges: {br0: {interfaces: [vx0]}}';
    const address = ', addresses: [198.51.100.1/24]';
    await applyInOneRun(ns, tunnel(before + address, more));
    const index = indexOf(ns, 'vx0');
    const { plan } = await applyInOneRun(ns, tunnel(after + address, more));
    assert.equal(plan.steps[0]?.action, 'replace');
    assert.deepEqual(
      plan.steps[0]?.changes.filter((change) => change.forces).map((change) => change.attribute),
      [what],
    );
    assertShows(shown(ns), expected);
    assert.notEqual(indexOf(ns, 'vx0'), index);
    assert.equal(linkOf(ns, 'vx0')['master'], 'br0');
    assert.deepEqual(addressTexts(ns, 'vx0'), ['198.51.100.1/24']);
  });
}

test('two VXLANs exchange their ids', { skip: without('vxlan') }, async (t) => {
  const ns = await makeNamespace(t);
  const yaml = (a: number, b: number) =>
    network(`tunnels: {vx0: {mode: vxlan, id: ${a}}, vx1: {mode: vxlan, id: ${b}}}`);
  await applyInOneRun(ns, yaml(5, 6));
  await applyInOneRun(ns, yaml(6, 5));
  assert.equal(kindData(ns, 'vx0')['id'], 6);
  assert.equal(kindData(ns, 'vx1')['id'], 5);
});

test('a VXLAN is renamed by another key: the old one frees its id first', {
  skip: without('vxlan'),
}, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, network('tunnels: {vx0: {mode: vxlan, id: 5}}'));
  await applyInOneRun(ns, network('tunnels: {vx1: {mode: vxlan, id: 5}}'));
  assert.deepEqual(linkNames(ns), ['vx1']);
});

/** Keys, and what `ip -d link` shows of them. */
const MORE: readonly (readonly [keys: string, shown: Readonly<Record<string, unknown>>])[] = [
  ['external: true', { external: true, id: 0, learning: true }],
  ['external: true, mac-learning: false, port: 4789', { external: true, learning: false, port: 4789 }],
  [
    'external: true, port: 4790, extensions: [generic-protocol]',
    { external: true, gpe: true, port: 4790, learning: false },
  ],
  ['external: true, extensions: [group-policy]', { external: true, gbp: true }],
  ['external: true, vnifilter: true', { external: true, vnifilter: true }],
  ['id: 5, ttl: inherit, type-of-service: inherit', { ttl: undefined, tos: '0x1' }],
  ['id: 5, do-not-fragment: inherit', { df: 'inherit' }],
  ['id: 5, link: eth0, remote: 239.1.1.1', { group: '239.1.1.1', link: 'eth0' }],
];

/** What keys need, which older kernels leave out. */
const needOf = (keys: string): string =>
  keys.includes('flow-label: inherit')
    ? 'vxlan-flow-label-inherit'
    : keys.includes('vnifilter')
      ? 'vnifilter'
      : 'vxlan';

for (const [keys, expected] of MORE) {
  test(`a VXLAN with ${keys} reaches the kernel, and is shown and made again`, {
    skip: without(needOf(keys)),
  }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0', 'eth1');
    await applyInOneRun(ns, tunnel(keys));
    assertShows(shown(ns), expected);
    const text = await roundTrip(ns);
    const other = await makeNamespace(t);
    makeNics(other, 'eth0', 'eth1');
    await applyInOneRun(other, text);
    assert.deepEqual(shown(other), shown(ns));
  });
}

for (const [before, after, expected] of [
  ['do-not-fragment: true', 'do-not-fragment: inherit', { df: 'inherit' }],
  ['type-of-service: 8', 'type-of-service: inherit', { tos: '0x1' }],
  ['remote: "2001:db8::2", flow-label: inherit', 'remote: "2001:db8::2", flow-label: 7', { label: '0x7' }],
] as const) {
  test(`a VXLAN changes from ${before} to ${after} in place`, {
    skip: without(needOf(before)),
  }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0', 'eth1');
    await applyInOneRun(ns, tunnel(`id: 5, port: 4789, ${before}`));
    const index = indexOf(ns, 'vx0');
    await applyInOneRun(ns, tunnel(`id: 5, port: 4789, ${after}`));
    assertShows(shown(ns), expected);
    assert.equal(indexOf(ns, 'vx0'), index);
  });
}

for (const [before, after, forcing, expected] of [
  ['id: 5, ttl: 9', 'id: 5, ttl: inherit', 'vxlan.ttl', { ttl: undefined }],
  ['id: 5, ttl: inherit', 'id: 5, ttl: 9', 'vxlan.ttl', { ttl: 9 }],
  ['id: 5', 'external: true', 'vxlan.external', { external: true }],
  ['external: true', 'external: true, vnifilter: true', 'vxlan.vnifilter', { vnifilter: true }],
] as const) {
  test(`a VXLAN is made anew from ${before} to ${after}, with its address`, {
    skip: without(needOf(after)),
  }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0', 'eth1');
    const address = ', addresses: [198.51.100.1/24]';
    await applyInOneRun(ns, tunnel(before + address));
    const index = indexOf(ns, 'vx0');
    const { plan } = await applyInOneRun(ns, tunnel(after + address));
    assert.equal(plan.steps[0]?.action, 'replace');
    const names = plan.steps[0]?.changes.filter((change) => change.forces).map((change) => change.attribute);
    assert.ok(names?.includes(forcing), String(names));
    assertShows(shown(ns), expected);
    assert.notEqual(indexOf(ns, 'vx0'), index);
    assert.deepEqual(addressTexts(ns, 'vx0'), ['198.51.100.1/24']);
  });
}

/** Ids and their remote ends, as `bridge vni` shows them. */
const vnis = (ns: Namespace): string[] =>
  ns
    .sh('bridge vni show')
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const words = line.replace(/^vx0/, '').trim().split(/\s+/);
      return words[0] === '' ? [] : [words.join(' ')];
    });

test('a VXLAN takes the ids that it is told to, and others later', {
  skip: without('vnifilter'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const filtered = (list: string, more = ''): string =>
    tunnel(`external: true, vnifilter: true, vnis: [${list}]${more}`);
  await applyInOneRun(ns, filtered('100, 200-210, {id: 300, remote: 192.0.2.9}, 101'));
  assert.deepEqual(vnis(ns), ['100-101', '200-210', '300 192.0.2.9']);
  await roundTrip(ns);
  const index = indexOf(ns, 'vx0');
  await applyInOneRun(ns, filtered('100, {id: 205-206, remote: 192.0.2.8}, {id: 300, remote: 192.0.2.10}'));
  assert.deepEqual(vnis(ns), ['100', '205-206 192.0.2.8', '300 192.0.2.10']);
  assert.equal(indexOf(ns, 'vx0'), index);
  await roundTrip(ns);
  await applyInOneRun(ns, filtered(''));
  assert.deepEqual(vnis(ns), []);
});

test('ids without a remote end of their own have that of the VXLAN', {
  skip: without('vnifilter'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const yaml = tunnel(
    'external: true, vnifilter: true, remote: 192.0.2.7, vnis: [100, {id: 101, remote: 192.0.2.7}, {id: 102, remote: 192.0.2.9}]',
  );
  await applyInOneRun(ns, yaml);
  assert.deepEqual(vnis(ns), ['100-101', '102 192.0.2.9']);
  await roundTrip(ns);
});

test('a VXLAN with filtered ids comes back with them when it is made anew', {
  skip: without('vnifilter'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const yaml = (port: number): string =>
    tunnel(`external: true, vnifilter: true, vnis: [100-110], port: ${port}`);
  await applyInOneRun(ns, yaml(4789));
  await applyInOneRun(ns, yaml(4790));
  assert.deepEqual(vnis(ns), ['100-110']);
});

test('a VXLAN reserves the bits that it is told to', { skip: without('vxlan-reserved-bits') }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const reserved = (): unknown => shown(ns)['reserved_bits'];
  await applyInOneRun(ns, tunnel('id: 5, port: 4789, reserved-bits: 0xff'));
  assert.equal(reserved(), '0xff');
  assert.match(await roundTrip(ns), /reserved-bits: "?0x00000000000000ff/);
  const { plan } = await applyInOneRun(
    ns,
    tunnel('id: 5, port: 4789, extensions: [group-policy], reserved-bits: 0x77000000000000ff'),
  );
  assert.equal(plan.steps[0]?.action, 'replace');
  assert.equal(reserved(), '0x77000000000000ff');
  // What such a device has anyway is not said: kernels before 6.14 cannot be told.
  assert.doesNotMatch(await roundTrip(ns), /reserved-bits/);
  await applyInOneRun(ns, tunnel('id: 5, port: 4789, checksums: [udp]'));
  assert.doesNotMatch(await roundTrip(ns), /reserved-bits/);
});

test('IPv6 for which a low MTU below leaves no room is left out, with the reason at its place', async (t) => {
  const ns = await makeNamespace(t);
  const yaml = (link: string): string =>
    network(`
      virtual-ethernets: {low: {peer: l2, mtu: 1320}, l2: {}, high: {peer: h2}, h2: {}}
      tunnels:
        vx0:
          mode: vxlan
          id: 7
          port: 4789
          link: ${link}
          addresses: [10.0.0.1/24, "2001:db8::1/64"]
          routes: [{to: "2001:db8:9::/48", via: "2001:db8::9"}]
        vx1: {mode: vxlan, id: 8, port: 4789, link: ${link}}
      bridges: {br0: {interfaces: [vx1], addresses: ["2001:db8:1::1/64"]}}
    `);
  const left = async (link: string): Promise<unknown[]> => {
    const { plan } = await applyInOneRun(ns, yaml(link));
    return plan.problems.map(({ code, message, source }) => [
      code,
      source?.line,
      /with an MTU of \d+ \S+/.exec(message)?.[0],
    ]);
  };
  const refused = [
    ['no-ipv6', 10, 'with an MTU of 1270 vx0'],
    ['no-ipv6', 11, 'with an MTU of 1270 vx0'],
    ['no-ipv6', 13, 'with an MTU of 1270 br0'],
  ];
  assert.deepEqual(await left('low'), refused);
  assert.equal(linkOf(ns, 'vx0')['mtu'], 1270);
  assert.deepEqual(addressTexts(ns, 'vx0'), ['10.0.0.1/24']);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(await left('high'), []);
  assert.ok(addressTexts(ns, 'vx0').includes('2001:db8::1/64'));
  // A device that gets another lower one does not keep what does not fit.
  assert.deepEqual(await left('low'), refused.slice(0, 2));
});

test('a VXLAN that gets a lower device with little room keeps what others have of IPv6 on it, and the plan is silent about it', async (t) => {
  const ns = await makeNamespace(t);
  const yaml = (link: string): string =>
    network(`
      virtual-ethernets: {low: {peer: l2, mtu: 1320}, l2: {}, high: {peer: h2}, h2: {}}
      tunnels: {vx0: {mode: vxlan, id: 7, port: 4789, link: ${link}}}
    `);
  await applyInOneRun(ns, yaml('high'));
  ns.sh(`
    ip address add 2001:db8::9/64 dev vx0 nodad
    ip -6 route add 2001:db8:9::/48 via 2001:db8::1 proto bird
  `);
  const { plan } = await applyInOneRun(ns, yaml('low'));
  assert.equal(linkOf(ns, 'vx0')['mtu'], 1270);
  assert.deepEqual(plan.steps.map(stepText), ['change vxlan vx0 (link high -> low)']);
  assert.deepEqual(plan.problems, []);
  assert.ok(addressTexts(ns, 'vx0').includes('2001:db8::9/64'));
  assert.match(ns.sh('ip -6 route show proto bird'), /2001:db8:9::/);
});

test('a VXLAN leaves its bridge and gets it as its lower device in one run', {
  skip: without('vxlan'),
}, async (t) => {
  const ns = await makeNamespace(t);
  const vx = '{mode: vxlan, id: 7, remote: 192.0.2.2';
  await applyInOneRun(ns, network(`tunnels: {vx0: ${vx}}}\nbridges: {br0: {interfaces: [vx0]}}`));
  const before = indexOf(ns, 'vx0');
  await applyInOneRun(ns, network(`tunnels: {vx0: ${vx}, link: br0}}\nbridges: {br0: {}}`));
  assertShows(linkOf(ns, 'vx0'), { ifindex: before, master: undefined });
  assertShows(shown(ns), { link: 'br0' });
});

test('a VXLAN has as much of its earlier MTU again as its new lower device leaves room for', async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add vx0 type vxlan id 7 dstport 4789');
  const yaml = (more: string): string =>
    network(`
      virtual-ethernets: {low: {peer: l2}, l2: {}}
      tunnels: {vx0: {mode: vxlan, id: 7, port: 4789${more}}}
    `);
  await applyInOneRun(ns, yaml(', mtu: 1320'));
  assert.equal(linkOf(ns, 'vx0')['mtu'], 1320);
  await applyInOneRun(ns, yaml(', link: low'));
  assert.equal(linkOf(ns, 'vx0')['mtu'], 1450);
});

test('one that silently got an MTU too low for IPv6 loses that when it comes up: nothing of it is left to be removed', {
  skip: without('vxlan'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const yaml = (keys: string): string =>
    network(`
      ethernets: {eth0: {}, eth1: {mtu: 1320}}
      tunnels: {vx0: {mode: vxlan, id: 7, port: 4789, ${keys}}}
    `);
  await applyInOneRun(ns, yaml("link: eth0, activation-mode: 'off', addresses: ['2001:db8::1/64']"));
  await applyInOneRun(ns, yaml('link: eth1'));
  assert.equal(linkOf(ns, 'vx0')['mtu'], 1270);
  assert.deepEqual(addressTexts(ns, 'vx0'), []);
});

test('a VXLAN that is a port of a bridge of others does not get that bridge below, and the rest is done', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh(
    'ip link add br0 type bridge; ip link add vx0 type vxlan id 7 dstport 4789; ip link set vx0 master br0',
  );
  const result = await apply(
    ns,
    network(
      'ethernets: {eth0: {mtu: 1400}}\nbridges: {br0: {}}\ntunnels: {vx0: {mode: vxlan, id: 7, port: 4789, link: br0}}',
    ),
    { onError: 'continue' },
  );
  assert.deepEqual(failureTexts(result), []);
  assert.deepEqual(
    result.plan.problems.map(({ code }) => code),
    ['lower-taken'],
  );
  assert.deepEqual([linkOf(ns, 'vx0')['master'], linkOf(ns, 'eth0')['mtu']], ['br0', 1400]);
});
