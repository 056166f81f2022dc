import { COUNT, HANDLE, listOf, listOptions, type QdiscKind, type QdiscOptions, QUANTUM } from './option.ts';

/** TCQ_ETS_MAX_BANDS, and TC_PRIO_MAX + 1. */
const MOST = 16;
const PRIORITIES = 16;

/** As tc has it, there are as many bands as are said, if their number is not. */
const bandsOf = (options: QdiscOptions): number =>
  options['bands'] ?? (options['strict'] ?? 0) + listOf('quanta', options).length;

/** Enhanced transmission selection: some bands in the order of their priority, and others that share what is left by their quanta. */
export const ets = (): QdiscKind => ({
  options: {
    handle: HANDLE,
    bands: { ...COUNT, least: 1, most: MOST },
    strict: { ...COUNT, most: MOST, usual: 0 },
    // The MTU (ets_qdisc_change).
    ...listOptions('quanta', MOST, { ...QUANTUM, ofDevice: () => [] }),
    ...listOptions('priomap', PRIORITIES, { ...COUNT, most: MOST - 1 }),
  },
  lists: { quanta: MOST, priomap: PRIORITIES },
  bands: bandsOf,
  classifies: true,
  fault(options) {
    const bands = bandsOf(options);
    const shared = listOf('quanta', options).length;
    if (bands === 0) return ['', 'needs "bands", "strict" or "quanta"'];
    if (bands > MOST) return ['quanta', `must leave no more than ${MOST} bands together with "strict"`];
    if ((options['strict'] ?? 0) + shared > bands)
      return [shared > 0 ? 'quanta' : 'strict', 'must be for no more than "bands" together with "strict"'];
    const most = Math.max(0, ...listOf('priomap', options));
    return most < bands ? undefined : ['priomap', `must be below "bands", which is ${bands}`];
  },
  settle: (options) => {
    const bands = bandsOf(options);
    const map = Array.from({ length: PRIORITIES }, (_, i) => [`priomap.${i}`, bands - 1] as const);
    return { handle: 1, ...Object.fromEntries(map), ...options, bands };
  },
  unsettle({ handle, ...options }) {
    const said: Record<string, number> = {
      ...options,
      ...(handle !== 1 && handle !== undefined && { handle }),
    };
    for (let i = PRIORITIES - 1; said[`priomap.${i}`] === bandsOf(options) - 1; i--)
      delete said[`priomap.${i}`];
    return said;
  },
});
