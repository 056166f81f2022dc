/** What the kinds of master are to their ports. */
export interface Master {
  /** What a configuration calls the master. */
  readonly noun: string;
  /** Prefix of the attributes that a port has of it and loses when it leaves; absent: none. */
  readonly prefix?: string;
  /** Kinds of link that it cannot have as ports, whatever they are like. */
  readonly refuses: readonly string[];
  /** Whether addresses on its ports serve for something. */
  readonly portsHaveAddresses?: true;
  /** Whether a port is opened when it joins and closed when it leaves, has the master's MTU, and its own one again afterwards. */
  readonly takesPortsOver?: true;
  /** Whether a port's MTU cannot be another than the master's. */
  readonly fixesMtu?: true;
  /** Whether it receives all that its ports receive, so that nothing else can (netdev_rx_handler_register). */
  readonly receives?: true;
  /** Whether a port is down for a moment when it joins or leaves, which flushes its routes and IPv6 addresses. */
  readonly bouncesPorts?: true;
}

/** Kinds of link that have others as their ports (IFLA_MASTER); `interfaces` in their sections names these. */
export const MASTERS: Readonly<Record<string, Master>> = {
  // br_add_if: no bridge in a bridge.
  bridge: { noun: 'bridge', prefix: 'bridge-port.', refuses: ['bridge'], receives: true },
  // bond_enslave refuses a port that is up, and opens it; bond_release_one closes it.
  bond: {
    noun: 'bond',
    prefix: 'bond-port.',
    refuses: ['bond'],
    bouncesPorts: true,
    takesPortsOver: true,
    receives: true,
  },
  // team_port_add and team_port_del do the same; team_device_event refuses another MTU (NETDEV_PRECHANGEMTU).
  team: {
    noun: 'team',
    prefix: 'team-port.',
    refuses: ['team'],
    bouncesPorts: true,
    takesPortsOver: true,
    fixesMtu: true,
    receives: true,
  },
  // cycle_netdev, drivers/net/vrf.c, when a port joins or leaves.
  vrf: { noun: 'VRF', refuses: ['vrf'], portsHaveAddresses: true, bouncesPorts: true },
  batadv: { noun: 'B.A.T.M.A.N. mesh', prefix: 'batadv-port.', refuses: ['batadv'] },
};

/** Prefixes of all attributes that a link has only as long as it is a port. */
const PORT_PREFIXES: readonly string[] = Object.values(MASTERS).flatMap(({ prefix }) => prefix ?? []);

export const isOfPort = (attribute: string): boolean =>
  PORT_PREFIXES.some((prefix) => attribute.startsWith(prefix));
