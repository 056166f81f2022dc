import type { ClientProgram } from '../../model/language/clients.ts';
import type { Program } from './program.ts';
import { dhcpcd } from './programs/dhcpcd.ts';
import { udhcpc } from './programs/udhcpc.ts';
import { wpaSupplicant } from './programs/wpa-supplicant.ts';

/** A new program needs a line here and one in CLIENT_PROGRAMS. */
export const PROGRAMS: Readonly<Record<ClientProgram, Program>> = {
  dhcpcd,
  udhcpc,
  wpa_supplicant: wpaSupplicant,
};
