import type { GroupEntry } from '../../model/index.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import type { Room } from '../room.ts';
import { observeGroups } from './observe.ts';
import { groupDetour, groupRequests } from './requests.ts';

/** As iproute2 writes an entry, without its bridge: a port has only one. */
function text({ group, source, vlan }: GroupEntry): string {
  const from = source === null ? '' : ` src ${source}`;
  return `${group}${from}${vlan === null ? '' : ` vid ${vlan}`}`;
}

export const mdb: Room<GroupEntry> = {
  type: 'mdb',
  key: (entry) => `${entry.link} ${text(entry)}`,
  name: (entry) => `mdb entry ${text(entry)} dev ${entry.bridge} port ${entry.link}`,
  normal: (entry) => entry,
  // An entry has nothing besides its identity.
  differences: () => [],
  // We do not mark entries (before 6.2 the kernel refuses MDBE_ATTR_RTPROT); the record says which are ours.
  marked: ({ protocol }) => protocol === OUR_PROTOCOL,
  automatic: () => false,
  observe: observeGroups,
  requests: groupRequests,
  detour: groupDetour,
};
