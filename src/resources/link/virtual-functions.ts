import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { exists } from '../../inputs/files.ts';
import type { LinkFacts } from '../../model/index.ts';
import { namesIn } from '../quiet-reads.ts';
import { readNumber, target, writeSysfs } from './sysfs.ts';

const WAIT_MS = 10_000;
const LOOK_MS = 50;

/** A virtual function of a card, with its number and the name of its device. */
interface Function {
  readonly number: number;
  readonly device: string;
}

/** The card and the number if the device is a virtual function; undefined if it is not. */
export function virtualFunctionOf(directory: string): LinkFacts['virtualFunction'] {
  const of = target(directory, 'physfn');
  if (of === undefined) return undefined;
  const own = functionsOf(join(directory, 'physfn')).find(({ device }) => directory.endsWith(`/${device}`));
  return own === undefined ? undefined : { of, number: own.number };
}

/** The virtual functions of a card. */
function functionsOf(card: string): readonly Function[] {
  return namesIn(card).flatMap((name): Function[] => {
    const number = /^virtfn([0-9]+)$/.exec(name)?.[1];
    const device = number === undefined ? undefined : target(card, name);
    return number === undefined || device === undefined ? [] : [{ number: Number(number), device }];
  });
}

/** The number of virtual functions that a card has; undefined if it cannot have any. */
export const countFunctions = (card: string): number | undefined => readNumber(join(card, 'sriov_numvfs'));

/** The largest number that it can have; undefined if that is not known. */
export const mostFunctions = (card: string): number | undefined => readNumber(join(card, 'sriov_totalvfs'));

/**
 * Changes a card's number of virtual functions. Other than from or to 0 it has to be 0 in between (sriov_numvfs_store:
 * EBUSY).
 */
export async function setFunctions(card: string, count: number): Promise<void> {
  const file = join(card, 'sriov_numvfs');
  const before = countFunctions(card) ?? 0;
  if (before === count) return;
  if (count !== 0 && before !== 0) writeSysfs(file, '0');
  writeSysfs(file, String(count));
  await driversReady(card);
}

/** A virtual function with the driver to which it is bound. */
interface Bound extends Function {
  readonly driver: string;
}

/**
 * Unbinds the drivers of virtual functions: some cards change the mode of their switch only then. Returns what has to
 * be bound again.
 */
export function unbindFunctions(card: string): readonly Bound[] {
  const bound = functionsOf(card).flatMap((one): Bound[] => {
    const driver = target(join(card, `virtfn${one.number}`), 'driver');
    return driver === undefined ? [] : [{ ...one, driver }];
  });
  for (const { number, device } of bound)
    writeSysfs(join(card, `virtfn${number}`, 'driver', 'unbind'), device);
  return bound;
}

export async function bindFunctions(card: string, functions: readonly Bound[]): Promise<void> {
  for (const { number, device, driver } of functions)
    writeSysfs(join(card, `virtfn${number}`, 'subsystem', 'drivers', driver, 'bind'), device);
  await driversReady(card);
}

/** Waits until those virtual functions that have a network driver are links, as they are configured in the same run. */
async function driversReady(card: string): Promise<void> {
  const deadline = Date.now() + WAIT_MS;
  const isComing = ({ number }: Function): boolean => {
    const directory = join(card, `virtfn${number}`);
    const driver = target(directory, 'driver');
    return driver !== undefined && !/^vfio/.test(driver) && !exists(join(directory, 'net'));
  };
  while (Date.now() < deadline && functionsOf(card).some(isComing)) await sleep(LOOK_MS);
}
