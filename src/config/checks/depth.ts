import type { Context } from '../context.ts';
import type { Draft } from '../draft.ts';
import { idsBelow, spanBetween } from './below.ts';

/** MAX_NEST_DEV, include/linux/netdevice.h: how many devices can stand on each other. */
const MOST = 8;

/** Kinds whose lower device does not count for the kernel's limit (no netdev_upper_dev_link). */
const APART: ReadonlySet<string> = new Set([
  'bareudp',
  'erspan',
  'geneve',
  'gre',
  'gretap',
  'ip6erspan',
  'ip6gre',
  'ip6gretap',
  'ip6tnl',
  'ipip',
  'ipoib',
  'sit',
  'vti',
  'vti6',
  'xfrm',
]);

/** Reports stacks of devices that are too high (__netdev_upper_dev_link: EMLINK). */
export function checkDepth(context: Context): void {
  const { drafts, devices, reporter } = context;
  const ids = idsBelow(context);
  const stacks: [Draft, Draft[]][] = [];
  for (const draft of devices) {
    if (APART.has(draft.kind)) continue;
    const below = ids(draft).flatMap((id) => drafts.get(id) ?? []);
    if (below.length > 0) stacks.push([draft, below]);
  }
  const lowest = new Map<Draft, Draft>();
  const heights = new Map<Draft, number>();
  const heightOf = (draft: Draft): number => heights.get(draft) ?? 1;
  // Each round adds a level; mostly two rounds are enough. Devices that still grow in the last one are too high, or
  // part of a cycle.
  for (let round = 1; round <= MOST; round++) {
    const grown = stacks.map(([draft, below]) => {
      const highest = below.reduce((a, b) => (heightOf(b) > heightOf(a) ? b : a));
      return [draft, highest, heightOf(highest) + 1] as const;
    });
    if (grown.every(([draft, , height]) => heightOf(draft) === height)) break;
    for (const [draft, highest, height] of grown) {
      heights.set(draft, height);
      lowest.set(draft, highest);
    }
  }
  const isTooHigh = (draft: Draft): boolean => heightOf(draft) > MOST;
  for (const [draft] of stacks) {
    const next = lowest.get(draft);
    // Reported only for the lowest device that is too high.
    if (next === undefined || !isTooHigh(draft) || isTooHigh(next)) continue;
    const chain = chainDown(draft, lowest);
    const bottom = chain?.at(-1);
    if (chain?.length !== MOST + 1 || bottom === undefined) continue;
    const names = chain.map(({ id }) => id).join(' on ');
    const message = `at most ${MOST} devices can stand on each other, these are ${chain.length}: ${names}`;
    const related = { message: `"${bottom.id}" is the lowest one`, span: bottom.key };
    reporter.error('too-many-levels', spanBetween(draft, next), message, { related });
  }
}

/** A device with those below it, in a chain; undefined if it is part of a cycle, which is reported elsewhere. */
function chainDown(top: Draft, lowest: ReadonlyMap<Draft, Draft>): readonly Draft[] | undefined {
  const chain: Draft[] = [];
  for (let draft: Draft | undefined = top; draft !== undefined; draft = lowest.get(draft)) {
    if (chain.includes(draft)) return undefined;
    chain.push(draft);
    if (chain.length > MOST + 1) return chain;
  }
  return chain;
}
