import type { ForwardingEntry, Step } from '../../model/index.ts';
import {
  AF,
  neighbour as message,
  NLM_F,
  NTF,
  NUD,
  parseAddress,
  type Request,
  RTM,
  type Value,
} from '../../netlink/index.ts';
import type { LinkIndex } from '../room.ts';
import { hasManyRemotes } from './remotes.ts';

export function forwardingRequests(step: Step, links: LinkIndex): Request[] {
  const before = step.before?.type === 'fdb' ? step.before : null;
  const after = step.after?.type === 'fdb' ? step.after : null;
  if (after !== null) return [set(after, links)];
  return before === null ? [] : [{ message, type: RTM.DELNEIGH, value: identity(before, links) }];
}

/** A learned entry for the MAC is replaced; a further remote for a MAC that can have several is added. */
function set(entry: ForwardingEntry, links: LinkIndex): Request {
  const value = identity(entry, links);
  // On a bridge, permanent means "for this machine".
  value.state = entry.local || entry.via !== null ? NUD.PERMANENT : NUD.NOARP;
  if (entry.sticky) value.flags = (value.flags ?? 0) | NTF.STICKY;
  const beside = entry.via !== null && hasManyRemotes(entry.macaddress);
  return {
    message,
    type: RTM.NEWNEIGH,
    flags: NLM_F.CREATE | (beside ? NLM_F.APPEND : NLM_F.REPLACE),
    value,
  };
}

function identity(entry: ForwardingEntry, links: LinkIndex): Value<typeof message> {
  const { vlan, via, port, vni, sourceVni, out } = entry;
  return {
    family: AF.BRIDGE,
    index: links.indexOf(entry.link),
    flags: entry.self ? NTF.SELF : NTF.MASTER,
    lladdr: entry.macaddress,
    ...(vlan !== null && { vlan }),
    ...(via !== null && { dst: parseAddress(via) }),
    ...(port !== null && { port }),
    ...(vni !== null && { vni }),
    ...(sourceVni !== null && { srcVni: sourceVni }),
    ...(out !== null && { ifindex: links.indexOf(out) }),
  };
}
