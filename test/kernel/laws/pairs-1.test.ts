import { testPairs } from './test-pairs.ts';

testPairs(0);
