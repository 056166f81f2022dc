/** Collects garbage, under `node --expose-gc`. */
export function collect(): void {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error('run with node --expose-gc');
  gc();
}
