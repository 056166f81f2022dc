import type { GroupEntry, Step } from '../../model/index.ts';
import {
  AF,
  MDB_STATE,
  mdbEntry as message,
  NLM_F,
  parseAddress,
  type Request,
  RTM,
} from '../../netlink/index.ts';
import type { LinkIndex } from '../room.ts';
import { bytesOfGroup } from './group-bytes.ts';

export function groupRequests(step: Step, links: LinkIndex): Request[] {
  const before = step.before?.type === 'mdb' ? step.before : null;
  const after = step.after?.type === 'mdb' ? step.after : null;
  if (after !== null) return [add(after, links)];
  return before === null ? [] : [remove(before, links)];
}

/** Before 6.2 the kernel does not replace a membership that it has seen: that is removed first. */
export function groupDetour({ after }: Step, code: string, links: LinkIndex): Request[] | undefined {
  if (after?.type !== 'mdb' || code !== 'EEXIST') return undefined;
  return [remove(after, links), add(after, links)];
}

const add = (entry: GroupEntry, links: LinkIndex): Request => ({
  ...{ message, type: RTM.NEWMDB, flags: NLM_F.CREATE | NLM_F.REPLACE },
  value: wordsOf(entry, links),
});

const remove = (entry: GroupEntry, links: LinkIndex): Request => ({
  ...{ message, type: RTM.DELMDB },
  value: wordsOf(entry, links),
});

function wordsOf({ link, bridge, group, source, vlan }: GroupEntry, links: LinkIndex): Request['value'] {
  return {
    ...{ family: AF.BRIDGE, ifindex: links.indexOf(bridge) },
    entry: {
      ...{ index: links.indexOf(link), state: MDB_STATE.PERMANENT, flags: 0, vid: vlan ?? 0 },
      ...bytesOfGroup(group),
    },
    ...(source !== null && { attrs: { source: parseAddress(source) } }),
  };
}
