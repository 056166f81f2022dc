const BAND_2: readonly number[] = Array.from({ length: 14 }, (_, i) => i + 1);
const BAND_5: readonly number[] = [
  ...[36, 40, 44, 48, 52, 56, 60, 64, 100, 104, 108, 112, 116, 120, 124, 128, 132, 136, 140, 144],
  ...[149, 153, 157, 161, 165, 169, 173, 177],
];

const isUpper = (band: string): boolean => band.startsWith('5');

/** The channels of a band, which is given in netplan's words: `2.4GHz`, `5G` … */
export const channelsOf = (band: string): readonly number[] => (isUpper(band) ? BAND_5 : BAND_2);

/** The frequency of a channel in MHz. */
export function frequencyOf(band: string, channel: number): number {
  if (isUpper(band)) return 5000 + 5 * channel;
  return channel === 14 ? 2484 : 2407 + 5 * channel;
}
