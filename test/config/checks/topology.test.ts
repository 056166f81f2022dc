import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertMarked, declared, diagnose, network } from '../diagnose.ts';

/**
 * A text in which the place of the one error is marked «so» and the other place, which it names, ‹so›; its code; what
 * its message says.
 */
type Case = readonly [title: string, text: string, code: string, says: RegExp];

const NICS = 'ethernets: {e: {}, f: {}}';

const CASES: readonly Case[] = [
  [
    'a VLAN on a bridge that the VLAN is a port of',
    network('vlans: {v: {id: 5, link: «b»}}', 'bridges: {b: {interfaces: [‹v›]}}'),
    'cycle',
    /v on b on v|b on v on b/,
  ],
  [
    'a VLAN on a bond in a bridge that the VLAN is a port of, said in three sections',
    network(
      'bonds: {o: {interfaces: [«v»]}}',
      'bridges: {b: {interfaces: [o]}}',
      'vlans: {v: {id: 5, link: ‹b›}}',
    ),
    'cycle',
    /stand on each other/,
  ],
  [
    'VXLAN devices over each other',
    network(
      'tunnels:',
      '  x: {mode: vxlan, id: 1, remote: 192.0.2.1, link: «y»}',
      '  y: {mode: vxlan, id: 2, remote: 192.0.2.2, link: ‹x›}',
    ),
    'cycle',
    /stand on each other/,
  ],
  [
    'a tunnel over the VLAN on it',
    network(
      'tunnels: {t: {mode: gretap, local: 192.0.2.1, remote: 192.0.2.2, link: «v»}}',
      'vlans: {v: {id: 5, link: ‹t›}}',
    ),
    'cycle',
    /stand on each other/,
  ],
  [
    'a port of a bond and of a bridge',
    network(NICS, 'bonds: {o: {interfaces: [‹e›]}}', 'bridges: {b: {interfaces: [«e»]}}'),
    'two-masters',
    /port of the bond "o" already/,
  ],
  [
    'a port of a bond and of a VRF',
    network(NICS, 'bonds: {o: {interfaces: [‹e›]}}', 'vrfs: {r: {table: 5, interfaces: [«e»]}}'),
    'two-masters',
    /port of the bond "o" already/,
  ],
  [
    'one VLAN id twice on one device',
    network(NICS, 'vlans: {v: {id: ‹10›, link: e}, w: {id: «10», link: e}}'),
    'duplicate-id',
    /id 10 on "e" belongs to "v"/,
  ],
  [
    'one VNI twice on one port',
    network('tunnels: {x: {mode: vxlan, id: ‹7›}, y: {mode: vxlan, id: «7»}}'),
    'duplicate-vni',
    /belongs to "x" already/,
  ],
  [
    'a VLAN that is up on a device that is down',
    network('ethernets: {e: {activation-mode: ‹off›}}', 'vlans: {«v»: {id: 5, link: e}}'),
    'conflict',
    /cannot be up/,
  ],
  [
    'an alternative name that is the name of another device',
    network('ethernets: {‹e›: {}, f: {alternative-names: [«e»]}}'),
    'duplicate-name',
    /belongs to "e" as its name/,
  ],
  [
    'an alternative name that another device gets by set-name',
    network(
      'ethernets: {x: {match: {name: x}, set-name: ‹lan0›}}',
      'bridges: {b: {alternative-names: [«lan0»]}}',
    ),
    'duplicate-name',
    /belongs to "x" as its name/,
  ],
  [
    'one alternative name for two devices',
    network('ethernets: {e: {alternative-names: [‹lan›]}, f: {alternative-names: [wan, «lan»]}}'),
    'duplicate-name',
    /belongs to "e", too/,
  ],
  [
    'a device that has its name as an alternative one, too',
    network('ethernets: {‹e›: {alternative-names: [«e»]}}'),
    'duplicate-name',
    /belongs to the device as its name/,
  ],
  [
    'a macvlan on a port of a bond',
    network(NICS, 'bonds: {o: {interfaces: [‹e›]}}', 'macvlans: {m: {link: «e»}}'),
    'wrong-link',
    /port of the bond "o"/,
  ],
];

for (const [title, marked, code, says] of CASES) {
  test(`${title} is an error that names both places`, () => {
    const [error] = assertMarked(marked, [code]);
    assert.match(error?.message ?? '', says);
  });
}

/** A NIC and `count` VLANs, each on the one before, in an order that is not that of the stack. */
function tower(count: number): string {
  const vlans = Array.from(
    { length: count },
    (_, i) => `v${i + 1}: {id: 5, link: ${i === 0 ? 'e' : `v${i}`}}`,
  );
  return network('ethernets: {e: {}}', 'vlans:', ...vlans.reverse().map((line) => `  ${line}`));
}

test('Eight devices may stand on each other', () => {
  assert.deepEqual(diagnose(tower(7)), []);
});

test('A ninth device on top is an error, told once, that names the lowest one, too', () => {
  for (const count of [8, 10]) {
    const [error, ...others] = diagnose(tower(count));
    assert.deepEqual(others, []);
    assert.equal(error?.code, 'too-many-levels');
    assert.match(error?.message ?? '', /v8 on v7 on .* on v1 on e$/);
    assert.deepEqual([error?.place?.line, error?.related?.place.line], [count - 4, 2]);
  }
});

test('Ports count as well as lower devices, tunnels do not stand on what they name', () => {
  const ports = 'bonds: {o: {interfaces: [e]}}';
  const above = (link: string): string =>
    `vlans: {v1: {id: 1, link: ${link}}, v2: {id: 1, link: v1}, v3: {id: 1, link: v2}, v4: {id: 1, link: v3}, v5: {id: 1, link: v4}}`;
  const top = 'bridges: {b: {interfaces: [v5]}}';
  const nics = 'ethernets: {e: {}}';
  assert.deepEqual(diagnose(network(nics, ports, above('o'), top)), []);
  const one = 'vrfs: {r: {table: 9, interfaces: [b]}}';
  assert.deepEqual(
    diagnose(network(nics, ports, above('o'), top, one)).map(({ code }) => code),
    ['too-many-levels'],
  );
  const tunnel = 'tunnels: {t: {mode: gretap, local: 192.0.2.1, remote: 192.0.2.2, link: o}}';
  declared(network(nics, ports, tunnel, above('t'), top, one));
});

test('A circle is told as one, not as too many levels', () => {
  assert.deepEqual(
    diagnose(network('vlans: {v: {id: 1, link: w}, w: {id: 1, link: v}}')).map(({ code }) => code),
    ['cycle'],
  );
});

const WRONG_NAMES: readonly (readonly [string, RegExp])[] = [
  ['sixteen-bytes-id', /at most 15 bytes/],
  ['äöüäöüäö', /at most 15 bytes/],
  ['"a/b"', /slash/],
  ['"a b"', /space/],
  ['"a:b"', /colon/],
  ['"."', /cannot be an interface name/],
  ['".."', /cannot be an interface name/],
  ['all', /meaning of its own/],
  ['default', /meaning of its own/],
  ['bonding_masters', /meaning of its own/],
  ['"br%d"', /%/],
];

for (const [name, says] of WRONG_NAMES) {
  test(`a device cannot have the name ${name}`, () => {
    const [error, ...others] = diagnose(network(`bridges: {${name}: {}}`));
    assert.deepEqual([error?.code, others], ['wrong-name', []]);
    assert.match(error?.message ?? '', says);
    const renamed = diagnose(network(`ethernets: {e: {match: {name: e}, set-name: ${name}}}`));
    assert.deepEqual(
      renamed.map(({ code, place }) => [code, place?.column]),
      [
        [
          'wrong-name',
          network('ethernets: {e: {match: {name: e}, set-name: ').length - 'network:\n'.length + 1,
        ],
      ],
    );
  });
}

test('An alternative name is neither empty nor too long nor in pieces', () => {
  const codes = (name: string): string[] =>
    diagnose(network(`ethernets: {e: {alternative-names: [${name}]}}`)).map(({ code }) => code);
  assert.deepEqual(codes('enp2s0'), []);
  assert.deepEqual(codes('x'.repeat(127)), []);
  for (const wrong of ['""', '"a b"', 'a/b', 'x'.repeat(128)])
    assert.deepEqual(codes(wrong), ['wrong-name'], wrong);
});
