import { attributes } from './wire.ts';

const COMMON = {
  limit: 'limit',
  target: 'target',
  alpha: 'alpha',
  beta: 'beta',
  ecn: 'ecn',
  bytemode: 'bytemode',
  'dq-rate-estimator': 'dqRateEstimator',
} as const;

export const pie = attributes(COMMON);

export const fqPie = attributes({
  ...COMMON,
  flows: 'flows',
  quantum: 'quantum',
  'memory-limit': 'memoryLimit',
  'ecn-prob': 'ecnProb',
});
