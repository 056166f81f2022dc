import { setTimeout as sleep } from 'node:timers/promises';
import { exists } from '../../inputs/files.ts';
import { spoil } from '../../inputs/recording.ts';
import type { Declaration, Link, Snapshot } from '../../model/index.ts';
import { type Connection, link as message, RTM, RTNLGRP, subscribe } from '../../netlink/index.ts';
import { linkIndex } from '../../resources/link/index-table.ts';
import { dumpLinks, readLinks } from '../../resources/link/observe.ts';
import { isMachines } from '../../resources/namespace.ts';
import type { Former } from '../target/former.ts';
import { matchingLinks } from '../target/match.ts';
import type { ApplyOptions } from './options.ts';

/** Interval in ms in which to check what sends no event, such as udev's database. */
const LOOK_MS = 200;

/** Waits until the declared NICs are there and udev, if it runs, has renamed them; for `waitLinks` seconds at most. Optional ones are not waited for. */
export async function waitForLinks(
  declaration: Declaration,
  connection: Connection,
  options: ApplyOptions,
  former?: Former,
): Promise<void> {
  const deadline = Date.now() + options.waitLinks * 1000;
  if ((await awaited(declaration, connection, options, former)).length === 0) return;
  spoil('time');
  // Subscribed before the next dump, so that no NIC is missed in between.
  const events = subscribe({
    groups: [RTNLGRP.LINK],
    messages: { [RTM.NEWLINK]: message },
    ...(options.netns !== undefined && { netns: options.netns }),
  });
  try {
    const iterator = events[Symbol.asyncIterator]();
    let next = iterator.next();
    let told = false;
    for (;;) {
      const missing = await awaited(declaration, connection, options, former);
      const left = deadline - Date.now();
      if (missing.length === 0 || left <= 0 || options.signal?.aborted === true) return;
      if (!told) options.progress?.(`waiting up to ${options.waitLinks} s for ${missing.join(', ')}`);
      told = true;
      const event = await Promise.race([next, sleep(Math.min(left, LOOK_MS))]);
      if (event !== undefined) next = iterator.next();
    }
  } finally {
    events.close();
  }
}

async function awaited(
  declaration: Declaration,
  connection: Connection,
  { netns }: ApplyOptions,
  former: Former | undefined,
): Promise<string[]> {
  const messages = await dumpLinks(connection);
  const links = readLinks(messages, linkIndex(messages.map(({ name, index }) => [name, index])));
  const snapshot: Snapshot = { format_version: 1, links, addresses: [], routes: [], rules: [] };
  const nothingTaken = new Set<string>();
  return declaration.links.flatMap((declared) => {
    if (declared.link.kind !== 'physical' || declared.optional || declared.virtualFunction !== undefined)
      return [];
    const found = matchingLinks(declared, snapshot, nothingTaken, former);
    return found.length > 0 && found.every((link) => isSettled(link, netns)) ? [] : [declared.id];
  });
}

/** Whether udev is done with the NIC: it writes a database entry after renaming it. Only NICs of the machine's own namespace have one. */
function isSettled(link: Link, netns: string | undefined): boolean {
  if (link.kind !== 'physical' || !exists('/run/udev/control') || !isMachines(netns)) return true;
  return exists(`/run/udev/data/n${link.index ?? 0}`);
}
