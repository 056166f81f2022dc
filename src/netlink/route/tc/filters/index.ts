import { flower } from './flower.ts';
import { basic, bpf, cgroup, flow, fw, matchall, routeFilter } from './others.ts';
import { u32Filter } from './u32.ts';

/** TCA_OPTIONS of filters, by their kind. */
export const filterKinds = {
  matchall,
  flower,
  u32: u32Filter,
  fw,
  basic,
  cgroup,
  route: routeFilter,
  flow,
  bpf,
} as const;
