import { randomBytes } from 'node:crypto';
import { spoil } from '../../inputs/recording.ts';
import type { Attributes, Link, Step } from '../../model/index.ts';
import { formatMac, isZeroMac } from '../../model/mac.ts';
import { link as message, RTM } from '../../netlink/index.ts';
import type { Call, LinkIndex, Order } from '../room.ts';
import { bridgeVlans } from './details/bridge-vlans.ts';

/**
 * A bridge that lost its last port has no MAC address, and without one cannot be given VLANs of its own
 * (br_fdb_add_local: EINVAL). It is given a random one, as new bridges have, and then the VLANs again.
 */
export function withAnAddress(step: Step, links: LinkIndex): Order[] | undefined {
  const { action, before, after, changes } = step;
  if (action !== 'change' || before?.type !== 'link' || after?.type !== 'link') return undefined;
  const change = changes.find(({ attribute }) => attribute === 'bridge.vlans');
  if (change?.after === undefined) return undefined;
  const wanted = { [change.attribute]: change.after };
  return [
    giveAddress(after.name, links.indexOf(after.name)),
    ...bridgeVlans.orders(after, before.attributes, wanted, links),
  ];
}

/**
 * The same in advance for a default PVID, of which the kernel makes a VLAN of the bridge (__br_vlan_set_default_pvid): the
 * refused message has other options as well, and later steps go by its outcome.
 */
export function addressFirst({ kind, name }: Link, changed: Attributes, index: number): Order[] {
  const pvid = changed['bridge.default-pvid'] ?? 0;
  return kind === 'bridge' && pvid !== 0 ? [giveAddress(name, index)] : [];
}

const giveAddress = (name: string, index: number): Call => ({
  text: `RTM_NEWLINK {index: ${index}}: an address by lot for ${name}, if it has none`,
  async run({ route }) {
    const { address: own = '' } = await route.get({ message, type: RTM.GETLINK, value: { index } });
    if (!isZeroMac(own)) return;
    spoil('chance');
    const [first = 0, ...others] = randomBytes(6);
    const address = formatMac([(first & 0xfe) | 2, ...others]);
    await route.request({ message, type: RTM.NEWLINK, value: { index, address } });
  },
});
