/**
 * Keys of NICs for settings of the hardware that ethtool(8) shows: the sizes of its rings, how many channels (queues) it
 * uses, how it coalesces interrupts, its pause frames, speed, duplex and error correction. Each is an attribute of the same name.
 */
export const NIC_SETTINGS = [
  'auto-negotiation',
  'speed',
  'duplex',
  'fec',
  'rings.receive',
  'rings.receive-mini',
  'rings.receive-jumbo',
  'rings.transmit',
  'channels.receive',
  'channels.transmit',
  'channels.other',
  'channels.combined',
  'pause.auto-negotiation',
  'pause.receive',
  'pause.transmit',
  'coalesce.adaptive-receive',
  'coalesce.adaptive-transmit',
  'coalesce.receive-usecs',
  'coalesce.receive-frames',
  'coalesce.receive-usecs-irq',
  'coalesce.receive-frames-irq',
  'coalesce.transmit-usecs',
  'coalesce.transmit-frames',
  'coalesce.transmit-usecs-irq',
  'coalesce.transmit-frames-irq',
  'coalesce.statistics-usecs',
  'coalesce.packet-rate-low',
  'coalesce.receive-usecs-low',
  'coalesce.receive-frames-low',
  'coalesce.transmit-usecs-low',
  'coalesce.transmit-frames-low',
  'coalesce.packet-rate-high',
  'coalesce.receive-usecs-high',
  'coalesce.receive-frames-high',
  'coalesce.transmit-usecs-high',
  'coalesce.transmit-frames-high',
  'coalesce.sample-interval',
  'coalesce.receive-cqe-mode',
  'coalesce.transmit-cqe-mode',
  'coalesce.transmit-aggregation-bytes',
  'coalesce.transmit-aggregation-frames',
  'coalesce.transmit-aggregation-usecs',
] as const;

export type NicSetting = (typeof NIC_SETTINGS)[number];

export const isNicSetting = (attribute: string): boolean =>
  (NIC_SETTINGS as readonly string[]).includes(attribute);
