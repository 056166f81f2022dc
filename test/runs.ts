/**
 * How many cases a property is tried with. A build server draws the same ones each time (scripts/fixed-seed.mjs): a third
 * of them will do there. NLAPPLY_PROPERTY_RUNS says another number, for who goes hunting.
 */
export const runs = (usual: number): number =>
  Number(
    process.env['NLAPPLY_PROPERTY_RUNS'] ?? (process.env['CI'] === 'true' ? Math.ceil(usual / 3) : usual),
  );
