import type { Neighbor, Step } from '../../model/index.ts';
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
import { OUR_PROTOCOL } from '../mark.ts';
import type { LinkIndex } from '../room.ts';

export function neighborRequests(step: Step, links: LinkIndex): Request[] {
  const before = step.before?.type === 'neighbor' ? step.before : null;
  const after = step.after?.type === 'neighbor' ? step.after : null;
  const removal = before === null ? [] : [{ message, type: RTM.DELNEIGH, value: identity(before, links) }];
  if (after === null) return removal;
  // The kernel keeps a mark if the message has none (neigh_add), so the entry is removed first.
  const unmarked = after.protocol === 0 && (before?.protocol ?? 0) !== 0;
  return [...(unmarked ? removal : []), set(after, links)];
}

/** REPLACE: a learned entry for the address is replaced. */
function set(neighbor: Neighbor, links: LinkIndex): Request {
  const value = identity(neighbor, links);
  value.state = NUD.PERMANENT;
  value.flags = (neighbor.proxy ? NTF.PROXY : 0) | (neighbor.router ? NTF.ROUTER : 0);
  value.protocol = neighbor.protocol ?? OUR_PROTOCOL;
  if (neighbor.macaddress !== null) value.lladdr = neighbor.macaddress;
  return { message, type: RTM.NEWNEIGH, flags: NLM_F.CREATE | NLM_F.REPLACE, value };
}

function identity({ family, to, link, proxy }: Neighbor, links: LinkIndex): Value<typeof message> {
  return {
    family: family === 4 ? AF.INET : AF.INET6,
    index: links.indexOf(link),
    dst: parseAddress(to),
    ...(proxy && { flags: NTF.PROXY }),
  };
}
