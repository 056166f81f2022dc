/** Kinds of links that can be a NIC. Bridges, tunnels and the like never match, even if they have the MAC address of a NIC. */
export const NIC_KINDS: ReadonlySet<string> = new Set([
  'physical',
  'veth',
  'macvlan',
  'ipvlan',
  'ipoib',
  'netkit',
]);
