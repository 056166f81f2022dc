/** How masters of one kind treat their ports. */
export interface Master {
  /** What users call the master. */
  readonly noun: string;
  /** Prefix of the attributes that a port has while it is one and loses when it leaves; absent: there are none. */
  readonly prefix?: string;
  /** Kinds of link that can never be its ports. */
  readonly refuses: readonly string[];
  /** Whether addresses on its ports are of use. */
  readonly portsHaveAddresses?: true;
  /**
   * Whether the kernel sets a port up when it joins and down when it leaves, and gives it the master's MTU in between.
   */
  readonly takesPortsOver?: true;
  /** Whether a port's MTU must be the master's. */
  readonly fixesMtu?: true;
  /** Whether it takes all frames that its ports receive, so that nothing else can (netdev_rx_handler_register). */
  readonly receives?: true;
  /** Whether a port goes down briefly when it joins or leaves, which flushes its routes and IPv6 addresses. */
  readonly bouncesPorts?: true;
}

/** Kinds of link that can have ports (IFLA_MASTER); `interfaces` in their sections names these. */
export const MASTERS: Readonly<Record<string, Master>> = {
  // br_add_if: a bridge cannot be a port of a bridge.
  bridge: { noun: 'bridge', prefix: 'bridge-port.', refuses: ['bridge'], receives: true },
  // bond_enslave refuses a port that is up, and sets it up; bond_release_one sets it down.
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
  // cycle_netdev, drivers/net/vrf.c, sets a port down and up when it joins or leaves.
  vrf: { noun: 'VRF', refuses: ['vrf'], portsHaveAddresses: true, bouncesPorts: true },
  batadv: { noun: 'B.A.T.M.A.N. mesh', prefix: 'batadv-port.', refuses: ['batadv'] },
};

/** Prefixes of all attributes that a link has only while it is a port. */
const PORT_PREFIXES: readonly string[] = Object.values(MASTERS).flatMap(({ prefix }) => prefix ?? []);

export const isOfPort = (attribute: string): boolean =>
  PORT_PREFIXES.some((prefix) => attribute.startsWith(prefix));

/** The attribute of a bridge's port whose default depends on the port's speed. */
export const PATH_COST = 'bridge-port.path-cost';
