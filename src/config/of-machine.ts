import type { AddressLabel } from '../model/address-label.ts';
import type { FouPort } from '../model/fou-port.ts';
import { readAddressLabels } from './address-labels.ts';
import type { Said } from './draft.ts';
import { readFouPorts } from './fou-ports.ts';
import type { MapNode } from './node.ts';
import type { Reporter } from './reporter.ts';

/** What is declared for the machine as a whole, on no device. */
export interface OfMachine {
  fouPorts: readonly Said<FouPort>[];
  addressLabels: readonly Said<AddressLabel>[];
}

/** Reads the lists of `network`. */
export const readOfMachine = (network: MapNode, reporter: Reporter): OfMachine => ({
  fouPorts: readFouPorts(network, reporter),
  addressLabels: readAddressLabels(network, reporter),
});
