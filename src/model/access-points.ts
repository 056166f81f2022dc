import type { Value } from './value.ts';

/** A Wi-Fi network to join or, as an access point, to provide. */
export interface AccessPoint {
  readonly ssid: string;
  /** The secrets by their keys in the configuration; those of authentication as `auth.password` and the like. */
  readonly secrets: ReadonlyMap<string, Value>;
  readonly settings: ReadonlyMap<string, Value>;
}

/**
 * The setting `access-points`: for each network a list of its name, its secrets (null if it has none) and its other
 * settings, both as pairs.
 */
export const accessPointsValue = (points: readonly AccessPoint[]): Value =>
  points.map(({ ssid, secrets, settings }) => [
    ssid,
    secrets.size === 0 ? null : [...secrets],
    [...settings],
  ]);

export function accessPointsIn(value: Value | undefined): readonly AccessPoint[] {
  const points = Array.isArray(value) ? value : [];
  return points.flatMap((point): AccessPoint[] => {
    if (!Array.isArray(point)) return [];
    const [ssid, secrets, settings] = point as readonly (Value | undefined)[];
    return [{ ssid: String(ssid), secrets: pairs(secrets), settings: pairs(settings) }];
  });
}

function pairs(value: Value | undefined): ReadonlyMap<string, Value> {
  const list = Array.isArray(value) ? value : [];
  return new Map(
    list.flatMap((pair): [string, Value][] => {
      const [key, member] = Array.isArray(pair) ? (pair as readonly (Value | undefined)[]) : [];
      return typeof key === 'string' && member !== undefined ? [[key, member]] : [];
    }),
  );
}
