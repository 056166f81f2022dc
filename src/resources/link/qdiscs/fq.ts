import { attributes, type QdiscWire } from './wire.ts';

const plain = attributes({
  limit: 'plimit',
  'flow-limit': 'flowPlimit',
  'orphan-mask': 'orphanMask',
  quantum: 'quantum',
  'initial-quantum': 'initialQuantum',
  pacing: 'rateEnable',
  maxrate: 'flowMaxRate',
  'low-rate-threshold': 'lowRateThreshold',
  'ce-threshold': 'ceThreshold',
  'timer-slack': 'timerSlack',
  horizon: 'horizon',
  'horizon-drop': 'horizonDrop',
});

export const fq: QdiscWire = {
  write: ({ buckets, ...others }) => ({
    ...plain.write(others),
    ...(buckets !== undefined && { bucketsLog: Math.log2(buckets) }),
  }),
  read: (members) => ({ ...plain.read(members), buckets: 2 ** Number(members['bucketsLog'] ?? 0) }),
};
