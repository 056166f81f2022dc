import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { apply, applyInOneRun } from './support/apply.ts';
import { configure, hostsAround, twoHosts } from './support/hosts.ts';
import { assertHarmless, assertRefused, cutOff } from './support/lock-out.ts';
import type { Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { config, nl } from './support/program.ts';
import { openMore, openSessions, PORT, type Sessions } from './support/sessions.ts';
import { addressTexts } from './support/shown.ts';
import { startTry } from './support/trial.ts';

const A = 'addresses: [192.0.2.1/24, "2001:db8::1/64"]';

/** Two hosts at one cable with a session from the second to the first. */
async function onCable(
  t: TestContext,
  sections = `ethernets: {eth0: {${A}}}`,
  ...addresses: readonly string[]
): Promise<{ readonly a: Namespace; readonly b: Namespace; readonly sessions: Sessions }> {
  const [a, b] = await twoHosts(t);
  await configure(b, 'ethernets: {eth0: {addresses: [192.0.2.2/24, "2001:db8::2/64"]}}');
  await configure(a, sections);
  const sessions = await openSessions(t, b, a, addresses.length === 0 ? ['192.0.2.1'] : addresses);
  await sessions.assertAlive();
  return { a, b, sessions };
}

test('An address under a session is not taken away; --force does it, and other addresses are free to go.', {
  skip: without('veth'),
}, async (t) => {
  const { a, sessions } = await onCable(t);
  await assertHarmless(a, sessions, 'ethernets: {eth0: {addresses: [192.0.2.1/24]}}');
  await assertRefused(
    a,
    'ethernets: {eth0: {addresses: [192.0.2.9/24]}}',
    /^the TCP session of 192\.0\.2\.1 port 2222 with 192\.0\.2\.2 port \d+ would be cut off: its address 192\.0\.2\.1 goes \(remove address 192\.0\.2\.1\/24 dev eth0, no longer declared\)$/,
  );
  assert.deepEqual(addressTexts(a, 'eth0'), ['192.0.2.9/24']);
});

test('An address that is replaced under a session comes back in the same run, which cuts nobody off.', {
  skip: without('veth'),
}, async (t) => {
  const { a, sessions } = await onCable(t);
  await assertHarmless(a, sessions, 'ethernets: {eth0: {addresses: [192.0.2.1/25, "2001:db8::1/64"]}}');
});

test('Each session is named; of more than ten, how many more there are.', {
  skip: without('veth'),
}, async (t) => {
  const addresses = [...Array.from({ length: 11 }, () => '192.0.2.1'), '2001:db8::1'];
  const { a } = await onCable(t, undefined, ...addresses);
  const refused = await apply(a, network('ethernets: {eth0: {addresses: [192.0.2.9/24]}}'));
  const messages = cutOff(refused.plan);
  assert.equal(messages.length, 11);
  assert.equal(messages.at(-1), '2 more sessions would be cut off');
});

test('An IPv6 session loses its address to an MTU below 1280.', { skip: without('veth') }, async (t) => {
  const { a } = await onCable(t, undefined, '2001:db8::1', '192.0.2.1');
  await assertRefused(
    a,
    'ethernets: {eth0: {mtu: 1200, addresses: [192.0.2.1/24]}}',
    /session of 2001:db8::1 .* its address 2001:db8::1 goes/,
  );
});

test('A link under a session does not go down, but may get another name.', {
  skip: without('veth'),
}, async (t) => {
  const { a, sessions } = await onCable(t);
  const renamed = `lan: {match: {name: "??[hn]0"}, set-name: lan0, ${A}}`;
  await assertHarmless(a, sessions, `ethernets: {${renamed}}`);
  await assertRefused(
    a,
    `ethernets: {${renamed.replace('set-name', 'activation-mode: off, set-name')}}`,
    /lan0 goes down \(change veth lan0\)/,
  );
});

test('A NIC under a session becomes a port of a bridge that takes its address over, and back.', {
  skip: without('veth'),
}, async (t) => {
  const { a, sessions } = await onCable(t);
  const bridge = `
    ethernets: {eth0: {}}
    bridges: {br0: {interfaces: [eth0], ${A}}}
  `;
  await assertHarmless(a, sessions, bridge);
  await assertHarmless(a, sessions, `ethernets: {eth0: {${A}}}`);
});

test('A link that is made anew under a session counts, though all comes back.', {
  skip: without('vxlan'),
}, async (t) => {
  const [a, b] = await twoHosts(t);
  const tunnel = (host: number, id: number, mine: string): string => `
    ethernets: {eth0: {mtu: 1600, addresses: [192.0.2.${host}/24]}}
    tunnels: {vx0: {mode: vxlan, id: ${id}, port: 4789, link: eth0, remote: 192.0.2.${3 - host}, addresses: [${mine}]}}
  `;
  await configure(a, tunnel(1, 7, '10.0.0.1/24'));
  await configure(b, tunnel(2, 7, '10.0.0.2/24'));
  await openSessions(t, b, a, ['10.0.0.1']);
  await assertRefused(a, tunnel(1, 8, '10.0.0.1/24'), /vx0 is deleted and made anew \(replace vxlan vx0\)/);
});

test('What a tunnel under a session needs stays: its other end, and its way there.', async (t) => {
  const [a, b] = await twoHosts(t);
  const host = (n: number, m: number, remote = `192.0.2.${m}`, outer = '{}'): string => `
    ethernets: {eth0: ${outer === '{}' ? `{addresses: [192.0.2.${n}/24]}` : outer}}
    tunnels:
      vx0: {mode: vxlan, id: 7, port: 4789, local: 192.0.2.${n}, remote: ${remote}, addresses: [10.0.0.${n}/24]}
  `;
  await configure(a, host(1, 2));
  await configure(b, host(2, 1));
  const sessions = await openSessions(t, b, a, ['10.0.0.1']);
  await assertHarmless(a, sessions, host(1, 2, '192.0.2.2', '{addresses: [192.0.2.1/24], alias: up}'));
  await assertRefused(a, host(1, 2, '192.0.2.9'), /vx0 gets another remote end \(change vxlan vx0\)/);
  await applyInOneRun(a, network(host(1, 2)), { force: true });
  await assertRefused(
    a,
    host(1, 2, '192.0.2.2', '{addresses: [198.51.100.1/24]}'),
    /the tunnel vx0: its address 192\.0\.2\.1 goes \(remove address 192\.0\.2\.1/,
  );
});

test('A VLAN does not get another id under a session.', { skip: without('vlan') }, async (t) => {
  const [a, b] = await twoHosts(t);
  const vlan = (host: number, id: number): string => `
    ethernets: {eth0: {}}
    vlans: {v0: {id: ${id}, link: eth0, addresses: [10.0.0.${host}/24]}}
  `;
  await configure(a, vlan(1, 10));
  await configure(b, vlan(2, 10));
  await openSessions(t, b, a, ['10.0.0.1']);
  await assertRefused(a, vlan(1, 20), /v0 is deleted and made anew \(replace vlan v0\)/);
});

test('A link under a session does not move into a VRF.', { skip: without('vrf') }, async (t) => {
  const { a } = await onCable(t);
  await assertRefused(
    a,
    `
      ethernets: {eth0: {${A}}}
      vrfs: {red: {table: 100, interfaces: [eth0]}}
    `,
    /its address 192\.0\.2\.1 moves into VRF red \(change .*eth0\)/,
  );
});

/** A host, a router and a host behind it with a session to the first one. */
async function behindRouter(
  t: TestContext,
): Promise<{ readonly a: Namespace; readonly middle: Namespace; readonly sessions: Sessions }> {
  const { a, middle, b } = await hostsAround(t);
  middle.sh('sysctl -qw net.ipv4.ip_forward=1');
  await configure(
    middle,
    'ethernets: {left: {addresses: [10.0.1.254/24]}, right: {addresses: [10.0.2.254/24]}}',
  );
  await configure(
    b,
    'ethernets: {eth0: {addresses: [10.0.2.1/24], routes: [{to: default, via: 10.0.2.254}]}}',
  );
  await configure(a, gateway('{to: default, via: 10.0.1.254}'));
  return { a, middle, sessions: await openSessions(t, b, a, ['10.0.1.1']) };
}

const gateway = (routes: string): string =>
  `ethernets: {eth0: {addresses: [10.0.1.1/24], routes: [${routes}]}}`;

test('The route back to the other end of a session stays; an equal one in its place will do.', {
  skip: without('veth'),
}, async (t) => {
  const { a, sessions } = await behindRouter(t);
  await assertHarmless(
    a,
    sessions,
    gateway('{to: default, via: 10.0.1.253}, {to: 10.0.2.0/24, via: 10.0.1.254}'),
  );
  await assertRefused(
    a,
    gateway('{to: default, via: 10.0.1.253}'),
    /the way to 10\.0\.2\.1 becomes via 10\.0\.1\.253 dev eth0 instead of via 10\.0\.1\.254 dev eth0 \(remove route 10\.0\.2\.0\/24 via 10\.0\.1\.254 dev eth0, no longer declared\)/,
  );
});

test("Routes of others by which sessions go are known among many that are nobody's business here.", {
  skip: without('veth'),
}, async (t) => {
  const { a, middle, b } = await hostsAround(t);
  middle.sh('sysctl -qw net.ipv4.conf.all.forwarding=1 net.ipv6.conf.all.forwarding=1');
  await configure(
    middle,
    `ethernets:
      left: {addresses: [10.0.1.254/24, "2001:db8:1::fe/64"]}
      right: {addresses: [10.0.2.254/24, "2001:db8:2::fe/64"]}`,
  );
  await configure(
    b,
    `ethernets:
      eth0:
        addresses: [10.0.2.1/24, "2001:db8:2::1/64"]
        routes: [{to: default, via: 10.0.2.254}, {to: "::/0", via: "2001:db8:2::fe"}]`,
  );
  const own = (routes: string): string =>
    `ethernets: {eth0: {addresses: [10.0.1.1/24, "2001:db8:1::1/64"], routes: [${routes}]}}`;
  await configure(a, own(''));
  a.sh(`
    ip route add 10.0.0.0/14 via 10.0.1.254 proto bird
    ip -6 route add 2001:db8::/40 via 2001:db8:1::fe proto bird
    seq 0 199 | sed 's|.*|route add 172.16.&.0/24 via 10.0.1.254 proto bird|' | ip -batch -
  `);
  await openSessions(t, b, a, ['10.0.1.1', '2001:db8:1::1']);
  await assertRefused(
    a,
    own('{to: 10.0.0.0/16, via: 10.0.1.253}, {to: "2001:db8::/46", via: "2001:db8:1::fd"}'),
    /the way to 10\.0\.2\.1 becomes via 10\.0\.1\.253 dev eth0 instead of via 10\.0\.1\.254 dev eth0/,
    /the way to 2001:db8:2::1 becomes via 2001:db8:1::fd dev eth0 instead of via 2001:db8:1::fe dev eth0/,
  );
});

test('The way of an IPv6 session counts as that of others does.', { skip: without('veth') }, async (t) => {
  const { a, middle, b } = await hostsAround(t);
  middle.sh('sysctl -qw net.ipv6.conf.all.forwarding=1');
  await configure(
    middle,
    'ethernets: {left: {addresses: ["2001:db8:1::fe/64"]}, right: {addresses: ["2001:db8:2::fe/64"]}}',
  );
  await configure(
    b,
    'ethernets: {eth0: {addresses: ["2001:db8:2::1/64"], routes: [{to: default, via: "2001:db8:2::fe"}]}}',
  );
  const own = (gateway: string): string =>
    `ethernets: {eth0: {addresses: ["2001:db8:1::1/64"], routes: [{to: default, via: "2001:db8:1::${gateway}"}]}}`;
  await configure(a, own('fe'));
  const sessions = await openSessions(t, b, a, ['2001:db8:1::1']);
  await sessions.assertAlive();
  await assertRefused(
    a,
    own('fd'),
    /the way to 2001:db8:2::1 becomes via 2001:db8:1::fd dev eth0 instead of via 2001:db8:1::fe dev eth0/,
  );
});

test('Without any route left there is no way back.', { skip: without('veth') }, async (t) => {
  const { a } = await behindRouter(t);
  await assertRefused(
    a,
    gateway(''),
    /there is no way to 10\.0\.2\.1 any more \(remove route default via 10\.0\.1\.254/,
  );
});

test('Another default gateway does not harm whoever is on the same network.', {
  skip: without('veth'),
}, async (t) => {
  const { a, middle } = await behindRouter(t);
  const near = await openMore(t, middle, ['10.0.1.1']);
  const { plan } = await apply(a, network(gateway('{to: default, via: 10.0.1.253}')));
  const messages = cutOff(plan);
  assert.equal(messages.length, 1);
  assert.match(messages[0] ?? '', /with 10\.0\.2\.1 port/);
  await near.assertAlive();
});

test('A rule that sends the answers elsewhere is refused.', { skip: without('veth') }, async (t) => {
  const { a } = await behindRouter(t);
  await assertRefused(
    a,
    `
      ethernets:
        eth0:
          addresses: [10.0.1.1/24]
          routes: [{to: default, via: 10.0.1.254}, {to: default, via: 10.0.1.253, table: 100}]
          routing-policy: [{from: 10.0.1.1, table: 100, priority: 50}]
    `,
    /becomes via 10\.0\.1\.253 dev eth0 instead of via 10\.0\.1\.254 dev eth0 \(create route default via 10\.0\.1\.253 .*table 100\)/,
  );
});

test('A rule for the port of a session counts, one for another port does not.', {
  skip: without('veth'),
}, async (t) => {
  const { a, sessions } = await behindRouter(t);
  const policy = (rules: string, main = '{to: default, via: 10.0.1.254}'): string => `
      ethernets:
        eth0:
          addresses: [10.0.1.1/24]
          routes: [${main}, {to: default, via: 10.0.1.253, table: 100}, {to: default, via: 10.0.1.254, table: 101}]
          routing-policy: [${rules}]
    `;
  const rule = (port: number, table: number): string =>
    `{family: ipv4, ip-protocol: tcp, source-port: ${port}, table: ${table}, priority: 50}`;
  await assertHarmless(a, sessions, policy(rule(PORT + 1, 100)));
  await assertHarmless(a, sessions, policy(rule(PORT, 101)));
  // The session goes by table 101 now.
  await assertHarmless(a, sessions, policy(rule(PORT, 101), '{to: default, via: 10.0.1.253}'));
  await assertRefused(
    a,
    policy(rule(PORT, 100)),
    /becomes via 10\.0\.1\.253 dev eth0 instead of via 10\.0\.1\.254/,
  );
});

test('The program names the session that is typed in first, with the place, and says what to do.', {
  skip: without('veth'),
}, async (t) => {
  const { a } = await onCable(t, undefined, '192.0.2.1', '192.0.2.1');
  const port = Number(/:(\d+)\s*$/m.exec(a.sh('ss -tnH state established | head -1'))?.[1]);
  const env = { SSH_CONNECTION: `192.0.2.2 ${port} 192.0.2.1 ${PORT}` };
  const file = config(a, NOTHING);
  const { status, stderr } = nl(a, [file], { env });
  assert.equal(status, 1, stderr);
  assert.match(
    stderr,
    new RegExp(
      `^error: the session you are typing in \\(ssh from 192.0.2.2 port ${port}\\) would be cut off: .*\n`,
    ),
  );
  assert.match(stderr, /hint: .*nlapply try.*--force.*\nNothing was changed\.\n$/);
  const shown = nl(a, ['diff', file], { env });
  assert.equal(shown.status, 2);
  assert.match(shown.stdout, /^ {2}! warning: the session you are typing in/m);
  const forced = nl(a, ['--force', file], { env });
  assert.equal(forced.status, 0, forced.stderr);
  assert.match(forced.stderr, /^warning: the session you are typing in/);
  assert.deepEqual(addressTexts(a, 'eth0'), []);
});

test('A plan that can harm nobody asks for no sockets.', { skip: without('veth') }, async (t) => {
  const { a } = await onCable(t);
  const lines: string[] = [];
  const more = `
    ethernets: {eth0: {${A}}}
    bridges: {br0: {}}
  `;
  await apply(a, network(more), { trace: (line) => lines.push(line) });
  assert.ok(lines.some((line) => line.startsWith('RTM_NEWLINK')));
  assert.ok(!lines.some((line) => line.startsWith('SOCK_DIAG')));
});

test('try goes ahead under a session and says so; taken back, the session lives on.', {
  skip: without('veth'),
}, async (t) => {
  const { a, sessions } = await onCable(t);
  const yaml = network('ethernets: {eth0: {addresses: [192.0.2.9/24]}}');
  const refused = nl(a, [config(a, yaml)]);
  assert.equal(refused.status, 1);
  assert.match(
    refused.stderr,
    /error: the TCP session of 192\.0\.2\.1 .* would be cut off[\s\S]*hint: "nlapply try"/,
  );
  const front = startTry(t, a, yaml, ['--timeout', '600']);
  await front.waiting;
  assert.match(front.said(), /warning: the TCP session of 192\.0\.2\.1 .* would be cut off/);
  assert.deepEqual(addressTexts(a, 'eth0'), ['192.0.2.9/24']);
  front.child.kill('SIGINT');
  assert.equal((await front.ended).status, 130);
  assert.ok(addressTexts(a, 'eth0').includes('192.0.2.1/24'));
  await sessions.assertAlive();
});
