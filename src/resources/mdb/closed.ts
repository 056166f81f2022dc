import type { GroupEntry, Link } from '../../model/index.ts';

interface LinksByName {
  readonly get: (name: string) => Link | undefined;
}

/** Why the kernel lets nobody add or remove an entry. */
export interface Closed {
  /** `down`: the bridge is down. `snooping`: it does not look at groups. `vlans`: it has groups for each VLAN only. */
  readonly why: 'down' | 'snooping' | 'vlans';
  readonly text: string;
}

/** Whether the link of an entry is the bridge itself or a port of it. */
export const isPlaced = ({ link, bridge }: GroupEntry, links: LinksByName): boolean =>
  links.get(bridge)?.kind === 'bridge' &&
  (link === bridge || links.get(link)?.attributes['master'] === bridge);

/**
 * Why an entry can be neither added nor removed while the links are as these (br_mdb_config_init); undefined if it can.
 * An entry without a VLAN would be one for each VLAN of the port if the bridge filters them (br_mdb_add).
 */
export function closedFor({ bridge, vlan }: GroupEntry, links: LinksByName): Closed | undefined {
  const attributes = links.get(bridge)?.attributes ?? {};
  if (attributes['state'] === 'down') return { why: 'down', text: `${bridge} is down` };
  if (attributes['bridge.mcast-snooping'] === false)
    return { why: 'snooping', text: `${bridge} does not snoop multicast` };
  if (vlan === null && attributes['bridge.vlan-filtering'] === true)
    return { why: 'vlans', text: `${bridge} filters VLANs, and has groups for each of them only` };
  return undefined;
}
