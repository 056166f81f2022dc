import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AF,
  address,
  controller,
  describeRequest,
  IFF,
  link,
  NLM_F,
  NUD,
  neighbour,
  parseAddress,
  type Request,
  RT_TABLE,
  RTM,
  RTN,
  RTPROT,
  route,
  rule,
} from '../../../src/netlink/index.ts';

const NEW = NLM_F.CREATE | NLM_F.EXCL;
const lines: readonly (readonly [Request, string])[] = [
  [
    {
      message: address,
      type: RTM.NEWADDR,
      flags: NEW,
      value: { family: AF.INET, prefixlen: 24, index: 3, local: parseAddress('10.0.0.1') },
    },
    'RTM_NEWADDR CREATE|EXCL {family: inet, prefixlen: 24, index: 3, local: 10.0.0.1}',
  ],
  [
    {
      message: link,
      type: RTM.NEWLINK,
      flags: NEW,
      value: {
        name: 'v0',
        flags: IFF.UP,
        change: IFF.UP,
        linkinfo: { kind: 'veth', data: { peer: { name: 'my peer' } } },
      },
    },
    'RTM_NEWLINK CREATE|EXCL {flags: up, change: up, name: v0, linkinfo: {kind: veth, data: {peer: {name: "my peer"}}}}',
  ],
  [
    {
      message: route,
      type: RTM.NEWROUTE,
      flags: NLM_F.CREATE | NLM_F.REPLACE,
      value: {
        family: AF.INET6,
        dstLen: 64,
        protocol: RTPROT.STATIC,
        type: RTN.UNICAST,
        dst: parseAddress('2001:db8::'),
        table: RT_TABLE.MAIN,
        metrics: { mtu: 1400 },
        multipath: [
          { index: 2, gateway: parseAddress('fe80::1') },
          { index: 3, hops: 1 },
        ],
        via: { family: AF.INET, address: parseAddress('10.0.0.1') },
        newdst: Uint8Array.of(1, 0xff),
      },
    },
    'RTM_NEWROUTE CREATE|REPLACE {family: inet6, dstLen: 64, protocol: static, type: unicast, dst: 2001:db8::, ' +
      'table: main, metrics: {mtu: 1400}, multipath: [{index: 2, gateway: fe80::1}, {hops: 1, index: 3}], ' +
      'via: {family: inet, address: 10.0.0.1}, newdst: 0x01ff}',
  ],
  [
    {
      message: rule,
      type: RTM.DELRULE,
      value: { family: AF.INET, priority: 5, uidRange: { start: 1, end: 2 } },
    },
    'RTM_DELRULE {family: inet, priority: 5, uidRange: {start: 1, end: 2}}',
  ],
  [
    {
      message: neighbour,
      type: RTM.GETNEIGH,
      flags: NLM_F.DUMP,
      value: { state: NUD.PERMANENT | NUD.NOARP },
    },
    'RTM_GETNEIGH DUMP {state: noarp|permanent}',
  ],
  [
    { message: controller, type: 16, value: { cmd: 3, familyName: 'ethtool' } },
    'CTRL_CMD_GETFAMILY {cmd: 3, familyName: ethtool}',
  ],
  [
    { message: link, type: 999, flags: 0x4000, value: { altNames: ['a', 'b'] } },
    'link 999 0x4000 {altNames: [a, b]}',
  ],
];

test('requests are described by the names of their tables', () => {
  for (const [request, line] of lines) assert.equal(describeRequest(request), line);
});
