import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { applyInOneRun } from './apply.ts';
import { makeNamespace, type Namespace, type Shown } from './namespace.ts';
import { makeNics } from './nics.ts';
import { roundTrip } from './round-trip.ts';

/**
 * What `show` writes of a namespace finds nothing to do there, and makes the same links, as `ip -d` shows them, in an
 * empty one.
 */
export async function assertCopied(t: TestContext, ns: Namespace, nics: readonly string[]): Promise<string> {
  const text = await roundTrip(ns);
  const copy = await makeNamespace(t);
  makeNics(copy, ...nics);
  await applyInOneRun(copy, text);
  assert.deepEqual(kindsOf(copy), kindsOf(ns), text);
  return text;
}

/** Timers of a bridge, the sequence number of a ring, what a bond finds out. */
const RUNNING = /^(.*_timer|seq_nr|sequence|ad_info|active_slave)$/;

/** Name, kind and data of every link that has such, without what no two links share. */
function kindsOf(ns: Namespace): readonly unknown[] {
  const all = ns
    .ip('link')
    .filter(({ linkinfo, ifname }) => linkinfo !== undefined && !/^(far-)?eth/.test(String(ifname)))
    .map(({ ifname, link, linkinfo, master, mtu }): Shown => ({ ifname, link, linkinfo, master, mtu }))
    .sort((a, b) => String(a['ifname']).localeCompare(String(b['ifname'])));
  return JSON.parse(JSON.stringify(all, (key, value: unknown) => (RUNNING.test(key) ? undefined : value)));
}
