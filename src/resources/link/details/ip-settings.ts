import { setTimeout as sleep } from 'node:timers/promises';
import type { Attributes, Value } from '../../../model/index.ts';
import { IF_OPER, link as message, NetlinkError, RTM } from '../../../netlink/index.ts';
import type { Call, Kernel } from '../../room.ts';
import type { LinkDetails } from './link-details.ts';
import { IPV6_FILES as FILES } from './settings.ts';
import { sysctlCall } from './sysctl-call.ts';

/** How a link handles router advertisements, and which addresses it makes from them. */
export const ipSettings: LinkDetails = {
  // Already read from the link message.
  appliesTo: () => false,
  read: async () => new Map(),
  concerns: (attribute) => Object.hasOwn(FILES, attribute),
  how: () => 'live',
  orders: ({ name }, _before, after) =>
    Object.entries(after).flatMap(([attribute, value]) => {
      const file = FILES[attribute];
      return file === undefined || value === null ? [] : [write(name, file, value)];
    }),
};

const MTU = 'ipv6-mtu';

/**
 * The IPv6 MTU: the kernel resets it to the link's MTU whenever that changes or the link comes up (addrconf_notify).
 */
export const ipv6Mtu: LinkDetails = {
  appliesTo: () => false,
  read: async () => new Map(),
  afterUp: true,
  concerns: (attribute) => attribute === MTU,
  how: () => 'live',
  orders(link, _before, after, index) {
    const value = after[MTU] ?? linksOwn(link.attributes);
    return value === undefined ? [] : [write(link.name, 'mtu', value, index.indexOf(link.name))];
  },
};

const linksOwn = ({ mtu }: Attributes): Value | undefined => mtu;

/** @param settling index of the link whose carrier to wait for: the kernel itself writes the setting when it appears */
const write = (link: string, file: string, value: Value, settling?: number): Call =>
  sysctlCall(
    ['net', 'ipv6', 'conf', link, file],
    value,
    settling === undefined ? undefined : (kernel) => settle(kernel, settling),
  );

const LOOKS = 50;
const LOOK_MS = 20;

/**
 * Waits until the kernel has processed a carrier that appeared on the link: IPv6 starts only then (linkwatch_do_dev).
 */
async function settle({ route }: Kernel, index: number): Promise<void> {
  for (let look = 1; look < LOOKS; look++) {
    try {
      const { carrier, operstate } = await route.get({ message, type: RTM.GETLINK, value: { index } });
      if (carrier === 0 || operstate !== IF_OPER.DOWN) return;
    } catch (error) {
      if (error instanceof NetlinkError) return;
      throw error;
    }
    await sleep(LOOK_MS);
  }
}
