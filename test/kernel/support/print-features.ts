// Prints what tests may need and this kernel has, for NLAPPLY_ELSEWHERE.
import { features } from './needs.ts';

console.log(features().join(' '));
