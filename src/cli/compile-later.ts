/** The length of a configuration that takes a tenth of a second or more, in characters. */
const LARGE = 8192;

/** The amount of bytecode that a function runs before V8 optimises it: ten times the default. */
const BUDGET = '--interrupt-budget=675840';
/**
 * Most objects live until the end of the run, so that helper threads for garbage collection cost more than they gain.
 */
const ALONE = '--no-parallel-scavenge';
/**
 * Keeps the space for new objects at a megabyte: with two of sixteen megabytes a run takes 20 to 30 MB more memory, and
 * no less time.
 */
const SMALL = '--semi-space-growth-factor=1';

/**
 * By Node's major version. Other versions get no flags, since V8 complains on standard error about unknown ones. From
 * 22 on V8 optimises late by itself.
 */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  20: [BUDGET, ALONE, SMALL],
  22: [ALONE, SMALL],
  24: [ALONE, SMALL],
};

/**
 * Makes V8 optimise later. A run executes each of its parts once or twice: by default the compiler's threads use a
 * third of the processor time for code that has little left to do. A small configuration does not get that far, and
 * loading node:v8 would take longer.
 * @param loadRest loads the code that the run will need: V8's cached code of a file is only valid with the flags with
 * which it was made
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
