import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkCase, declared, network } from '../diagnose.ts';

const NICS = 'ethernets: {e: {}, f: {}}';

const CASES: readonly Case[] = [
  [
    'source addresses outside of source mode',
    network(NICS, 'macvlans: {m: {link: e, mode: bridge, macaddresses: «["02:00:00:00:00:01"]»}}'),
    ['conflict'],
    /mode: source/,
  ],
  [
    'source addresses that are none',
    network(NICS, 'macvtaps: {m: {link: e, mode: source, macaddresses: [«x», «"01:00:5e:00:00:01"»]}}'),
    ['wrong-value', 'wrong-value'],
  ],
  [
    'a macvtap beside a passthru macvlan',
    network(NICS, 'macvlans: {m: {link: e, mode: «passthru»}}', 'macvtaps: {t: {link: e}}'),
    ['conflict'],
    /for itself/,
  ],
  [
    'a macvlan with the MAC address of a macvtap beside it',
    network(
      NICS,
      'macvlans: {m: {link: e, macaddress: ‹"02:00:00:00:00:01"›}, n: {link: f, macaddress: "02:00:00:00:00:01"}}',
      'macvtaps: {t: {link: e, macaddress: «"02:00:00:00:00:01"»}, u: {link: e, activation-mode: off, macaddress: "02:00:00:00:00:01"}}',
    ),
    ['conflict'],
    /another one than that of "m", which stands on "e", too/,
  ],
  [
    'a macvlan with the MAC address of its device',
    network(
      'ethernets: {e: {macaddress: ‹"02:00:00:00:00:01"›}, f: {macaddress: "02:00:00:00:00:02"}}',
      'macvlans: {m: {link: e, macaddress: «"02:00:00:00:00:01"»}, n: {link: f, mode: passthru, macaddress: "02:00:00:00:00:02"}}',
    ),
    ['conflict'],
    /another one than that of "e", on which it stands/,
  ],
  [
    'an ipvlan beside a macvlan',
    network(NICS, 'macvlans: {m: {link: e}}', 'ipvlans: {i: {link: «e»}}'),
    ['wrong-link'],
    /carries macvlans already/,
  ],
  [
    'ipvlans of different modes on one device',
    network(NICS, 'ipvlans: {i: {link: e, mode: l2}, «j»: {link: e}}'),
    ['conflict'],
    /share their mode/,
  ],
  [
    'ipvlans of different flags on one device',
    network(NICS, 'ipvlans: {i: {link: e, flags: [private]}}', 'ipvtaps: {j: {link: e, flags: «[vepa]»}}'),
    ['conflict'],
    /share their flags/,
  ],
  [
    'macvlans of different limits on one device',
    network(
      NICS,
      'macvlans: {i: {link: e, bc-limit: 3}, k: {link: e}}',
      'macvtaps: {j: {link: e, bc-limit: «4»}}',
    ),
    ['conflict'],
    /share their bc-limit/,
  ],
  ['both flags', network(NICS, 'ipvlans: {i: {link: e, flags: «[vepa, private]»}}'), ['conflict']],
  [
    'an ipvlan on an ipvlan',
    network(NICS, 'ipvlans: {i: {link: e}, j: {link: «i»}}'),
    ['wrong-link'],
    /link: e/,
  ],
  [
    'an ipvlan on a port of a bridge',
    network(NICS, 'bridges: {b: {interfaces: [e]}}', 'ipvlans: {i: {link: «e»}}'),
    ['wrong-link'],
    /link: b/,
  ],
  [
    'MACs for devices that take none',
    network(
      NICS,
      'ipvlans: {i: {link: e, macaddress: «"02:00:00:00:00:01"»}}',
      'vcans: {c: {macaddress: «"02:00:00:00:00:01"»}}',
      'netkits: {k: {peer: l, macaddress: «"02:00:00:00:00:01"»}, l: {}}',
    ),
    ['conflict', 'conflict', 'conflict'],
    /that of its device/,
  ],
  [
    'a macvlan of a greater MTU than its device',
    network('ethernets: {e: {mtu: 1400}}', 'macvlans: {m: {link: e, mtu: «1500»}}'),
    ['out-of-range'],
  ],
  ['an XFRM interface without an id', network('xfrm-interfaces: {«x»: {}}'), ['missing-key'], /external/],
  ['an XFRM id of 0', network('xfrm-interfaces: {x: {id: «0»}}'), ['out-of-range']],
  [
    'an external XFRM interface with an id',
    network(NICS, 'xfrm-interfaces: {x: {external: true, id: «1», link: «e»}}'),
    ['conflict', 'conflict'],
  ],
  [
    'one XFRM id twice',
    network('xfrm-interfaces: {x: {id: 1}, y: {id: «1»}}'),
    ['duplicate-id'],
    /of the id 1 only/,
  ],
  [
    'one XFRM id on two devices',
    network(NICS, 'xfrm-interfaces: {x: {id: 1, link: e}, y: {id: «1», link: f}}'),
    ['duplicate-id'],
  ],
  [
    'two external XFRM interfaces',
    network('xfrm-interfaces: {x: {external: true}, y: {external: «true»}}'),
    ['duplicate-id'],
  ],
  ['a ring of one device', network(NICS, 'hsrs: {h: {interfaces: «[e, e]»}}'), ['duplicate-item']],
  ['a ring of three devices', network(NICS, 'hsrs: {h: {interfaces: «[e, f, e]»}}'), ['wrong-value']],
  [
    'an interlink that is a port',
    network(NICS, 'hsrs: {h: {interfaces: [e, f], interlink: «e»}}'),
    ['conflict'],
    /another device/,
  ],
  [
    'a version of PRP',
    network(NICS, 'hsrs: {h: {interfaces: [e, f], protocol: prp, version: «1»}}'),
    ['conflict'],
    /PRP has none/,
  ],
  [
    'a port of a mesh that is not defined',
    network('batadvs: {b: {interfaces: [«x»]}}'),
    ['undefined-interface'],
  ],
  [
    'partition keys that are none',
    network(
      NICS,
      'ipoibs: {a: {link: e, pkey: «0x8000»}, b: {link: e, pkey: «0x10000»}, c: {link: e, pkey: «x»}}',
    ),
    ['out-of-range', 'out-of-range', 'wrong-value'],
  ],
];

for (const one of CASES) test(`Stacked devices: ${one[0]}`, () => checkCase(one));

test('A partition key gets the bit of full membership, as in the kernel', () => {
  const { links } = declared(network(NICS, 'ipoibs: {a: {link: e, pkey: 0x1}}'));
  assert.equal(links.find(({ id }) => id === 'a')?.link.attributes['ipoib.pkey'], 0x8001);
});
