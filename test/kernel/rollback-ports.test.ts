import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun } from './support/apply.ts';
import { makeNamespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { kindData, linkOf } from './support/shown.ts';

/** A route that the kernel refuses: nothing reaches its gateway. */
const REFUSED = '{to: 10.99.0.0/16, via: 203.0.113.250}';

test('a port that a VRF bounces does not keep the promiscuous mode that a VLAN on it came up with', {
  skip: without('vrf') || without('vlan'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh('ip link add fvl link eth0 type vlan id 77; ip link add br9 type bridge; ip link set fvl master br9');
  const flags = (): unknown => ns.ip('link', 'show', 'dev', 'eth0')[0]?.['flags'];
  const before = flags();
  const result = await apply(
    ns,
    network(`
      ethernets: {eth0: {}, eth1: {routes: [${REFUSED}]}}
      vrfs: {red: {table: 400, interfaces: [eth0]}}
    `),
  );
  assert.equal(result.rolledBack, true);
  assert.deepEqual(flags(), before);
});

test('a bridge that loses its last port on the way back, and its address with it, has its own VLANs again', {
  skip: without('bridge-vlans'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh('ip link add br9 type bridge');
  const vlans = (): string => ns.sh('bridge vlan show dev br9');
  const before = vlans();
  const result = await apply(
    ns,
    network(`
      ethernets: {eth0: {}, eth1: {routes: [${REFUSED}]}}
      bridges: {br9: {interfaces: [eth0], vlans: [{id: 20}], parameters: {vlan-filtering: true}}}
    `),
  );
  assert.equal(result.rolledBack, true);
  assert.deepEqual(vlans(), before);
});

test('a bridge that lost its last port, and was given an address for its VLANs, has that of the port again', {
  skip: without('bridge-vlans'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh('ip link add br9 type bridge');
  await applyInOneRun(
    ns,
    network(`
      virtual-ethernets: {va: {peer: vb}, vb: {}}
      bridges: {br9: {interfaces: [va], vlans: [], parameters: {vlan-filtering: true}}}
    `),
  );
  const addresses = (): unknown[] => ['br9', 'va'].map((name) => linkOf(ns, name)['address']);
  const before = addresses();
  assert.equal(before[0], before[1]);
  const result = await apply(ns, network(`ethernets: {eth1: {routes: [${REFUSED}]}}`));
  assert.equal(result.rolledBack, true);
  assert.deepEqual(addresses(), before);
});

test('a bridge that lost its only port, and with it its address, keeps the one that it was told, with a word about it', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const emptied = 'ip link add br9 type bridge; ip link set eth0 master br9; ip link set eth0 nomaster';
  ns.sh(emptied);
  const address = (): unknown => linkOf(ns, 'br9')['address'];
  assert.equal(address(), '00:00:00:00:00:00');
  const yaml = (routes: string, keys: string): string =>
    network(`
      ethernets: {eth0: {}, eth1: {routes: [${routes}]}}
      bridges: {br9: {interfaces: [eth0]${keys}}}
    `);
  const told = ', macaddress: 02:00:00:00:00:b9';
  const result = await apply(ns, yaml(REFUSED, told));
  assert.equal(result.rolledBack, true);
  assert.equal(result.failures.length, 1);
  const codes = result.plan.problems.map(({ code }) => code);
  assert.deepEqual(codes, ['keeps-address']);
  assert.deepEqual([address(), linkOf(ns, 'eth0')['master']], ['02:00:00:00:00:b9', undefined]);
  // So it does when the key, or all of the bridge, leaves the configuration.
  ns.sh(`ip link delete br9; ${emptied}`);
  for (const next of [yaml('', told), yaml('', ''), network('ethernets: {eth0: {}}')]) {
    await applyInOneRun(ns, next);
    assert.equal(address(), '02:00:00:00:00:b9');
  }
});

test('a bridge whose address was that of its port alone has none again after the way back, which is no matter', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh('ip link add br9 type bridge; ip link set eth0 master br9; ip link set eth0 nomaster');
  const yaml = `
    ethernets: {eth0: {}, eth1: {routes: [${REFUSED}]}}
    bridges: {br9: {interfaces: [eth0]}}
  `;
  const result = await apply(ns, network(yaml));
  assert.deepEqual([result.rolledBack, result.plan.problems], [true, []]);
  assert.equal(linkOf(ns, 'br9')['address'], '00:00:00:00:00:00');
});

test('a port that comes back to its bond has the address that it gets when it leaves it', {
  skip: without('bond'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const bond = (ports: string): string => `bonds: {bo0: {interfaces: [${ports}]}}`;
  await applyInOneRun(ns, network(`ethernets: {eth0: {}}\n${bond('eth0')}`));
  const port = (): unknown => ns.ip('link', 'show', 'dev', 'eth0')[0]?.['linkinfo'];
  const before = port();
  const result = await apply(
    ns,
    network(
      `ethernets: {eth0: {macaddress: "02:00:00:00:01:3f"}, eth1: {routes: [${REFUSED}]}}\n${bond('')}`,
    ),
  );
  assert.equal(result.rolledBack, true);
  assert.deepEqual(port(), before);
});

test('a bond has the address that it had, though its ports come back in another order', {
  skip: without('bond'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1', 'eth2');
  ns.sh(`
    ip link add bo0 type bond
    ip link set eth0 down; ip link set eth1 down
    ip link set eth1 master bo0; ip link set eth0 master bo0
    ip link set bo0 up
  `);
  const addresses = (): unknown[] =>
    ['bo0', 'eth0', 'eth1'].map((name) => ns.ip('link', 'show', 'dev', name)[0]?.['address']);
  const before = addresses();
  const result = await apply(
    ns,
    network(`
      bonds: {bo0: {interfaces: [], mtu: 1400}}
      bridges: {br0: {interfaces: [eth0, eth1]}}
      ethernets: {eth0: {}, eth1: {}, eth2: {routes: [${REFUSED}]}}
    `),
  );
  assert.equal(result.rolledBack, true);
  assert.deepEqual(addresses(), before);
});

test('a bond that uses none of its ports, which is down, comes back at once: it is a while until it uses none again', {
  skip: without('bond'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const bond = `
    ethernets: {eth0: {activation-mode: 'off'}}
    bonds: {d1: {interfaces: [eth0], parameters: {mode: active-backup, mii-monitor-interval: 200}}}
  `;
  await apply(ns, network(bond));
  const { rolledBack, remaining } = await apply(
    ns,
    network(`ethernets: {eth0: {}, eth1: {routes: [${REFUSED}]}}`),
  );
  assert.deepEqual([rolledBack, remaining], [true, []]);
});

for (const section of ['bonds', 'teams'] as const) {
  test(`a port that a way back gave to one of the ${section} again has its own MTU when it leaves later`, {
    skip: without('bond', 'team'),
  }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0', 'eth1');
    const yaml = (ports: string, routes = ''): string =>
      network(`
        ${section}: {d1: {interfaces: [${ports}], mtu: 1270}}
        ethernets: {eth0: {}, eth1: {routes: [${routes}]}}
      `);
    await applyInOneRun(ns, yaml('eth0'));
    const { rolledBack } = await apply(ns, yaml('', REFUSED));
    assert.equal(rolledBack, true);
    assert.deepEqual([linkOf(ns, 'eth0')['master'], linkOf(ns, 'eth0')['mtu']], ['d1', 1270]);
    await applyInOneRun(ns, yaml(''));
    assert.equal(linkOf(ns, 'eth0')['mtu'], 1500);
  });
}

test('a ring whose ports have become those of a bond takes them back', {
  skip: without('bond', 'hsr'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1', 'eth2');
  await applyInOneRun(
    ns,
    network(`
      ethernets: {eth0: {}, eth1: {}}
      hsrs: {ring: {interfaces: [eth0, eth1]}}
      bonds: {bo0: {parameters: {mode: balance-xor}}}
    `),
  );
  const masters = (): unknown[] =>
    ['eth0', 'eth1'].map((name) => ns.ip('link', 'show', 'dev', name)[0]?.['master']);
  assert.deepEqual(masters(), ['ring', 'ring']);
  const result = await apply(
    ns,
    network(`
      bonds: {bo0: {interfaces: [eth1], parameters: {mode: active-backup}}}
      ethernets: {eth0: {}, eth1: {}, eth2: {routes: [${REFUSED}]}}
    `),
  );
  assert.equal(result.rolledBack, true, result.failures.map(({ message }) => message).join('; '));
  assert.deepEqual(masters(), ['ring', 'ring']);
});

for (const [what, become] of [
  ['a bond', 'bonds: {d4: {}}'],
  ['a team with one of its ports', 'teams: {d4: {interfaces: [eth1]}}'],
] as const) {
  test(`a ring that became ${what}, of its name, is a ring again`, {
    skip: without('bond', 'team', 'hsr'),
  }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0', 'eth1', 'eth2');
    const nics = (more: string): string => `ethernets: {eth0: {}, eth1: {}, eth2: {${more}}}`;
    await applyInOneRun(ns, network(`${nics('')}\nhsrs: {d4: {interfaces: [eth0, eth1]}}`));
    const result = await apply(ns, network(`${nics(`routes: [${REFUSED}]`)}\n${become}`), {
      allowRecreate: true,
    });
    assert.equal(result.rolledBack, true);
    assert.deepEqual(
      ['eth0', 'eth1'].map((name) => linkOf(ns, name)['master']),
      ['d4', 'd4'],
    );
    assert.ok('slave1' in kindData(ns, 'd4'));
  });
}

test('a VXLAN comes back without IPv6 when its lower device leaves less room than IPv6 needs, with a word about it', {
  skip: without('vxlan'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh('ip link add vx0 type vxlan id 7 dstport 4789 dev eth0; ip link set eth0 mtu 1320');
  const result = await apply(
    ns,
    network(`
      policy: {links: strict}
      ethernets: {eth0: {}, far-eth0: {}, far-eth1: {}, eth1: {routes: [${REFUSED}]}}
    `),
    { allowRecreate: true },
  );
  assert.equal(result.rolledBack, true);
  assert.equal(linkOf(ns, 'vx0')['mtu'], 1270);
  assert(
    result.plan.problems.some(({ message }) =>
      /^vxlan vx0 has an MTU of 1270, not 1450 as before:/.test(message),
    ),
  );
});
