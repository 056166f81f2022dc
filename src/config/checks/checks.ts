import type { Context } from '../draft.ts';
import { checkAddresses } from './addresses.ts';
import { joinBridges } from './bridge-ports.ts';
import { checkCycles } from './cycles.ts';
import { checkLowerDevices } from './lower-devices.ts';
import { checkNames } from './names.ts';
import { joinPeers } from './peers.ts';
import { checkRoutes } from './routes.ts';
import { checkRules } from './rules.ts';
import { checkVnis } from './vnis.ts';

/** What no single device can tell: references, and what must be there once only. The first two settle who belongs to whom. */
export const CHECKS: readonly ((context: Context) => void)[] = [
  joinBridges,
  joinPeers,
  checkLowerDevices,
  checkVnis,
  checkCycles,
  checkNames,
  checkAddresses,
  checkRoutes,
  checkRules,
];
