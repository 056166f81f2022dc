import { booleanOf } from './coerce.ts';
import type { Draft } from './draft.ts';
import { childOf, entryOf, type Span } from './node.ts';
import { readMembers } from './read.ts';
import type { Reporter } from './reporter.ts';

const UNHEARD =
  'the kernel takes addresses and routes from router advertisements, but no name servers and no search domains';

/**
 * Reads `ra-overrides`: the kernel handles router advertisements, and has no such settings. Values that match what it
 * does are accepted.
 */
export function readRaOverrides(draft: Draft, reporter: Reporter): void {
  const entry = entryOf(draft.node, 'ra-overrides');
  if (entry === undefined) return;
  const what = { what: `"ra-overrides" of "${draft.id}"`, owner: entry.key };
  const keys = readMembers(entry.value, 'ra-overrides', what, reporter);
  if (keys === undefined) return;
  const refuse = (key: string, value: unknown, hint: string): void => {
    const span: Span = childOf(entry.value, key) ?? entry.key;
    const message = `"${key}: ${String(value)}" cannot be done: the kernel processes the router advertisements, and has no such setting`;
    reporter.unsupported(span, message, { hint });
  };
  const { table, 'use-domains': domains } = keys;
  if (keys['use-dns'] === true) refuse('use-dns', true, `${UNHEARD}: declare "nameservers", or run rdnssd`);
  if (domains !== undefined && booleanOf(domains) === undefined && domains.toLowerCase() !== 'route') {
    const span = childOf(entry.value, 'use-domains') ?? entry.key;
    reporter.error('wrong-value', span, `"use-domains" must be true, false or "route", not "${domains}"`);
  } else if (domains !== undefined && booleanOf(domains) !== false)
    refuse('use-domains', domains, `${UNHEARD}: declare "nameservers"`);
  if (table !== undefined)
    refuse(
      'table',
      table,
      'it puts these routes into the main table, or into that of the VRF that the device is a port of',
    );
}
