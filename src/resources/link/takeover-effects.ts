import type { Attributes, Link } from '../../model/index.ts';
import { MASTERS, type Master } from '../../model/language/masters.ts';
import { followMacLate, forgetWithMac } from '../neighbor/effects.ts';
import type { World } from '../world.ts';
import { KINDS } from './kinds.ts';
import { masterOf } from './terms.ts';

// What bonds and teams do to links that become their ports, and the ports to them (bond_enslave, __bond_release_one,
// team_port_add …).

/**
 * Applies the change, creation or removal of a link as far as it concerns a master that takes its ports over. Returns
 * the ports whose MTU becomes the master's.
 */
export function afterTakeover(
  world: World,
  before: Link | undefined,
  after: Link | undefined,
): readonly Link[] {
  const from = before?.attributes['master'] ?? null;
  const to = after?.attributes['master'] ?? null;
  if (from !== to) {
    if (after !== undefined && isTaker(from, world)) {
      world.links.set(after.name, givenBack(before, after, world));
      const mac = before?.attributes['macaddress'];
      if (before?.facts?.originalAddress !== mac) followMacLate(world, after.name, mac);
    }
    if (before !== undefined && typeof from === 'string') leave(world, from, before.name);
    if (after !== undefined && isTaker(to, world)) return takeOver(world, String(to), before, after);
  }
  const mtu = after?.attributes['mtu'];
  if (after === undefined || mtu === undefined || mtu === before?.attributes['mtu']) return [];
  if (MASTERS[after.kind]?.takesPortsOver !== true) return [];
  return world.links.where(masterOf, after.name).flatMap(([, port]) => {
    const changed = put(world, port, { mtu });
    return port.attributes['mtu'] === mtu ? [] : [changed];
  });
}

/**
 * A port whose master is gone: down, and with the MTU and the MAC address that it had before it joined, which are mostly
 * not known.
 */
export const closed = (port: Link, master: string, world: World): Link => {
  const { mtu: _, macaddress: __, ...attributes } = port.attributes;
  return { ...port, attributes: { ...attributes, ...mtuBack(port, master, world), state: 'down' } };
};

const mtuBack = (port: Link, master: unknown, { joinedWithMtu }: World): Attributes => {
  const mtu = joinedWithMtu?.(port, master);
  return mtu === undefined ? {} : { mtu };
};

const masterKind = (name: unknown, world: World): Master | undefined =>
  typeof name === 'string' ? MASTERS[world.links.get(name)?.kind ?? ''] : undefined;

const isTaker = (name: unknown, world: World): boolean => masterKind(name, world)?.takesPortsOver === true;

function put(world: World, link: Link, attributes: Attributes): Link {
  const changed = { ...link, attributes: { ...link.attributes, ...attributes } };
  world.links.set(link.name, changed);
  return changed;
}

/**
 * The port is set up and gets the master's MTU; its own can be set afterwards. Returns the port if its MTU changes with
 * that.
 */
function takeOver(world: World, name: string, before: Link | undefined, after: Link): readonly Link[] {
  const master = world.links.get(name);
  if (master !== undefined && takesItsMac(world, master, after))
    forgetWithMac(
      world,
      name,
      master.attributes['macaddress'],
      `lost when ${name} gets the MAC address of ${after.name}`,
    );
  if (master !== undefined && givesItsMac(world, master, after))
    forgetWithMac(
      world,
      after.name,
      leavesItsMac(world, master, after) ? undefined : before?.attributes['macaddress'],
      `lost when ${after.name} gets the MAC address of ${name}`,
    );
  const mtu = master?.attributes['mtu'];
  const own = before?.attributes['mtu'];
  const given = mtu !== undefined && after.attributes['mtu'] === own;
  const port = put(world, world.links.get(after.name) ?? after, { state: 'up', ...(given && { mtu }) });
  return given && own !== undefined && own !== mtu ? [port] : [];
}

/**
 * Whether a bond gets the MAC address of its first port. If it was not given one, its address is random until then
 * (bond_set_dev_addr).
 */
const takesItsMac = (world: World, { kind, name, attributes: { macaddress } }: Link, port: Link): boolean =>
  kind === 'bond' &&
  !world.macSet.has(name) &&
  !hasOtherPorts(world, name, port.name) &&
  macaddress !== port.attributes['macaddress'];

/**
 * Whether the new port is given a MAC address, with which its neighbours are lost even if it is the same one: by a bond
 * (bond_enslave), and by a team if it is another one (team_port_set_team_dev_addr), unless only the active port has the
 * team's address.
 */
function givesItsMac(world: World, master: Link, { name, attributes: { macaddress } }: Link): boolean {
  if (master.kind === 'bond') return bondGivesMac(world, master, name);
  const own = master.attributes['macaddress'];
  return master.attributes['team.mode'] !== 'activebackup' && (own === undefined || own !== macaddress);
}

/**
 * fail_over_mac: with `active` the bond has the address of its port; with `follow` only the first port gets the bond's.
 */
function bondGivesMac(world: World, { name: bond, attributes }: Link, port: string): boolean {
  const policy =
    attributes['bond.mode'] === 'active-backup' ? attributes['bond.fail-over-mac-policy'] : 'none';
  if (policy === 'active') return false;
  return policy !== 'follow' || !hasOtherPorts(world, bond, port);
}

/**
 * Whether the MAC address that a bond gives its port is the port's own anyway: the bond has that of its first port
 * unless it was given one.
 */
function leavesItsMac(world: World, { kind, name, attributes: { macaddress } }: Link, port: Link): boolean {
  if (kind !== 'bond') return false;
  if (macaddress !== undefined) return macaddress === port.attributes['macaddress'];
  return !hasOtherPorts(world, name, port.name);
}

const hasOtherPorts = (world: World, master: string, port: string): boolean =>
  world.links.where(masterOf, master).some(([, { name }]) => name !== port);

/**
 * The MTU and the MAC address that the link had before it became a port are mostly not known, unless they are set
 * afterwards.
 */
function givenBack(before: Link | undefined, after: Link, world: World): Link {
  const back = before === undefined ? {} : mtuBack(before, before.attributes['master'], world);
  const gone = ['mtu', 'macaddress'].filter((name) => after.attributes[name] === before?.attributes[name]);
  return {
    ...after,
    attributes: {
      ...Object.fromEntries(Object.entries(after.attributes).filter(([name]) => !gone.includes(name))),
      ...(gone.includes('mtu') && back),
    },
  };
}

/**
 * A master no longer refers to its former port, unless it remembers that. A bond without ports has a random MAC address,
 * whatever it was given before.
 */
function leave(world: World, name: string, port: string): void {
  const master = world.links.get(name);
  if (master === undefined) return;
  const { afterPorts = [], remembered = [] } = KINDS.get(master.kind) ?? {};
  const kept = Object.entries(master.attributes).map(([key, value]): [string, typeof value] => [
    key,
    afterPorts.includes(key) && !remembered.includes(key) && value === port ? null : value,
  ]);
  const attributes: Record<string, Attributes[string]> = Object.fromEntries(kept);
  const others = world.links.where(masterOf, name).filter(([, other]) => other.name !== port);
  const isEmptied = master.kind === 'bond' && others.length === 0;
  if (isEmptied) delete attributes['macaddress'];
  world.links.set(name, { ...master, attributes });
  if (!isEmptied) return;
  world.macSet.delete(name);
  forgetWithMac(world, name, master.attributes['macaddress'], `lost when ${name} loses its last port`);
}
