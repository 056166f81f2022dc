import { codelTimeShown, withCodelTimes } from '../../../model/language/qdiscs/codel-time.ts';
import { attributes, type QdiscWire } from './wire.ts';

const COMMON = {
  limit: 'limit',
  target: 'target',
  interval: 'interval',
  ecn: 'ecn',
  'ce-threshold': 'ceThreshold',
} as const;

const byCodel = ({ write, read }: QdiscWire): QdiscWire => ({
  write,
  read: (members) => withCodelTimes(read(members), codelTimeShown),
});

export const codel = byCodel(attributes(COMMON));

export const fqCodel = byCodel(
  attributes({
    ...COMMON,
    flows: 'flows',
    quantum: 'quantum',
    'memory-limit': 'memoryLimit',
    'drop-batch': 'dropBatchSize',
  }),
);
