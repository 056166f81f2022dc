import type { Link } from '../../model/index.ts';
import { lowersOfLink } from '../../resources/link/terms.ts';
import type { World } from '../../resources/world.ts';

/**
 * The VLAN devices on a device that are in the given state and change it with the device. They go down and come up with it
 * (vlan_device_event), but since Linux 7.2 later, in a work queue that a following request can overtake. So the plan has steps of
 * its own for them, which makes it correct at once on all kernels.
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
