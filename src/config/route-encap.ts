import { parseIp } from '../model/ip.ts';
import { encapText } from '../model/language/route-encap.ts';
import { childOf, itemsOf } from './node.ts';
import { LINKLESS, type RouteSite } from './route-shape.ts';
import type { Definitions } from './schema/definitions.ts';

type Entry = Definitions['route'];

const KEYS = ['mpls-labels', 'segments'] as const;

/** MPLS_LABEL_IMPLNULL: it says that there is to be no label, and cannot stand in a packet. */
const IMPLICIT_NULL = 3;

/** Reads what a route puts around its packets; undefined if nothing. Faults are reported. */
export function readEncap(entry: Entry, family: 4 | 6, site: RouteSite): string | undefined {
  const { node, list, reporter } = site;
  const key = KEYS.find((one) => entry[one] !== undefined);
  const complain = (at: keyof Entry, code: 'conflict' | 'missing-key', message: string): undefined => {
    reporter.error(code, childOf(node, at) ?? node, message, { list });
  };
  const mode = entry['segments-mode'];
  // Those that are wrong have been reported.
  if (mode !== undefined && entry.segments === undefined && childOf(node, 'segments') === undefined)
    return complain('segments-mode', 'missing-key', '"segments-mode" is about "segments", which are missing');
  if (key === undefined) return undefined;
  const { type = 'unicast', 'mpls-labels': labels } = entry;
  if (LINKLESS.has(type))
    return complain(key, 'conflict', `a ${type} route sends nothing: "${key}" does not belong here`);
  if (entry.nexthops !== undefined)
    return complain(
      key,
      'conflict',
      `"${key}" is for a route with a single path: it does not belong beside "nexthops"`,
    );
  if (labels !== undefined) {
    if (entry.segments !== undefined)
      return complain('segments', 'conflict', 'a route has either "mpls-labels" or "segments"');
    const at = labels.indexOf(IMPLICIT_NULL);
    if (at < 0) return encapText({ kind: 'mpls', labels });
    const span = itemsOf(childOf(node, key))[at] ?? node;
    reporter.error('wrong-value', span, 'label 3 says that there is none, and cannot be given', { list });
    return undefined;
  }
  // seg6_build_state
  if (mode === 'inline' && family === 4)
    return complain(
      'segments-mode',
      'conflict',
      'an IPv4 packet cannot hold segments: "inline" is for IPv6 routes',
    );
  const segments = readSegments(entry.segments ?? [], site);
  return segments && encapText({ kind: 'seg6', mode: mode ?? 'encap', segments });
}

function readSegments(texts: readonly string[], { node, list, reporter }: RouteSite): string[] | undefined {
  const nodes = itemsOf(childOf(node, 'segments'));
  const segments: string[] = [];
  texts.forEach((text, nth) => {
    const ip = parseIp(text);
    if (ip?.family === 6) segments.push(ip.text);
    else {
      const message = `a segment must be an IPv6 address, not ${JSON.stringify(text)}`;
      reporter.error('wrong-address', nodes[nth] ?? node, message, { list });
    }
  });
  return segments.length === texts.length ? segments : undefined;
}
