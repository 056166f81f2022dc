import { isSysctl, sysctlKey } from '../../../model/language/sysctls.ts';
import type { SysctlKey } from '../../../netlink/index.ts';
import { sysctlNumber } from './sysctl-call.ts';

/** Settings of net.ipv6.conf that are in the link message and have attributes of their own. */
export const IPV6_FILES: Readonly<Record<string, string>> = {
  'accept-ra': 'accept_ra',
  'ipv6-privacy': 'use_tempaddr',
};

/** Takes the place of a link's name in paths for the settings that new links get. */
export const DEFAULT_LINK = 'default';

/** Whether an attribute is a setting below /proc/sys/net that new links copy from `default`. */
export const isSetting = (attribute: string): boolean =>
  isSysctl(attribute) || Object.hasOwn(IPV6_FILES, attribute);

/** The value of a link's setting; undefined if this kernel has no such setting. */
export function settingOf(attribute: string, link: string, netns: string | undefined): number | undefined {
  const key = keyOf(attribute, link);
  return key === undefined ? undefined : sysctlNumber(key, netns);
}

function keyOf(attribute: string, link: string): SysctlKey | undefined {
  const file = IPV6_FILES[attribute];
  if (file !== undefined) return ['net', 'ipv6', 'conf', link, file];
  return isSysctl(attribute) ? sysctlKey(attribute, link) : undefined;
}
