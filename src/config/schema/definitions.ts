import type * as gen from './config.gen.ts';

/** The object definitions of the schema by name, each with its generated type. */
export interface Definitions {
  configuration: gen.Configuration;
  network: gen.Network;
  ethernets: gen.Ethernets;
  bridges: gen.Bridges;
  'virtual-ethernets': gen.VirtualEthernets;
  tunnels: gen.Tunnels;
  macvlans: gen.Macvlans;
  ethernet: gen.Ethernet;
  bridge: gen.Bridge;
  'virtual-ethernet': gen.VirtualEthernet;
  tunnel: gen.Tunnel;
  macvlan: gen.Macvlan;
  match: gen.Match;
  'bridge-parameters': gen.BridgeParameters;
  'address-with-options': gen.AddressWithOptions;
  'address-options': gen.AddressOptions;
  route: gen.Route;
  rule: gen.Rule;
}

export type DefinitionName = keyof Definitions;
