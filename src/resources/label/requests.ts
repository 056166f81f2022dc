import type { AddressLabel, Step } from '../../model/index.ts';
import { AF, addressLabel as message, NLM_F, parseAddress, type Request, RTM } from '../../netlink/index.ts';
import { indexFor } from '../of-machine.ts';
import type { LinkIndex } from '../room.ts';

/**
 * A label that changes is removed first: NLM_F_REPLACE adds a second one if a label of another prefix with the same
 * length comes before it in the kernel's list (__ip6addrlbl_add).
 */
export function labelRequests({ before, after }: Step, links: LinkIndex): Request[] {
  return [
    ...(before?.type === 'label' ? [{ message, type: RTM.DELADDRLABEL, value: words(before, links) }] : []),
    ...(after?.type === 'label' ? [addition(after, links)] : []),
  ];
}

const addition = (label: AddressLabel, links: LinkIndex): Request => ({
  ...{ message, type: RTM.NEWADDRLABEL, flags: NLM_F.CREATE | NLM_F.EXCL },
  value: words(label, links),
});

function words({ prefix, label, link }: AddressLabel, links: LinkIndex): Request['value'] {
  const [address = '', length] = prefix.split('/');
  return {
    family: AF.INET6,
    prefixlen: Number(length),
    index: link === null ? 0 : indexFor(link, links),
    address: parseAddress(address),
    label,
  };
}
