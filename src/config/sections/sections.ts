import type { DeviceLanguage } from '../../model/language/device.ts';
import { KIND_SECTIONS } from '../../model/language/languages.ts';
import type { Draft } from '../draft.ts';
import type { LinkKeys } from '../link-keys.ts';
import type { Reporter } from '../reporter.ts';
import type { DefinitionName } from '../schema/definitions.ts';
import { checkBond } from './bond.ts';
import { checkBridge } from './bridge.ts';
import { readEthernet } from './ethernet.ts';
import { checkHsr } from './hsr.ts';
import { checkIpoib } from './ipoib.ts';
import { checkIpvlan } from './ipvlan.ts';
import { readKind } from './kind.ts';
import { checkMacsec } from './macsec.ts';
import { checkMacvlan } from './macvlan.ts';
import { checkNetkit } from './netkit.ts';
import type { DeviceSection } from './section-names.ts';
import { checkTeam } from './team.ts';
import { readTunnel } from './tunnel.ts';
import { checkTuntap } from './tuntap.ts';
import { checkVlan } from './vlan.ts';
import { checkXfrm } from './xfrm.ts';

/** A section of devices, and the function that reads a device. */
export interface Section {
  readonly name: DeviceSection;
  /** Link.kind of its devices; for tunnels it follows from their mode. */
  readonly kind: string;
  /**
   * Reads into the draft what only this section has, and returns the keys that all devices have; undefined if the
   * device is no mapping.
   */
  readonly read: (draft: Draft, reporter: Reporter) => LinkKeys | undefined;
}

/**
 * The definition of a section's devices in the schema, what users call one, and the check beyond the forms of its keys.
 */
interface KindSection {
  readonly definition: DefinitionName;
  readonly noun: string;
  readonly check?: (draft: Draft, reporter: Reporter) => void;
}

const KIND_READERS: { readonly [N in keyof typeof KIND_SECTIONS]: KindSection } = {
  bonds: { definition: 'bond', noun: 'bond', check: checkBond },
  vrfs: { definition: 'vrf', noun: 'VRF' },
  teams: { definition: 'team', noun: 'team', check: checkTeam },
  bridges: { definition: 'bridge', noun: 'bridge', check: checkBridge },
  'dummy-devices': { definition: 'dummy-device', noun: 'dummy device' },
  vlans: { definition: 'vlan', noun: 'VLAN', check: checkVlan },
  macvlans: { definition: 'macvlan', noun: 'macvlan', check: checkMacvlan },
  macvtaps: { definition: 'macvtap', noun: 'macvtap', check: checkMacvlan },
  macsecs: { definition: 'macsec', noun: 'MACsec device', check: checkMacsec },
  ipvlans: { definition: 'ipvlan', noun: 'ipvlan', check: checkIpvlan },
  ipvtaps: { definition: 'ipvtap', noun: 'ipvtap', check: checkIpvlan },
  netkits: { definition: 'netkit', noun: 'netkit', check: checkNetkit },
  'xfrm-interfaces': { definition: 'xfrm-interface', noun: 'XFRM interface', check: checkXfrm },
  tuntaps: { definition: 'tuntap', noun: 'tun or tap device', check: checkTuntap },
  ifbs: { definition: 'ifb', noun: 'ifb device' },
  hsrs: { definition: 'hsr', noun: 'HSR device', check: checkHsr },
  batadvs: { definition: 'batadv', noun: 'B.A.T.M.A.N. mesh' },
  vcans: { definition: 'vcan', noun: 'vcan' },
  vxcans: { definition: 'vxcan', noun: 'vxcan' },
  nlmons: { definition: 'nlmon', noun: 'nlmon device' },
  ipoibs: { definition: 'ipoib', noun: 'IPoIB device', check: checkIpoib },
  'virtual-ethernets': { definition: 'virtual-ethernet', noun: 'virtual-ethernet' },
};

/** Sections of existing devices, with the definition in the schema and what users call a device. */
const PHYSICAL_SECTIONS = [
  ['ethernets', 'ethernet', 'ethernet'],
  ['wifis', 'wifi', 'Wi-Fi device'],
  ['modems', 'modem', 'modem'],
  ['nm-devices', 'nm-device', 'profile'],
] as const;

export const SECTIONS: readonly Section[] = [
  ...PHYSICAL_SECTIONS.map(
    ([name, definition, noun]): Section => ({
      name,
      kind: 'physical',
      read: (draft, reporter) => readEthernet(draft, definition, noun, reporter),
    }),
  ),
  ...(Object.entries(KIND_SECTIONS) as [keyof typeof KIND_SECTIONS, DeviceLanguage][]).map(
    ([name, language]): Section => ({
      name,
      kind: language.kind,
      read: (draft, reporter) => readKind(draft, language, KIND_READERS[name], reporter),
    }),
  ),
  { name: 'tunnels', kind: 'tunnel', read: readTunnel },
];
