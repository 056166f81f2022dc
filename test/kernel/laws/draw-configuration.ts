import { type Draw, maybe, one, pick, shuffled } from '../../engine/machine.ts';
import { NICS, type Sections } from './case.ts';
import {
  addressesOn,
  dropShared,
  forwardingOn,
  groupsOn,
  neighborsOn,
  type OnDevice,
  routesOn,
  rulesOn,
  vlansOn,
} from './draw-objects.ts';
import { drawPolicy } from './draw-policy.ts';
import { filtersVlans, KINDS, type KindOf, snoops } from './kinds.ts';

/** Names of the devices that are made, each with the kind that it mostly is. */
export type Names = readonly (readonly [name: string, kind: string])[];

/** A name for each of some kinds. */
export function drawNames(draw: Draw, kinds: readonly string[]): Names {
  return Array.from({ length: 5 }, (_, i) => [`d${i}`, pick(draw, kinds) ?? 'veth'] as const);
}

/** A device while a configuration is drawn. */
interface Draft {
  readonly name: string;
  readonly section: string;
  readonly kind: KindOf | undefined;
  readonly keys: Record<string, unknown>;
  /** What took its receive handler (netdev_rx_handler_register): a master, macvlans, ipvlans. */
  handler?: string;
  master?: string;
  isVrfPort?: true;
}

/** A configuration such as the kernel takes: nothing in it excludes anything else. */
export function drawConfiguration(draw: Draw, names: Names, kinds: readonly string[]): Sections {
  const drafts: Draft[] = NICS.filter(() => maybe(draw, 85)).map((name) => ({
    name,
    section: 'ethernets',
    kind: undefined,
    keys: {},
    // Somebody's macvlan may be on it.
    ...(name === 'eth2' && { handler: 'macvlan' }),
  }));
  for (const [name, usual] of shuffled(draw, names)) {
    if (!maybe(draw, 70)) continue;
    const kind = KINDS[maybe(draw, 85) ? usual : (pick(draw, kinds) ?? usual)];
    if (kind !== undefined) addDraft(draw, drafts, name, kind);
  }
  for (const draft of drafts) addCommon(draw, draft, drafts);
  addObjects(draw, drafts);
  const sections: Record<string, Record<string, unknown>> = { ...drawPolicy(draw) };
  for (const { section, name, keys } of shuffled(draw, drafts)) {
    sections[section] = { ...sections[section], [name]: keys };
  }
  return sections;
}

function addDraft(draw: Draw, drafts: Draft[], name: string, kind: KindOf): void {
  const below = kind.below === undefined ? [] : drafts.filter((d) => mayCarry(d, kind));
  const lower = pick(draw, below);
  const keys = kind.keys({ draw, name, nth: Number(name.slice(1)), lower: lower?.name });
  if (keys === undefined) return;
  const ring = kind.isRing === true ? freeNics(draw, drafts) : [];
  if (kind.isRing === true && ring.length < 2) return;
  if (lower !== undefined && keys['link'] === lower.name && kind.handler !== undefined)
    lower.handler = kind.handler;
  for (const nic of ring) nic.handler = 'ring';
  const interfaces = ring.length === 0 ? {} : { interfaces: ring.map((nic) => nic.name) };
  const draft: Draft = { name, section: kind.section, kind, keys: { ...keys, ...interfaces } };
  if (kind.isMaster === true) addPorts(draw, drafts, draft);
  drafts.push(draft);
  const { peer } = keys;
  if (typeof peer === 'string')
    // One end only may be a port: a pair in a bridge is a loop.
    drafts.push({
      name: peer,
      section: kind.section,
      kind: { ...kind, mayBePort: true },
      keys: {},
      handler: 'none',
    });
}

/** Two NICs for a ring, or none. */
function freeNics(draw: Draw, drafts: readonly Draft[]): readonly Draft[] {
  const free = drafts.filter(
    (d) => d.kind === undefined && d.handler === undefined && d.master === undefined,
  );
  return free.length < 2 ? [] : shuffled(draw, free).slice(0, 2);
}

function mayCarry({ handler, kind, section }: Draft, upper: KindOf): boolean {
  if (section === 'tuntaps' || kind?.isBare === true) return false;
  if (upper.handler !== undefined && handler !== undefined && handler !== upper.handler) return false;
  // Ethernet only, and not what is itself on one.
  return (
    kind === undefined ||
    ['bridges', 'virtual-ethernets', 'bonds', 'dummy-devices', 'vlans'].includes(section) ||
    (kind.isMaster === true && section !== 'vrfs')
  );
}

function addPorts(draw: Draw, drafts: readonly Draft[], master: Draft): void {
  const vrf = master.section === 'vrfs';
  const ports = drafts.filter((port) => {
    if (port.master !== undefined || !maybe(draw, 40)) return false;
    if (vrf) return port.section !== 'vrfs' && port.handler !== 'ring';
    const able = port.kind === undefined || port.kind.mayBePort === true;
    // A bond changes the MAC address and more: what is on the port would be another test.
    return (
      able && port.handler === undefined && !(master.section !== 'bridges' && port.section !== 'ethernets')
    );
  });
  for (const port of ports) {
    port.master = master.name;
    if (vrf) port.isVrfPort = true;
    else port.handler = 'port';
  }
  if (ports.length > 0) master.keys['interfaces'] = ports.map(({ name }) => name);
}

/** What any link has; only a lower device of a known MTU carries one with an MTU. */
function addCommon(draw: Draw, draft: Draft, drafts: readonly Draft[]): void {
  const { keys, name } = draft;
  if (maybe(draw, 25)) keys['alias'] = one(draw, 'up', 'down');
  if (maybe(draw, 20)) keys['transmit-queue-length'] = one(draw, 500, 600);
  if (maybe(draw, 12)) keys['activation-mode'] = one(draw, 'off', 'manual');
  if (maybe(draw, 10)) keys['alternative-names'] = [`${name}-${one(draw, 'a', 'b')}`];
  if (maybe(draw, 8)) keys['group'] = one(draw, 5, 6);
  if (maybe(draw, 5)) keys[one(draw, 'promiscuous', 'all-multicast')] = maybe(draw, 70);
  if (maybe(draw, 8))
    keys['sysctl'] = { [`ipv4.${one(draw, 'rp_filter', 'accept_redirects')}`]: one(draw, 0, 1) };
  const isBare = draft.kind?.isBare === true || keys['mode'] === 'tun';
  if (maybe(draw, 15) && !isBare && !['vrfs', 'ipvlans', 'hsrs'].includes(draft.section))
    keys['macaddress'] = `02:00:00:00:${one(draw, '01', '02')}:${hex(name)}`;
  if (maybe(draw, 6) && !isBare) keys['ipv6-address-generation'] = one(draw, 'none', 'eui64');
  if (maybe(draw, 6)) keys['accept-ra'] = maybe(draw);
  const bonded = drafts.some(
    (d) => d.name === draft.master && d.section !== 'bridges' && d.section !== 'vrfs',
  );
  const follows = ['vrfs', 'hsrs'].includes(draft.section) || draft.handler === 'ring';
  if (follows || bonded || keys['link'] !== undefined || !maybe(draw, 30)) return;
  keys['mtu'] = one(draw, 1500, 1400, 1450, 1320, 1270);
}

/** What a bridge makes of a port. */
function portOf(draw: Draw, keys: Record<string, unknown>): void {
  if (maybe(draw, 20)) keys['hairpin'] = maybe(draw);
  if (maybe(draw, 20)) keys['neigh-suppress'] = maybe(draw);
  if (maybe(draw, 10)) keys['port-mac-learning'] = maybe(draw);
  if (maybe(draw, 10)) keys[one(draw, 'isolated', 'flood', 'fastleave', 'root-block')] = maybe(draw);
}

const hex = (name: string): string =>
  [...name]
    .reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) & 255, 7)
    .toString(16)
    .padStart(2, '0');

function addObjects(draw: Draw, drafts: readonly Draft[]): void {
  const able: OnDevice[] = drafts
    .filter(({ kind }) => kind?.noIp !== true)
    .map((draft) => ({
      name: draft.name,
      keys: draft.keys,
      isUp: draft.keys['activation-mode'] === undefined,
      isVrfPort: draft.isVrfPort === true,
      isPort: draft.handler === 'port' && draft.master !== undefined,
      isTunnel: draft.kind?.isBare === true,
    }));
  for (const on of able) if (maybe(draw, on.isPort ? 15 : 60)) addressesOn(draw, on);
  const ofIpvlans = drafts.filter(({ section }) => section === 'ipvlans').map(({ keys }) => keys);
  for (const keys of ofIpvlans) dropShared(keys, ofIpvlans);
  const sources = able.filter(({ isUp, isVrfPort }) => isUp && !isVrfPort);
  const taken = new Set<string>();
  for (const on of able) if (maybe(draw, 60)) routesOn(draw, on, sources, taken);
  if (drafts[0] !== undefined) rulesOn(draw, drafts[0].keys);
  for (const on of able) if (maybe(draw, 25)) neighborsOn(draw, on);
  for (const draft of drafts) {
    const bridge = drafts.find((d) => d.name === draft.master && d.section === 'bridges');
    const inBridge = bridge !== undefined;
    if (inBridge) portOf(draw, draft.keys);
    if (inBridge || draft.keys['mode'] === 'vxlan') forwardingOn(draw, draft.keys, inBridge);
    if (bridge !== undefined && snoops()) groupsOn(draw, draft.keys, bridge.keys);
    if (filtersVlans() && (inBridge || draft.section === 'bridges') && maybe(draw, 30))
      vlansOn(draw, draft.keys);
  }
}
