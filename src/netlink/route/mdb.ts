import {
  be16,
  bits,
  bytes,
  enumerated,
  fixed,
  ip,
  Message,
  nest,
  repeated,
  u8,
  u16,
  u32,
  type Value,
} from '../codec/index.ts';
import { AF } from '../constants/families.ts';
import { ETH_P } from '../constants/link.ts';
import { RTPROT } from '../constants/route.ts';
import { rtmTypes } from '../constants/rtm.ts';

export const MDB_STATE = { TEMPORARY: 0, PERMANENT: 1 } as const;
export const MDB_FLAGS = {
  OFFLOAD: 1,
  FAST_LEAVE: 2,
  STAR_EXCL: 4,
  BLOCKED: 8,
  OFFLOAD_FAILED: 16,
} as const;

/**
 * struct br_mdb_entry: `index` is the port, or the bridge itself for the machine's own groups. The first bytes of
 * `group` are an address of the protocol: four, sixteen, or the six of a MAC address with protocol 0.
 */
const entry = () => ({
  index: u32,
  state: enumerated(u8, MDB_STATE),
  flags: bits(u8, MDB_FLAGS),
  vid: u16,
  group: fixed(16),
  protocol: enumerated(be16, ETH_P),
});

const header = () => ({ family: enumerated(u8, AF), ifindex: u32 });

const source = nest(() => ({ address: [1, ip], timer: [2, u32] }));

/** An entry as it is shown, MDBA_MDB_EATTR_*: timers in hundredths of a second, `groupMode` 0 for exclude, 1 for include. */
const shownEntry = new Message('mdbShownEntry', entry, () => ({
  timer: [1, u32],
  sources: [2, nest(() => ({ entries: [1, repeated(source)] }))],
  groupMode: [3, u8],
  source: [4, ip],
  rtprot: [5, enumerated(u8, RTPROT)],
  dst: [6, ip],
  dstPort: [7, u16],
  vni: [8, u32],
  ifindex: [9, u32],
  srcVni: [10, u32],
}));

/** A port behind which there is a multicast router, MDBA_ROUTER_PATTR_*. */
const router = new Message(
  'mdbRouter',
  () => ({ index: u32 }),
  () => ({ timer: [1, u32], type: [2, u8], inetTimer: [3, u32], inet6Timer: [4, u32], vid: [5, u16] }),
);

/** RTM_NEWMDB, RTM_DELMDB as the kernel sends them: struct br_port_msg, MDBA_*. `ifindex` is the bridge. */
export const mdb = new Message(
  'mdb',
  header,
  () => ({
    mdb: [1, nest(() => ({ groups: [1, repeated(nest(() => ({ entries: [1, repeated(shownEntry)] })))] }))],
    routers: [2, nest(() => ({ ports: [1, repeated(router)] }))],
  }),
  { types: rtmTypes },
);
export type Mdb = Value<typeof mdb>;

/** RTM_NEWMDB, RTM_DELMDB as they are sent to the kernel: MDBA_SET_ENTRY, and MDBE_ATTR_* in `attrs`. */
export const mdbEntry = new Message(
  'mdbEntry',
  header,
  () => ({
    entry: [1, new Message('mdbSetEntry', entry, {})],
    attrs: [
      2,
      nest(() => ({
        source: [1, ip],
        sources: [2, nest(() => ({ entries: [1, repeated(nest(() => ({ address: [1, ip] })))] }))],
        groupMode: [3, u8],
        rtprot: [4, enumerated(u8, RTPROT)],
        dst: [5, ip],
        dstPort: [6, u16],
        vni: [7, u32],
        ifindex: [8, u32],
        srcVni: [9, u32],
        stateMask: [10, bytes],
      })),
    ],
  }),
  { types: rtmTypes },
);
export type MdbEntry = Value<typeof mdbEntry>;
