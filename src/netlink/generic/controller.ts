import { bits, bytes, indexed, nest, string, u16, u32, type Value } from '../codec/index.ts';
import { genericMessage } from './message.ts';

/** Message type of the controller, `nlctrl` (GENL_ID_CTRL): the only fixed one. */
export const GENL_ID_CTRL = 16;

export const CTRL_CMD = {
  NEWFAMILY: 1,
  DELFAMILY: 2,
  GETFAMILY: 3,
  NEWOPS: 4,
  DELOPS: 5,
  GETOPS: 6,
  NEWMCAST_GRP: 7,
  DELMCAST_GRP: 8,
  GETMCAST_GRP: 9,
  GETPOLICY: 10,
} as const;

/** Flags of an operation (GENL_*). */
export const GENL_OP = {
  ADMIN_PERM: 1,
  CMD_CAP_DO: 2,
  CMD_CAP_DUMP: 4,
  CMD_CAP_HASPOL: 8,
  UNS_ADMIN_PERM: 16,
} as const;

/** Messages of the controller (CTRL_ATTR_*, linux/genetlink.h). Policies are left as bytes. */
export const controller = genericMessage(
  'nlctrl',
  () => ({
    familyId: [1, u16],
    familyName: [2, string],
    familyVersion: [3, u32],
    hdrsize: [4, u32],
    maxattr: [5, u32],
    ops: [6, indexed(nest({ id: [1, u32], flags: [2, bits(u32, GENL_OP)] }))],
    mcastGroups: [7, indexed(nest({ name: [1, string], id: [2, u32] }))],
    policy: [8, bytes],
    opPolicy: [9, bytes],
    op: [10, u32],
  }),
  () => Object.fromEntries(Object.entries(CTRL_CMD).map(([name, cmd]) => [`CTRL_CMD_${name}`, cmd])),
);

/** A generic netlink family as this kernel has it; ids are dynamic and differ from boot to boot. */
export interface Family {
  readonly name: string;
  /** The message type of its requests. */
  readonly id: number;
  readonly version: number;
  /** Size of the family's own header behind struct genlmsghdr, mostly 0. */
  readonly hdrsize: number;
  readonly maxattr: number;
  /** Commands with their GENL_OP flags. */
  readonly operations: ReadonlyMap<number, number>;
  /** Multicast groups by name: their numbers, for `subscribe`. */
  readonly groups: ReadonlyMap<string, number>;
}

export function familyOf(value: Value<typeof controller>): Family {
  return {
    name: value.familyName ?? '',
    id: value.familyId ?? 0,
    version: value.familyVersion ?? 0,
    hdrsize: value.hdrsize ?? 0,
    maxattr: value.maxattr ?? 0,
    operations: new Map(value.ops?.map(({ id = 0, flags = 0 }) => [id, flags])),
    groups: new Map(value.mcastGroups?.map(({ name = '', id = 0 }) => [name, id])),
  };
}
