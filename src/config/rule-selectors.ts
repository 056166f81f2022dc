import type { Rule } from '../model/rule.ts';
import { readIpProtocol } from './ip-protocol.ts';
import { type RuleEntry, type RuleSite, ruleError } from './rule-site.ts';

/** The last port that a rule can match: the kernel takes ranges that end before 65535 (fib_rule_port_range_valid). */
const LAST_PORT = 65534;

/** The last user: 4294967295 stands for none (uid_valid). */
const LAST_USER = 4294967294;

const LENGTHS = { 4: 32, 6: 128 } as const;

/** Interprets the selectors of a rule that netplan lacks. */
export function readSelectors(entry: RuleEntry, family: 4 | 6, site: RuleSite): Partial<Rule> {
  const ipProtocol = readIpProtocol(entry['ip-protocol'], site);
  const [sourcePort, destinationPort] = (['source-port', 'destination-port'] as const).map((key) =>
    readRange(key, entry, { least: 1, most: LAST_PORT, what: 'a port', example: '8000-8099' }, site),
  );
  const users = { least: 0, most: LAST_USER, what: 'the number of a user', example: '1000-1999' };
  const uids = readRange('uid-range', entry, users, site);
  const length = entry['suppress-prefix-length'];
  if (length !== undefined && length > LENGTHS[family]) {
    const message = `"suppress-prefix-length" is at most ${LENGTHS[family]} for IPv${family}`;
    ruleError('out-of-range', 'suppress-prefix-length', message, site);
  }
  const group = entry['suppress-interface-group'];
  return {
    ...(entry.iif !== undefined && { iif: entry.iif }),
    ...(entry.oif !== undefined && { oif: entry.oif }),
    ...(ipProtocol !== undefined && { ipProtocol }),
    ...(sourcePort !== undefined && { sourcePort: shortText(sourcePort) }),
    ...(destinationPort !== undefined && { destinationPort: shortText(destinationPort) }),
    ...(uids !== undefined && { uidRange: uids.join('-') }),
    ...(length !== undefined && { suppressPrefixLength: length }),
    ...(group !== undefined && { suppressInterfaceGroup: group }),
    ...(entry.l3mdev === true && { l3mdev: true }),
    ...(entry.invert === true && { inverted: true }),
  };
}

interface Limits {
  readonly least: number;
  readonly most: number;
  readonly what: string;
  readonly example: string;
}

type Ends = readonly [number, number];

/** Reads `80` or `80-90`. */
function readRange(
  key: 'source-port' | 'destination-port' | 'uid-range',
  entry: RuleEntry,
  { least, most, what, example }: Limits,
  site: RuleSite,
): Ends | undefined {
  const said = entry[key];
  if (said === undefined) return undefined;
  const [, first, last = first] = /^([0-9]{1,10})(?:-([0-9]{1,10}))?$/.exec(String(said)) ?? [];
  const [start, end] = [Number(first), Number(last)];
  if (first === undefined) {
    const message = `"${key}" must be ${what} or a range such as ${example}, not ${JSON.stringify(said)}`;
    ruleError('wrong-value', key, message, site);
  } else if (Math.min(start, end) < least || Math.max(start, end) > most) {
    ruleError('out-of-range', key, `"${key}" must be from ${least} to ${most}`, site);
  } else if (start > end) {
    const hint = `did you mean ${end}-${start}?`;
    ruleError('wrong-value', key, `the range of "${key}" ends before it begins`, site, hint);
  } else return [start, end];
  return undefined;
}

const shortText = ([start, end]: Ends): string => (start === end ? String(start) : `${start}-${end}`);
