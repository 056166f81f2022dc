import { type Draft, say } from '../draft.ts';
import { parseDuration } from '../duration.ts';
import { childOf, type Entry } from '../node.ts';
import { readMembers } from '../read.ts';
import type { Reporter } from '../reporter.ts';
import type { Definitions } from '../schema/definitions.ts';

type Parameters = Partial<Definitions['bridge-parameters']>;

interface Time {
  readonly attribute: string;
  /** Other spellings come second. */
  readonly keys: readonly (keyof Parameters)[];
  /** Seconds that the kernel takes (net/bridge/br_stp.c, br_stp_if.c); absent: any. */
  readonly range?: readonly [number, number];
}

/** Greatest number of ticks of 1/100 s that the kernel's u32 holds. */
const LONGEST = 42_949_672;

const TIMES: readonly Time[] = [
  { attribute: 'bridge.ageing-time', keys: ['ageing-time', 'aging-time'] },
  { attribute: 'bridge.forward-delay', keys: ['forward-delay'] },
  { attribute: 'bridge.hello-time', keys: ['hello-time'], range: [1, 10] },
  { attribute: 'bridge.max-age', keys: ['max-age'], range: [6, 40] },
];

/** br_set_forward_delay holds the delay to these seconds only while spanning tree is on. */
const FORWARD_DELAY_WITH_STP = [2, 30] as const;

/** `parameters` of a bridge, without those of its ports. */
export function readBridgeParameters(draft: Draft, entry: Entry, reporter: Reporter): void {
  const what = { what: `"parameters" of bridge "${draft.id}"`, owner: entry.key };
  const keys = readMembers(entry.value, 'bridge-parameters', what, reporter);
  if (keys === undefined) return;
  const stp = childOf(entry.value, 'stp');
  if (keys.stp !== undefined && stp !== undefined) say(draft, 'bridge.stp', keys.stp, stp);
  const priority = childOf(entry.value, 'priority');
  if (keys.priority !== undefined && priority !== undefined)
    say(draft, 'bridge.priority', keys.priority, priority);
  for (const time of TIMES) readTime(time, draft, entry, keys, reporter);
}

function readTime(time: Time, draft: Draft, entry: Entry, keys: Parameters, reporter: Reporter): void {
  const said = time.keys.filter((key) => keys[key] !== undefined);
  const [key, other] = said;
  const node = key === undefined ? undefined : childOf(entry.value, key);
  if (key === undefined || node?.kind !== 'scalar') return;
  if (other !== undefined) {
    const span = childOf(entry.value, other) ?? node;
    const related = { message: `"${key}" is here`, span: node };
    reporter.error('duplicate-key', span, `"${other}" is another spelling of "${key}": write one of them`, {
      related,
    });
    return;
  }
  const seconds = parseDuration(node.text);
  const message =
    seconds === undefined
      ? 'must be a time: seconds, or with a unit as 5min, 1.5s, 200ms'
      : fault(seconds, time, keys);
  if (message !== undefined) {
    const code = seconds === undefined ? 'wrong-value' : 'out-of-range';
    reporter.error(code, node, `"${key}" ${message}, not ${JSON.stringify(node.text)}`);
  } else if (seconds !== undefined) {
    say(draft, time.attribute, seconds, node);
  }
}

function fault(seconds: number, time: Time, keys: Parameters): string | undefined {
  const withStp = time.attribute === 'bridge.forward-delay' && keys.stp === true;
  const [low, high] = time.range ?? (withStp ? FORWARD_DELAY_WITH_STP : [0, LONGEST]);
  if (seconds < low || seconds > high) {
    return `must be from ${low} to ${high} seconds${withStp ? ' while "stp" is on' : ''}`;
  }
  const ticks = Math.round(seconds * 1e6) / 1e4;
  return Number.isInteger(ticks) ? undefined : 'must be a whole number of hundredths of a second';
}
