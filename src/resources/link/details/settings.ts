import { isSysctl, sysctlKey } from '../../../model/language/sysctls.ts';
import type { SysctlKey } from '../../../netlink/index.ts';
import { sysctlNumber } from './sysctl-call.ts';

/** Settings of net.ipv6.conf that the link message tells, as attributes of their own. */
export const IPV6_FILES: Readonly<Record<string, string>> = {
  'accept-ra': 'accept_ra',
  'ipv6-privacy': 'use_tempaddr',
};

/** Stands in for a link's name in paths: what new links get. */
export const DEFAULT_LINK = 'default';

/** Whether an attribute is a setting below /proc/sys/net that a new link has from those of `default`. */
export const isSetting = (attribute: string): boolean =>
  isSysctl(attribute) || Object.hasOwn(IPV6_FILES, attribute);

/** A setting of a link; undefined: this kernel has none of the name. */
export function settingOf(attribute: string, link: string, netns: string | undefined): number | undefined {
  const key = keyOf(attribute, link);
  return key === undefined ? undefined : sysctlNumber(key, netns);
}

function keyOf(attribute: string, link: string): SysctlKey | undefined {
  const file = IPV6_FILES[attribute];
  if (file !== undefined) return ['net', 'ipv6', 'conf', link, file];
  return isSysctl(attribute) ? sysctlKey(attribute, link) : undefined;
}
