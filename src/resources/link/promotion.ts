import { NetlinkError, readSysctl } from '../../netlink/index.ts';
import type { LinkMessage } from './common.ts';

/** Where IFLA_INET_CONF has it: IPV4_DEVCONF_PROMOTE_SECONDARIES less one (include/uapi/linux/ip.h). */
const PLACE = 19;

/** Whether the link's own setting is that secondaries outlive their primary. */
export const promotes = ({ afSpec }: Pick<LinkMessage, 'afSpec'>): boolean =>
  afSpec !== undefined && 'inet' in afSpec && (afSpec.inet?.conf?.[PLACE] ?? 0) !== 0;

/** Whether they do on all links of the namespace, whatever the links' own settings (IN_DEV_PROMOTE_SECONDARIES). */
export function promotesOnAll(netns: string | undefined): boolean {
  try {
    return readSysctl(['net', 'ipv4', 'conf', 'all', 'promote_secondaries'], netns) !== '0';
  } catch (error) {
    // No /proc, as in a bare container: then it is not known to be so.
    if (error instanceof NetlinkError) return false;
    throw error;
  }
}
