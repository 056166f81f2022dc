import type { Attributes, Link, Value } from '../../../model/index.ts';
import { isSysctl, sysctlAttribute } from '../../../model/language/sysctls.ts';
import {
  INET_CONF_FILES,
  INET6_CONF_FILES,
  INET6_RA_RECEIVED,
  link as message,
  RTM,
} from '../../../netlink/index.ts';
import type { Kernel } from '../../room.ts';
import { inet6Of, inetOf } from '../common.ts';
import { sysctlNumber } from './sysctl-call.ts';

/** The settings whose values are in every link message. */
const FAMILIES = [
  { place: 'ipv4', files: INET_CONF_FILES },
  { place: 'ipv6', files: INET6_CONF_FILES },
] as const;

/**
 * For each link, the settings whose values differ from a new link's. The values come from link messages, those of new
 * links from files.
 */
export async function uncommonSysctls(
  links: readonly Link[],
  { route, netns }: Kernel,
): Promise<ReadonlyMap<string, Attributes>> {
  const found = new Map<string, Attributes>();
  if (links.length === 0) return found;
  const usual = FAMILIES.map(({ place, files }) => files.map((file) => usualOf(place, file, netns)));
  const byIndex = new Map(links.map(({ index, name }) => [index, name]));
  const messages = await route.dump({ message, type: RTM.GETLINK, value: {} });
  for (const { index, afSpec } of messages) {
    const name = byIndex.get(index);
    if (name === undefined) continue;
    const values = [inetOf(afSpec)?.conf, inet6Of(afSpec)?.conf];
    const uncommon = FAMILIES.flatMap(({ place, files }, family) =>
      files.flatMap((file, i): [string, Value][] => {
        const [value, other] = [values[family]?.[i], usual[family]?.[i]];
        const attribute = file === null ? undefined : sysctlAttribute(`${place}.${file}`);
        // The kernel shows values below 0 for settings that do not apply to the kind of link.
        if (value === undefined || other === undefined || value === other || value < 0) return [];
        if (attribute === HOP_LIMIT && ((inet6Of(afSpec)?.flags ?? 0) & INET6_RA_RECEIVED) !== 0) return [];
        return attribute === undefined || !isSysctl(attribute) || OWN.has(attribute)
          ? []
          : [[attribute, value]];
      }),
    );
    found.set(name, Object.fromEntries(uncommon));
  }
  return found;
}

/** Covered by the attribute `ipv6-address-generation`. */
const OWN: ReadonlySet<string> = new Set(['sysctl.ipv6.addr_gen_mode']);

/** Each router advertisement sets it (ndisc_router_discovery). */
const HOP_LIMIT = 'sysctl.ipv6.hop_limit';

function usualOf(place: string, file: string | null, netns: string | undefined): number | undefined {
  return file === null ? undefined : sysctlNumber(['net', place, 'conf', 'default', file], netns);
}
