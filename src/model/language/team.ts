import { type DeviceLanguage, deviceKeys } from './device.ts';

/** The mode of a team that has not been given one (team_no_mode_name, drivers/net/team/team_core.c). */
export const TEAM_NO_MODE = '*NOMODE*';

export const team: DeviceLanguage = {
  kind: 'team',
  keys: deviceKeys('team', () => ({
    'parameters.mode': { usual: TEAM_NO_MODE },
    'parameters.notify-peers-count': { usual: 0 },
    'parameters.notify-peers-interval': { form: { form: 'time', unit: 'ms' }, usual: 0 },
    'parameters.mcast-rejoin-count': { usual: 0 },
    'parameters.mcast-rejoin-interval': { form: { form: 'time', unit: 'ms' }, usual: 0 },
    'parameters.lb-tx-method': { usual: 'hash' },
    'parameters.active-port': { form: { form: 'device' } },
  })),
  ports: [
    { key: 'parameters.priority', attribute: 'team-port.priority', usual: [0] },
    { key: 'parameters.queue-id', attribute: 'team-port.queue-id', usual: [0] },
  ],
};

/** Attributes of a team that exist in one mode only. */
export const TEAM_MODE_WITH: Readonly<Record<string, string>> = {
  'team.lb-tx-method': 'loadbalance',
  'team.active-port': 'activebackup',
};

export const teamModeHas = (mode: string, attribute: string): boolean => {
  const only = TEAM_MODE_WITH[attribute];
  return only === undefined || only === mode;
};
