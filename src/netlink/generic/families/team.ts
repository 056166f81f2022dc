import {
  bytes,
  enumerated,
  flag,
  list,
  nest,
  type Of,
  string,
  u8,
  u32,
  type Value,
} from '../../codec/index.ts';
import { genericMessage } from '../message.ts';

/** TEAM_GENL_NAME. */
export const TEAM = 'team';
export const TEAM_CMD = { NOOP: 0, OPTIONS_SET: 1, OPTIONS_GET: 2, PORT_LIST_GET: 3 } as const;

/** The multicast group for changes of options and ports (TEAM_GENL_CHANGE_EVENT_MC_GRP_NAME). */
export const TEAM_CHANGE_EVENT = 'change_event';

/** The types of an option's data, as the kernel's own numbers of attribute types (NLA_*, net/netlink.h). */
export const TEAM_OPTION_TYPE = { U32: 3, STRING: 5, BOOL: 6, BINARY: 11, S32: 14 } as const;

const option = nest(() => ({
  name: [1, string],
  changed: [2, flag],
  type: [3, enumerated(u8, TEAM_OPTION_TYPE)],
  data: [4, bytes],
  removed: [5, flag],
  portIfindex: [6, u32],
  arrayIndex: [7, u32],
}));

const port = nest(() => ({
  ifindex: [1, u32],
  changed: [2, flag],
  linkup: [3, flag],
  speed: [4, u32],
  duplex: [5, u8],
  removed: [6, flag],
}));

/** Messages of team (TEAM_ATTR_*, linux/if_team.h). Data of options are bytes: see `readTeamOption`. */
export const team = genericMessage(
  TEAM,
  () => ({ teamIfindex: [1, u32], listOption: [2, list(option, 1)], listPort: [3, list(port, 1)] }),
  () => Object.fromEntries(Object.entries(TEAM_CMD).map(([name, cmd]) => [`TEAM_CMD_${name}`, cmd])),
);

export type TeamMessage = Value<typeof team>;
export type TeamPort = Of<typeof port>;
export type RawTeamOption = Of<typeof option>;
