import type { Attributes } from '../../../model/index.ts';
import { batadvMeshOf, NetlinkError } from '../../../netlink/index.ts';
import type { LinkDetails } from '../details.ts';

/** The routing algorithm of meshes: their links have no IFLA_INFO_DATA in a dump (batadv_link_ops). */
export const batadvDetails: LinkDetails = {
  appliesTo: ({ kind }) => kind === 'batadv',
  // It is set when the link is made: the kind's table has it.
  concerns: () => false,
  how: () => 'create',
  orders: () => [],
  async read(links, kernel) {
    const found = new Map<string, Attributes>();
    for (const { name, index } of links) {
      try {
        const { algoName } = await batadvMeshOf(kernel.generic(), index ?? 0);
        if (algoName !== undefined) found.set(name, { 'batadv.routing-algorithm': algoName });
      } catch (error) {
        // It may have gone since the links were looked at.
        if (!(error instanceof NetlinkError)) throw error;
      }
    }
    return found;
  },
};
