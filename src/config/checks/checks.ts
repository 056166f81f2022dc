import type { Context } from '../context.ts';
import { checkAddresses } from './addresses.ts';
import { checkAlternativeNames } from './alternative-names.ts';
import { checkBareudpPorts } from './bareudp-ports.ts';
import { checkBonds } from './bonds.ts';
import { checkBridgePorts } from './bridge-ports.ts';
import { checkCycles } from './cycles.ts';
import { checkDepth } from './depth.ts';
import { checkForwarding } from './fdb.ts';
import { checkIgnored } from './ignored.ts';
import { checkIpv6 } from './ipv6.ts';
import { checkL2tpSessions } from './l2tp-sessions.ts';
import { checkLowerDevices } from './lower-devices.ts';
import { checkMacs } from './macs.ts';
import { checkMacvlanMacs } from './macvlan-macs.ts';
import { checkGroups } from './mdb.ts';
import { checkMtus } from './mtus.ts';
import { checkNames } from './names.ts';
import { checkNeighbors } from './neighbors.ts';
import { checkOfMachine } from './of-machine.ts';
import { checkOffloads } from './offloads.ts';
import { checkPaths } from './paths.ts';
import { joinPeers } from './peers.ts';
import { joinPorts } from './ports.ts';
import { checkReferences } from './references.ts';
import { checkRoutes } from './routes.ts';
import { checkRules } from './rules.ts';
import { checkSameMetric } from './same-metric.ts';
import { checkSameNics } from './same-nics.ts';
import { checkTakenPorts } from './taken-ports.ts';
import { checkTraffic } from './traffic.ts';
import { checkTunnels } from './tunnels.ts';
import { joinUsualRoutes } from './usual-routes.ts';
import { joinVirtualFunctions } from './virtual-functions.ts';
import { checkVlans } from './vlans.ts';
import { checkVnis } from './vnis.ts';
import { leadOverPorts } from './vrf-routes.ts';
import { adoptTables } from './vrf-tables.ts';
import { checkXfrmIds } from './xfrm-ids.ts';

/** Checks across devices: references, and things that can exist only once. The first two determine ports and peers. */
export const CHECKS: readonly ((context: Context) => void)[] = [
  joinPorts,
  joinPeers,
  checkReferences,
  checkSameNics,
  joinVirtualFunctions,
  adoptTables,
  leadOverPorts,
  checkTakenPorts,
  checkBonds,
  checkBridgePorts,
  checkLowerDevices,
  checkVlans,
  checkMtus,
  checkOffloads,
  checkTraffic,
  checkIpv6,
  checkMacs,
  checkMacvlanMacs,
  checkVnis,
  checkL2tpSessions,
  checkXfrmIds,
  checkBareudpPorts,
  checkTunnels,
  checkCycles,
  checkDepth,
  checkNames,
  checkAlternativeNames,
  checkAddresses,
  checkNeighbors,
  checkForwarding,
  checkGroups,
  checkOfMachine,
  joinUsualRoutes,
  checkRoutes,
  checkPaths,
  checkRules,
  checkSameMetric,
  checkIgnored,
];
