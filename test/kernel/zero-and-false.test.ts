import { test } from 'node:test';
import { applyInOneRun } from './support/apply.ts';
import { makeNamespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { assertShows, kindData, portData } from './support/shown.ts';

// What netplan leaves out, as if it were not said.

test('zero and false reach a bond that has other values', { skip: without('bond') }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const bond = (parameters: string): string =>
    network(`ethernets: {eth0: {}}\nbonds: {bond0: {interfaces: [eth0], parameters: {${parameters}}}}`);
  await applyInOneRun(
    ns,
    bond('packets-per-member: 7, resend-igmp: 7, gratuitous-arp: 7, min-links: 1, all-members-active: true'),
  );
  assertShows(kindData(ns, 'bond0'), {
    ...{ packets_per_slave: 7, resend_igmp: 7, num_peer_notif: 7, min_links: 1, all_slaves_active: 1 },
  });
  await applyInOneRun(
    ns,
    bond('packets-per-member: 0, resend-igmp: 0, gratuitous-arp: 0, min-links: 0, all-members-active: false'),
  );
  assertShows(kindData(ns, 'bond0'), {
    ...{ packets_per_slave: 0, resend_igmp: 0, num_peer_notif: 0, min_links: 0, all_slaves_active: 0 },
  });
});

test('zero and false reach a bridge and its ports that have other values', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const bridge = (priority: number, port: number, on: boolean): string =>
    network(`
      ethernets: {eth0: {hairpin: ${on}, neigh-suppress: ${on}, port-mac-learning: ${on}}}
      bridges: {br0: {interfaces: [eth0], parameters: {stp: ${on}, priority: ${priority}, port-priority: {eth0: ${port}}}}}
    `);
  await applyInOneRun(ns, bridge(4096, 9, true));
  assertShows(portData(ns, 'eth0'), { priority: 9, hairpin: true, neigh_suppress: true, learning: true });
  await applyInOneRun(ns, bridge(0, 0, false));
  assertShows(kindData(ns, 'br0'), { priority: 0, stp_state: 0 });
  assertShows(portData(ns, 'eth0'), { priority: 0, hairpin: false, neigh_suppress: false, learning: false });
});
