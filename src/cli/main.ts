import { processHost } from './host.ts';
import { run } from './program.ts';

// The status is only noted: process.exit() would lose what is still being written to a pipe. No top-level await, which a
// CommonJS bundle does not have.
run(process.argv.slice(2), processHost()).then((status) => {
  process.exitCode = status;
});
