import type { ForwardingEntry } from '../../model/index.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import type { Difference, Room } from '../room.ts';
import { observeForwarding } from './observe.ts';
import { hasManyRemotes } from './remotes.ts';
import { forwardingRequests } from './requests.ts';

function key(entry: ForwardingEntry): string {
  const { link, macaddress, vlan, sourceVni } = entry;
  let text = `${link} ${macaddress}`;
  if (vlan !== null) text += ` vlan ${vlan}`;
  if (sourceVni !== null) text += ` src_vni ${sourceVni}`;
  return entry.via !== null && hasManyRemotes(macaddress) ? text + remote(entry) : text;
}

/** The remote as iproute2 writes it. */
function remote({ via, port, vni, out }: ForwardingEntry): string {
  let text = via === null ? '' : ` dst ${via}`;
  if (port !== null) text += ` port ${port}`;
  if (vni !== null) text += ` vni ${vni}`;
  return out === null ? text : `${text} via ${out}`;
}

function name(entry: ForwardingEntry): string {
  const { link, macaddress, vlan, sourceVni } = entry;
  const vlanText = vlan === null ? '' : ` vlan ${vlan}`;
  return `fdb entry ${macaddress} dev ${link}${vlanText}${sourceVni === null ? '' : ` src_vni ${sourceVni}`}${remote(entry)}`;
}

/** The members besides those that make up the identity. */
const COMPARED = ['via', 'port', 'vni', 'out', 'local', 'sticky'] as const;

function differences(wanted: ForwardingEntry, live: ForwardingEntry): Difference[] {
  const moves: readonly Difference[] =
    wanted.link === live.link
      ? []
      : [{ attribute: 'dev', before: live.link, after: wanted.link, how: 'live' }];
  const others = COMPARED.flatMap((attribute): Difference[] => {
    const [before, after] = [live[attribute], wanted[attribute]];
    return before === after
      ? []
      : [{ attribute: attribute === 'out' ? 'link' : attribute, before, after, how: 'live' }];
  });
  return [...moves, ...others];
}

export const fdb: Room<ForwardingEntry> = {
  type: 'fdb',
  key,
  name,
  normal: (entry) => entry,
  differences,
  // The kernel does not store the mark; the record says which entries are ours.
  marked: ({ protocol }) => protocol === OUR_PROTOCOL,
  automatic: ({ implied }) => implied === true,
  observe: observeForwarding,
  requests: forwardingRequests,
};
