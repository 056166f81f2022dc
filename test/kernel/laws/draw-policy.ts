import { type Draw, maybe, one, some } from '../../engine/machine.ts';
import type { Sections } from './case.ts';

const CLASSES = ['links', 'addresses', 'routes', 'rules', 'neighbors', 'fdb', 'mdb'] as const;

/** How severe the configuration is with what others made, and what it looks away from. */
export function drawPolicy(draw: Draw): Sections {
  return {
    ...(maybe(draw, 15) && {
      policy: Object.fromEntries(some(draw, CLASSES).map((name) => [name, 'strict'])),
    }),
    ...(maybe(draw, 15) && { ignore: drawIgnored(draw) }),
  };
}

const drawIgnored = (draw: Draw): Readonly<Record<string, unknown>> => ({
  ...(maybe(draw) && {
    links: [one<unknown>(draw, 'fv*', { kind: 'bridge', name: 'f*' }, { master: 'fbr' })],
  }),
  ...(maybe(draw) && { addresses: [one(draw, '10.0.2.0/24', '2001:db8:2::/64')] }),
  ...(maybe(draw) && { routes: [one<unknown>(draw, { protocol: 'bird' }, { table: 100 })] }),
  ...(maybe(draw) && { rules: [one(draw, '400', '100-199')] }),
});
