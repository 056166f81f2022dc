import type { Attributes, Link, LinkFacts } from '../../model/index.ts';
import type { ChangeClass, Kernel, LinkIndex, Order } from '../room.ts';
import { addressGeneration } from './details/address-generation.ts';
import { alternativeNames } from './details/alternative-names.ts';
import { batadvDetails } from './details/batadv.ts';
import { bridgeVlans } from './details/bridge-vlans.ts';
import { functionVlans } from './details/function-vlans.ts';
import { ipSettings, ipv6Mtu } from './details/ip-settings.ts';
import { macsecDetails } from './details/macsec.ts';
import { offloads } from './details/offloads.ts';
import { sriov } from './details/sriov.ts';
import { sysctls } from './details/sysctls.ts';
import { teamDetails } from './details/team.ts';
import { vnis } from './details/vnis.ts';
import { wakeOnLan } from './details/wake-on-lan.ts';
import { wireguardDetails } from './details/wireguard.ts';
import type { Observed } from './observe.ts';

/**
 * Attributes of links that neither the link message nor its IFLA_INFO_DATA carries: they have dumps and messages of their
 * own (generic netlink, AF_BRIDGE, alternative names).
 */
export interface LinkDetails {
  /** Whether a live link can have such attributes: mostly a question of its kind. */
  readonly appliesTo: (link: Link) => boolean;
  /** They are read only of links of which somebody asks for one: the configuration, or the record. */
  readonly onDemand?: true;
  /** They are set when the link is up: the kernel forgets them when it comes up. */
  readonly afterUp?: true;
  /** Neither the link nor what stands on it comes or goes with them. */
  readonly alone?: true;
  /** Whether an attribute is one of these. */
  readonly concerns: (attribute: string) => boolean;
  readonly how: (attribute: string) => ChangeClass;
  /** The attributes of these links, by name. Only called when there are any. `tell` takes facts that come with them. */
  readonly read: (
    links: readonly Link[],
    kernel: Kernel,
    index: LinkIndex,
    tell: (link: string, facts: LinkFacts) => void,
    asked: Asked,
    declared: DeclaredOf,
  ) => Promise<ReadonlyMap<string, Attributes>>;
  /**
   * What makes the attributes in `after`, of which only those that change are given, of those in `before`. A new link has
   * nothing before.
   */
  readonly orders: (link: Link, before: Attributes, after: Attributes, index: LinkIndex) => Order[];
}

/** Attributes of a link that are to be read though they cost a look of their own. */
export type Asked = (link: Link) => readonly string[];

/**
 * Attributes that are declared of a link, by its name. What is found to be as declared may be the same value: then nothing
 * has to be compared any more.
 */
export type DeclaredOf = (link: string) => Attributes | undefined;

/** Whether an attribute is read on demand only. */
export const isOnDemand = (attribute: string): boolean => detailsOf(attribute)?.onDemand === true;

/** Whether a change of the attribute takes nothing along that stands on the link. */
export const changesAlone = (attribute: string): boolean => detailsOf(attribute)?.alone === true;

/** To add one: a file in `details/` and a line here. */
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
  functionVlans,
  offloads,
  wakeOnLan,
  ipSettings,
  sysctls,
  ipv6Mtu,
];

/** Finds the attributes that have to be asked for beside the links' own messages. */
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
    // A master's details may tell of its ports, too.
    for (const link of links) {
      // One more member each: copies of all the others would take longer than the links themselves.
      Object.assign(link.attributes, found.get(link.name));
      const facts = told.get(link.name);
      if (facts !== undefined) link.facts = { ...link.facts, ...facts };
    }
  }
}

/** Those attributes that have messages of their own. */
export function detailsOf(attribute: string): LinkDetails | undefined {
  let details = KNOWN.get(attribute);
  if (details === undefined) {
    details = DETAILS.find(({ concerns }) => concerns(attribute)) ?? 'none';
    KNOWN.set(attribute, details);
  }
  return details === 'none' ? undefined : details;
}

/** What has been found out of attributes: each is asked for of every link. */
const KNOWN = new Map<string, LinkDetails | 'none'>();
