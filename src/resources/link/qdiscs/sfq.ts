import type { QdiscWire } from './wire.ts';

/** struct tc_sfq_qopt_v1, without random early detection; 0 leaves an option at its default. */
export const sfq: QdiscWire = {
  write: ({ limit = 0, perturb = 0, quantum = 0, depth = 0, flows = 0, divisor = 0, headdrop = 0 }) => ({
    ...{ quantum, perturbPeriod: perturb, limit, divisor, flows, depth, headdrop },
    ...{ redLimit: 0, qthMin: 0, qthMax: 0, wlog: 0, plog: 0, scellLog: 0, flags: 0, maxP: 0 },
    ...{ probDrop: 0, forcedDrop: 0, probMark: 0, forcedMark: 0, probMarkHead: 0, forcedMarkHead: 0 },
  }),
  read: ({ limit, perturbPeriod, quantum, depth, flows, divisor, headdrop }) => ({
    limit: Number(limit),
    perturb: Number(perturbPeriod),
    quantum: Number(quantum),
    depth: Number(depth),
    flows: Number(flows),
    divisor: Number(divisor),
    headdrop: Number(headdrop),
  }),
};
