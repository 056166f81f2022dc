import type { Link, Value } from '../../model/index.ts';
import type { Section } from './declarable.ts';
import { compact, type Entry, filled, type Node, scalar } from './document.ts';
import { tunnelEntry } from './tunnel-entry.ts';

/** What a link has when nobody asked for anything else; such values are not written down. */
const DEFAULTS: Readonly<Record<string, Value>> = {
  'transmit-queue-length': 1000,
  'bridge-port.hairpin': false,
  'bridge-port.neigh-suppress': false,
  'bridge-port.port-mac-learning': true,
  'bridge-port.port-priority': 32,
  'bridge.stp': false,
  'bridge.priority': 32768,
  'bridge.ageing-time': 300,
  'bridge.forward-delay': 15,
  'bridge.hello-time': 2,
  'bridge.max-age': 20,
};

/** Path costs that a port gets by its speed alone (port_cost, net/bridge/br_if.c). */
const COSTS_BY_SPEED: ReadonlySet<Value> = new Set([1, 2, 4, 19, 100]);

/**
 * The mapping of one device, but for its addresses, routes and rules.
 * @param ports the links that have it as their master
 */
export function linkEntry(link: Link, section: Section, ports: readonly Link[]): Entry {
  const own = section === 'ethernets' ? {} : kindEntry(link, ports);
  return { ...own, ...commonEntry(link, section) };
}

function commonEntry(link: Link, section: Section): Entry {
  const unusual = unusualOf(link);
  const alias = link.attributes['alias'];
  return {
    'activation-mode': link.attributes['state'] === 'down' ? 'off' : undefined,
    mtu: scalar(link.attributes['mtu']),
    macaddress: section === 'ethernets' ? changedAddress(link) : undefined,
    alias: alias === '' ? undefined : scalar(alias),
    'transmit-queue-length': unusual('transmit-queue-length'),
    hairpin: unusual('bridge-port.hairpin'),
    'neigh-suppress': unusual('bridge-port.neigh-suppress'),
    'port-mac-learning': unusual('bridge-port.port-mac-learning'),
  };
}

function kindEntry(link: Link, ports: readonly Link[]): Entry {
  switch (link.kind) {
    case 'bridge':
      return bridgeEntry(link, ports);
    case 'veth':
      return { peer: scalar(link.attributes['veth.peer']) };
    case 'vxlan':
      return tunnelEntry(link.attributes);
    case 'macvlan': {
      const flags = link.attributes['macvlan.flags'];
      return {
        link: scalar(link.attributes['link']),
        mode: scalar(link.attributes['macvlan.mode']),
        flags: Array.isArray(flags) ? filled(flags.map(String)) : undefined,
      };
    }
    default:
      return {};
  }
}

function bridgeEntry(bridge: Link, ports: readonly Link[]): Entry {
  const unusual = unusualOf(bridge);
  const byPort = (attribute: string, usual: (value: Value) => boolean): Entry =>
    Object.fromEntries(
      ports.flatMap((port): [string, Node][] => {
        const value = port.attributes[attribute];
        return typeof value !== 'number' || usual(value) ? [] : [[port.name, value]];
      }),
    );
  return {
    interfaces: filled(ports.map((port) => port.name)),
    parameters: compact({
      stp: unusual('bridge.stp'),
      priority: unusual('bridge.priority'),
      'ageing-time': unusual('bridge.ageing-time'),
      'forward-delay': unusual('bridge.forward-delay'),
      'hello-time': unusual('bridge.hello-time'),
      'max-age': unusual('bridge.max-age'),
      'path-cost': compact(byPort('bridge-port.path-cost', (cost) => COSTS_BY_SPEED.has(cost))),
      'port-priority': compact(
        byPort('bridge-port.port-priority', (p) => p === DEFAULTS['bridge-port.port-priority']),
      ),
    }),
  };
}

function unusualOf(link: Link): (attribute: string) => Node | undefined {
  return (attribute) => {
    const value = link.attributes[attribute];
    return value === DEFAULTS[attribute] ? undefined : scalar(value);
  };
}

/** A NIC's address when it is not the one burnt in: then somebody has set it. */
function changedAddress(link: Link): Node | undefined {
  const burntIn = link.facts?.permanentAddress;
  const address = link.attributes['macaddress'];
  return burntIn === undefined || address === burntIn ? undefined : scalar(address);
}
