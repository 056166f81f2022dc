import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { Link, Problem, Value } from '../../model/index.ts';
import { formatMac } from '../../model/mac.ts';
import { isMacWord, type Machine } from '../../model/machine.ts';
import type { Wanted } from '../../resources/room.ts';
import { siphash24 } from './siphash.ts';

const NAME = 'macaddress';

/** The link with the address that the word in its `macaddress` stands for; without `macaddress` if that is not known. */
export function withOwnAddress(
  wanted: Wanted<Link>,
  live: Link | undefined,
  machine: Machine | undefined,
  problems: Problem[],
): Wanted<Link> {
  const { item, source, places } = wanted;
  const word = item.attributes[NAME];
  if (!isMacWord(word)) return wanted;
  const found = word === 'preserve' ? live?.attributes[NAME] : addressFor(word, item.name, live, machine);
  if (typeof found === 'string') return withAttributes(wanted, { ...item.attributes, [NAME]: found });
  if (isUnknown(found)) problems.push({ ...found, severity: 'error', source: places[NAME] ?? source });
  const { [NAME]: _, ...others } = item.attributes;
  return withAttributes(wanted, others);
}

const withAttributes = (wanted: Wanted<Link>, attributes: Readonly<Record<string, Value>>): Wanted<Link> => ({
  ...wanted,
  item: { ...wanted.item, attributes },
});

type Unknown = Pick<Problem, 'code' | 'message' | 'hint'>;

/** The address to preserve; a new link has none yet. */
const isUnknown = (found: Value | Unknown | undefined): found is Unknown =>
  typeof found === 'object' && found !== null && 'code' in found;

function addressFor(
  word: 'permanent' | 'random' | 'stable',
  name: string,
  live: Link | undefined,
  machine: Machine | undefined,
): string | Unknown {
  if (word === 'permanent') return live?.facts?.permanentAddress ?? noPermanent(name);
  const id = word === 'stable' ? machine?.id() : undefined;
  if (machine === undefined || (word === 'stable' && id === undefined)) return noMachine(word, name);
  return id === undefined ? randomAddress(machine.boot(), name) : stableAddress(id, name);
}

function noPermanent(name: string): Unknown {
  return {
    code: 'no-permanent-address',
    message: `the driver of ${name} reports no permanent MAC address; it keeps the one it has`,
    hint: 'write the address itself, or leave "macaddress" out',
  };
}

function noMachine(word: string, name: string): Unknown {
  return {
    code: 'no-machine-id',
    message: `what "macaddress: ${word}" of ${name} stands for depends on the machine, whose id is not known here`,
    hint: 'make sure that /etc/machine-id exists (systemd-machine-id-setup makes one), or write the address itself',
  };
}

/** HASH_KEY of net_get_unique_predictable_data in systemd. */
const PREDICTABLE = Buffer.from('d31e48fa90fe4b4c9dafd5d7a1b12e8a', 'hex');

/**
 * The address that udev gives to a virtual link of this name by its default, MACAddressPolicy=persistent: `stable` is the same address that
 * the link would get from udev.
 */
export function stableAddress(machineId: Uint8Array, name: string): string {
  const hash = Buffer.alloc(8);
  hash.writeBigUInt64LE(siphash24(PREDICTABLE, Buffer.concat([machineId, Buffer.from(name)])));
  return localAddress(hash);
}

/** A random address that stays the same until the next boot. */
export function randomAddress(boot: Uint8Array, name: string): string {
  return localAddress(createHash('sha256').update(boot).update('\0').update(name).digest());
}

/** The first six bytes as a locally administered unicast address. */
function localAddress(bytes: Uint8Array): string {
  const [first = 0, ...others] = bytes.subarray(0, 6);
  return formatMac([(first & 0xfe) | 2, ...others]);
}
