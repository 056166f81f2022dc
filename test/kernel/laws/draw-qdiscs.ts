import { SECTION_ORDER } from '../../../src/model/language/languages.ts';
import { type Draw, maybe, one } from '../../engine/machine.ts';
import type { Device, Sections } from './case.ts';

/** A discipline that every kernel has, and that changes in place. */
const TBF = { kind: 'tbf', rate: '1Mbit', burst: '9Kb', limit: '20Kb' } as const;

/** The configuration with queueing disciplines on some of its devices. */
export function withQdiscs(draw: Draw, sections: Sections): Sections {
  const all: Record<string, Readonly<Record<string, unknown>>> = { ...sections };
  for (const section of SECTION_ORDER) {
    const devices = sections[section];
    if (devices === undefined) continue;
    all[section] = Object.fromEntries(
      Object.entries(devices).map(([name, device]) =>
        maybe(draw, 10) ? [name, { ...(device as Device), qdisc: drawQdisc(draw) }] : [name, device],
      ),
    );
  }
  return all;
}

const drawQdisc = (draw: Draw): unknown =>
  one<unknown>(draw, 'default', 'bfifo', 'noqueue', { kind: 'pfifo', limit: 9 }, TBF, {
    ...TBF,
    rate: '2Mbit',
  });
