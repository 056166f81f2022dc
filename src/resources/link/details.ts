import { type Link, type LinkFacts, sameValue, type Value } from '../../model/index.ts';
import type { Kernel, LinkIndex } from '../room.ts';
import { addressGeneration } from './details/address-generation.ts';
import { alternativeNames } from './details/alternative-names.ts';
import { batadvDetails } from './details/batadv.ts';
import { bridgeVlans } from './details/bridge-vlans.ts';
import { forwardErrorCorrection } from './details/fec.ts';
import { functionSettings } from './details/function-settings.ts';
import { ipSettings, ipv6Mtu } from './details/ip-settings.ts';
import type { Asked, DeclaredOf, LinkDetails } from './details/link-details.ts';
import { macsecDetails } from './details/macsec.ts';
import { nicSettings } from './details/nic-settings.ts';
import { offloads } from './details/offloads.ts';
import { qdisc } from './details/qdisc.ts';
import { sriov } from './details/sriov.ts';
import { sysctls } from './details/sysctls.ts';
import { teamDetails } from './details/team.ts';
import { usualPathCost } from './details/usual-path-cost.ts';
import { vnis } from './details/vnis.ts';
import { wakeOnLan } from './details/wake-on-lan.ts';
import { wireguardDetails } from './details/wireguard.ts';
import { KINDS } from './kinds.ts';
import type { Observed } from './observe.ts';

/** Whether an attribute is read only if it is needed. */
export const isOnDemand = (attribute: string): boolean => detailsOf(attribute)?.onDemand === true;

/** Whether a change of the attribute does not affect the link itself or what is on it. */
export const changesAlone = (attribute: string): boolean => detailsOf(attribute)?.alone === true;

/** New ones need a file in `details/` and a line here. */
export const DETAILS: readonly LinkDetails[] = [
  addressGeneration,
  alternativeNames,
  bridgeVlans,
  vnis,
  batadvDetails,
  teamDetails,
  wireguardDetails,
  macsecDetails,
  sriov,
  functionSettings,
  offloads,
  nicSettings,
  wakeOnLan,
  forwardErrorCorrection,
  qdisc,
  ipSettings,
  sysctls,
  ipv6Mtu,
  usualPathCost,
];

/** Reads the attributes that are not in the links' own messages, and adds them to the links. */
export async function addDetails(
  links: readonly Observed[],
  kernel: Kernel,
  index: LinkIndex,
  asked: Asked = () => [],
  declared: DeclaredOf = () => undefined,
): Promise<void> {
  for (const details of DETAILS) {
    const isAsked = (link: Link): boolean => details.onDemand !== true || asked(link).some(details.concerns);
    const concerned = links.filter((link) => details.appliesTo(link) && isAsked(link));
    if (concerned.length === 0) continue;
    const told = new Map<string, LinkFacts>();
    const tell = (name: string, facts: LinkFacts): void => void told.set(name, facts);
    const found = await details.read(concerned, kernel, index, tell, asked, declared);
    // The details of a master can include attributes of its ports.
    for (const link of links) {
      // Assigned in place: copying all attributes would take longer than reading the links.
      Object.assign(link.attributes, found.get(link.name));
      const facts = told.get(link.name);
      if (facts !== undefined) link.facts = { ...link.facts, ...facts };
    }
  }
}

/** The details that an attribute belongs to; undefined if it is in the link message. */
export function detailsOf(attribute: string): LinkDetails | undefined {
  let details = KNOWN.get(attribute);
  if (details === undefined) {
    details = DETAILS.find(({ concerns }) => concerns(attribute)) ?? 'none';
    KNOWN.set(attribute, details);
  }
  return details === 'none' ? undefined : details;
}

/** Whether the link has an attribute as it is wanted, though the kernel may say it in another way. */
export const hasAsWanted = (link: Link, attribute: string, wanted: Value): boolean =>
  sameValue(link.attributes[attribute], wanted) ||
  KINDS.get(link.kind)?.isAs?.(attribute, wanted, link.attributes[attribute]) === true ||
  detailsOf(attribute)?.isAs?.(wanted, link.attributes[attribute], link, attribute) === true;

/** Whether the link has an attribute as it was set, though a link that it names may be gone. */
export const hasAsLeft = (link: Link, attribute: string, ours: Value): boolean =>
  hasAsWanted(link, attribute, ours) ||
  detailsOf(attribute)?.isLeft?.(ours, link.attributes[attribute], attribute) === true;

/** A cache for `detailsOf`, which is called for every attribute of every link. */
const KNOWN = new Map<string, LinkDetails | 'none'>();
