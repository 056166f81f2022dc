import { execFile } from 'node:child_process';
import { accessPointsIn } from '../../../model/access-points.ts';
import type { Client } from '../../../model/index.ts';
import { PATH } from '../path.ts';

/** A running wpa_supplicant answers at once, whatever it is doing. */
const PATIENCE_MS = 2000;

/**
 * Whether a running wpa_supplicant reports that authentication is refused: it then disables the Wi-Fi network for a
 * while, or on a wired link stays in the state FAILURE. Returns the names of such networks, an empty list for a wired
 * link.
 */
export async function turnedAway(
  { role, link, settings }: Pick<Client, 'role' | 'link' | 'settings'>,
  control: string,
): Promise<Client['turnedAway']> {
  if (role === 'auth')
    return /^EAP state=FAILURE$/m.test(await ask('status', link, control)) ? [] : undefined;
  const points = accessPointsIn(settings['access-points']);
  // wpa_supplicant numbers the networks in the order of its configuration.
  const found = [...(await ask('list_networks', link, control)).matchAll(/^(\d+)\t.*\[TEMP-DISABLED\]/gm)];
  const names = found.flatMap(([, number]) => points[Number(number)]?.ssid ?? []);
  return names.length === 0 ? undefined : names;
}

/** Asks the program; an empty text if that fails, since missing information is no reason to fail. */
function ask(question: string, link: string, control: string): Promise<string> {
  const words = ['-p', control, '-i', link, question];
  return new Promise((settle) => {
    execFile('wpa_cli', words, { timeout: PATIENCE_MS, env: { PATH } }, (_error, stdout) => settle(stdout));
  });
}
