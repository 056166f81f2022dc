// One step of a build: quiet when it works, its whole output and a closing reason when it does not.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './freshness.mjs';

export function die(message) {
  process.stderr.write(`build: ${message}\n`);
  process.exit(1);
}

export function report(title, started) {
  process.stderr.write(`build: ${title} (${((performance.now() - started) / 1000).toFixed(1)} s)\n`);
}

/** Runs a command below the repository's root and returns its standard output; ends the process if it fails. */
export function step(title, command, args, env = {}) {
  const started = performance.now();
  const { error, status, signal, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (error || status !== 0) {
    process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
    const reason = error?.message ?? (signal ? `killed by ${signal}` : `exit status ${status}`);
    die(`${title} failed: \`${[command, ...args].join(' ')}\`: ${reason}`);
  }
  report(title, started);
  return stdout;
}

/** Node's own headers lie beside most installations of it; node-gyp would download them again. */
export function headerArguments() {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, 'include/node/node_api.h')) ? [`--nodedir=${prefix}`] : [];
}
