import { array, bits, enumerated, fixed, nest, struct, u16, u32 } from '../../codec/index.ts';
import { CAN_CTRLMODE, CAN_STATE } from '../../constants/can.ts';

const bittiming = struct(() => ({
  bitrate: u32,
  samplePoint: u32,
  tq: u32,
  propSeg: u32,
  phaseSeg1: u32,
  phaseSeg2: u32,
  sjw: u32,
  brp: u32,
}));

const bittimingConst = struct(() => ({
  name: fixed(16),
  tseg1Min: u32,
  tseg1Max: u32,
  tseg2Min: u32,
  tseg2Max: u32,
  sjwMax: u32,
  brpMin: u32,
  brpMax: u32,
  brpInc: u32,
}));

/** Transmitter delay compensation (IFLA_CAN_TDC_*). */
const tdc = nest(() => ({
  tdcvMin: [1, u32],
  tdcvMax: [2, u32],
  tdcoMin: [3, u32],
  tdcoMax: [4, u32],
  tdcfMin: [5, u32],
  tdcfMax: [6, u32],
  tdcv: [7, u32],
  tdco: [8, u32],
  tdcf: [9, u32],
}));

/** Pulse width modulation of CAN XL (IFLA_CAN_PWM_*). */
const pwm = nest(() => ({
  pwmsMin: [1, u32],
  pwmsMax: [2, u32],
  pwmlMin: [3, u32],
  pwmlMax: [4, u32],
  pwmoMin: [5, u32],
  pwmoMax: [6, u32],
  pwms: [7, u32],
  pwml: [8, u32],
  pwmo: [9, u32],
}));

const mode = bits(u32, CAN_CTRLMODE);

/**
 * IFLA_INFO_DATA of a CAN controller (IFLA_CAN_*). Of a bit timing either `bitrate` (and `samplePoint`, in tenths of
 * a percent) is given and the kernel computes the rest, or all but `bitrate`. Of `ctrlmode` only the bits in `mask`
 * change. Most of it changes only while the link is down.
 */
export const can = nest(() => ({
  bittiming: [1, bittiming],
  bittimingConst: [2, bittimingConst],
  clock: [3, struct({ freq: u32 })],
  state: [4, enumerated(u32, CAN_STATE)],
  ctrlmode: [5, struct({ mask: mode, flags: mode })],
  restartMs: [6, u32],
  restart: [7, u32],
  berrCounter: [8, struct({ txerr: u16, rxerr: u16 })],
  dataBittiming: [9, bittiming],
  dataBittimingConst: [10, bittimingConst],
  termination: [11, u16],
  terminationConst: [12, array(u16)],
  bitrateConst: [13, array(u32)],
  dataBitrateConst: [14, array(u32)],
  bitrateMax: [15, u32],
  tdc: [16, tdc],
  ctrlmodeExt: [17, nest({ supported: [1, mode] })],
  xlDataBittiming: [18, bittiming],
  xlDataBittimingConst: [19, bittimingConst],
  xlDataBitrateConst: [20, array(u32)],
  xlTdc: [21, tdc],
  xlPwm: [22, pwm],
}));
