import { createHmac, randomBytes } from 'node:crypto';
import type { Link, Value } from '../../../model/index.ts';
import { formatIpv6 } from '../../../model/ipv6-text.ts';
import { macBytes } from '../../../model/mac.ts';
import {
  type AddressMessage,
  AF,
  address as addressMessage,
  type Connection,
  formatAddress,
  IFA_F,
  IFAPROT,
  link as message,
  NetlinkError,
  RTM,
  readSysctl,
  writeSysctl,
} from '../../../netlink/index.ts';
import { thisMachine } from '../../machine.ts';
import type { Call } from '../../room.ts';
import { writeAll } from '../attribute.ts';
import { COMMON, GENERATION } from '../common.ts';
import type { LinkDetails } from './link-details.ts';
import { sysctlCall } from './sysctl-call.ts';

const NAME = 'ipv6-address-generation';

/** IN6_ADDR_GEN_MODE_*, as the sysctl takes them. */
const MODE = { none: '1', stablePrivacy: '2' } as const;

/**
 * How a link generates its own IPv6 addresses. The link message has the mode, and can set the modes that need no
 * secret.
 */
export const addressGeneration: LinkDetails = {
  // Already read from the link message.
  appliesTo: () => false,
  read: async () => new Map(),
  concerns: (attribute) => attribute === NAME,
  how: () => 'live',
  orders(link, before, after, index) {
    const own = index.indexOf(link.name);
    if (after[NAME] === 'stable-privacy') return [stablePrivacy(link, own)];
    if (before[NAME] === 'none') return [otherMode(link, after[NAME])];
    const set = { message, type: RTM.NEWLINK, value: { index: own, ...writeAll(COMMON, after, index) } };
    if (before[NAME] === undefined) return [set];
    return after[NAME] === 'none'
      ? [set, withoutLinkLocal(link, own)]
      : [anotherMode(link, after[NAME], own)];
  },
};

/** After `none`, only the sysctl makes a link that is up take an address at once (addrconf_sysctl_addr_gen_mode). */
const otherMode = ({ name }: Link, mode: Value | undefined): Call =>
  sysctlCall(['net', 'ipv6', 'conf', name, 'addr_gen_mode'], GENERATION[String(mode)] ?? mode);

/** The link takes an address of the new mode at once (addrconf_sysctl_addr_gen_mode), and the one of the previous mode is removed. */
function anotherMode({ name, attributes }: Link, mode: Value | undefined, index: number): Call {
  const number = String(GENERATION[String(mode)] ?? mode);
  return {
    text: `sysctl net.ipv6.conf.${name}.addr_gen_mode=${number}`,
    async run({ netns, route }) {
      renewMode(name, number, netns);
      if (mode === 'eui64') await removeOwn(index, route, isPrivate);
      else await removeOthers(index, route, eui64(attributes['macaddress']));
    },
  };
}

/** Setting a mode that is already set makes no address. */
function renewMode(name: string, mode: string, netns: string | undefined): void {
  const key = ['net', 'ipv6', 'conf', name, 'addr_gen_mode'];
  writeSysctl(key, MODE.none, netns);
  writeSysctl(key, mode, netns);
}

/** Setting the mode alone leaves the existing address. */
const withoutLinkLocal = ({ name, attributes }: Link, index: number): Call => ({
  text: `the kernel's link-local addresses of ${name} go`,
  run: ({ route }) => removeOwn(index, route, () => true, eui64(attributes['macaddress'])),
});

/**
 * The mode needs a secret (check_stable_privacy gives EINVAL), and only the sysctl makes a link that is up take a new
 * address at once (addrconf_sysctl_addr_gen_mode). The address that the kernel made in the previous mode is removed.
 */
function stablePrivacy({ name }: Link, index: number): Call {
  return {
    text: `sysctl net.ipv6.conf.${name}.addr_gen_mode=${MODE.stablePrivacy}`,
    async run(kernel) {
      const setting = (file: string, link = name): string[] => ['net', 'ipv6', 'conf', link, file];
      const hasSecret = [name, 'default'].some((link) => isSet(setting('stable_secret', link), kernel.netns));
      if (!hasSecret) writeSysctl(setting('stable_secret'), secretFor(name, kernel.netns), kernel.netns);
      // Setting a secret also sets the mode.
      renewMode(name, MODE.stablePrivacy, kernel.netns);
      await removeOthers(index, kernel.route);
    },
  };
}

/** Reading a secret that was never set fails (EIO). */
function isSet(key: readonly string[], netns: string | undefined): boolean {
  try {
    return readSysctl(key, netns) !== '';
  } catch (error) {
    if (error instanceof NetlinkError && error.code === 'EIO') return false;
    throw error;
  }
}

/** The same at every boot, but different on every machine and for every link; random on a machine without an id. */
function secretFor(name: string, netns: string | undefined): string {
  const id = thisMachine(netns).id();
  const secret =
    id === undefined
      ? randomBytes(16)
      : createHmac('sha256', id).update(`nlapply stable secret ${name}`).digest().subarray(0, 16);
  return secret.toString('hex').replace(/.{4}(?=.)/g, '$&:');
}

/** Whether an address was made of a secret. */
const isPrivate = ({ flags, flags8 }: AddressMessage): boolean =>
  ((flags ?? flags8 ?? 0) & IFA_F.STABLE_PRIVACY) !== 0;

/** Removes the link-local addresses that the kernel did not make of a secret. */
const removeOthers = (index: number, connection: Connection, made?: string): Promise<void> =>
  removeOwn(index, connection, (live) => !isPrivate(live), made);

/**
 * Removes link-local addresses that the kernel made. `made`: the address to remove on kernels before 5.18, which do not
 * report who made an address.
 */
async function removeOwn(
  index: number,
  connection: Connection,
  concerns: (live: AddressMessage) => boolean,
  made?: string,
): Promise<void> {
  const all = await connection.dump({
    message: addressMessage,
    type: RTM.GETADDR,
    value: { family: AF.INET6, index },
  });
  const isMade = ({ proto, address = '' }: AddressMessage): boolean =>
    proto === undefined ? formatAddress(address) === made : proto === IFAPROT.KERNEL_LL;
  const own = all.filter((live) => live.index === index && isMade(live) && concerns(live));
  // The new address does not appear while the link is down or has no carrier, but in that case there is no old one
  // either.
  for (const { address = '', prefixlen = 64 } of own)
    await connection.request({
      message: addressMessage,
      type: RTM.DELADDR,
      value: { family: AF.INET6, index, address, prefixlen },
    });
}

/** The link-local address that is derived from a MAC address (addrconf_ifid_eui48). */
export function eui64(mac: unknown): string | undefined {
  const bytes = typeof mac === 'string' ? macBytes(mac) : [];
  if (bytes.length !== 6) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = bytes;
  const groups = [((a ^ 2) << 8) | b, (c << 8) | 0xff, 0xfe00 | d, (e << 8) | f];
  return formatIpv6([0xfe80, 0, 0, 0, ...groups]);
}
