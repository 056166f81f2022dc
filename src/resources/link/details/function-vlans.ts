import type { Attributes, Link, Value } from '../../../model/index.ts';
import { functionOf, isFunctionVlan, vlanOfFunction } from '../../../model/language/virtual-functions.ts';
import { link as message, NetlinkError, RTEXT_FILTER, RTM } from '../../../netlink/index.ts';
import type { Kernel } from '../../room.ts';
import type { LinkDetails } from './link-details.ts';

/** The VLAN whose tag the card adds to frames from a virtual function and strips from frames to it; 0: none. */
export const functionVlans: LinkDetails = {
  onDemand: true,
  appliesTo: ({ facts }) => facts?.device !== undefined,
  concerns: isFunctionVlan,
  how: () => 'live',
  async read(links, kernel, _index, _tell, asked) {
    const found = new Map<string, Attributes>();
    for (const link of links) {
      // A virtual function that does not exist yet will start without a VLAN.
      const none = asked(link).filter((name) => functionOf(name) !== undefined);
      const coming = Object.fromEntries(none.map((name): [string, Value] => [name, 0]));
      found.set(link.name, { ...coming, ...(await vlansOf(link, kernel)) });
    }
    return found;
  },
  orders: ({ name }, _before, after, index) =>
    Object.entries(after).flatMap(([attribute, value]) => {
      const vf = functionOf(attribute);
      if (vf === undefined) return [];
      const vlan = { vf, vlan: Number(value), qos: 0 };
      return [
        {
          message,
          type: RTM.NEWLINK,
          value: { index: index.indexOf(name), vfinfoList: [{ vlan }] },
          about: [attribute],
        },
      ];
    }),
};

async function vlansOf({ index = 0 }: Link, { route }: Kernel): Promise<Attributes> {
  try {
    const value = { index, extMask: RTEXT_FILTER.VF | RTEXT_FILTER.SKIP_STATS };
    const { vfinfoList = [] } = await route.get({ message, type: RTM.GETLINK, value });
    return Object.fromEntries(
      vfinfoList.flatMap(({ vlan }): [string, Value][] =>
        vlan === undefined ? [] : [[vlanOfFunction(vlan.vf), vlan.vlan]],
      ),
    );
  } catch (error) {
    if (error instanceof NetlinkError) return {};
    throw error;
  }
}
