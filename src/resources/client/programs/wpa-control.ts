import { execFile } from 'node:child_process';
import { accessPointsIn } from '../../../model/access-points.ts';
import type { Client } from '../../../model/index.ts';
import { PATH } from '../path.ts';

/** A running one answers at once, whatever it is at. */
const PATIENCE_MS = 2000;

/**
 * Whether somebody turns a running wpa_supplicant away, as far as it says: a Wi-Fi network is left alone for a while when it
 * has, and an authentication on a cable that has failed is held.
 */
export async function turnedAway(
  { role, link, settings }: Pick<Client, 'role' | 'link' | 'settings'>,
  control: string,
): Promise<Client['turnedAway']> {
  if (role === 'auth')
    return /^EAP state=FAILURE$/m.test(await ask('status', link, control)) ? [] : undefined;
  const points = accessPointsIn(settings['access-points']);
  // They have the numbers of their order in its configuration.
  const found = [...(await ask('list_networks', link, control)).matchAll(/^(\d+)\t.*\[TEMP-DISABLED\]/gm)];
  const names = found.flatMap(([, number]) => points[Number(number)]?.ssid ?? []);
  return names.length === 0 ? undefined : names;
}

/** Nothing where it cannot be asked: what it does not say is no reason to fail. */
function ask(question: string, link: string, control: string): Promise<string> {
  const words = ['-p', control, '-i', link, question];
  return new Promise((settle) => {
    execFile('wpa_cli', words, { timeout: PATIENCE_MS, env: { PATH } }, (_error, stdout) => settle(stdout));
  });
}
