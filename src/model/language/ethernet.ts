import { type DeviceKey, deviceKeys } from './device.ts';

/** What the hardware does for the stack: keys of NICs, and what most of them do by themselves. */
export const OFFLOADS = {
  'receive-checksum-offload': true,
  'transmit-checksum-offload': true,
  'tcp-segmentation-offload': true,
  'tcp6-segmentation-offload': true,
  'generic-segmentation-offload': true,
  'generic-receive-offload': true,
  'large-receive-offload': false,
} as const;

export type Offload = keyof typeof OFFLOADS;

/** Keys of NICs alone, beside `match` and `set-name`. */
export const ETHERNET_KEYS: readonly DeviceKey[] = deviceKeys('', {
  wakeonlan: { attribute: 'wakeonlan', usual: false },
  ...Object.fromEntries(
    Object.entries(OFFLOADS).map(([key, usual]) => [key, { attribute: key, usual }] as const),
  ),
});
