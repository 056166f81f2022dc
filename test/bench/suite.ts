import type { Measure, Samples } from './sample.ts';

/** One line of a table: what is compared with what. */
export interface Comparison {
  readonly name: string;
  readonly against: string;
  readonly measure: Measure;
  /** The ratio to reach. */
  readonly goal?: number;
  /** How many things one sample is about: then the time of one is shown. */
  readonly items?: number;
}

export interface Result {
  readonly title: string;
  readonly samples: Samples;
  readonly comparisons: readonly Comparison[];
}

/** How much to measure: everything, or what fits into a CI job. */
export interface Extent {
  readonly rounds: number;
  /** Rounds of programs that take the median of several passes themselves. */
  readonly programRounds: number;
  readonly messages: number;
  readonly dumped: number;
  readonly links: number;
  /** Addresses and routes of one configuration. */
  readonly addresses: number;
  readonly manyRoutes: number;
  /** Routes of one file that is read only. */
  readonly readRoutes: number;
  /** Numbers of links that follow each other. */
  readonly growth: readonly number[];
  /** Numbers of routes that follow each other. */
  readonly routes: readonly number[];
  /** Routes of others. */
  readonly foreign: number;
}

export const FULL: Extent = {
  rounds: 15,
  programRounds: 5,
  messages: 1_000_000,
  dumped: 100_000,
  links: 1000,
  addresses: 1000,
  manyRoutes: 10_000,
  readRoutes: 100_000,
  growth: [100, 1000, 4000],
  routes: [1000, 10_000, 100_000, 1_000_000],
  foreign: 1_000_000,
};
export const QUICK: Extent = {
  rounds: 1,
  programRounds: 1,
  messages: 20_000,
  dumped: 10_000,
  links: 100,
  addresses: 100,
  manyRoutes: 2000,
  readRoutes: 10_000,
  growth: [10, 100],
  routes: [200, 2000],
  foreign: 10_000,
};
