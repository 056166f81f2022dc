// npm run soak [-- --runs N --seed S --kinds bridge,veth,…]: random pairs of configurations on this machine's kernel.
import { argv, stdout } from 'node:process';
import { kindsHere } from '../kernel/laws/kinds.ts';
import { reportOf, tryPair } from '../kernel/laws/try-pair.ts';

function option(name: string): string | undefined {
  const at = argv.indexOf(`--${name}`);
  return at < 0 ? undefined : argv[at + 1];
}

const runs = Number(option('runs') ?? 100);
const seed = Number(option('seed') ?? Date.now() % 1_000_000_000);
const kinds = kindsHere(option('kinds')?.split(','));
const shrinks = Number(option('shrinks') ?? 150);

stdout.write(`${runs} pairs from --seed ${seed}, of ${kinds.join(', ')}\n`);
const started = performance.now();
const broken = new Map<string, number[]>();
for (let n = 0; n < runs; n++) {
  const found = await tryPair(seed + n, kinds, shrinks);
  if (found !== undefined) {
    broken.set(found.law, [...(broken.get(found.law) ?? []), seed + n]);
    stdout.write(`\n${reportOf(found)}\n`);
  }
  const seconds = (performance.now() - started) / 1000;
  if ((n + 1) % 20 === 0) stdout.write(`${n + 1} pairs, ${(seconds / (n + 1)).toFixed(2)} s each\n`);
}
for (const [law, seeds] of broken) stdout.write(`${law}: seeds ${seeds.join(', ')}\n`);
if (broken.size > 0) process.exitCode = 1;
