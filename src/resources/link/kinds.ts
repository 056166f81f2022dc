import type { LinkKind } from './kind.ts';
import { bridge } from './kinds/bridge.ts';
import { bridgePort } from './kinds/bridge-port.ts';
import { macvlan } from './kinds/macvlan.ts';
import { veth } from './kinds/veth.ts';
import { vxlan } from './kinds/vxlan.ts';

/** The kinds nlapply can make. To add one: a file in `kinds/` and a line here. */
export const KINDS: ReadonlyMap<string, LinkKind> = new Map(
  [bridge, macvlan, veth, vxlan].map((kind) => [kind.kind, kind]),
);

/** Attributes of a port by its master's kind (IFLA_INFO_SLAVE_KIND). */
export const PORT_KINDS: ReadonlyMap<string, LinkKind> = new Map(
  [bridgePort].map((kind) => [kind.kind, kind]),
);
