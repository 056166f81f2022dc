import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { apply, applyInOneRun, diff, failureTexts, stepText } from './support/apply.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { network } from './support/network.ts';
import { assertDone, config as fileOf, nl } from './support/program.ts';
import { roundTrip } from './support/round-trip.ts';
import { addressTexts, indexOf, linkNames } from './support/shown.ts';
import { join } from './support/wireguard.ts';

const skip = without('l2tp');

/** What iproute2 says of the tunnels or sessions, each in a line, sorted. */
const shown = (ns: Namespace, what: 'tunnel' | 'session'): string[] =>
  ns
    .sh(`ip l2tp show ${what}`)
    .split(/^(?=Tunnel|Session)/m)
    .map((text) => text.replaceAll(/\s+/g, ' ').trim())
    .filter((text) => text !== '')
    .sort();

const UDP = 'source-port: 1701, destination-port: 1702';
const V4 = 'local: 192.0.2.1, remote: 192.0.2.2';
const IDS = 'tunnel-id: 1, peer-tunnel-id: 2, session-id: 11, peer-session-id: 21';

const config = (...tunnels: readonly string[]): string =>
  network(`
    ethernets: {eth0: {addresses: [192.0.2.1/24, 192.0.2.4/24, "2001:db8::1/64"]}}
    tunnels: {${tunnels.join(', ')}}
  `);

const wire = (options: string): string => `wire: {mode: l2tp, ${options}}`;

const NONE = network('ethernets: {eth0: {addresses: [192.0.2.1/24, "2001:db8::1/64"]}}');

/** A namespace with `eth0`, that of another at its other end, which has the addresses .2 and ::2. */
async function joined(t: TestContext): Promise<{ ns: Namespace; far: Namespace }> {
  const [ns, far] = [await makeNamespace(t), await makeNamespace(t)];
  join(ns, far);
  far.sh('ip address add 192.0.2.2/24 dev eth0; ip address add 2001:db8::2/64 dev eth0 nodad');
  return { ns, far };
}

for (const [name, ends, options, far, tunnel] of [
  [
    'UDP',
    V4,
    `${UDP}, checksums: [udp]`,
    'encap udp local 192.0.2.2 remote 192.0.2.1 udp_sport 1702 udp_dport 1701 udp_csum on',
    'Tunnel 1, encap UDP From 192.0.2.1 to 192.0.2.2 Peer tunnel 2 UDP source / dest ports: 1701/1702 UDP checksum: enabled',
  ],
  [
    'UDP and IPv6',
    'local: "2001:db8::1", remote: "2001:db8::2"',
    `${UDP}, checksums: [zero-udp6-rx]`,
    'encap udp local 2001:db8::2 remote 2001:db8::1 udp_sport 1702 udp_dport 1701 udp6_csum_tx off udp6_csum_rx on',
    'Tunnel 1, encap UDP From 2001:db8::1 to 2001:db8::2 Peer tunnel 2 UDP source / dest ports: 1701/1702 UDP checksum: tx',
  ],
  [
    'IP',
    V4,
    'encapsulation: ip',
    'encap ip local 192.0.2.2 remote 192.0.2.1',
    'Tunnel 1, encap IP From 192.0.2.1 to 192.0.2.2 Peer tunnel 2',
  ],
  [
    'IPv6',
    'local: "2001:db8::1", remote: "2001:db8::2"',
    'encapsulation: ip',
    'encap ip local 2001:db8::2 remote 2001:db8::1',
    'Tunnel 1, encap IP From 2001:db8::1 to 2001:db8::2 Peer tunnel 2',
  ],
] as const) {
  test(`a session over ${name} is made after its local address, carries packets, and goes with its tunnel`, {
    skip,
  }, async (t) => {
    const { ns, far: other } = await joined(t);
    other.sh(
      `ip l2tp add tunnel tunnel_id 2 peer_tunnel_id 1 ${far}; ` +
        'ip l2tp add session name wire tunnel_id 2 session_id 21 peer_session_id 11 cookie 0102030405060708 peer_cookie 0a0b0c0d; ' +
        'ip address add 10.9.0.2/24 dev wire; ip link set wire up',
    );
    const cookies = 'cookie: 0A0B0C0D, peer-cookie: "0102030405060708"';
    const text = config(
      wire(
        `${ends}, ${options}, ${IDS}, ${cookies}, addresses: [10.9.0.1/24], routes: [{to: 10.10.0.0/16, via: 10.9.0.2}]`,
      ),
    );
    const { plan } = await applyInOneRun(ns, text);
    assert.deepEqual(plan.problems, []);
    assert.deepEqual(shown(ns, 'tunnel'), [tunnel]);
    assert.deepEqual(shown(ns, 'session'), [
      'Session 11 in tunnel 1 Peer session 21, tunnel 2 interface name: wire offset 0, peer offset 0 cookie 0a0b0c0d peer cookie 0102030405060708',
    ]);
    ns.sh('ping -c1 -W5 10.9.0.2');
    await roundTrip(ns);
    await applyInOneRun(ns, NONE);
    assert.deepEqual(shown(ns, 'tunnel'), []);
    assert.deepEqual(linkNames(ns).includes('wire'), false);
  });
}

test('a route elsewhere that sends from an address on a session comes after it', { skip }, async (t) => {
  const { ns } = await joined(t);
  const both = network(`
    ethernets: {eth0: {addresses: [192.0.2.1/24], routes: [{to: 10.8.0.0/16, scope: link, from: 10.0.1.2}]}}
    tunnels: {wire: {mode: l2tp, ${V4}, ${UDP}, ${IDS}, addresses: [10.0.1.2/24]}}
  `);
  await applyInOneRun(ns, both);
  const shown = (): string => ns.sh('ip route show 10.8.0.0/16');
  assert.match(shown(), /^10\.8\.0\.0\/16 dev eth0 .*src 10\.0\.1\.2/);
  await applyInOneRun(ns, both.replace('session-id: 11', 'session-id: 12'), { allowRecreate: true });
  assert.match(shown(), /src 10\.0\.1\.2/);
  await applyInOneRun(ns, NONE);
  assert.equal(shown(), '');
});

test('sequence numbers and the reorder timeout change in place, and go back when they are not declared', {
  skip,
}, async (t) => {
  const { ns } = await joined(t);
  await applyInOneRun(ns, config(wire(`${V4}, ${UDP}, ${IDS}`)));
  const index = indexOf(ns, 'wire');
  const { plan } = await applyInOneRun(
    ns,
    config(wire(`${V4}, ${UDP}, ${IDS}, sequence: [output, input], reorder-timeout: 1s`)),
  );
  assert.deepEqual(plan.steps.map(stepText), [
    'change l2tp wire (l2tp.input-sequence false -> true, l2tp.output-sequence false -> true, l2tp.reorder-timeout 0 -> 1000)',
  ]);
  assert.match(shown(ns, 'session').join(), /reorder timeout: 1000 sequence numbering: send recv$/);
  // Two values that the kernel rounds to one of its ticks.
  await applyInOneRun(ns, config(wire(`${V4}, ${UDP}, ${IDS}, sequence: [output], reorder-timeout: 11`)));
  assert.match(shown(ns, 'session').join(), /sequence numbering: send$/);
  await applyInOneRun(ns, config(wire(`${V4}, ${UDP}, ${IDS}`)));
  assert.doesNotMatch(shown(ns, 'session').join(), /reorder|sequence/);
  assert.equal(indexOf(ns, 'wire'), index);
});

const BASE = `${V4}, ${UDP}, ${IDS}, cookie: 0a0b0c0d, addresses: [10.9.0.1/24]`;

for (const [attribute, before, after, what, words] of [
  ['l2tp.local', 'local: 192.0.2.1', 'local: 192.0.2.4', 'tunnel', /From 192\.0\.2\.4/],
  ['l2tp.remote', 'remote: 192.0.2.2', 'remote: 192.0.2.3', 'tunnel', /to 192\.0\.2\.3/],
  ['l2tp.source-port', '1701', '1711', 'tunnel', /ports: 1711\/1702/],
  ['l2tp.destination-port', '1702', '1712', 'tunnel', /ports: 1701\/1712/],
  ['l2tp.udp-checksum', 'cookie', 'checksums: [udp], cookie', 'tunnel', /checksum: enabled/],
  ['l2tp.tunnel-id', ' tunnel-id: 1', ' tunnel-id: 3', 'tunnel', /Tunnel 3,/],
  ['l2tp.peer-tunnel-id', 'peer-tunnel-id: 2', 'peer-tunnel-id: 4', 'tunnel', /Peer tunnel 4/],
  ['l2tp.session-id', ' session-id: 11', ' session-id: 12', 'session', /Session 12/],
  ['l2tp.peer-session-id', 'peer-session-id: 21', 'peer-session-id: 22', 'session', /Peer session 22/],
  ['l2tp.cookie', 'cookie: 0a0b0c0d', 'cookie: 0a0b0c0e', 'session', /cookie 0a0b0c0e/],
  ['l2tp.peer-cookie', 'cookie:', 'peer-cookie: 01020304, cookie:', 'session', /peer cookie 01020304/],
] as const) {
  test(`another ${attribute} makes the session anew, with its addresses`, { skip }, async (t) => {
    const { ns } = await joined(t);
    await applyInOneRun(ns, config(wire(BASE)));
    const changed = BASE.replace(before, after);
    assert.notEqual(changed, BASE);
    const { plan } = await applyInOneRun(ns, config(wire(changed)));
    assert.equal(plan.steps[0]?.action, 'replace');
    assert.deepEqual(
      plan.steps[0]?.changes.map((change) => change.attribute),
      [attribute],
    );
    assert.match(shown(ns, what).join(), words);
    assert.equal(shown(ns, 'tunnel').length, 1);
    assert.equal(shown(ns, 'session').length, 1);
    assert.deepEqual(addressTexts(ns, 'wire'), ['10.9.0.1/24']);
  });
}

test('checksums over IPv6 are left out when sending, and not needed when receiving', { skip }, async (t) => {
  const { ns } = await joined(t);
  const over = (checksums: string): string =>
    config(wire(`local: "2001:db8::1", remote: "2001:db8::2", ${UDP}, ${IDS}, checksums: [${checksums}]`));
  for (const [checksums, said] of [
    ['', 'enabled'],
    ['zero-udp6-tx', 'rx'],
    ['zero-udp6-rx', 'tx'],
    ['zero-udp6-tx, zero-udp6-rx', 'disabled'],
  ] as const) {
    await applyInOneRun(ns, over(checksums));
    assert.match(shown(ns, 'tunnel').join(), new RegExp(`UDP checksum: ${said}$`));
  }
});

test('over IP instead of UDP, and back', { skip }, async (t) => {
  const { ns } = await joined(t);
  const [udp, ip] = [config(wire(`${V4}, ${UDP}, ${IDS}`)), config(wire(`${V4}, encapsulation: ip, ${IDS}`))];
  await applyInOneRun(ns, udp);
  await applyInOneRun(ns, ip);
  assert.match(shown(ns, 'tunnel').join(), /^Tunnel 1, encap IP/);
  await applyInOneRun(ns, udp);
  assert.match(shown(ns, 'tunnel').join(), /^Tunnel 1, encap UDP/);
});

test('the layer 2 specific header, which the kernel does not tell, is known of a session of ours', {
  skip,
}, async (t) => {
  const { ns } = await joined(t);
  const mtu = (): unknown => ns.ip('link', 'show', 'wire')[0]?.['mtu'];
  await applyInOneRun(ns, config(wire(`${V4}, ${UDP}, ${IDS}`)));
  const usual = mtu();
  const { plan } = await applyInOneRun(
    ns,
    config(wire(`${V4}, ${UDP}, ${IDS}, layer2-specific-header: none`)),
  );
  assert.deepEqual(plan.steps.map(stepText), [
    'replace l2tp wire (l2tp.layer2-specific-header default -> none)',
  ]);
  assert.equal(mtu(), Number(usual) + 4);
  await applyInOneRun(ns, config(wire(`${V4}, ${UDP}, ${IDS}, layer2-specific-header: default`)));
  assert.equal(mtu(), usual);
});

test('a cookie, checksums and a header that are no longer declared go, with the session made anew', {
  skip,
}, async (t) => {
  const { ns } = await joined(t);
  const all = 'cookie: 0a0b0c0d, peer-cookie: "01020304", layer2-specific-header: none, checksums: [udp]';
  const plain = `${V4}, ${UDP}, ${IDS}, addresses: [10.9.0.1/24]`;
  await applyInOneRun(ns, config(wire(`${plain}, ${all}`)));
  assert.match(shown(ns, 'session').join(), /cookie 0a0b0c0d peer cookie 01020304/);
  const { plan } = await applyInOneRun(ns, config(wire(plain)));
  assert.deepEqual(
    plan.steps.map(({ action }) => action),
    ['replace', 'create'],
  );
  assert.doesNotMatch(shown(ns, 'session').join(), /cookie/);
  assert.match(shown(ns, 'tunnel').join(), /checksum: disabled$/);
  assert.deepEqual(addressTexts(ns, 'wire'), ['10.9.0.1/24']);
  const restored = ns.ip('link', 'show', 'wire')[0]?.['mtu'];
  await applyInOneRun(ns, NONE);
  await applyInOneRun(ns, config(wire(plain)));
  assert.equal(restored, ns.ip('link', 'show', 'wire')[0]?.['mtu']);
});

for (const [ends, options] of [
  [V4, UDP],
  [V4, `${UDP}, cookie: "0102030405060708", layer2-specific-header: none`],
  [V4, 'encapsulation: ip'],
  ['local: "2001:db8::1", remote: "2001:db8::2"', `${UDP}, cookie: 0a0b0c0d`],
] as const)
  test(`a session (${ends}, ${options}) that was made with an MTU has that of a new one when none is declared any more`, {
    skip,
  }, async (t) => {
    const { ns } = await joined(t);
    const mtu = (): unknown => ns.ip('link', 'show', 'wire')[0]?.['mtu'];
    const text = (more: string): string => config(wire(`${ends}, ${options}, ${IDS}${more}`));
    ns.sh('ip link set dev eth0 mtu 1450');
    await applyInOneRun(ns, text(', mtu: 1300'));
    assert.equal(mtu(), 1300);
    await applyInOneRun(ns, text(''));
    const restored = mtu();
    await applyInOneRun(ns, NONE);
    await applyInOneRun(ns, text(''));
    assert.equal(restored, mtu());
  });

const second = (options: string): string =>
  `two: {mode: l2tp, ${options}, tunnel-id: 1, peer-tunnel-id: 2, session-id: 12, peer-session-id: 22}`;

test('sessions share a tunnel, which goes with the last one and gets other ends with all', {
  skip,
}, async (t) => {
  const { ns } = await joined(t);
  const both = (ends: string): string =>
    config(wire(`${ends}, ${UDP}, ${IDS}, addresses: [10.9.0.1/24]`), second(`${ends}, ${UDP}`));
  await applyInOneRun(ns, both(V4));
  assert.deepEqual([shown(ns, 'tunnel').length, shown(ns, 'session').length], [1, 2]);
  await applyInOneRun(ns, both('local: 192.0.2.1, remote: 192.0.2.9'));
  assert.match(shown(ns, 'tunnel').join(), /to 192\.0\.2\.9/);
  assert.deepEqual([shown(ns, 'tunnel').length, shown(ns, 'session').length], [1, 2]);
  await applyInOneRun(ns, config(second(`local: 192.0.2.1, remote: 192.0.2.9, ${UDP}`)));
  assert.deepEqual([shown(ns, 'tunnel').length, shown(ns, 'session').length], [1, 1]);
  await applyInOneRun(ns, NONE);
  assert.deepEqual([shown(ns, 'tunnel').length, shown(ns, 'session').length], [0, 0]);
});

test('two devices exchange their sessions', { skip }, async (t) => {
  const { ns } = await joined(t);
  const at = (a: number, b: number): string =>
    config(
      ...([['a', a] as const, ['b', b] as const].map(
        ([name, id]) =>
          `${name}: {mode: l2tp, ${V4}, ${UDP}, tunnel-id: 1, peer-tunnel-id: 2, session-id: ${id}, peer-session-id: ${id + 10}}`,
      ) as string[]),
    );
  await applyInOneRun(ns, at(11, 12));
  await applyInOneRun(ns, at(12, 11));
  assert.match(shown(ns, 'session')[0] ?? '', /^Session 11 .* name: b /);
});

test('tunnels and sessions of others stay, and are not taken over by number', { skip }, async (t) => {
  const { ns } = await joined(t);
  ns.sh(
    'ip address add 192.0.2.1/24 dev eth0; ' +
      'ip l2tp add tunnel tunnel_id 7 peer_tunnel_id 8 encap ip local 192.0.2.1 remote 192.0.2.5; ' +
      'ip l2tp add session name theirs tunnel_id 7 session_id 71 peer_session_id 81; ' +
      'ip l2tp add tunnel tunnel_id 5 peer_tunnel_id 6 encap ip local 192.0.2.1 remote 192.0.2.5',
  );
  await applyInOneRun(ns, config(wire(`${V4}, ${UDP}, ${IDS}`)));
  await applyInOneRun(ns, NONE);
  const theirs = (): readonly string[] => [...shown(ns, 'tunnel'), ...shown(ns, 'session')];
  const before = theirs();
  assert.equal(before.length, 3);
  const inTheirs = `tunnel-id: 7, peer-tunnel-id: 2, session-id: 11, peer-session-id: 21`;
  const { problems } = await diff(ns, config(wire(`${V4}, ${UDP}, ${inTheirs}`)));
  assert.match(problems.map(({ message }) => message).join(), /theirs is so already, which is not declared/);
  const empty = `tunnel-id: 5, peer-tunnel-id: 2, session-id: 11, peer-session-id: 21`;
  const result = await apply(ns, config(wire(`${V4}, ${UDP}, ${empty}`)));
  assert.match(failureTexts(result).join(), /there is another tunnel 5: its remote is 192\.0\.2\.5/);
  assert.deepEqual(theirs(), before);
});

test('a session of others that is as declared is adopted, and stays when it is not declared any more', {
  skip,
}, async (t) => {
  const { ns } = await joined(t);
  ns.sh(
    'ip address add 192.0.2.1/24 dev eth0; ' +
      'ip l2tp add tunnel tunnel_id 1 peer_tunnel_id 2 encap udp local 192.0.2.1 remote 192.0.2.2 udp_sport 1701 udp_dport 1702 udp_csum off; ' +
      'ip l2tp add session name wire tunnel_id 1 session_id 11 peer_session_id 21',
  );
  const index = indexOf(ns, 'wire');
  await applyInOneRun(ns, config(wire(`${V4}, ${UDP}, ${IDS}, sequence: [output]`)));
  assert.match(shown(ns, 'session').join(), /numbering: send$/);
  await applyInOneRun(ns, NONE);
  assert.equal(indexOf(ns, 'wire'), index);
  assert.doesNotMatch(shown(ns, 'session').join(), /numbering/);
});

test('what somebody has changed is put right', { skip }, async (t) => {
  const { ns } = await joined(t);
  const text = config(wire(`${V4}, ${UDP}, ${IDS}, cookie: 0a0b0c0d, addresses: [10.9.0.1/24]`));
  await applyInOneRun(ns, text);
  const before = [...shown(ns, 'tunnel'), ...shown(ns, 'session')];
  ns.sh(
    'ip l2tp del session tunnel_id 1 session_id 11; sleep 0.2; ip l2tp add session name wire tunnel_id 1 session_id 11 peer_session_id 29',
  );
  await applyInOneRun(ns, text);
  assert.deepEqual([...shown(ns, 'tunnel'), ...shown(ns, 'session')], before);
  assert.deepEqual(addressTexts(ns, 'wire'), ['10.9.0.1/24']);
  ns.sh('ip l2tp del tunnel tunnel_id 1; sleep 0.2');
  await applyInOneRun(ns, text);
  assert.deepEqual([...shown(ns, 'tunnel'), ...shown(ns, 'session')], before);
});

/** A route that the kernel refuses: its gateway is nowhere. */
const REFUSED = 'routes: [{to: 10.99.0.0/16, via: 172.31.0.1}]';

test('a run that fails takes a new session away again, and brings one back that went', {
  skip,
}, async (t) => {
  const { ns } = await joined(t);
  const fails = (tunnel: string): string =>
    network(`
      ethernets: {eth0: {addresses: [192.0.2.1/24, "2001:db8::1/64"]}}
      tunnels: {${tunnel}}
      dummy-devices: {d0: {addresses: [10.1.0.1/24], ${REFUSED}}}
    `);
  const options = `${V4}, ${UDP}, ${IDS}, cookie: 0a0b0c0d, layer2-specific-header: none`;
  await applyInOneRun(ns, NONE);
  const first = await apply(ns, fails(wire(`${options}, addresses: [10.9.0.1/24]`)));
  assert.equal(first.rolledBack, true);
  assert.deepEqual([...shown(ns, 'tunnel'), ...shown(ns, 'session')], []);
  await applyInOneRun(ns, config(wire(`${options}, addresses: [10.9.0.1/24]`)));
  const mtu = ns.ip('link', 'show', 'wire')[0]?.['mtu'];
  const before = [...shown(ns, 'tunnel'), ...shown(ns, 'session')];
  const again = await apply(ns, fails(''));
  assert.equal(again.rolledBack, true);
  assert.deepEqual([...shown(ns, 'tunnel'), ...shown(ns, 'session')], before);
  assert.deepEqual(addressTexts(ns, 'wire'), ['10.9.0.1/24']);
  assert.equal(ns.ip('link', 'show', 'wire')[0]?.['mtu'], mtu);
});

test('a run that fails gives a session its layer 2 specific header back', { skip }, async (t) => {
  const { ns, far } = await joined(t);
  far.sh(
    'ip l2tp add tunnel tunnel_id 2 peer_tunnel_id 1 encap udp local 192.0.2.2 remote 192.0.2.1 udp_sport 1702 udp_dport 1701; ' +
      'ip l2tp add session name wire tunnel_id 2 session_id 21 peer_session_id 11; ' +
      'ip address add 10.9.0.2/24 dev wire; ip link set wire up',
  );
  await applyInOneRun(ns, config(wire(`${V4}, ${UDP}, ${IDS}, addresses: [10.9.0.1/24]`)));
  const { rolledBack } = await apply(
    ns,
    network(`
      ethernets: {eth0: {addresses: [192.0.2.1/24, 192.0.2.4/24, "2001:db8::1/64"]}}
      tunnels: {${wire(`${V4}, ${UDP}, ${IDS}, layer2-specific-header: none, addresses: [10.9.0.1/24], ${REFUSED}`)}}
    `),
  );
  assert.equal(rolledBack, true);
  // Frames of the one kind are none of the other.
  ns.sh('ping -c1 -W5 10.9.0.2');
});

test('a session without its local address is left out, and made when that is there', { skip }, async (t) => {
  const { ns } = await joined(t);
  const text = config(wire(`local: 192.0.2.77, remote: 192.0.2.2, ${UDP}, ${IDS}, addresses: [10.9.0.1/24]`));
  const { plan } = await applyInOneRun(ns, text);
  assert.deepEqual(
    plan.problems.map(({ code, message }) => [code, message]),
    [['source-missing', 'l2tp wire is left out: 192.0.2.77 is not an address of this machine']],
  );
  assert.deepEqual([...shown(ns, 'tunnel'), ...linkNames(ns).filter((name) => name === 'wire')], []);
  ns.sh('ip address add 192.0.2.77/24 dev eth0');
  await applyInOneRun(ns, text);
  assert.deepEqual(addressTexts(ns, 'wire'), ['10.9.0.1/24']);
});

test('a session without a route to its remote end fails, and says why', { skip }, async (t) => {
  const { ns } = await joined(t);
  await applyInOneRun(ns, NONE);
  const result = await apply(
    ns,
    config(wire(`local: 192.0.2.1, remote: 198.51.100.2, ${UDP}, ${IDS}, addresses: [10.9.0.1/24]`)),
  );
  assert.match(failureTexts(result).join(), /ENETUNREACH/);
  assert.deepEqual(
    result.failures.map(({ hint }) => hint),
    ['there is no route to the remote end of the tunnel: declare one'],
  );
  assert.deepEqual(shown(ns, 'tunnel'), []);
});

test('a VLAN on a session, and a bridge with one, are made with it', {
  skip: without('l2tp', 'vlan'),
}, async (t) => {
  const { ns } = await joined(t);
  await applyInOneRun(
    ns,
    network(`
      ethernets: {eth0: {addresses: [192.0.2.1/24]}}
      tunnels: {${wire(`${V4}, ${UDP}, ${IDS}`)}, ${second(`${V4}, ${UDP}`)}}
      bridges: {br0: {interfaces: [two], addresses: [10.8.0.1/24]}}
      vlans: {v7: {link: wire, id: 7, addresses: [10.7.0.1/24]}}
    `),
  );
  assert.equal(ns.ip('link', 'show', 'two')[0]?.['master'], 'br0');
  assert.equal(ns.ip('link', 'show', 'v7')[0]?.['link'], 'wire');
  assert.deepEqual(addressTexts(ns, 'v7'), ['10.7.0.1/24']);
});

test('who may not read sessions is told so, and their links are not taken for NICs', { skip }, async (t) => {
  const { ns } = await joined(t);
  const text = config(wire(`${V4}, ${UDP}, ${IDS}`));
  await applyInOneRun(ns, text);
  const own = 'mount -t sysfs none /sys; exec setpriv --inh-caps=-all --bounding-set=-all "$@"';
  const through = ['unshare', '--mount', 'sh', '-c', own, 'sh'];
  const refused = nl(ns, ['diff', fileOf(ns, text)], { through });
  assert.equal(refused.status, 77, refused.stdout + refused.stderr);
  assert.match(refused.stderr, /tunnel and session of wire needs CAP_NET_ADMIN/);
  const listed = assertDone(nl(ns, ['show'], { through }));
  assert.match(listed.stderr, /wire.*can only be read with CAP_NET_ADMIN/);
  assert.doesNotMatch(listed.stdout, /wire/);
});
