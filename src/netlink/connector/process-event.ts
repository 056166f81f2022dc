import { chars, s32, struct, u32, u64 } from '../codec/index.ts';
import type { Of, Scalar } from '../codec/type.ts';
import { Block } from '../codec/wire.ts';

const task = { processPid: s32, processTgid: s32 } as const;
const parent = { parentPid: s32, parentTgid: s32 } as const;

/** What happens to processes (PROC_EVENT_*), and what is told of it. `pid` is a thread's id, `tgid` its process's. */
const EVENTS = {
  fork: [0x1, struct({ ...parent, childPid: s32, childTgid: s32 })],
  exec: [0x2, struct(task)],
  uid: [0x4, struct({ ...task, ruid: u32, euid: u32 })],
  gid: [0x40, struct({ ...task, rgid: u32, egid: u32 })],
  sid: [0x80, struct(task)],
  ptrace: [0x100, struct({ ...task, tracerPid: s32, tracerTgid: s32 })],
  comm: [0x200, struct({ ...task, comm: chars(16) })],
  coredump: [0x4000_0000, struct({ ...task, ...parent })],
  exit: [0x8000_0000, struct({ ...task, exitCode: u32, exitSignal: u32, ...parent })],
} as const;

type Events = typeof EVENTS;

/** `timestamp` is in nanoseconds since the machine was started, `cpu` where it happened. */
export type ProcessEvent = {
  [K in keyof Events]: { readonly event: K; readonly cpu: number; readonly timestamp: bigint } & Readonly<
    Of<Events[K][1]>
  >;
}[keyof Events];

const header = struct({ what: u32, cpu: u32, timestamp: u64 });

/** `what` of the answer to a request, with its error number behind it. */
const NONE = 0;

/** Reads struct proc_event. An error number is the answer to a request; undefined is an event that is not known here. */
export function readProcessEvent(data: Uint8Array): ProcessEvent | number | undefined {
  const block = new Block(data);
  const { what, cpu, timestamp } = header.get(block, 0, data.length);
  if (what === NONE) return u32.get(block, header.size, data.length);
  for (const [event, [id, body]] of Object.entries<readonly [number, Scalar<object>]>(EVENTS)) {
    if (id !== what) continue;
    return { event, cpu, timestamp, ...body.get(block, header.size, data.length) } as ProcessEvent; // its own body
  }
  return undefined;
}
