import type { Neighbor } from '../../model/index.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import type { Difference, Room } from '../room.ts';
import { observeNeighbors } from './observe.ts';
import { neighborRequests } from './requests.ts';

function differences(wanted: Neighbor, live: Neighbor): Difference[] {
  const found: Difference[] = [];
  for (const attribute of ['macaddress', 'router'] as const) {
    const [before, after] = [live[attribute], wanted[attribute]];
    if (before !== after) found.push({ attribute, before, after, how: 'live' });
  }
  return found;
}

export const neighbors: Room<Neighbor> = {
  type: 'neighbor',
  key: ({ link, to, proxy }) => `${link} ${to}${proxy ? ' proxy' : ''}`,
  name: ({ link, to, proxy }) => `neighbour ${proxy ? 'proxy ' : ''}${to} dev ${link}`,
  normal: (neighbor) => neighbor,
  differences,
  marked: ({ protocol }) => protocol === OUR_PROTOCOL,
  // Entries that the kernel makes itself are not observed.
  automatic: () => false,
  observe: observeNeighbors,
  requests: neighborRequests,
};
