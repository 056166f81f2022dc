/** What one run took: milliseconds, and KiB of peak memory where it was a process of its own. */
export interface Sample {
  readonly wall: number;
  readonly cpu: number;
  readonly rss?: number;
}

/** Something to measure; one run may give several samples, by name (a cold and a warm one). */
type Named = Readonly<Record<string, Sample>>;
export type Subject = () => Named | Promise<Named>;

export type Samples = Readonly<Record<string, readonly Sample[]>>;

/** Runs all subjects once a round, so that a noisy minute meets all of them: A B A B. A first round is thrown away. */
export async function interleave(subjects: readonly Subject[], rounds: number): Promise<Samples> {
  const samples: Record<string, Sample[]> = {};
  for (let round = 0; round <= rounds; round++) {
    for (const subject of subjects) {
      for (const [name, sample] of Object.entries(await subject())) {
        if (round === 0) samples[name] = [];
        else samples[name]?.push(sample);
      }
    }
  }
  return samples;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? Number.NaN) + high) / 2;
}

/** How many times what another took, round by round. */
export interface Ratio {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export type Measure = keyof Sample;

/** The ratio of two names' samples that were taken in the same rounds. */
export function ratio(samples: Samples, of: string, against: string, measure: Measure): Ratio {
  const base = samples[against] ?? [];
  const ratios = (samples[of] ?? []).map(
    (s, i) => (s[measure] ?? Number.NaN) / (base[i]?.[measure] ?? Number.NaN),
  );
  return { median: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios) };
}
