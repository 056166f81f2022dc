// A program of its own, bundled like nlapply: node bin/nlapply.cjs CONFIG NETNS STATE-DIR prints what each stage of an apply took.
import { started } from './clock.ts';

import('./stages.ts')
  .then(({ runStages }) => runStages(started, process.argv.slice(2)))
  .catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
  });
