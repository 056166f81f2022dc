import { beyondWord, bytesIn, type RateSpec, rateSpec } from './rates.ts';
import type { QdiscWire } from './wire.ts';

interface Parameters {
  readonly rate: RateSpec;
  readonly peakrate: RateSpec;
  readonly limit: number;
  readonly buffer: number;
  readonly mtu: number;
}

export const tbf: QdiscWire = {
  write: ({ rate = 0, burst = 0, limit = 0, peakrate = 0, mtu = 0, mpu = 0 }) => ({
    ...beyondWord('rate64', rate),
    ...beyondWord('prate64', peakrate),
    burst,
    ...(peakrate > 0 && { pburst: mtu }),
    parms: { rate: rateSpec(rate, mpu), peakrate: rateSpec(peakrate, mpu), limit, buffer: 0, mtu: 0 },
  }),
  read: ({ parms, rate64, prate64 }) => {
    // Safe: what tbf_dump always writes.
    const { rate, peakrate, limit, buffer, mtu } = parms as Parameters;
    const [usual, peak] = [Number(rate64 ?? rate.rate), Number(prate64 ?? peakrate.rate)];
    return {
      rate: usual,
      burst: bytesIn(buffer, usual),
      limit,
      ...(peak > 0 && { peakrate: peak, mtu: bytesIn(mtu, peak) }),
      mpu: rate.mpu,
    };
  },
};
