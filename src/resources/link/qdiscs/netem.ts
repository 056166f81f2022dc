import type { QdiscOptions } from '../../../model/language/qdiscs/option.ts';
import { nanosecondsOf } from '../../../netlink/index.ts';
import { beyondWord, inWord, type RateSpec } from './rates.ts';
import type { QdiscWire } from './wire.ts';

interface Chance {
  readonly probability: number;
  readonly correlation: number;
}
const NO_CHANCE: Chance = { probability: 0, correlation: 0 };

/** What netem_dump writes. */
interface Parts {
  readonly latency: number;
  readonly jitter: number;
  readonly limit: number;
  readonly loss: number;
  readonly duplicate: number;
  readonly gap: number;
  readonly corr?: { readonly delayCorr: number; readonly lossCorr: number; readonly dupCorr: number };
  readonly reorder?: Chance;
  readonly corrupt?: Chance;
  readonly rate?: Pick<RateSpec, 'rate'>;
  readonly rate64?: bigint;
  readonly latency64?: bigint;
  readonly jitter64?: bigint;
  readonly ecn?: number;
}

/** The same members in both directions, as each message says all of the header (netem_change). */
export const netem: QdiscWire = {
  write(options) {
    const {
      limit = 1000,
      loss = 0,
      duplicate = 0,
      gap = 0,
      delay = 0,
      jitter = 0,
      rate = 0,
      ecn = 0,
    } = options;
    return {
      ...{ latency: 0, limit, loss, gap, duplicate, jitter: 0 },
      corr: {
        delayCorr: options['delay-correlation'] ?? 0,
        lossCorr: options['loss-correlation'] ?? 0,
        dupCorr: options['duplicate-correlation'] ?? 0,
      },
      reorder: chance('reorder', options),
      corrupt: chance('corrupt', options),
      ...beyondWord('rate64', rate),
      rate: { rate: inWord(rate), packetOverhead: 0, cellSize: 0, cellOverhead: 0 },
      ecn,
      latency64: BigInt(delay),
      jitter64: BigInt(jitter),
    };
  },
  read(members) {
    const parts = members as unknown as Parts;
    const { limit, loss, duplicate, gap, corr, reorder = NO_CHANCE, corrupt = NO_CHANCE } = parts;
    return {
      limit,
      delay: Number(parts.latency64 ?? nanosecondsOf(parts.latency)),
      jitter: Number(parts.jitter64 ?? nanosecondsOf(parts.jitter)),
      'delay-correlation': corr?.delayCorr ?? 0,
      loss,
      'loss-correlation': corr?.lossCorr ?? 0,
      duplicate,
      'duplicate-correlation': corr?.dupCorr ?? 0,
      corrupt: corrupt.probability,
      'corrupt-correlation': corrupt.correlation,
      reorder: reorder.probability,
      'reorder-correlation': reorder.correlation,
      gap,
      rate: Number(parts.rate64 ?? parts.rate?.rate ?? 0),
      ecn: parts.ecn ?? 0,
    };
  },
};

const chance = (name: string, options: QdiscOptions): Chance => ({
  probability: options[name] ?? 0,
  correlation: options[`${name}-correlation`] ?? 0,
});
