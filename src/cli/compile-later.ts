/** Characters of a configuration that is work for a tenth of a second or more. */
const LARGE = 8192;

/** Of bytecode that a function has to run before V8 optimises it: ten times the usual. */
const BUDGET = '--interrupt-budget=675840';
/** Most of what is made lives to the end: helpers on other threads cost more than they clear away. */
const ALONE = '--no-parallel-scavenge';
/** What is new stays in the megabyte that it has: with sixteen of them, twice, a run takes 20 to 30 MB more, and no less time. */
const SMALL = '--semi-space-growth-factor=1';

/** By Node's major version. Others go without: of a flag that it does not know V8 complains on standard error. From 22 on it optimises late by itself. */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  20: [BUDGET, ALONE, SMALL],
  22: [ALONE, SMALL],
  24: [ALONE, SMALL],
};

/**
 * Has V8 optimise later. A run works through each of its parts once or twice: with the usual budget the compiler, on
 * threads of its own, takes a third of the processor's time for code that has little left to do. For a small configuration
 * it does not come to that, and loading node:v8 would take longer.
 * @param loadRest loads what the run will need: V8 takes what it has kept of a file with the flags only that it was kept with
 */
export async function compileLater(characters: number, loadRest: () => Promise<unknown>): Promise<void> {
  const flags = FLAGS[process.versions.node.split('.', 1)[0] ?? ''];
  if (characters < LARGE || flags === undefined) return;
  await loadRest();
  const { setFlagsFromString } = await import('node:v8');
  flags.forEach((flag) => {
    setFlagsFromString(flag);
  });
}
