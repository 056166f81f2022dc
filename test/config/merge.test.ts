import assert from 'node:assert/strict';
import { test } from 'node:test';
import { declared, diagnose, eth0, network } from './diagnose.ts';

const addressesOf = (files: Readonly<Record<string, string>>) =>
  declared(files).addresses.map(({ item }) => `${item.address}/${item.prefix}`);

test('a later file wins with single values, and its place is named', () => {
  const [link] = declared({
    '1.yaml': eth0('mtu: 1400', 'optional: true'),
    '2.yaml': eth0('mtu: 1300'),
  }).links;
  assert.equal(link?.link.attributes['mtu'], 1300);
  assert.deepEqual(link?.places['mtu'], { file: '2.yaml', line: 4, column: 12 });
  assert.deepEqual(link?.source, { file: '1.yaml', line: 3, column: 5 });
  assert.equal(link?.optional, true);
});

test('mappings merge key by key', () => {
  const files = {
    '1.yaml': network(
      'ethernets: {e: {match: {name: x}}}',
      'bridges: {br0: {interfaces: [e], parameters: {stp: false, path-cost: {e: 5}}}}',
    ),
    '2.yaml': network(
      'ethernets: {e: {match: {driver: y}}}',
      'bridges: {br0: {parameters: {priority: 7, path-cost: {e: 6}}}}',
    ),
  };
  const [e, br0] = declared(files).links;
  assert.deepEqual(e?.match, { name: 'x', driver: ['y'] });
  assert.deepEqual(br0?.link.attributes, { 'bridge.stp': false, 'bridge.priority': 7, state: 'up' });
  assert.equal(e?.link.attributes['bridge-port.path-cost'], 6);
});

test('lists append and leave out what an earlier file has in the same words', () => {
  const files = {
    '1.yaml': eth0('addresses: [10.0.0.1/24, 10.0.0.2/24]'),
    '2.yaml': eth0('addresses: [10.0.0.2/24, 10.0.0.3/24]'),
  };
  assert.deepEqual(addressesOf(files), ['10.0.0.1/24', '10.0.0.2/24', '10.0.0.3/24']);
});

test('lists of the same length append, too', () => {
  assert.equal(
    addressesOf({ '1.yaml': eth0('addresses: [10.0.0.1/24]'), '2.yaml': eth0('addresses: [10.0.0.2/24]') })
      .length,
    2,
  );
});

test('an address with options that comes again does not hide what follows it', () => {
  const list = 'addresses: [{10.0.0.1/24: {label: x}}, 10.0.0.9/24]';
  assert.deepEqual(
    addressesOf({ '1.yaml': eth0('addresses: [{10.0.0.1/24: {label: x}}]'), '2.yaml': eth0(list) }),
    ['10.0.0.1/24', '10.0.0.9/24'],
  );
});

test('equal routes and rules of two files are one, however their keys are ordered or default is spelt', () => {
  const files = {
    '1.yaml': eth0(
      'routes: [{to: default, via: 10.0.0.1}]',
      'routing-policy: [{from: 10.0.0.0/8, table: 5}]',
    ),
    '2.yaml': eth0(
      'routes: [{via: 10.0.0.1, to: 0.0.0.0/0}]',
      'routing-policy: [{table: 5, from: 10.0.0.0/8}]',
    ),
  };
  assert.equal(declared(files).routes.length, 1);
  assert.equal(declared(files).rules.length, 1);
});

test('a file may amend a device that only it and an earlier one make complete', () => {
  const files = {
    '1.yaml': network('tunnels: {v: {mode: vxlan}}'),
    '2.yaml': network('tunnels: {v: {id: 5}}'),
  };
  assert.equal(declared(files).links[0]?.link.attributes['vxlan.id'], 5);
});

test('a file may name a device of a later file', () => {
  const files = {
    '1.yaml': network('bridges: {br0: {interfaces: [e]}}'),
    '2.yaml': network('ethernets: {e: {}}'),
  };
  assert.equal(declared(files).links.length, 2);
});

test('a device cannot change its section from file to file', () => {
  const [first] = diagnose({
    '1.yaml': network('ethernets: {x: {}}'),
    '2.yaml': network('bridges: {x: {}}'),
  });
  assert.equal(first?.code, 'duplicate-id');
  assert.equal(first?.place?.file, '2.yaml');
  assert.equal(first?.related?.place.file, '1.yaml');
});

test('a key cannot change from a list to a text', () => {
  const [first, ...others] = diagnose({
    '1.yaml': eth0('addresses: [10.0.0.1/24]'),
    '2.yaml': eth0('addresses: 10.0.0.2/24'),
  });
  assert.equal(first?.message, '"addresses" is a single value here, but a list in an earlier file');
  assert.deepEqual(first?.related?.place, { file: '1.yaml', line: 4, column: 18 });
  assert.deepEqual(others, []);
});

test('what is missing in one file is not hidden by another', () => {
  for (const files of [
    { '1.yaml': eth0('mtu:'), '2.yaml': eth0('mtu: 1400') },
    { '1.yaml': eth0('mtu: 1400'), '2.yaml': eth0('mtu:') },
  ]) {
    assert.deepEqual(
      diagnose(files).map(({ code }) => code),
      ['missing-value'],
    );
  }
});

test('empty files change nothing', () => {
  assert.equal(
    addressesOf({ '0.yaml': '', '1.yaml': eth0('addresses: [10.0.0.1/24]'), '2.yaml': '# nothing' }).length,
    1,
  );
});

test('complaints come in the order of files and lines', () => {
  const found = diagnose({ 'b.yaml': eth0('x: 1', 'mtu: y'), 'a.yaml': network('zz: 1') });
  assert.deepEqual(
    found.map(({ place }) => `${place?.file}:${place?.line}`),
    ['b.yaml:4', 'b.yaml:5', 'a.yaml:2'],
  );
});

test('a file with wrong YAML keeps its followers from false complaints', () => {
  const found = diagnose({ '1.yaml': 'network: [', '2.yaml': network('bridges: {br0: {interfaces: [e]}}') });
  assert.ok(found.every(({ place }) => place?.file === '1.yaml'));
});

test('of link-local the last file holds, of a gateway too', () => {
  const merged = declared({
    '1.yaml': eth0('link-local: []', 'addresses: [10.0.0.9/24]', 'routes: [{to: default, via: 10.0.0.1}]'),
    '2.yaml': eth0('link-local: [ipv6]', 'mtu: 1400'),
  });
  assert.notEqual(merged.links[0]?.link.attributes['ipv6-address-generation'], 'none');
  const gateways = diagnose({
    '1.yaml': eth0('addresses: [10.0.0.9/24]', 'gateway4: 10.0.0.1'),
    '2.yaml': eth0('gateway4: 10.0.0.2'),
  });
  assert.deepEqual(
    gateways.map(({ code, place }) => `${code} ${place?.file}`),
    ['deprecated 2.yaml'],
  );
});

test('members append, what a bond is told last holds, and parameters leave the spanning tree alone', () => {
  const { links } = declared({
    '1.yaml': network(
      'ethernets: {e0: {}, e1: {}, e2: {}}',
      'bonds: {b0: {interfaces: [e0], parameters: {mode: active-backup, primary: e0, arp-interval: 5, arp-ip-targets: [10.0.0.1]}}}',
      'bridges: {br0: {interfaces: [e2], parameters: {stp: false}}}',
    ),
    '2.yaml': network(
      'bonds: {b0: {interfaces: [e0, e1], parameters: {primary: e1, arp-ip-targets: [10.0.0.2]}}}',
      'bridges: {br0: {parameters: {priority: 7}}}',
    ),
  });
  const of = (id: string) => links.find((link) => link.id === id)?.link.attributes;
  assert.deepEqual([of('e0')?.['master'], of('e1')?.['master']], ['b0', 'b0']);
  assert.equal(of('b0')?.['bond.primary'], 'e1');
  assert.deepEqual(of('b0')?.['bond.arp-ip-targets'], ['10.0.0.1', '10.0.0.2']);
  assert.equal(of('br0')?.['bridge.stp'], false);
});

test('the renderer may be said anywhere, and NetworkManager is warned of once', () => {
  const said = diagnose({
    '1.yaml':
      'network:\n  renderer: networkd\n  ethernets: {renderer: networkd, eth0: {renderer: networkd}}\n',
    '2.yaml':
      'network:\n  renderer: NetworkManager\n  bridges: {renderer: NetworkManager, br0: {renderer: NetworkManager}}\n',
  });
  assert.deepEqual(
    said.map(({ severity, code, place }) => `${severity} ${code} ${place?.file}:${place?.line}`),
    ['warning renderer 2.yaml:2'],
  );
});
