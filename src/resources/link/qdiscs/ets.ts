import { asList, listOf } from '../../../model/language/qdiscs/option.ts';
import type { QdiscWire } from './wire.ts';

interface Bands {
  readonly bands?: readonly number[];
}

export const ets: QdiscWire = {
  write: (options) => {
    const { bands: nbands = 0, strict: nstrict = 0 } = options;
    const quanta = listOf('quanta', options);
    return {
      nbands,
      nstrict,
      ...(quanta.length > 0 && { quanta: { bands: quanta } }),
      priomap: { bands: listOf('priomap', options) },
    };
  },
  read: ({ nbands, nstrict, quanta, priomap }) => ({
    bands: Number(nbands),
    strict: Number(nstrict ?? 0),
    ...asList('quanta', (quanta as Bands | undefined)?.bands ?? []),
    ...asList('priomap', (priomap as Bands | undefined)?.bands ?? []),
  }),
};
