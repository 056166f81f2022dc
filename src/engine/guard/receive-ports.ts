import type { FouPort, Link } from '../../model/index.ts';
import type { World } from '../../resources/world.ts';
import type { Ends } from './tunnel-ends.ts';

/**
 * The UDP port that closes, so that packets of a tunnel which come with a UDP header are no longer taken; undefined if there
 * is none. To which port the other end sends is not known here: mostly to the one to which this end does.
 */
export function closedPort(
  { attributes }: Link,
  { local, remote }: Ends,
  before: World,
  after: World,
): number | undefined {
  const { 'tunnel.encap': type = null, 'tunnel.encap-destination-port': usual = null } = attributes;
  if (before.fouPorts.size === 0 || type === null || type === 'none') return undefined;
  const family = remote.includes(':') ? 6 : 4;
  const takes = (port: FouPort): boolean =>
    port.family === family &&
    port.encapsulation === type &&
    (port.peer ?? remote) === remote &&
    (local === null || (port.local ?? local) === local);
  const open = [...before.fouPorts.values()].filter(takes);
  const likely = open.filter(({ port }) => port === usual);
  const left = new Set([...after.fouPorts.values()].filter(takes).map(socketText));
  const [first, ...others] = likely.length > 0 ? likely : open;
  if (first === undefined || [first, ...others].some((port) => left.has(socketText(port)))) return undefined;
  return first.port;
}

const socketText = ({ port, ipProtocol }: FouPort): string => `${port} ${ipProtocol}`;
