import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AF,
  type Encapsulation,
  encapsulate,
  encapsulation,
  parseAddress,
  SEG6_FLAVOUR,
  SEG6_LOCAL_ACTION,
  SEG6_MODE,
} from '../../src/netlink/index.ts';
import { without } from './support/needs.ts';
import { routed } from './support/netlink.ts';

const ipv6 = (text: string): string => String(parseAddress(text));
const ipv4 = (text: string): number => Number(parseAddress(text));

interface Case {
  readonly name: string;
  /** The probe of its kind. */
  readonly needs: string;
  readonly is: Encapsulation;
  /** As ip shows it. */
  readonly shown: RegExp;
}

const SEGMENTS = [ipv6('fc00:1::'), ipv6('fc00:2::')];

const CASES: readonly Case[] = [
  {
    name: 'MPLS labels',
    needs: 'mpls-routes',
    is: { kind: 'mpls', options: { dst: [100, 200], ttl: 9 } },
    shown: /encap mpls {2}100\/200 ttl 9/,
  },
  {
    name: 'an IPv4 tunnel header',
    needs: 'encap-routes',
    is: { kind: 'ip', options: { id: 7n, dst: ipv4('192.0.2.9'), src: ipv4('192.0.2.1'), ttl: 3, tos: 0 } },
    shown: /encap ip id 7 src 192\.0\.2\.1 dst 192\.0\.2\.9 ttl 3/,
  },
  {
    name: 'an IPv6 tunnel header with options of VXLAN',
    needs: 'encap-routes',
    is: { kind: 'ip6', options: { id: 8n, dst: ipv6('2001:db8::9'), opts: { vxlan: { gbp: 5 } } } },
    shown: /encap ip6 id 8 .*dst 2001:db8::9 [\s\S]*vxlan_opts 5/,
  },
  {
    name: 'segments around the packet',
    needs: 'seg6local',
    is: { kind: 'seg6', options: { srh: { mode: SEG6_MODE.ENCAP, segments: SEGMENTS, flags: 0, tag: 0 } } },
    shown: /encap seg6 mode encap segs 2 \[ fc00:1:: fc00:2:: \]/,
  },
  {
    name: 'segments in the packet',
    needs: 'seg6local',
    is: { kind: 'seg6', options: { srh: { mode: SEG6_MODE.INLINE, segments: SEGMENTS, flags: 0, tag: 0 } } },
    shown: /encap seg6 mode inline segs 3 \[ fc00:1:: fc00:2:: :: \]/,
  },
  {
    name: 'a segment of this machine',
    needs: 'seg6local',
    is: {
      kind: 'seg6local',
      options: { action: SEG6_LOCAL_ACTION.END, flavors: { operation: SEG6_FLAVOUR.PSP } },
    },
    shown: /encap seg6local action End .*flavors psp/,
  },
];

for (const { name, needs, is, shown } of CASES)
  test(`a route has ${name}, as ip shows it`, { skip: without(needs) }, async (t) => {
    const { ns, socket, index } = await routed(t);
    const dst = parseAddress('2001:db8:7::');
    await socket.routes.add({ family: AF.INET6, dst, dstLen: 48, oif: index, ...encapsulate(is) });
    assert.match(ns.sh('ip -6 route show 2001:db8:7::/48'), shown);
    const [read] = await socket.routes.list({ family: AF.INET6, dst });
    const found = encapsulation(read ?? {});
    assert.equal(found?.kind, is.kind);
    // The kernel adds what was left out.
    assert.deepEqual({ ...found.options, ...is.options }, found.options);
  });
