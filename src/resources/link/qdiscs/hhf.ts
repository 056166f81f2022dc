import { attributes } from './wire.ts';

export const hhf = attributes({
  limit: 'backlogLimit',
  quantum: 'quantum',
  'hh-limit': 'hhFlowsLimit',
  'reset-timeout': 'resetTimeout',
  'admit-bytes': 'admitBytes',
  'evict-timeout': 'evictTimeout',
  'non-hh-weight': 'nonHhWeight',
});
