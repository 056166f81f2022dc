import type { Link, Snapshot } from '../../model/index.ts';
import { SECTION_ORDER } from '../../model/language/languages.ts';
import { links } from '../../resources/link/link.ts';
import { lowersOfLink, targetsOfLink } from '../../resources/link/terms.ts';
import { linksNamedBy } from '../../resources/links-named.ts';
import { type Belongings, collectBelongings } from './belongings.ts';
import { clientEntries, wifisIn } from './client-entry.ts';
import { classifyLinks, type Section } from './declarable.ts';
import { type ConfigurationDocument, compact, type Entry, filled, type Node } from './document.ts';
import { linkEntry } from './link-entry.ts';
import { machineLists } from './of-machine.ts';

export interface WrittenConfiguration {
  readonly configuration: ConfigurationDocument;
  /** What could not be declared, with the reason; one sentence each. */
  readonly warnings: readonly string[];
}

/**
 * The live state as a configuration that declares exactly this state: it is valid, and comparing it with the same state
 * finds no differences. Left out are objects that appear by themselves (the kernel's routes, DHCP's addresses),
 * defaults, and, with a warning, what the language cannot express. Routes without a link and rules are written under
 * `lo`, or if that is not written under the first device.
 */
export function configurationOf(snapshot: Snapshot): WrittenConfiguration {
  const warnings: string[] = [];
  const written: Link[] = [];
  const sections = new Map<string, Section>();
  const classified = classifyLinks(snapshot);
  for (const link of snapshot.links) {
    const found = classified.get(link.name);
    if (found === undefined) continue;
    if ('reason' in found) warnings.push(`link ${link.name} is left out: ${found.reason}`);
    else {
      sections.set(link.name, found.section);
      written.push(link);
    }
  }
  for (const name of wifisIn(snapshot)) if (sections.get(name) === 'ethernets') sections.set(name, 'wifis');
  const clients = clientEntries(snapshot, sections, warnings);
  const belongings = collectBelongings(snapshot, new Set(sections.keys()), warnings);
  const ports = new Map<unknown, Link[]>();
  for (const link of written) {
    const master = link.attributes['master'];
    const siblings = ports.get(master);
    if (siblings === undefined) ports.set(master, [link]);
    else siblings.push(link);
  }
  const named = namesIn(snapshot, written);
  const network: Record<string, Node> = {};
  for (const section of SECTION_ORDER) {
    const devices: Record<string, Node> = {};
    for (const link of written) {
      const own = belongings.get(link.name);
      const handedOn = clients.get(link.name);
      if (sections.get(link.name) !== section) continue;
      if (own === undefined && handedOn === undefined && !named.has(link.name) && isAsAlways(link)) continue;
      devices[link.name] = deviceNode(link, section, ports.get(link.name) ?? [], own, handedOn);
    }
    if (Object.keys(devices).length > 0) network[section] = devices;
  }
  return {
    configuration: {
      network: { version: 2, ...machineLists(snapshot, new Set(sections.keys())), ...network },
    },
    warnings,
  };
}

/** The links that others, or lists of the machine, name: what is named must be declared. */
const namesIn = (
  { fouPorts = [], addressLabels = [] }: Snapshot,
  written: readonly Link[],
): ReadonlySet<string> =>
  new Set([
    ...written.flatMap((link) => [...lowersOfLink(link), ...targetsOfLink(link)]),
    ...[...fouPorts, ...addressLabels].flatMap(linksNamedBy),
  ]);

/** The loopback and the fallback devices of tunnel kinds are written only if something was done to them, or they are named. */
const isAsAlways = (link: Link): boolean =>
  link.kind === 'loopback' || (links.automatic(link) && link.attributes['state'] !== 'up');

function deviceNode(
  link: Link,
  section: Section,
  ports: readonly Link[],
  own: Belongings | undefined,
  handedOn: Entry = {},
): Node {
  return compact({
    ...linkEntry(link, section, ports),
    ...handedOn,
    addresses: filled(own?.addresses ?? []),
    neighbors: filled(own?.neighbors ?? []),
    fdb: filled(own?.fdb ?? []),
    mdb: filled(own?.mdb ?? []),
    nameservers: own?.nameservers[0],
    routes: filled(own?.routes ?? []),
    'routing-policy': filled(own?.policy ?? []),
  });
}
