import type { Attributes } from '../../../model/index.ts';
import { batadvMeshOf, NetlinkError } from '../../../netlink/index.ts';
import type { LinkDetails } from './link-details.ts';

/** The routing algorithm of meshes, which dumps do not have: these links have no IFLA_INFO_DATA (batadv_link_ops). */
export const batadvDetails: LinkDetails = {
  appliesTo: ({ kind }) => kind === 'batadv',
  // Set when the link is made, through the kind's table.
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
        // The link may have gone since the links were observed.
        if (!(error instanceof NetlinkError)) throw error;
      }
    }
    return found;
  },
};
