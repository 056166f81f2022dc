import type { Value } from './value.ts';

/** A Wi-Fi network to join, or to make. */
export interface AccessPoint {
  readonly ssid: string;
  /** Key to value, by their names in the configuration; of authentication `auth.method` and the like. */
  readonly secrets: ReadonlyMap<string, Value>;
  readonly settings: ReadonlyMap<string, Value>;
}

/** The setting `access-points`: a list of the name, the secrets (none: null), and the rest, each in pairs. */
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
