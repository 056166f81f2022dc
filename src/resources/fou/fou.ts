import type { FouPort } from '../../model/index.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import type { Difference, Room } from '../room.ts';
import { observeFouPorts } from './observe.ts';
import { fouOrders } from './orders.ts';

/** As iproute2 writes a port, without its interface. */
function text({ port, family, local, peer, peerPort }: FouPort): string {
  return [
    `${port}`,
    ...(family === 6 ? ['-6'] : []),
    ...(local === null ? [] : ['local', local]),
    ...(peer === null ? [] : ['peer', peer]),
    ...(peerPort === null ? [] : ['peer_port', peerPort]),
  ].join(' ');
}

function differences(wanted: FouPort, live: FouPort): Difference[] {
  const found: Difference[] = [];
  for (const attribute of ['encapsulation', 'ipProtocol'] as const) {
    const [before, after] = [live[attribute], wanted[attribute]];
    if (before !== after) found.push({ attribute: NAMES[attribute], before, after, how: 'create' });
  }
  return found;
}

const NAMES = { encapsulation: 'type', ipProtocol: 'ip-protocol' } as const;

export const fouPorts: Room<FouPort> = {
  type: 'fou',
  key: (port) => `${port.link ?? '*'} ${text(port)}`,
  name: (port) => `fou port ${text(port)}${port.link === null ? '' : ` dev ${port.link}`}`,
  normal: (port) => port,
  differences,
  marked: ({ protocol }) => protocol === OUR_PROTOCOL,
  automatic: () => false,
  observe: (_connection, index, _links, kernel) => observeFouPorts(kernel, index),
  requests: fouOrders,
};
