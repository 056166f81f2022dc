import type { RouteScope } from '../model/index.ts';

/** rtm_scope and ifa_scope of rtnetlink(7). */
const NUMBERS = { global: 0, site: 200, link: 253, host: 254, nowhere: 255 } as const;
type Named = keyof typeof NUMBERS;
const NAMES = new Map<number, Named>((Object.keys(NUMBERS) as Named[]).map((name) => [NUMBERS[name], name]));

export function scopeNumber(scope: RouteScope): number {
  return typeof scope === 'number' ? scope : NUMBERS[scope];
}

export function scopeName(number: number): RouteScope {
  return NAMES.get(number) ?? number;
}
