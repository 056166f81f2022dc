import type { Link } from '../link.ts';
import { sameValue } from '../value.ts';
import { batadv } from './batadv.ts';
import { bond } from './bond.ts';
import { bridge } from './bridge.ts';
import type { DeviceLanguage } from './device.ts';
import { dummy } from './dummy.ts';
import { hsr } from './hsr.ts';
import { ifb } from './ifb.ts';
import { ipoib } from './ipoib.ts';
import { ipvlan } from './ipvlan.ts';
import { ipvtap } from './ipvtap.ts';
import { macsec } from './macsec.ts';
import { macvlan } from './macvlan.ts';
import { macvtap } from './macvtap.ts';
import { netkit } from './netkit.ts';
import { nlmon } from './nlmon.ts';
import { team } from './team.ts';
import { tun } from './tun.ts';
import { TUNNEL_MODES } from './tunnels.ts';
import { vcan } from './vcan.ts';
import { veth } from './veth.ts';
import { vlan } from './vlan.ts';
import { vrf } from './vrf.ts';
import { vxcan } from './vxcan.ts';
import { xfrm } from './xfrm.ts';

/**
 * The sections with virtual devices of a single kind, in the order in which `show` writes them. A new kind needs a line
 * here.
 */
export const KIND_SECTIONS = {
  'dummy-devices': dummy,
  'virtual-ethernets': veth,
  bonds: bond,
  teams: team,
  bridges: bridge,
  vlans: vlan,
  vrfs: vrf,
  macvlans: macvlan,
  macvtaps: macvtap,
  macsecs: macsec,
  ipvlans: ipvlan,
  ipvtaps: ipvtap,
  netkits: netkit,
  'xfrm-interfaces': xfrm,
  tuntaps: tun,
  ifbs: ifb,
  hsrs: hsr,
  batadvs: batadv,
  vcans: vcan,
  vxcans: vxcan,
  nlmons: nlmon,
  ipoibs: ipoib,
} as const satisfies Readonly<Record<string, DeviceLanguage>>;

export type SectionName = 'ethernets' | 'wifis' | keyof typeof KIND_SECTIONS | 'tunnels';

export const SECTION_ORDER: readonly SectionName[] = [
  'ethernets',
  'wifis',
  ...(Object.keys(KIND_SECTIONS) as (keyof typeof KIND_SECTIONS)[]),
  'tunnels',
];

const BY_KIND: ReadonlyMap<string, readonly [SectionName, DeviceLanguage]> = new Map(
  (Object.entries(KIND_SECTIONS) as [SectionName, DeviceLanguage][]).map((entry) => [entry[1].kind, entry]),
);

/** How a virtual link is written: its section, the keys of its kind, and for a tunnel its mode. */
export interface Writing {
  readonly section: SectionName;
  readonly language: DeviceLanguage;
  readonly mode?: string;
}

/** How a link of this kind is written; undefined if the configuration language cannot express it. */
export function writingOf({ kind, attributes }: Pick<Link, 'kind' | 'attributes'>): Writing | undefined {
  const found = BY_KIND.get(kind);
  if (found !== undefined) return { section: found[0], language: found[1] };
  for (const [mode, { language, attributes: fixed = {} }] of Object.entries(TUNNEL_MODES)) {
    if (language.kind !== kind) continue;
    if (Object.entries(fixed).every(([name, value]) => sameValue(attributes[name], value)))
      return { section: 'tunnels', language, mode };
  }
  return undefined;
}

/** The language of every kind, each once. */
export const LANGUAGES: readonly DeviceLanguage[] = [
  ...new Set<DeviceLanguage>([
    ...Object.values(KIND_SECTIONS),
    ...Object.values(TUNNEL_MODES).map(({ language }) => language),
  ]),
];
