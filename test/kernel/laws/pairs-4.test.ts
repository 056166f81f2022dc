import { testPairs } from './test-pairs.ts';

testPairs(3);
