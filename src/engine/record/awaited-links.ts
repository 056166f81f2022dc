import type { Declaration, DeclaredLink, Item, Link, Problem, Snapshot } from '../../model/index.ts';
import { linksNamedBy } from '../../resources/links-named.ts';
import type { ResolvedLinks } from '../target/resolve.ts';
import type { Ownership } from '../target/target.ts';
import type { DeviceLink, Devices } from './record.ts';

/**
 * For declared devices that are not found: the links that they were when they were last found, by name, with the device. Somebody may
 * have changed the name or the MAC address of the NIC, or its replacement is not plugged in yet.
 */
export type AwaitedLinks = ReadonlyMap<string, DeclaredLink>;

/** The links that the declared devices are found to be. */
type Found = Pick<ResolvedLinks, 'names' | 'renames'>;

export function awaitedLinks(
  { links: declared }: Declaration,
  { links: live }: Pick<Snapshot, 'links'>,
  found: Found,
  devices: Devices = {},
): AwaitedLinks {
  const missing = declared.filter(
    ({ id, link }) => link.kind === 'physical' && Object.hasOwn(devices, id) && !isFound(found, id),
  );
  const awaited = new Map<string, DeclaredLink>();
  if (missing.length === 0) return awaited;
  const taken = new Set(declared.flatMap(({ id }) => liveNames(found, id)));
  const byIndex = new Map(live.map((link) => [link.index, link]));
  for (const device of missing) {
    for (const was of devices[device.id] ?? []) {
      const link = byIndex.get(was.index);
      if (link !== undefined && isSame(link, was) && !taken.has(link.name)) awaited.set(link.name, device);
    }
  }
  return awaited;
}

/** Whether a link is the recorded one of the same index: it may have got another name or another MAC address, but not both. */
const isSame = (link: Link, was: DeviceLink): boolean =>
  link.name === was.name ||
  (was.macaddress !== undefined && link.attributes['macaddress'] === was.macaddress);

/** The links of the declared NICs, for the record. NICs that are not found keep their entries. */
export function devicesNow(
  { links: declared }: Declaration,
  { links: live }: Pick<Snapshot, 'links'>,
  found: Found,
  before: Devices = {},
): Devices {
  const nics = declared.filter(({ link }) => link.kind === 'physical');
  if (nics.length === 0) return {};
  const byName = new Map(live.map((link) => [link.name, link]));
  return Object.fromEntries(
    nics.flatMap(({ id }): [string, readonly DeviceLink[]][] => {
      const now = liveNames(found, id).flatMap((name) => deviceLink(byName.get(name)));
      const known = now.length > 0 ? now : before[id];
      return known === undefined ? [] : [[id, known]];
    }),
  );
}

function deviceLink(link: Link | undefined): readonly DeviceLink[] {
  if (link?.index === undefined) return [];
  const {
    name,
    index,
    attributes: { macaddress },
  } = link;
  return [{ index, name, ...(typeof macaddress === 'string' && { macaddress }) }];
}

const isFound = ({ names }: Found, id: string): boolean => (names.get(id) ?? []).length > 0;

/** The current names of the links of a device. */
const liveNames = ({ names, renames }: Found, id: string): readonly string[] =>
  (names.get(id) ?? []).map((name) => renames.get(name) ?? name);

/** The ownership without the objects on awaited links: these are kept until the device is found, or no longer declared. */
export function withoutAwaited(ownership: Ownership, awaited: AwaitedLinks): Ownership {
  if (awaited.size === 0) return ownership;
  const isOnAwaited = (item: Item): boolean =>
    item.type === 'link' ? awaited.has(item.name) : linksNamedBy(item).some((link) => awaited.has(link));
  const { purges } = ownership;
  return {
    ...ownership,
    owns: (item) => !isOnAwaited(item) && ownership.owns(item),
    earlier: (link) => (awaited.has(link.name) ? {} : ownership.earlier(link)),
    ...(purges !== undefined && { purges: (item) => !isOnAwaited(item) && purges(item) }),
  };
}

/** Tells which links are left alone because a device is not found. */
export const awaitedProblems = (awaited: AwaitedLinks): readonly Problem[] =>
  [...awaited].map(([name, { id, source }]) => ({
    code: 'link-left',
    severity: 'warning',
    message: `${name} was ${id} when that was last found: what nlapply put there stays until ${id} is found again`,
    hint: `declare ${name} itself, or take ${id} out of the configuration`,
    source,
  }));
