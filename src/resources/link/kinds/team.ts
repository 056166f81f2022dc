import type { Attributes } from '../../../model/index.ts';
import { TEAM_NO_MODE, teamModeHas } from '../../../model/language/team.ts';
import type { kinds, Of } from '../../../netlink/index.ts';
import { linkKind } from '../kind.ts';

/**
 * What a team has before it is given something, and cannot be given again: a mode (team_mode_get) and an active port
 * (ab_active_port_set).
 */
const NONE: Attributes = { 'team.mode': TEAM_NO_MODE, 'team.active-port': null };

/** Teams are configured through generic netlink: see details/team.ts. */
export const team = linkKind<Of<(typeof kinds)['team']>>('team', () => ({}), {
  takes: (attribute, wanted) =>
    wanted[attribute] !== NONE[attribute] &&
    (attribute === 'team.mode' || teamModeHas(String(wanted['team.mode'] ?? TEAM_NO_MODE), attribute)),
  along: (_before, after) => {
    const mode = String(after['team.mode'] ?? TEAM_NO_MODE);
    return Object.fromEntries(Object.entries(after).filter(([name]) => teamModeHas(mode, name)));
  },
  afterPorts: ['team.active-port'],
});
