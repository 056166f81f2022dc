import type { Value } from '../../../model/index.ts';
import { isSysctl, sysctlKey, UNCOMMON_SYSCTLS } from '../../../model/language/sysctls.ts';
import type { LinkDetails } from './link-details.ts';
import { settingOf } from './settings.ts';
import { sysctlCall } from './sysctl-call.ts';
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
        const value = settingOf(name, link.name, netns);
        return value === undefined ? [] : [[name, value]];
      });
      found.set(link.name, { ...found.get(link.name), ...Object.fromEntries(known) });
    }
    return found;
  },
  orders: ({ name }, _before, after) =>
    Object.entries(after).flatMap(([attribute, value]) =>
      value === null ? [] : [sysctlCall(sysctlKey(attribute, name), value)],
    ),
};
