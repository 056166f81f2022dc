import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Snapshot } from '../../src/model/index.ts';
import { snapshotFault } from '../../src/model/snapshot-shape.ts';
import { document, NO_SNAPSHOT } from '../cli/harness.ts';
import { runs } from '../runs.ts';

/** One of everything, every member said. */
const FULL: Snapshot = {
  format_version: 1,
  links: [
    {
      type: 'link',
      name: 'eth0',
      kind: 'physical',
      attributes: {
        mtu: 1500,
        alias: null,
        state: 'up',
        'alternative-names': ['enp1s0'],
        'macvlan.flags': ['nodst'],
      },
      index: 2,
      facts: {
        permanentAddress: '02:00:00:00:00:01',
        originalAddress: '02:00:00:00:00:02',
        driver: 'virtio_net',
        device: 'virtio0',
        path: 'pci-0000:00:03.0',
        peerElsewhere: true,
        defaultQdisc: 'noqueue',
        othersBelow: true,
        qdiscsOfOthers: ['1:10 fq_codel limit 500'],
        ingressOnly: true,
        noCarrier: true,
        usualPathCost: 2,
      },
    },
  ],
  addresses: [
    {
      type: 'address',
      link: 'eth0',
      family: 4,
      address: '192.0.2.1',
      prefix: 24,
      label: 'eth0',
      lifetime: 'forever',
      broadcast: null,
      scope: 'global',
      peer: '192.0.2.2',
      protocol: 78,
      dynamic: false,
      tentative: false,
      secondary: false,
    },
  ],
  routes: [
    {
      type: 'route',
      family: 6,
      table: 254,
      to: '::/0',
      tos: 0,
      metric: 1024,
      kind: 'unicast',
      via: 'fe80::1',
      link: null,
      from: null,
      scope: 77,
      onLink: true,
      protocol: 3,
      mtu: null,
      advertisedMss: 1200,
      congestionWindow: null,
      advertisedReceiveWindow: 9,
      nexthops: [{ via: null, link: 'eth0', weight: 1, onLink: false }],
      nexthopId: 61,
      options: { lockMtu: true, hopLimit: 3, preference: 'low' },
    },
  ],
  rules: [
    {
      type: 'rule',
      family: 4,
      priority: 100,
      from: '10.0.0.0/8',
      to: '10.1.0.0/16',
      tos: 16,
      mark: 1,
      markMask: 255,
      action: 'lookup',
      table: 100,
      iif: 'eth0',
      oif: 'eth1',
      protocol: 3,
      others: 'tunId 5',
      l3mdev: true,
      target: 5,
      suppressInterfaceGroup: 0,
    },
  ],
};

test('A snapshot with every member is one, by the check and by the schema.', () => {
  for (const snapshot of [FULL, NO_SNAPSHOT]) {
    assert.equal(snapshotFault(snapshot), null);
    document(JSON.stringify(snapshot), 'snapshot');
  }
});

test('A fault is named with its path and with what was expected.', () => {
  const [route] = FULL.routes;
  assert.equal(snapshotFault([]), 'the document: expected a mapping');
  assert.equal(snapshotFault({ ...FULL, format_version: 2 }), 'format_version: expected 1');
  assert.equal(
    snapshotFault({ ...FULL, routes: [{ ...route, nexthops: [{ via: null }] }] }),
    'routes[0].nexthops[0].link: expected a text',
  );
});

/** The paths of all leaves and inner nodes of a document. */
function paths(node: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof node !== 'object' || node === null) return [path];
  return [path, ...Object.entries(node).flatMap(([key, value]) => paths(value, [...path, key]))];
}

/** A copy with the node at a path replaced, or taken out for undefined. */
function replaced(node: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(node))
    return node.map((item, i) => (String(i) === key ? replaced(item, rest, value) : item));
  if (typeof node !== 'object' || node === null) return value;
  const entries = Object.entries(node).map(([k, v]) => [k, k === key ? replaced(v, rest, value) : v]);
  return Object.fromEntries(entries.filter(([, v]) => v !== undefined));
}

test('The check and the published schema agree on every snapshot with one member changed.', () => {
  const value = fc.constantFrom<unknown>(
    undefined,
    null,
    1,
    4,
    0,
    -1,
    1.5,
    'x',
    'lookup',
    true,
    [],
    {},
    ['x'],
    [7],
    { a: {} },
  );
  fc.assert(
    fc.property(fc.constantFrom(...paths(FULL)), value, (path, put) => {
      const changed = replaced(FULL, path, put) ?? null;
      const byCheck = snapshotFault(JSON.parse(JSON.stringify(changed))) === null;
      let bySchema = true;
      try {
        document(JSON.stringify(changed), 'snapshot');
      } catch {
        bySchema = false;
      }
      assert.equal(byCheck, bySchema, `${path.join('.')} = ${JSON.stringify(put)}`);
    }),
    { numRuns: runs(2000) },
  );
});
