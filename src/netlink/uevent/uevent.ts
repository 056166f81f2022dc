import { string } from '../codec/text.ts';
import { Block, host } from '../codec/wire.ts';

/** What the kernel (or udev) says about a device. */
export interface Uevent {
  /** `add`, `remove`, `change`, `move`, `online`, `offline`, `bind` or `unbind` (kobject_actions). */
  readonly action: string;
  /** The device's path below /sys. */
  readonly devpath: string;
  /** `net`, `block`, … */
  readonly subsystem: string;
  /** Counts the events of the machine; 0 if there is none. */
  readonly seqnum: bigint;
  /** All properties, those above included: ACTION, DEVPATH, SUBSYSTEM, SEQNUM, INTERFACE, DEVNAME … */
  readonly properties: Readonly<Record<string, string>>;
}

/** struct udev_monitor_netlink_header: `libudev`, a magic number, then where the properties are. */
const UDEV = { PREFIX: 'libudev', MAGIC: 0xfeed_cafe, HEADER: 40, MAGIC_AT: 8, OFFSET_AT: 16, LENGTH_AT: 20 };

/** Reads a datagram of the kernel or of udev. Returns undefined if it is neither. */
export function parseUevent(bytes: Uint8Array): Uevent | undefined {
  const block = new Block(bytes);
  const range = textAt(block, 0).text === UDEV.PREFIX ? udevProperties(block) : kernelProperties(block);
  if (range === undefined) return undefined;
  const properties = readProperties(block, range.start, range.end);
  const { ACTION: action, DEVPATH: devpath, SUBSYSTEM: subsystem = '', SEQNUM: seqnum = '0' } = properties;
  if (action === undefined || devpath === undefined || !/^\d{1,20}$/.test(seqnum)) return undefined;
  return { action, devpath, subsystem, seqnum: BigInt(seqnum), properties };
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** uevent_net_broadcast: `add@/devices/…`, then the properties, each with a NUL behind it. */
function kernelProperties(block: Block): Range | undefined {
  const { text, next } = textAt(block, 0);
  return text.includes('@') ? { start: next, end: block.bytes.length } : undefined;
}

function udevProperties({ bytes, data }: Block): Range | undefined {
  if (bytes.length < UDEV.HEADER || data.getUint32(UDEV.MAGIC_AT) !== UDEV.MAGIC) return undefined;
  const start = data.getUint32(UDEV.OFFSET_AT, host);
  const end = start + data.getUint32(UDEV.LENGTH_AT, host);
  return start < UDEV.HEADER || end > bytes.length ? undefined : { start, end };
}

function readProperties(
  block: Block,
  start: number,
  end: number,
): Record<string, string | undefined> & Uevent['properties'] {
  const pairs: [string, string][] = [];
  for (let at = start; at < end; ) {
    const { text, next } = textAt(block, at, end);
    const equals = text.indexOf('=');
    if (equals > 0) pairs.push([text.slice(0, equals), text.slice(equals + 1)]);
    at = next;
  }
  return Object.fromEntries(pairs);
}

/** The text from `at` to the next NUL, and where the one after it begins. */
function textAt(block: Block, at: number, end = block.bytes.length): { text: string; next: number } {
  const nul = block.bytes.subarray(0, end).indexOf(0, at);
  const stop = nul < 0 ? end : nul;
  return { text: string.get(block, at, stop), next: stop + 1 };
}
