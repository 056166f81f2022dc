import type { Attributes } from '../../../model/index.ts';
import { link as message, NLM_F, type Request, RTM } from '../../../netlink/index.ts';
import type { LinkDetails } from './link-details.ts';

const NAME = 'alternative-names';

/**
 * Alternative names (IFLA_ALT_IFNAME), sorted. They are read from the link message, and set by messages of their own.
 */
export const alternativeNames: LinkDetails = {
  // Already read from the link message.
  appliesTo: () => false,
  read: async () => new Map(),
  concerns: (attribute) => attribute === NAME,
  how: () => 'live',
  orders(link, before, after, index) {
    const had = namesIn(before);
    const wanted = namesIn(after);
    const gone = had.filter((name) => !wanted.includes(name));
    const fresh = wanted.filter((name) => !had.includes(name));
    const own = index.indexOf(link.name);
    const order = (type: number, flags: number, altNames: readonly string[]): Request[] =>
      altNames.length === 0 ? [] : [{ message, type, flags, value: { index: own, altNames: [...altNames] } }];
    return [
      ...order(RTM.DELLINKPROP, 0, gone),
      ...order(RTM.NEWLINKPROP, NLM_F.CREATE | NLM_F.EXCL | NLM_F.APPEND, fresh),
    ];
  },
};

function namesIn(attributes: Attributes): readonly string[] {
  const names = attributes[NAME];
  return Array.isArray(names) ? names.map(String) : [];
}
