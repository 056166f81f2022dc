import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkCase, declared, network } from './diagnose.ts';

const CASES: readonly Case[] = [
  ['a card that is not defined', network('ethernets: {vf: {link: «pf»}}'), ['undefined-interface']],
  [
    'a card that is none',
    network('ethernets: {vf: {link: «br»}}', 'bridges: {br: {}}'),
    ['wrong-link'],
    /a device of bridges/,
  ],
  ['its own card', network('ethernets: {vf: {link: «vf»}}'), ['wrong-link'], /itself/],
  [
    'a virtual function of a virtual function',
    network('ethernets: {pf: {}, vf: {link: pf}, w: {link: «vf»}}'),
    ['wrong-link'],
    /a virtual function itself/,
  ],
  [
    'fewer than there are devices',
    network('ethernets: {pf: {virtual-function-count: «1»}, v: {link: pf}, w: {link: pf}}'),
    ['out-of-range'],
    /at least 2/,
  ],
  ['more than there can be', network('ethernets: {pf: {virtual-function-count: «257»}}'), ['out-of-range']],
  [
    'a number that is none',
    network('ethernets: {pf: {virtual-function-count: 2, virtual-function-vlans: {2: «100»}}}'),
    ['out-of-range'],
    /from 0 to 1/,
  ],
  [
    'VLANs that are none',
    network('ethernets: {pf: {virtual-function-vlans: {0: «4096», «x»: 1}}}'),
    ['wrong-value', 'wrong-value'],
  ],
  [
    'settings of one that there is not',
    network('ethernets: {pf: {virtual-function-count: 2, virtual-functions: {2: {trust: «true»}}}}'),
    ['out-of-range'],
    /from 0 to 1/,
  ],
  [
    'settings that are none',
    network('ethernets: {pf: {virtual-functions: {«x»: {}, 1: {«mac»: 5}, 2: {vlan: «4095»}}}}'),
    ['wrong-value', 'unknown-key', 'out-of-range'],
  ],
  [
    'a VLAN that is given twice',
    network('ethernets: {pf: {virtual-function-vlans: {0: 1}, virtual-functions: {0: {vlan: «2»}}}}'),
    ['conflict'],
    /twice/,
  ],
  [
    'a tag without a VLAN, and rates that exclude each other',
    network(
      'ethernets: {pf: {virtual-functions: {0: {vlan-priority: «2», minimum-rate: «9», maximum-rate: 8}}}}',
    ),
    ['missing-key', 'conflict'],
  ],
  [
    'the address of a group',
    network('ethernets: {pf: {virtual-functions: {0: {macaddress: «"01:00:00:00:00:01"»}}}}'),
    ['wrong-value'],
  ],
  [
    'a delay without virtual functions',
    network('ethernets: {pf: {delay-virtual-functions-rebind: «true»}}'),
    ['missing-key'],
    /has no virtual functions/,
  ],
  [
    'a filter on what is no virtual function',
    network('ethernets: {pf: {}}', 'vlans: {v: {id: 5, link: «pf», renderer: sriov}}'),
    ['wrong-link'],
    /needs a virtual function/,
  ],
  [
    'two filters for one',
    network(
      'ethernets: {pf: {}, vf: {link: pf}}',
      'vlans: {v: {id: 5, link: vf, renderer: sriov}, w: {id: «6», link: vf, renderer: sriov}}',
    ),
    ['conflict'],
    /one VLAN only/,
  ],
  [
    'a filter with an address',
    network(
      'ethernets: {pf: {}, vf: {link: pf}}',
      'vlans: {v: {id: 5, link: vf, renderer: sriov, «mtu»: 1400}}',
    ),
    ['wrong-key'],
    /no device is made/,
  ],
];

for (const one of CASES) test(one[0], () => checkCase(one));

test('a card has as many virtual functions as there are devices, and a VLAN with renderer sriov is no device', () => {
  const { links } = declared(
    network(
      'ethernets: {pf: {embedded-switch-mode: switchdev}, v: {link: pf}, w: {link: pf}}',
      'vlans: {x: {id: 5, link: w, renderer: sriov}}',
    ),
  );
  assert.deepEqual(
    links.map(({ id, link, virtualFunction }) => [
      id,
      link.attributes,
      virtualFunction?.of,
      virtualFunction?.vlan?.id,
    ]),
    [
      [
        'pf',
        { 'embedded-switch-mode': 'switchdev', 'virtual-function-count': 2, state: 'up' },
        undefined,
        undefined,
      ],
      ['v', { state: 'up' }, 'pf', undefined],
      ['w', { state: 'up' }, 'pf', 5],
    ],
  );
});
