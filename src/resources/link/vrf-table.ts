import { RT_TABLE } from '../../netlink/index.ts';
import type { World } from '../world.ts';

/** The table to which the addresses of a link belong: that of its VRF, or its own if it is a VRF (l3mdev_fib_table). */
export function tableOfLink(name: string, { links }: World): number {
  const link = links.get(name);
  const vrf = link?.kind === 'vrf' ? link : links.get(String(link?.attributes['master']));
  return vrf?.kind === 'vrf' ? Number(vrf.attributes['vrf.table']) : RT_TABLE.MAIN;
}
