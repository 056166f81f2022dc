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
  ...{ window: 65536, ssthresh: 9, rtt: 100, rttvar: 50, reordering: 5 },
  ...{ features: 'ecn tcp-usec-ts', locked: 'rtt ssthresh hop-limit' },
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
    { features: 2 },
    { rtt: 7 },
    { rttvar: 2 },
    { lock: 1 << 2 },
    { lock: 1 << 3, hoplimit: 5 },
    { lock: 1 << 16, ccAlgo: 'reno' },
    { rtoMin: 50 },
    { cwnd: 20 },
    { quickack: 7 },
    { fastopenNoCookie: 2 },
  ])
    assert(saysMore(metrics), JSON.stringify(metrics));
  for (const metrics of [
    { mtu: 1400 },
    { lock: 1 << 2, mtu: 1400 },
    { hoplimit: 5, reordering: 3, window: 5, features: 17, rtt: 8, rttvar: 4 },
    { lock: (1 << 10) | (1 << 8), hoplimit: 5, advmss: 1400 },
    { lock: 1 << 13, rtoMin: 50 },
    { lock: (1 << 7) | (1 << 13), rtoMin: 50, cwnd: 20 },
    { quickack: 1, hoplimit: 5, ccAlgo: 'reno' },
  ])
    assert(!saysMore(metrics), JSON.stringify(metrics));
});
