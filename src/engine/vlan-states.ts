import type { Link } from '../model/index.ts';
import { lowersOfLink } from '../resources/link/terms.ts';
import type { World } from '../resources/world.ts';

/**
 * VLANs go down with their device and come up with it (vlan_device_event), since Linux 7.2 some time later, in a work queue
 * that a request of one's own overtakes. The plan tells them itself, so that it is true at once on all kernels.
 * @returns those on the device that are in this state now and take the other one with it
 */
export function vlansInState(state: 'up' | 'down', device: string, world: World): readonly Link[] {
  return world.links
    .where(lowersOfLink, device)
    .map(([, link]) => link)
    .filter(
      ({ kind, attributes }) => kind === 'vlan' && attributes['state'] === state && !isLoose({ attributes }),
    );
}

const isLoose = ({ attributes }: Pick<Link, 'attributes'>): boolean =>
  attributes['vlan.loose-binding'] === true;
