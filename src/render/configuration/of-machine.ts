import type { AddressLabel, FouPort, Snapshot } from '../../model/index.ts';
import { ipProtocolName } from '../../model/language/ip-protocols.ts';
import { labels } from '../../resources/label/label.ts';
import { compact, filled, type Node } from './document.ts';

/**
 * The lists of `network` that are on no device.
 * @param written the links that are written; what is for others is left out silently
 */
export function machineLists(
  { fouPorts = [], addressLabels = [] }: Snapshot,
  written: ReadonlySet<string>,
): Readonly<Record<string, Node>> {
  const isWritten = ({ link }: { readonly link: string | null }): boolean =>
    link === null || written.has(link);
  return compact({
    'fou-ports': filled(fouPorts.filter(isWritten).map(portEntry)),
    'address-labels': filled(
      addressLabels.filter((label) => isWritten(label) && !labels.automatic(label)).map(labelEntry),
    ),
  });
}

const portEntry = (port: FouPort): Node =>
  compact({
    port: port.port,
    type: port.encapsulation,
    'ip-protocol': port.ipProtocol === null ? undefined : ipProtocolName(port.ipProtocol),
    family: port.family === 6 && port.local === null && port.peer === null ? 'ipv6' : undefined,
    local: port.local ?? undefined,
    peer: port.peer ?? undefined,
    'peer-port': port.peerPort ?? undefined,
    interface: port.link ?? undefined,
  });

const labelEntry = ({ prefix, label, link }: AddressLabel): Node =>
  compact({ prefix, label, interface: link ?? undefined });
