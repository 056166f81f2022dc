import { NetlinkError, readSysctl } from '../../netlink/index.ts';
import type { LinkMessage } from './common.ts';

/** The index in IFLA_INET_CONF: IPV4_DEVCONF_PROMOTE_SECONDARIES less one (include/uapi/linux/ip.h). */
const PLACE = 19;

/** Whether by the link's own setting secondaries outlive their primary. */
export const promotes = ({ afSpec }: Pick<LinkMessage, 'afSpec'>): boolean =>
  afSpec !== undefined && 'inet' in afSpec && (afSpec.inet?.conf?.[PLACE] ?? 0) !== 0;

/** Whether they do so on all links of the namespace, whatever the links' own settings (IN_DEV_PROMOTE_SECONDARIES). */
export function promotesOnAll(netns: string | undefined): boolean {
  try {
    return readSysctl(['net', 'ipv4', 'conf', 'all', 'promote_secondaries'], netns) !== '0';
  } catch (error) {
    // There is no /proc, as in a bare container, so it is not known.
    if (error instanceof NetlinkError) return false;
    throw error;
  }
}
