import type { Client } from '../../model/index.ts';
import { USUAL_SETTINGS } from '../../model/language/clients.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import type { Difference, Room } from '../room.ts';
import { observeClients } from './observe.ts';
import { clientOrders } from './orders.ts';
import { PROGRAMS } from './programs.ts';
import { settingsThatDiffer } from './stored.ts';

function differences(wanted: Client, live: Client): Difference[] {
  const found: Difference[] = [];
  if (wanted.program !== live.program)
    found.push({ attribute: 'program', before: live.program, after: wanted.program, how: 'create' });
  if (live.running === false)
    found.push({ attribute: 'state', before: 'stopped', after: 'running', how: 'live' });
  if (live.altered === true)
    found.push({ attribute: 'files', before: 'changed by others', after: 'as written', how: 'live' });
  for (const name of settingsThatDiffer(wanted, live)) {
    const reloads = live.program !== null && PROGRAMS[live.program].reloads(name);
    found.push({
      attribute: name,
      before: live.settings[name],
      after: wanted.settings[name],
      how: reloads ? 'live' : 'create',
    });
  }
  return found;
}

export const clients: Room<Client> = {
  type: 'client',
  key: ({ link, role }) => `${link} ${role}`,
  name: ({ link, role, program }) => `client ${role} dev ${link}${program === null ? '' : ` (${program})`}`,
  normal: ({ altered: _, running: _running, turnedAway: _turnedAway, ...client }) => ({
    ...client,
    settings: { ...USUAL_SETTINGS[client.role], ...client.settings },
  }),
  differences,
  // Only our own clients are observed.
  marked: ({ protocol }) => protocol === OUR_PROTOCOL,
  automatic: () => false,
  observe: observeClients,
  requests: clientOrders,
};
