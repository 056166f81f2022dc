import { processHost } from './host.ts';
import { run } from './program.ts';

// By then all is written. Node would take its heap apart to end by itself: a twentieth of a small run. No top-level await, which a
// CommonJS bundle does not have.
run(process.argv.slice(2), processHost()).then((status) => process.exit(status));
