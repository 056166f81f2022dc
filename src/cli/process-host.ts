import { discardInput } from './discard-input.ts';
import { fileOutput } from './file-output.ts';
import type { Host } from './host.ts';
import { services } from './services.ts';

/** The host of this process. Its streams are opened at their first use, as that makes Node load a lot of code. */
export function processHost(): Host {
  const { env, execPath, execArgv, argv } = process;
  const script = argv[1];
  return {
    get stdin() {
      return process.stdin;
    },
    stdout: fileOutput(1, () => process.stdout),
    stderr: fileOutput(2, () => process.stderr),
    ...{ env, signals: process, services, discardInput },
    program: script === undefined ? [] : [execPath, ...execArgv, script],
  };
}
