import type { Draft } from '../draft.ts';
import type { LinkKeys } from '../link-keys.ts';
import type { Reporter } from '../reporter.ts';
import { readBridge } from './bridge.ts';
import { readEthernet } from './ethernet.ts';
import { readMacvlan } from './macvlan.ts';
import { readTunnel } from './tunnel.ts';
import { readVirtualEthernet } from './virtual-ethernet.ts';

export type SectionName = 'ethernets' | 'bridges' | 'virtual-ethernets' | 'tunnels' | 'macvlans';

/** A section of devices: its kind of link, and what reads one of its devices. */
export interface Section {
  readonly name: SectionName;
  /** Link.kind of its devices. */
  readonly kind: string;
  /** Fills the draft with what only this section has and returns the keys that all devices have; undefined: no mapping. */
  readonly read: (draft: Draft, reporter: Reporter) => LinkKeys | undefined;
}

export const SECTIONS: readonly Section[] = [
  { name: 'ethernets', kind: 'physical', read: readEthernet },
  { name: 'bridges', kind: 'bridge', read: readBridge },
  { name: 'virtual-ethernets', kind: 'veth', read: readVirtualEthernet },
  { name: 'tunnels', kind: 'vxlan', read: readTunnel },
  { name: 'macvlans', kind: 'macvlan', read: readMacvlan },
];
