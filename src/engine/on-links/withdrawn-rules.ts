import type { Item, Rule, Step } from '../../model/index.ts';
import { hasGateway } from '../../resources/route/paths.ts';

/**
 * Divides the steps that remove rules into those before and those after the steps of routes. Usually rules go last. But the kernel looks a
 * new route's gateway up by the rules (fib_check_nh_nongw), and refuses the route if one that refuses packets comes first. So such rules go
 * before routes by a gateway are made, unless another one is to take their place: packets are then refused all the time.
 * @param hasRun whether very many IPv4 routes are made besides
 */
export function withdrawnRules(
  going: readonly Step[],
  made: readonly Step[],
  ofRoutes: readonly Step[],
  hasRun: boolean,
): { readonly early: readonly Step[]; readonly late: readonly Step[] } {
  const refusing = going.filter(({ before }) => isRefusing(before));
  if (refusing.length === 0) return { early: [], late: going };
  const isMade = ({ family }: Rule): boolean =>
    made.some(({ after }) => isRefusing(after) && after.family === family);
  const isNeeded = ({ family }: Rule): boolean =>
    (hasRun && family === 4) ||
    ofRoutes.some(({ after }) => after?.type === 'route' && after.family === family && hasGateway(after));
  // One that is made anew with others because of their order goes with these.
  const isEarly = ({ before, around }: Step): boolean =>
    isRefusing(before) && around === undefined && isNeeded(before) && !isMade(before);
  return { early: going.filter(isEarly), late: going.filter((step) => !isEarly(step)) };
}

const isRefusing = (item: Item | null): item is Rule => item?.type === 'rule' && REFUSING.has(item.action);

const REFUSING: ReadonlySet<Rule['action']> = new Set(['blackhole', 'unreachable', 'prohibit']);
