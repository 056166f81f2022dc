import { isMulticastMac, isZeroMac, parseMac } from '../../model/mac.ts';
import type { Draft } from '../draft.ts';
import { childOf, itemsOf } from '../node.ts';
import type { Reporter } from '../reporter.ts';

/** Checks a macvlan or macvtap beyond the forms of its keys. */
export function checkMacvlan(draft: Draft, reporter: Reporter): void {
  const { kind, attributes, spans } = draft;
  const name = `${kind}.macaddresses`;
  const span = spans.get(name);
  if (span === undefined) return;
  // macvlan_changelink_sources applies to this mode only.
  if (attributes[`${kind}.mode`] !== 'source') {
    reporter.error('conflict', span, '"macaddresses" is only for mode source', {
      hint: 'write "mode: source"',
    });
    return;
  }
  const macs: string[] = [];
  for (const node of itemsOf(childOf(draft.node, 'macaddresses'))) {
    if (node.kind !== 'scalar') continue;
    const mac = parseMac(node.text);
    if (mac !== undefined && !isZeroMac(mac) && !isMulticastMac(mac)) macs.push(mac);
    else {
      const message = `"macaddresses" lists MAC addresses of stations, such as 02:00:00:00:00:01, not ${JSON.stringify(node.text)}`;
      reporter.error('wrong-value', node, message);
    }
  }
  attributes[name] = [...new Set(macs)].sort();
}
