import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import {
  AF,
  formatAddress,
  MROUTE_MSG,
  ND_OPT,
  nameServers,
  ndOptions,
  parseAddress,
  RTM,
  RTNLGRP,
  routeMessages,
  searchDomains,
  subscribe,
} from '../../src/netlink/index.ts';
import { routed } from './support/netlink.ts';
import { startInside } from './support/traffic.ts';

const python = spawnSync('python3', ['--version']).status === 0 ? false : 'there is no python3';

/** A router advertisement with two name servers and two search domains, from the link that argv names. */
const ADVERTISE = `
import socket, struct, sys
s = socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6)
s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_HOPS, 255)
index = socket.if_nametoindex(sys.argv[1])
servers = b''.join(socket.inet_pton(socket.AF_INET6, a) for a in ('2001:db8::53', '2001:db8::54'))
rdnss = struct.pack('!BBHI', 25, 5, 0, 600) + servers
names = b'\\x07example\\x03org\\x00' + b'\\x03lan\\x00'
dnssl = struct.pack('!BBHI', 31, 1 + (len(names) + 7) // 8, 0, 300) + names.ljust((len(names) + 7) // 8 * 8, b'\\0')
s.sendto(struct.pack('!BBHBBHII', 134, 0, 0, 64, 0, 0, 0, 0) + rdnss + dnssl, ('ff02::1', 0, 0, index))
`;

test('name servers and search domains of a router advertisement are heard', { skip: python }, async (t) => {
  const { ns, index } = await routed(t);
  ns.sh(
    'sysctl -qw net.ipv6.conf.v0.accept_ra=2 net.ipv6.conf.v1.accept_ra=0; ip address add fe80::9/64 dev v1 nodad',
  );
  const events = subscribe({ netns: ns.path, groups: [RTNLGRP.ND_USEROPT], messages: routeMessages });
  t.after(() => events.close());
  const { status, stderr } = ns.run('python3', '-c', ADVERTISE, 'v1');
  assert.equal(status, 0, stderr);
  const heard = [];
  for (const type of [ND_OPT.RDNSS, ND_OPT.DNSSL]) {
    const { value: event } = await events.next();
    assert.ok(event?.type === RTM.NEWNDUSEROPT, 'a message of its own for each option');
    const { family, ifindex, icmpType, options, source } = event.value;
    assert.deepEqual([family, ifindex, icmpType], [AF.INET6, index, 134]);
    assert.match(formatAddress(source ?? 0), /^fe80::/);
    const [option] = ndOptions(options ?? new Uint8Array(0));
    assert.equal(option?.type, type);
    heard.push(option);
  }
  const [rdnss, dnssl] = heard;
  assert.ok(rdnss !== undefined && dnssl !== undefined);
  assert.deepEqual(nameServers(rdnss), {
    lifetime: 600,
    servers: [parseAddress('2001:db8::53'), parseAddress('2001:db8::54')],
  });
  assert.deepEqual(searchDomains(dnssl), { lifetime: 300, domains: ['example.org', 'lan'] });
});

/** A multicast router (MRT_INIT, MRT_ADD_VIF) whose one interface is the link of the address. */
const ROUTER = `
import socket, struct, sys, time
s = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_IGMP)
s.setsockopt(socket.IPPROTO_IP, 200, struct.pack('i', 1))
s.setsockopt(socket.IPPROTO_IP, 202, struct.pack('=HBBI4s4s', 0, 0, 1, 0, socket.inet_aton(sys.argv[1]), bytes(4)))
print('ready', flush=True)
time.sleep(60)
`;

const SEND = `
import socket, sys
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(sys.argv[1]))
s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 4)
s.sendto(b'x', ('239.7.7.7', 7777))
`;

test('a multicast router hears of packets for which it has no route', { skip: python }, async (t) => {
  const { ns } = await routed(t);
  const events = subscribe({ netns: ns.path, groups: [RTNLGRP.IPV4_MROUTE_R], messages: routeMessages });
  t.after(() => events.close());
  const { stdout } = startInside(t, ns, '/usr/bin/env', 'python3', '-c', ROUTER, '10.1.0.1');
  assert.ok(stdout);
  await once(stdout, 'data');
  const { status, stderr } = ns.run('python3', '-c', SEND, '10.1.0.1');
  assert.equal(status, 0, stderr);
  const { value: event } = await events.next();
  assert.ok(event?.type === RTM.NEWCACHEREPORT);
  const { family, msgtype, vif, src, dst, packet, table } = event.value;
  assert.deepEqual([family, msgtype, vif, table], [AF.IPMR, MROUTE_MSG.NOCACHE, 0, 253]);
  assert.deepEqual([formatAddress(src ?? 0), formatAddress(dst ?? 0)], ['10.1.0.1', '239.7.7.7']);
  assert.ok(packet !== undefined);
});
