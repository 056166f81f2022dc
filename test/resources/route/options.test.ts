import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Route, RouteOptions } from '../../../src/model/index.ts';
import { metricsOf, prefOf, readOptions, saysMore } from '../../../src/resources/route/options.ts';

const route: Route = {
  ...{ type: 'route', family: 6, table: 254, to: 'fd00::/8', tos: 0, metric: 1024, kind: 'unicast' },
  via: 'fe80::1',
};

const ALL: RouteOptions = {
  ...{ lockMtu: true, hopLimit: 64, quickAck: true, fastOpenNoCookie: true, congestionControl: 'bbr' },
  ...{ rtoMin: 50, maximumCongestionWindow: 20, preference: 'low' },
};

test('What is written is read again', () => {
  const one = { ...route, mtu: 1400, options: ALL };
  const metrics = metricsOf(one);
  assert.deepEqual(readOptions(metrics, prefOf(one)), ALL);
  assert(metrics !== undefined && !saysMore(metrics));
});

test('A route without options has none, and medium is no preference', () => {
  assert.equal(metricsOf(route), undefined);
  assert.equal(prefOf(route), undefined);
  assert.equal(readOptions(undefined, 0), undefined);
  assert.equal(readOptions({ mtu: 1400 }, 0), undefined);
  assert.deepEqual(readOptions(undefined, 1), { preference: 'high' });
});

test('Metrics that the options do not say are kept as they came', () => {
  for (const metrics of [
    { window: 5 },
    { hoplimit: 5, reordering: 3 },
    { lock: 1 << 2 },
    { lock: 1 << 10, hoplimit: 5 },
    { rtoMin: 50 },
    { cwnd: 20 },
    { quickack: 7 },
    { fastopenNoCookie: 2 },
  ])
    assert(saysMore(metrics), JSON.stringify(metrics));
  for (const metrics of [
    { mtu: 1400 },
    { lock: 1 << 2, mtu: 1400 },
    { lock: 1 << 13, rtoMin: 50 },
    { lock: (1 << 7) | (1 << 13), rtoMin: 50, cwnd: 20 },
    { quickack: 1, hoplimit: 5, ccAlgo: 'reno' },
  ])
    assert(!saysMore(metrics), JSON.stringify(metrics));
});
