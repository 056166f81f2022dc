import { NetlinkError } from '../../connection/netlink-error.ts';
import type { GenericSocket } from '../generic-socket.ts';
import { TEAM, TEAM_CMD, type TeamPort, team } from './team.ts';
import { readTeamOption, type TeamOption, writeTeamOption } from './team-option.ts';

/**
 * team_nl_options_get_doit answers a plain request, and yet with many messages and an NLMSG_DONE: with NLM_F_DUMP the
 * kernel knows no such command, with NLM_F_ACK an acknowledgement would follow the end.
 */
const ANSWERS = { dumpFlags: 0 } as const;

/**
 * The options of a team and of its ports, by the index of the team's link.
 * @throws NetlinkError EINVAL if the link is no team
 */
export async function teamOptions(socket: GenericSocket, teamIfindex: number): Promise<TeamOption[]> {
  const value = { cmd: TEAM_CMD.OPTIONS_GET, teamIfindex };
  const parts = await socket.dump({ family: TEAM, message: team, value }, undefined, ANSWERS);
  const raw = parts.flatMap((part) => part.listOption ?? []);
  return raw.map(readTeamOption).filter((option) => option !== undefined);
}

/**
 * Sets options in the given order. The mode has to come first, because each mode has options of its own. It can only be
 * changed while the team has no ports.
 * @throws NetlinkError EBUSY for the mode of a team that has ports, ENOENT for an option or a port that the team does
 * not have; the options before it are set
 */
export async function setTeamOptions(
  socket: GenericSocket,
  teamIfindex: number,
  options: readonly TeamOption[],
): Promise<void> {
  for (const option of options) await setTeamOption(socket, teamIfindex, option);
}

/**
 * team_nl_options_set_doit sets an option, tells the group `change_event` of it and stops with ESRCH when nobody
 * listens there: then it is set and those behind it are not. Hence one by one.
 */
async function setTeamOption(socket: GenericSocket, teamIfindex: number, option: TeamOption): Promise<void> {
  const value = { cmd: TEAM_CMD.OPTIONS_SET, teamIfindex, listOption: [writeTeamOption(option)] };
  try {
    await socket.request({ family: TEAM, message: team, value });
  } catch (error) {
    if (!(error instanceof NetlinkError) || error.code !== 'ESRCH') throw error;
  }
}

/** The ports of a team, with their link state as the team sees it. */
export async function teamPorts(socket: GenericSocket, teamIfindex: number): Promise<TeamPort[]> {
  const value = { cmd: TEAM_CMD.PORT_LIST_GET, teamIfindex };
  const parts = await socket.dump({ family: TEAM, message: team, value }, undefined, ANSWERS);
  return parts.flatMap((part) => part.listPort ?? []);
}
