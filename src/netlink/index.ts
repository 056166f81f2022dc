/**
 * Netlink for Node: the kernel's own interface to links, addresses, routes, rules, neighbours and everything else
 * that speaks netlink. See docs/netlink.md.
 */

export { loadAddon } from './addon.ts';
export { type AddonAttempt, AddonError } from './addon-error.ts';
/* NETLINK_AUDIT */
export { AuditSocket, openAudit } from './audit/audit-socket.ts';
export { type AuditRecord, parseAuditRecord } from './audit/record.ts';
export { type AuditField, type AuditRule, getAuditRule, putAuditRule } from './audit/rule.ts';
export { type AuditStatus, auditFeatures, auditStatus } from './audit/status.ts';
export { type AuditLogOptions, type AuditNotification, subscribeAudit } from './audit/subscribe-audit.ts';
/* codec: the types that tables are made of */
export { ip, ipv4, ipv6 } from './codec/address.ts';
export { type UnknownAttribute, unknown, type WithUnknown } from './codec/attributes.ts';
export { byFamily } from './codec/by-family.ts';
export { counter } from './codec/counter.ts';
export { NetlinkDecodeError } from './codec/decode-error.ts';
export { type Endpoint, endpoint } from './codec/endpoint.ts';
export { exactly } from './codec/exactly.ts';
export { array, indexed, list, repeated } from './codec/list.ts';
export { marked } from './codec/marked.ts';
export {
  type AnyMessage,
  Message,
  type MessageOptions,
  type MessageValue,
  type Value,
  type ViewOf,
} from './codec/message.ts';
export { choose, nest, nestWithChoices } from './codec/nest.ts';
export { Pattern } from './codec/pattern.ts';
export {
  be16,
  be32,
  be64,
  bits,
  enumerated,
  flag,
  s8,
  s16,
  s32,
  s64,
  sbe32,
  showBits,
  u8,
  u16,
  u32,
  u64,
  uint,
} from './codec/scalars.ts';
export { secret } from './codec/secret.ts';
export { sequence } from './codec/sequence.ts';
export { type Struct, struct } from './codec/struct.ts';
export type { Table } from './codec/table.ts';
export { bytes, chars, fixed, hwaddr, mac, rawNest, string } from './codec/text.ts';
export type {
  Attrs,
  AttrsOf,
  Choice,
  Choices,
  Fields,
  FieldsOf,
  Of,
  Scalar,
  Shape,
  Type,
} from './codec/type.ts';
export { vector } from './codec/vector.ts';
export { copied, raw, type View } from './codec/view.ts';
export { align, Block, host, Writer } from './codec/wire.ts';
export type { Acknowledgement } from './connection/acknowledgement.ts';
export type { BatchOptions } from './connection/batch.ts';
export { Connection, type DumpOptions, openConnection } from './connection/connection.ts';
export type { Mapper } from './connection/dump.ts';
export type { GetOptions } from './connection/get.ts';
export { netnsPath } from './connection/namespace-path.ts';
export {
  type ExtendedAck,
  NetlinkError,
  type NetlinkErrorCode,
  type NetlinkErrorDetails,
  type RequestName,
} from './connection/netlink-error.ts';
export type { ConnectionOptions, TraceEvent, Warning } from './connection/options.ts';
export { describeRequest, type Request, typeName } from './connection/request.ts';
export {
  type Event,
  type Notification,
  type Overrun,
  type SubscribeOptions,
  subscribe,
  type Tables,
} from './connection/subscribe.ts';
export { type Datagram, Subscription } from './connection/subscription.ts';
/* NETLINK_CONNECTOR: process events and other messages */
export {
  type ConnectorNotification,
  type ConnectorOptions,
  ConnectorSocket,
  openConnector,
} from './connector/connector-socket.ts';
export { type ConnectorMessage, readConnectorMessages, writeConnectorMessage } from './connector/message.ts';
export { type ProcessEvent, readProcessEvent } from './connector/process-event.ts';
export { type ProcessNotification, subscribeProcesses } from './connector/subscribe-processes.ts';
/* constants of the kernel's headers */
export { FOREVER, IFA_F, IFAPROT } from './constants/address.ts';
export {
  AUDIT,
  AUDIT_ACTION,
  AUDIT_FIELD,
  AUDIT_FILTER,
  AUDIT_NLGRP,
  AUDIT_OP,
  AUDIT_RECORD,
  AUDIT_STATUS,
} from './constants/audit.ts';
export { CAN_CTRLMODE, CAN_STATE } from './constants/can.ts';
export { CN_IDX, CN_VAL_PROC } from './constants/connector.ts';
export { CT_EXP_MSG, CT_MSG, CTA_FILTER_F, IPS, TCP_CONNTRACK } from './constants/conntrack.ts';
export { CRYPTO_MSG } from './constants/crypto.ts';
export { INET_CONF_FILES, INET6_CONF_FILES } from './constants/devconf.ts';
export { IOAM6_MODE, SEG6_FLAVOUR, SEG6_LOCAL_ACTION, SEG6_MODE } from './constants/encap.ts';
export { ERRNO, errnoName } from './constants/errno.ts';
export { AF, NETLINK } from './constants/families.ts';
export { NETLINK_OPTION, NLM_F, NLMSG, NLMSGERR_ATTR, SO, SOL } from './constants/flags.ts';
export { RTNLGRP } from './constants/groups.ts';
export { IPSET_CADT, IPSET_CMD, IPSET_ERR, IPSET_FLAG, IPSET_PROTOCOL } from './constants/ipset.ts';
export {
  ARPHRD,
  BOND_MODE,
  BR_BOOLOPT,
  BR_STATE,
  BRIDGE_FLAGS,
  BRIDGE_VLAN_INFO,
  DEVCONF,
  ETH_P,
  IF_OPER,
  IFF,
  IN6_ADDR_GEN_MODE,
  INET6_RA_RECEIVED,
  IPVLAN_FLAG,
  IPVLAN_MODE,
  MACVLAN_FLAG,
  MACVLAN_MACADDR,
  MACVLAN_MODE,
  RMNET_FLAG,
  RTEXT_FILTER,
  VLAN_FLAG,
} from './constants/link.ts';
export { NTF, NTF_EXT, NUD } from './constants/neighbour.ts';
export { NF_HOOK, NF_NETDEV, NF_VERDICT, NFNL_SUBSYS, NFNLGRP, NFPROTO } from './constants/netfilter.ts';
export { ACCT_MSG, CT_TIMEOUT_MSG, HOOK_MSG, NFACCT_F, OSF_MSG } from './constants/netfilter-others.ts';
export {
  NFT_BITWISE,
  NFT_BYTEORDER,
  NFT_CHAIN_F,
  NFT_CMP,
  NFT_CONNLIMIT_F,
  NFT_CT,
  NFT_DATA_VERDICT,
  NFT_DYNSET_F,
  NFT_DYNSET_OP,
  NFT_EXTHDR,
  NFT_EXTHDR_F,
  NFT_FIB,
  NFT_FIB_F,
  NFT_FLOWTABLE_F,
  NFT_HASH,
  NFT_LIMIT,
  NFT_LIMIT_F,
  NFT_LOOKUP_F,
  NFT_META,
  NFT_MSG,
  NFT_NAT,
  NFT_NAT_F,
  NFT_NG,
  NFT_OBJECT,
  NFT_OSF_F,
  NFT_PAYLOAD,
  NFT_PAYLOAD_CSUM,
  NFT_QUEUE_F,
  NFT_QUOTA_F,
  NFT_RANGE,
  NFT_REG,
  NFT_REJECT,
  NFT_RT,
  NFT_SET_ELEM_F,
  NFT_SET_F,
  NFT_SET_POL,
  NFT_SOCKET,
  NFT_SYNPROXY_F,
  NFT_TABLE_F,
  NFT_TRACETYPE,
  NFT_TUNNEL,
  NFT_VERDICT,
  NFT_XFRM,
} from './constants/nftables.ts';
export {
  NF_CFG_CMD,
  NF_COPY,
  NFQA_CFG_F,
  NFQA_SKB,
  NFQNL_MSG,
  NFULNL_CFG_F,
  NFULNL_MSG,
} from './constants/packets.ts';
export {
  IB_PORT,
  IB_PORT_PHYS_STATE,
  RDMA_EVENT,
  RDMA_NL_GROUP,
  RDMA_NLDEV,
  RDMA_NODE,
} from './constants/rdma.ts';
export {
  FIB_RULE,
  FR_ACT,
  LWTUNNEL_ENCAP,
  ROUTER_PREF,
  RT_SCOPE,
  RT_TABLE,
  RTAX_FEATURE,
  RTM_F,
  RTN,
  RTNH_F,
  RTPROT,
} from './constants/route.ts';
export { RTM } from './constants/rtm.ts';
export { RTM_TYPES } from './constants/rtm-types.ts';
export { IPPROTO, SKNLGRP, SOCK, SOCK_DIAG, TCP_STATE } from './constants/sockets.ts';
export {
  XFRM_AE,
  XFRM_ENCAP,
  XFRM_INF,
  XFRM_MODE,
  XFRM_MSG,
  XFRM_OFFLOAD,
  XFRM_POLICY_ACTION,
  XFRM_POLICY_DIR,
  XFRM_POLICY_FLAG,
  XFRM_POLICY_TYPE,
  XFRM_SA_XFLAG,
  XFRM_SHARE,
  XFRM_STATE,
  XFRM_USERPOLICY,
  XFRMNLGRP,
} from './constants/xfrm.ts';
/* NETLINK_CRYPTO: algorithms of the kernel */
export {
  addCryptoAlgorithm,
  type CryptoAlgorithm,
  cryptoAlgorithm,
  deleteCryptoAlgorithm,
  getCryptoAlgorithm,
  listCryptoAlgorithms,
  openCrypto,
} from './crypto/algorithms.ts';
/* NETLINK_SOCK_DIAG: sockets */
export { type InetDiag, inetDiag, inetDiagRequest } from './diag/inet.ts';
export {
  destroyInetSocket,
  INET_DIAG,
  type InetSocket,
  type InetSocketFilter,
  listInetSockets,
  openSockDiag,
} from './diag/inet-sockets.ts';
export { NDIAG_FLAG, NDIAG_SHOW, netlinkDiag, netlinkDiagRequest } from './diag/netlink.ts';
export {
  listNetlinkSockets,
  listPacketSockets,
  listUnixSockets,
  listVsockSockets,
  listXdpSockets,
  type NetlinkSocket,
  type PacketSocket,
  type UnixSocket,
  type VsockSocket,
  type XdpSocket,
} from './diag/other-sockets.ts';
export { PACKET_SHOW, PDI, packetDiag, packetDiagRequest } from './diag/packet.ts';
export { type TcpInfo, tcpInfo } from './diag/tcp-info.ts';
export { UDIAG_SHOW, unixDiag, unixDiagRequest } from './diag/unix.ts';
export { vsockDiag, vsockDiagRequest } from './diag/vsock.ts';
export { XDP_SHOW, xdpDiag, xdpDiagRequest } from './diag/xdp.ts';
/* NETLINK_FIB_LOOKUP */
export {
  type FibFound,
  type FibLookup,
  fibResult,
  lookUpFib,
  openFibLookup,
} from './fib-lookup/fib-lookup.ts';
/* generic netlink */
export { CTRL_CMD, controller, type Family, GENL_ID_CTRL, GENL_OP } from './generic/controller.ts';
/* generic netlink: B.A.T.M.A.N. advanced */
export { BATADV, BATADV_CMD, batadvMesh, batadvMeshOf } from './generic/families/batadv.ts';
/* generic netlink: devlink, ethtool */
export {
  DEVLINK,
  DEVLINK_CMD,
  DEVLINK_ESWITCH_MODE,
  type DevlinkDevice,
  type DevlinkMessage,
  devlink,
  getEswitchMode,
  setEswitchMode,
} from './generic/families/devlink.ts';
export {
  ETHTOOL,
  ETHTOOL_FLAG,
  ETHTOOL_MSG,
  ETHTOOL_SETTINGS,
  type EthtoolBitset,
  type EthtoolFeatures,
  type EthtoolSettings,
  type EthtoolWol,
  ethtoolChannels,
  ethtoolCoalesce,
  ethtoolFeatures,
  ethtoolFec,
  ethtoolLinkinfo,
  ethtoolLinkmodes,
  ethtoolLinkstate,
  ethtoolPause,
  ethtoolPrivflags,
  ethtoolRings,
  ethtoolWol,
} from './generic/families/ethtool.ts';
export {
  type Features,
  type Fec,
  getEthtoolSettings,
  getFeatures,
  getFec,
  getWol,
  setEthtoolSettings,
  setFeatures,
  setFec,
  setWol,
  type Wol,
} from './generic/families/ethtool-device.ts';
/* generic netlink: FOU */
export {
  changeFouPort,
  FOU,
  FOU_CMD,
  FOU_ENCAP,
  type FouPortMessage,
  fouPort,
  listFouPorts,
} from './generic/families/fou.ts';
/* generic netlink: L2TP */
export {
  L2TP,
  L2TP_CMD,
  L2TP_ENCAP,
  L2TP_L2SPEC,
  L2TP_PWTYPE,
  type L2tpMessage,
  type L2tpStats,
  l2tp,
} from './generic/families/l2tp.ts';
export {
  changeL2tp,
  getL2tpSession,
  getL2tpTunnel,
  type L2tpSessionId,
  listL2tpSessions,
  listL2tpTunnels,
} from './generic/families/l2tp-tunnels.ts';
/* generic netlink: WireGuard, MACsec, team */
export {
  MACSEC,
  MACSEC_CIPHER,
  MACSEC_CMD,
  MACSEC_OFFLOAD,
  MACSEC_VALIDATE,
  type MacsecMessage,
  type MacsecRxsc,
  type MacsecSa,
  macsec,
} from './generic/families/macsec.ts';
export {
  changeMacsec,
  getMacsec,
  listMacsec,
  type MacsecChange,
  sciOf,
} from './generic/families/macsec-device.ts';
/* generic netlink: Multipath TCP */
export {
  changeMptcpEndpoint,
  getMptcpLimits,
  listMptcpEndpoints,
  MPTCP_PM,
  MPTCP_PM_ADDR_FLAG,
  MPTCP_PM_CMD,
  type MptcpEndpoint,
  type MptcpLimits,
  type MptcpPmMessage,
  mptcpPm,
  setMptcpLimits,
} from './generic/families/mptcp.ts';
export {
  TEAM,
  TEAM_CHANGE_EVENT,
  TEAM_CMD,
  TEAM_OPTION_TYPE,
  type TeamMessage,
  type TeamPort,
  team,
} from './generic/families/team.ts';
export { setTeamOptions, teamOptions, teamPorts } from './generic/families/team-device.ts';
export {
  readTeamOption,
  type TeamOption,
  type TeamOptionName,
  type TeamOptionValue,
  writeTeamOption,
} from './generic/families/team-option.ts';
export {
  WG_CMD,
  WGALLOWEDIP_F,
  WGDEVICE_F,
  WGPEER_F,
  WIREGUARD,
  type WireguardAllowedIp,
  type WireguardMessage,
  type WireguardPeer,
  wireguard,
} from './generic/families/wireguard.ts';
export {
  getWireguard,
  lookAtWireguard,
  mergeWireguard,
  setWireguard,
  type WireguardName,
} from './generic/families/wireguard-device.ts';
export { WGALLOWEDIP_A, WGDEVICE_A, WGPEER_A } from './generic/families/wireguard-ids.ts';
export {
  clampPrivateKey,
  formatKey,
  generatePrivateKey,
  parseKey,
  publicKeyOf,
} from './generic/families/wireguard-key.ts';
export { splitWireguard } from './generic/families/wireguard-split.ts';
export { type GenericRequest, GenericSocket, openGeneric } from './generic/generic-socket.ts';
export { genericHeader, genericMessage } from './generic/message.ts';
/* addresses */
export { type Address, formatAddress, parseAddress } from './ip.ts';
export { withNamespaceFile } from './namespace-file.ts';
export type { Addon, NativeSocket } from './native.ts';
/* NETLINK_NETFILTER */
export {
  type Conntrack,
  type ConntrackCpuStats,
  type ConntrackExpectation,
  type ConntrackStats,
  CT_EVENT,
  conntrack,
  conntrackCpuStats,
  conntrackExpectation,
  conntrackMessages,
  conntrackStats,
  expectationCpuStats,
} from './netfilter/conntrack/conntrack.ts';
export { ConntrackObjects, ConntrackSocket, openConntrack } from './netfilter/conntrack/conntrack-socket.ts';
export { conntrackTuple } from './netfilter/conntrack/tuple.ts';
export { type Ipset, type IpsetEntry, ipset, ipsetEntry } from './netfilter/ipset/ipset.ts';
export { IpsetSocket, openIpset } from './netfilter/ipset/ipset-socket.ts';
export {
  type NetfilterHeader,
  netfilterHeader,
  netfilterMessage,
  netfilterType,
  netfilterTypes,
} from './netfilter/message.ts';
export { type NftChain, nftChain } from './netfilter/nftables/chain.ts';
export { nftData } from './netfilter/nftables/data.ts';
export { type NftElements, nftElements } from './netfilter/nftables/elements.ts';
export { expression as nftExpression, type NftExpression } from './netfilter/nftables/expressions/index.ts';
export { type NftFlowtable, nftFlowtable } from './netfilter/nftables/flowtable.ts';
export { type NftGeneration, nftGeneration } from './netfilter/nftables/generation.ts';
export {
  type NftKind,
  type NftMessage,
  type NftValue,
  type NftVerb,
  nftChange,
} from './netfilter/nftables/kinds.ts';
export { NFT_EVENT, nftMessages } from './netfilter/nftables/messages.ts';
export { Nftables, openNftables } from './netfilter/nftables/nftables.ts';
export {
  type NftObject,
  nftConnlimit,
  nftCounter,
  nftCtExpect,
  nftCtHelper,
  nftCtTimeout,
  nftLimit,
  nftObject,
  nftQuota,
  nftSecmark,
  nftSynproxy,
} from './netfilter/nftables/object.ts';
export { type NftRule, nftRule } from './netfilter/nftables/rule.ts';
export { type NftSet, nftSet } from './netfilter/nftables/set.ts';
export { type NftTable, nftTable } from './netfilter/nftables/table.ts';
export { type NftTrace, nftTrace } from './netfilter/nftables/trace.ts';
export { openNetfilter } from './netfilter/open-netfilter.ts';
export { type Accounting, accounting } from './netfilter/others/accounting.ts';
export { type Fingerprint, fingerprint } from './netfilter/others/fingerprint.ts';
export { type NetfilterHook, netfilterHook } from './netfilter/others/hook.ts';
export { type TimeoutPolicy, timeoutPolicy } from './netfilter/others/timeout-policy.ts';
export { type LogPacket, logConfig, logPacket } from './netfilter/packets/log.ts';
export { type LogOptions, openLog, PacketLog } from './netfilter/packets/open-log.ts';
export { openQueue, PacketQueue, type QueueOptions } from './netfilter/packets/open-queue.ts';
export {
  type PacketError,
  type PacketEvent,
  type PacketNotification,
  PacketReceiver,
} from './netfilter/packets/packet-receiver.ts';
export { type QueuePacket, queueConfig, queuePacket } from './netfilter/packets/queue.ts';
export {
  type Echoes,
  netfilterBatch,
  TransactionError,
  type TransactionOptions,
} from './netfilter/transaction.ts';
/* NETLINK_RDMA: devices of RDMA */
export {
  addRdmaLink,
  deleteRdmaLink,
  getRdmaCounters,
  getRdmaDevice,
  getRdmaPort,
  getRdmaSystem,
  getRdmaUsage,
  listRdmaDevices,
  listRdmaPorts,
  listRdmaResources,
  openRdma,
  rdmaMessages,
  setRdmaDevice,
  setRdmaSystem,
} from './rdma/devices.ts';
export { type Rdma, type RdmaResource, rdma } from './rdma/message.ts';
/* rtnetlink */
export { type AddressMessage, address } from './route/address.ts';
export { type AddressLabel, addressLabel } from './route/address-label.ts';
export {
  type BridgeVlan,
  bridgeVlanInfo,
  bridgeVlans,
  changeBridgeVlans,
  type VlanTunnel,
  vlanTunnelInfo,
  vlanTunnels,
} from './route/bridge-vlans.ts';
export { type CacheReport, cacheReport, MROUTE_MSG } from './route/cache-report.ts';
export { type NdUserOption, ndUserOption, type Prefix, prefix } from './route/discovery.ts';
export { type Encapsulation, encapsulate, encapsulation, type RouteEncap } from './route/encap.ts';
export { kinds, portKinds } from './route/kinds/index.ts';
export { type Link, link, linkinfo } from './route/link.ts';
export { MDB_FLAGS, MDB_STATE, type Mdb, type MdbEntry, mdb, mdbEntry } from './route/mdb.ts';
export { routeMessages } from './route/messages.ts';
export { ND_OPT, type NdOption, nameServers, ndOptions, searchDomains } from './route/nd-options.ts';
export { type Neighbour, neighbour } from './route/neighbour.ts';
export { type NeighbourTable, neighbourTable } from './route/neighbour-table.ts';
export { NETCONF_IFINDEX, type Netconf, netconf } from './route/netconf.ts';
export { type Nexthop, nexthop } from './route/nexthop.ts';
export { type Nsid, nsid } from './route/nsid.ts';
export { type ObjectClass, Objects } from './route/objects.ts';
export { metrics, type Route, route } from './route/route.ts';
export { openRoute, RouteSocket } from './route/route-socket.ts';
export { type Rule, rule } from './route/rule.ts';
export type { SegmentRouting } from './route/segments.ts';
export {
  STATS_FILTER,
  type Statistics,
  type StatisticsRequest,
  statistics,
  statisticsRequest,
} from './route/statistics.ts';
/* traffic control */
export { TC_ACT } from './route/tc/actions/general.ts';
export { TCA_CSUM_UPDATE, TCA_MIRRED, TCA_VLAN_ACT } from './route/tc/actions/kinds.ts';
export {
  PEDIT_CMD,
  PEDIT_HDR,
  type PeditKey,
  type PeditOptions,
  peditKeys,
  peditOptions,
} from './route/tc/actions/pedit.ts';
export {
  filterInfo,
  filterOrder,
  type TrafficActions,
  type TrafficFilter,
  tcActions,
  tfilter,
} from './route/tc/filter.ts';
export { TCA_CLS_FLAGS } from './route/tc/filters/flags.ts';
export { TC_U32, type U32Key, u32Keys, u32Selector } from './route/tc/filters/u32.ts';
export { formatHandle, parseHandle, TC_BLOCK_INDEX, TC_H } from './route/tc/handle.ts';
export { type Qdisc, qdisc, type TrafficClass, tclass } from './route/tc/qdisc.ts';
export { CAKE_ACK, CAKE_ATM, CAKE_DIFFSERV, CAKE_FLOW } from './route/tc/qdiscs/cake.ts';
export { codelStats, fqCodelStats } from './route/tc/qdiscs/codel.ts';
export { fqStats } from './route/tc/qdiscs/fq.ts';
export { htbStats } from './route/tc/qdiscs/htb.ts';
export { TC_RED } from './route/tc/qdiscs/red.ts';
export { TC_LINKLAYER } from './route/tc/rate.ts';
export { burstTicks, nanosecondsOf, type RateTable, rateTable, ticksOf } from './route/tc/ticks.ts';
export { TUNNEL_MSG_FLAG, type Tunnel, tunnel } from './route/tunnel.ts';
export type { Via } from './route/via.ts';
export { VLANDB_DUMP, type VlanEntries, vlanDb, vlanDbDump } from './route/vlan-db.ts';
/* NETLINK_SELINUX */
export {
  SELNL_MSG,
  SELNLGRP,
  selinuxMessages,
  selinuxPolicyload,
  selinuxSetenforce,
} from './selinux/messages.ts';
/* settings below /proc/sys */
export { readSysctl, type SysctlKey, writeSysctl } from './sysctl.ts';
/* testing without a kernel */
export {
  type Answer,
  FakeKernel,
  type FakeReply,
  type FakeRequest,
  messages,
} from './testing/fake-kernel.ts';
export * as fakeReplies from './testing/replies.ts';
/* tun and tap devices, by ioctl */
export { createTun, deleteTun, setTun, type TunName, type TunOptions } from './tun.ts';
/* NETLINK_KOBJECT_UEVENT: devices */
export {
  subscribeUevents,
  UEVENT_GROUP,
  type UeventNotification,
  type UeventOptions,
} from './uevent/subscribe-uevents.ts';
export { parseUevent, type Uevent } from './uevent/uevent.ts';
/* NETLINK_USERSOCK: between processes */
export {
  type Destination,
  openUserSocket,
  type UserMessage,
  type UserOverrun,
  UserSocket,
  type UserSocketOptions,
} from './usersock/user-socket.ts';
/* NETLINK_XFRM: IPsec */
export type {
  XfrmAead,
  XfrmAlgorithm,
  XfrmAuthentication,
  XfrmContext,
  XfrmReplayEsn,
} from './xfrm/algorithms.ts';
export {
  type XfrmFilter,
  type XfrmPolicy,
  type XfrmPolicyId,
  type XfrmState,
  type XfrmStateId,
  xfrmAcquire,
  xfrmAevent,
  xfrmDefault,
  xfrmDump,
  xfrmExpire,
  xfrmFlush,
  xfrmMapping,
  xfrmMessages,
  xfrmPolicy,
  xfrmPolicyExpire,
  xfrmPolicyId,
  xfrmReport,
  xfrmSadInfo,
  xfrmSpdInfo,
  xfrmSpi,
  xfrmState,
  xfrmStateId,
} from './xfrm/messages.ts';
export type { XfrmLifetime } from './xfrm/structs.ts';
export { openXfrm, XFRM_UNLIMITED, XfrmPolicies, XfrmSocket, XfrmStates } from './xfrm/xfrm-socket.ts';
