import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otherMeanings } from '../../../src/config/netplan/meanings.ts';
import { eth0, network } from '../diagnose.ts';

/** `line:column message` of each difference, in files named a.yaml, b.yaml … */
function differences(...texts: readonly string[]): readonly string[] {
  const sources = texts.map((text, i) => ({ file: `${'abc'[i]}.yaml`, text }));
  return otherMeanings(sources).map(({ place, message }) => `${place?.file}:${place?.line} ${message}`);
}

test('what means the same is no difference', () => {
  assert.deepEqual(differences(eth0('addresses: [192.0.2.1/24]', 'dhcp4: false')), []);
  assert.deepEqual(differences(network('bridges: {br0: {parameters: {stp: false, priority: 4096}}}')), []);
  assert.deepEqual(differences(''), []);
  assert.deepEqual(differences('network: [}'), []);
});

test('values that netplan leaves out are told at their place', () => {
  const said = differences(
    network(
      'bonds: {b: {parameters: {resend-igmp: 0, all-slaves-active: no, min-links: 1}, ipv6-privacy: false}}',
      'bridges: {br0: {parameters: {stp: true, priority: 0, port-priority: {b: 0}}}}',
      'tunnels: {wg0: {mode: wireguard, port: 0, peers: [{keepalive: 25}, {keepalive: 0}]}}',
    ),
  );
  assert.deepEqual(
    said.map((text) => / "(.*?)" out/.exec(text)?.[1]),
    [
      'resend-igmp: 0',
      'all-slaves-active: no',
      'ipv6-privacy: false',
      'priority: 0',
      'port-priority: 0',
      'port: 0',
      'keepalive: 0',
    ],
  );
});

test('what netplan does besides is told where it comes from', () => {
  assert.match(
    differences(network('bridges: {br0: {parameters: {priority: 4096}}}')).join(),
    /^a\.yaml:2 netplan turns the spanning tree protocol on for "br0"/,
  );
  assert.match(
    differences(eth0('mtu: 1400')).join(),
    /because of "mtu" netplan turns wake-on-LAN off for "eth0"/,
  );
  assert.deepEqual(differences(eth0('mtu: 1400', 'wakeonlan: false')), []);
  assert.match(differences(eth0('renderer: NetworkManager')).join(), /hands "eth0" to NetworkManager/);
  assert.match(differences(eth0('accept-ra: true')).join(), /networkd takes router advertisements/);
});

test('a port of a bridge that keeps its link-local address is told where it is a port', () => {
  const ports = (lan0: string, lan1: string): readonly string[] =>
    differences(
      network(`ethernets: {lan0: {${lan0}}, lan1: {${lan1}}}`, 'bridges: {br0: {interfaces: [lan0, lan1]}}'),
    );
  const [first, second, ...others] = ports('', 'link-local: [ipv6]');
  assert.match(String(first), /^a\.yaml:3 netplan lets "lan0" have no link-local address/);
  assert.match(String(second), /"lan1" have no link-local address, because it is a port of "br0"/);
  assert.deepEqual(others, []);
  assert.deepEqual(ports('link-local: []', 'link-local: [ipv4]'), []);
});

test('what a later file loses with netplan is told in that file', () => {
  const peers = (key: string): string =>
    network(`tunnels: {wg0: {mode: wireguard, peers: [{keys: {public: ${key}}}]}}`);
  assert.match(differences(peers('a'), peers('b')).join(), /^b\.yaml:2 netplan leaves this list out/);
  const addresses = (list: string): string => eth0(`addresses: ${list}`);
  assert.match(
    differences(addresses('[192.0.2.1/24]'), addresses('[192.0.2.1/24: {label: a}, 192.0.2.2/24]')).join(),
    /^b\.yaml:4 netplan loses the rest of this list/,
  );
  const parameters = (text: string): string => network(`bridges: {br0: {parameters: {${text}}}}`);
  assert.match(
    differences(parameters('stp: false'), parameters('priority: 4096')).join(),
    /^b\.yaml:2 netplan turns the spanning tree protocol of "br0" on again/,
  );
});
