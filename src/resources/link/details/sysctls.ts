import type { Value } from '../../../model/index.ts';
import { isSysctl, sysctlKey, UNCOMMON_SYSCTLS } from '../../../model/language/sysctls.ts';
import { NetlinkError, readSysctl, writeSysctl } from '../../../netlink/index.ts';
import type { LinkDetails } from '../details.ts';
import { uncommonSysctls } from './uncommon-sysctls.ts';

/** Settings of a link below /proc/sys/net. */
export const sysctls: LinkDetails = {
  onDemand: true,
  appliesTo: () => true,
  concerns: isSysctl,
  how: () => 'live',
  async read(links, kernel, _index, _tell, asked) {
    const { netns } = kernel;
    const all = links.filter((link) => asked(link).includes(UNCOMMON_SYSCTLS));
    const found = new Map(await uncommonSysctls(all, kernel));
    for (const link of links) {
      const names = asked(link).filter((name) => isSysctl(name) && name !== UNCOMMON_SYSCTLS);
      if (names.length === 0) continue;
      const known = names.flatMap((name): [string, Value][] => {
        const value = readSetting(sysctlKey(name, link.name), netns);
        return value === undefined ? [] : [[name, value]];
      });
      found.set(link.name, Object.fromEntries(known));
    }
    return found;
  },
  orders: ({ name }, _before, after) =>
    Object.entries(after).flatMap(([attribute, value]) => {
      if (value === null) return [];
      const key = sysctlKey(attribute, name);
      return [
        {
          text: `sysctl ${key.join('.')}=${String(value)}`,
          run: async ({ netns }) => writeSysctl(key, String(value), netns),
        },
      ];
    }),
};

/** A number; undefined: this kernel has no such setting of this link, or it holds something else. */
function readSetting(key: readonly string[], netns: string | undefined): number | undefined {
  try {
    const text = readSysctl(key, netns);
    return /^-?[0-9]+$/.test(text) ? Number(text) : undefined;
  } catch (error) {
    if (error instanceof NetlinkError) return undefined;
    throw error;
  }
}
