/**
 * What wg(8) 1.0.20210914, ip(8) and bridge(8) of iproute2 6.1 sent to Linux 7.3, caught by strace: bytes that this
 * library had no hand in.
 */
export interface Capture {
  /** The command that sent it; m0 is link 5, v1 3, br0 6, x0 7. */
  readonly command: string;
  readonly table: 'wireguard' | 'macsec' | 'vlan' | 'tunnel';
  /** What it says, checked by hand against the command. */
  readonly words: string;
  /** The message behind its nlmsghdr. */
  readonly hex: string;
}

export const captures: readonly Capture[] = [
  {
    command:
      'wg set wg0 private-key /run/k listen-port 51820 fwmark 0x10 peer eHl6e3x9fn+AgYKDhIWGh4iJiouMjY6PkJGSk5SVlpc= preshared-key /run/k endpoint 192.0.2.1:4500 persistent-keepalive 25 allowed-ips 10.0.0.0/8,2001:db8::/32',
    table: 'wireguard',
    words:
      '{cmd: 1, version: 1, reserved: 0, ifname: wg0, privateKey: (sensitive), listenPort: 51820, fwmark: 16, peers: [{publicKey: eHl6e3x9fn+AgYKDhIWGh4iJiouMjY6PkJGSk5SVlpc=, presharedKey: (sensitive), endpoint: 192.0.2.1:4500, persistentKeepaliveInterval: 25, flags: replace_allowedips, allowedips: [{family: inet, ipaddr: 10.0.0.0, cidrMask: 8}, {family: inet6, ipaddr: 2001:db8::, cidrMask: 32}]}]}',
    hex: '01010000080002007767300024000300000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e5f060006006cca00000800070010000000bc000880b80000802400010078797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f909192939495969724000200000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e5f1400040002001194c0000201000000000000000006000500190000000800030002000000480009801c0000800600010002000000080002000a000000050003000800000028000080060001000a0000001400020020010db80000000000000000000000000500030020000000',
  },
  {
    command: 'wg set wg0 peer eHl6e3x9fn+AgYKDhIWGh4iJiouMjY6PkJGSk5SVlpc= endpoint [2001:db8::1]:99 remove',
    table: 'wireguard',
    words:
      '{cmd: 1, version: 1, reserved: 0, ifname: wg0, peers: [{publicKey: eHl6e3x9fn+AgYKDhIWGh4iJiouMjY6PkJGSk5SVlpc=, endpoint: [2001:db8::1]:99, flags: remove_me}]}',
    hex: '01010000080002007767300054000880500000802400010078797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f9091929394959697200004000a0000630000000020010db8000000000000000000000001000000000800030001000000',
  },
  {
    command: 'ip macsec add m0 tx sa 1 pn 1025 on key 0102 00112233445566778899aabbccddeeff',
    table: 'macsec',
    words:
      '{cmd: 4, version: 1, reserved: 0, ifindex: 5, saConfig: {an: 1, pn: 1025, keyid: 0x01020000000000000000000000000000, key: (sensitive), active: 1}}',
    hex: '040100000800010005000000440003000500010001000000080003000104000014000500010200000000000000000000000000001400040000112233445566778899aabbccddeeff0500020001000000',
  },
  {
    command: 'ip macsec add m0 rx port 1 address 02:00:00:00:00:02 on',
    table: 'macsec',
    words: '{cmd: 1, version: 1, reserved: 0, ifindex: 5, rxscConfig: {sci: 0200000000020001, active: 1}}',
    hex: '010100000800010005000000180002000c00010002000000000200010500020001000000',
  },
  {
    command:
      'ip macsec add m0 rx port 1 address 02:00:00:00:00:02 sa 2 pn 7 off key 03 ffeeddccbbaa99887766554433221100',
    table: 'macsec',
    words:
      '{cmd: 7, version: 1, reserved: 0, ifindex: 5, rxscConfig: {sci: 0200000000020001}, saConfig: {an: 2, pn: 7, keyid: 0x03000000000000000000000000000000, key: (sensitive), active: 0}}',
    hex: '070100000800010005000000100002000c00010002000000000200014400030005000100020000000800030007000000140005000300000000000000000000000000000014000400ffeeddccbbaa998877665544332211000500020000000000',
  },
  {
    command: 'ip macsec offload m0 off',
    table: 'macsec',
    words: '{cmd: 10, version: 1, reserved: 0, ifindex: 5, offload: {type: off}}',
    hex: '0a01000008000100050000000c0009000500010000000000',
  },
  {
    command: 'bridge vlan set dev v1 vid 20-22 state blocking',
    table: 'vlan',
    words:
      '{family: bridge, reserved1: 0, reserved2: 0, ifindex: 3, entries: [{info: {flags: only_opts, vid: 20}, range: 22, state: blocking}]}',
    hex: '07000000030000001c000180080001004000140006000200160000000500030004000000',
  },
  {
    command: 'bridge vlan global set dev br0 vid 1 mcast_querier 1',
    table: 'vlan',
    words:
      '{family: bridge, reserved1: 0, reserved2: 0, ifindex: 6, globalOptions: [{id: 1, mcastQuerier: 1}]}',
    hex: '070000000600000014000280060001000100000005000f0001000000',
  },
  {
    command: 'bridge vni add dev x0 vni 100-109 remote 192.0.2.7',
    table: 'tunnel',
    words:
      '{family: bridge, flags: 0, reserved2: 0, ifindex: 7, entries: [{start: 100, end: 109, group: 192.0.2.7}]}',
    hex: '07000000070000001c0001800800010064000000080002006d00000008000300c0000207',
  },
];
