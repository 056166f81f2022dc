import { parentPort, workerData } from 'node:worker_threads';
import fc from 'fast-check';
import { input } from './inputs.ts';
import { judge } from './judge.ts';

const { seed, runs } = workerData as { readonly seed: number; readonly runs: number };
const verdicts: Record<string, number> = {};
const result = fc.check(
  fc.property(input, (bytes) => {
    const verdict = judge(bytes);
    verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  }),
  { seed, numRuns: runs },
);
const [shrunk] = result.counterexample ?? [];
parentPort?.postMessage(
  result.failed ? `${String(result.errorInstance)}\n${JSON.stringify(shrunk?.toString('latin1'))}` : verdicts,
);
