import { TEAM_NO_MODE, teamModeHas } from '../../../model/language/team.ts';
import type { kinds, Of } from '../../../netlink/index.ts';
import { linkKind } from '../kind.ts';

/** Teams are configured through generic netlink: see details/team.ts. */
export const team = linkKind<Of<(typeof kinds)['team']>>('team', () => ({}), {
  // A team with a mode can be given another one, but not none (team_mode_get).
  takes: (attribute, wanted) =>
    attribute === 'team.mode'
      ? wanted[attribute] !== TEAM_NO_MODE
      : teamModeHas(String(wanted['team.mode'] ?? TEAM_NO_MODE), attribute),
  along: (_before, after) => {
    const mode = String(after['team.mode'] ?? TEAM_NO_MODE);
    return Object.fromEntries(Object.entries(after).filter(([name]) => teamModeHas(mode, name)));
  },
  afterPorts: ['team.active-port'],
});
