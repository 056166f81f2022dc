import {
  bytes,
  enumerated,
  Message,
  nest,
  type Of,
  repeated,
  string,
  u8,
  u32,
  u64,
  type Value,
} from '../codec/index.ts';
import { IB_PORT, IB_PORT_PHYS_STATE, RDMA_EVENT, RDMA_NLDEV, RDMA_NODE } from '../constants/rdma.ts';

/** One object of a device's: `qpn`, `cqn` and so on identify it, by its kind. `pid` or `kernName` is its owner. */
const resource = nest(() => ({
  portIndex: [3, u32],
  lqpn: [21, u32],
  rqpn: [22, u32],
  rqPsn: [23, u32],
  sqPsn: [24, u32],
  pathMigState: [25, u8],
  type: [26, u8],
  state: [27, u8],
  pid: [28, u32],
  kernName: [29, string],
  ps: [32, u32],
  // struct __kernel_sockaddr_storage
  srcAddr: [33, bytes],
  dstAddr: [34, bytes],
  cqe: [37, u32],
  usecnt: [38, u64],
  pollCtx: [39, u8],
  rkey: [42, u32],
  lkey: [43, u32],
  iova: [44, u64],
  mrlen: [45, u64],
  localDmaLkey: [48, u32],
  unsafeGlobalRkey: [49, u32],
  pdn: [60, u32],
  cqn: [61, u32],
  mrn: [62, u32],
  cmIdn: [63, u32],
  ctxn: [64, u32],
  srqn: [90, u32],
  subtype: [98, string],
}));
export type RdmaResource = Of<typeof resource>;

const resources = (id: number) => nest(() => ({ entries: [id, repeated(resource)] }));

/**
 * Devices of RDMA, their ports, and what is in use on them: RDMA_NLDEV_ATTR_*. All messages share these attributes. `devIndex`
 * identifies a device, with `portIndex` one of its ports, which count from 1; `ndevIndex` is the link below.
 */
export const rdma = new Message(
  'rdma',
  {},
  {
    devIndex: [1, u32],
    devName: [2, string],
    portIndex: [3, u32],
    capFlags: [4, u64],
    fwVersion: [5, string],
    nodeGuid: [6, u64],
    sysImageGuid: [7, u64],
    subnetPrefix: [8, u64],
    lid: [9, u32],
    smLid: [10, u32],
    lmc: [11, u8],
    portState: [12, enumerated(u8, IB_PORT)],
    portPhysState: [13, enumerated(u8, IB_PORT_PHYS_STATE)],
    devNodeType: [14, enumerated(u8, RDMA_NODE)],
    resSummary: [
      15,
      nest(() => ({ entries: [16, repeated(nest(() => ({ name: [17, string], current: [18, u64] })))] })),
    ],
    resQp: [19, resources(20)],
    resCmId: [30, resources(31)],
    resCq: [35, resources(36)],
    resMr: [40, resources(41)],
    resPd: [46, resources(47)],
    resCtx: [86, resources(87)],
    resSrq: [88, resources(89)],
    ndevIndex: [50, u32],
    ndevName: [51, string],
    linkType: [65, string],
    // 0: each network namespace has devices of its own; 1: all share all of them.
    netnsMode: [66, u8],
    protocol: [67, string],
    netNsFd: [68, u32],
    chardevType: [69, string],
    chardevName: [70, string],
    chardevAbi: [71, u64],
    chardev: [72, u64],
    uverbsDriverId: [73, u32],
    statMode: [74, u32],
    statRes: [75, u32],
    statAutoModeMask: [76, u32],
    statHwcounters: [
      80,
      nest(() => ({
        entries: [
          81,
          repeated(
            nest(() => ({ name: [82, string], value: [83, u64], index: [94, u32], dynamic: [95, u8] })),
          ),
        ],
      })),
    ],
    dim: [84, u8],
    copyOnFork: [93, u8],
    privilegedQkeyMode: [96, u8],
    driverDetails: [97, u8],
    devType: [99, u8],
    parentName: [100, string],
    nameAssignType: [101, u8],
    eventType: [102, enumerated(u8, RDMA_EVENT)],
    monitorMode: [103, u8],
  },
  { types: RDMA_NLDEV },
);
export type Rdma = Value<typeof rdma>;
