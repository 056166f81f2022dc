/** The first kernel that knows an attribute. Older ones take the message and leave the attribute out, without a word. */
export const FIRST_KERNEL: Readonly<Record<string, string>> = {
  'bond.ns-ip6-targets': '5.19',
  'bond.missed-max': '5.17',
  'bond.lacp-active': '5.15',
  'bond.lacp-strict': '7.1',
  'bond.coupled-control': '6.9',
  'bond.broadcast-neighbor': '6.17',
  'bond-port.prio': '6.0',
  'bond-port.actor-port-prio': '6.18',
  'bridge.fdb-max-learned': '6.7',
  'hsr.interlink': '6.10',
  'netkit.headroom': '6.15',
  'netkit.tailroom': '6.15',
  'vxlan.localbypass': '6.5',
  'vxlan.vnifilter': '5.18',
};
