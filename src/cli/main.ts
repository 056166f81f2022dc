import { processHost } from './process-host.ts';
import { run } from './program.ts';

// Everything is written by then. If Node ended by itself it would take its heap apart, which takes a twentieth of a
// small run. No top-level await, which a CommonJS bundle cannot have.
run(process.argv.slice(2), processHost()).then((status) => process.exit(status));
