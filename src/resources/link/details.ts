import type { Attributes, Link, LinkFacts } from '../../model/index.ts';
import type { ChangeClass, Kernel, LinkIndex, Order } from '../room.ts';
import { addressGeneration } from './details/address-generation.ts';
import { alternativeNames } from './details/alternative-names.ts';
import { batadvDetails } from './details/batadv.ts';
import { bridgeVlans } from './details/bridge-vlans.ts';
import { macsecDetails } from './details/macsec.ts';
import { teamDetails } from './details/team.ts';
import { vnis } from './details/vnis.ts';
import { wireguardDetails } from './details/wireguard.ts';

/**
 * Attributes of links that neither the link message nor its IFLA_INFO_DATA carries: they have dumps and messages of their
 * own (generic netlink, AF_BRIDGE, alternative names).
 */
export interface LinkDetails {
  /** Whether a live link can have such attributes: mostly a question of its kind. */
  readonly appliesTo: (link: Link) => boolean;
  /** Whether an attribute is one of these. */
  readonly concerns: (attribute: string) => boolean;
  readonly how: (attribute: string) => ChangeClass;
  /** The attributes of these links, by name. Only called when there are any. `tell` takes facts that come with them. */
  readonly read: (
    links: readonly Link[],
    kernel: Kernel,
    index: LinkIndex,
    tell: (link: string, facts: LinkFacts) => void,
  ) => Promise<ReadonlyMap<string, Attributes>>;
  /**
   * What makes the attributes in `after`, of which only those that change are given, of those in `before`. A new link has
   * nothing before.
   */
  readonly orders: (link: Link, before: Attributes, after: Attributes, index: LinkIndex) => Order[];
}

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
];

/** The links with the attributes that have to be asked for beside them. */
export async function withDetails(links: Link[], kernel: Kernel, index: LinkIndex): Promise<Link[]> {
  let detailed = links;
  for (const details of DETAILS) {
    const concerned = detailed.filter(details.appliesTo);
    if (concerned.length === 0) continue;
    const told = new Map<string, LinkFacts>();
    const found = await details.read(concerned, kernel, index, (name, facts) => told.set(name, facts));
    detailed = detailed.map((link) => withFound(link, found.get(link.name), told.get(link.name)));
  }
  return detailed;
}

function withFound(link: Link, attributes: Attributes | undefined, facts: LinkFacts = {}): Link {
  return {
    ...link,
    ...(attributes !== undefined && { attributes: { ...link.attributes, ...attributes } }),
    ...(Object.keys(facts).length > 0 && { facts: { ...link.facts, ...facts } }),
  };
}

/** Those attributes that have messages of their own. */
export const detailsOf = (attribute: string): LinkDetails | undefined =>
  DETAILS.find(({ concerns }) => concerns(attribute));
