import { enumerated, hwaddr, indexed, ipv4, ipv6, nest, u8, u16, u32 } from '../../codec/index.ts';
import { BOND_MODE } from '../../constants/link.ts';

/** IFLA_INFO_DATA of a bond (IFLA_BOND_*). Intervals are in milliseconds. */
export const bond = nest({
  mode: [1, enumerated(u8, BOND_MODE)],
  activeSlave: [2, u32],
  miimon: [3, u32],
  updelay: [4, u32],
  downdelay: [5, u32],
  useCarrier: [6, u8],
  arpInterval: [7, u32],
  arpIpTarget: [8, indexed(ipv4, 0)],
  arpValidate: [9, u32],
  arpAllTargets: [10, u32],
  primary: [11, u32],
  primaryReselect: [12, u8],
  failOverMac: [13, u8],
  xmitHashPolicy: [14, u8],
  resendIgmp: [15, u32],
  numPeerNotif: [16, u8],
  allSlavesActive: [17, u8],
  minLinks: [18, u32],
  lpInterval: [19, u32],
  packetsPerSlave: [20, u32],
  adLacpRate: [21, u8],
  adSelect: [22, u8],
  adInfo: [
    23,
    nest({
      aggregator: [1, u16],
      numPorts: [2, u16],
      actorKey: [3, u16],
      partnerKey: [4, u16],
      partnerMac: [5, hwaddr],
    }),
  ],
  adActorSysPrio: [24, u16],
  adUserPortKey: [25, u16],
  adActorSystem: [26, hwaddr],
  tlbDynamicLb: [27, u8],
  peerNotifDelay: [28, u32],
  adLacpActive: [29, u8],
  missedMax: [30, u8],
  nsIp6Target: [31, indexed(ipv6, 0)],
  coupledControl: [32, u8],
  broadcastNeigh: [33, u8],
});

/** IFLA_INFO_SLAVE_DATA of a bond's port (IFLA_BOND_SLAVE_*). */
export const bondPort = nest({
  state: [1, enumerated(u8, { ACTIVE: 0, BACKUP: 1 })],
  miiStatus: [2, u8],
  linkFailureCount: [3, u32],
  permHwaddr: [4, hwaddr],
  queueId: [5, u16],
  adAggregatorId: [6, u16],
  adActorOperPortState: [7, u8],
  adPartnerOperPortState: [8, u16],
  prio: [9, u32],
  actorPortPrio: [10, u16],
});
