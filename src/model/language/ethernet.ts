import { type DeviceKey, deviceKeys } from './device.ts';
import { FUNCTION_VLANS } from './virtual-functions.ts';

/** What the hardware does for the stack: keys of NICs, and what most of them do by themselves. */
const OFFLOADS = {
  'receive-checksum-offload': true,
  'transmit-checksum-offload': true,
  'tcp-segmentation-offload': true,
  'tcp6-segmentation-offload': true,
  'generic-segmentation-offload': true,
  'generic-receive-offload': true,
  'large-receive-offload': false,
} as const;

export type Offload = keyof typeof OFFLOADS;

/** netplan takes no more. */
const MOST_FUNCTION = 255;

/** Keys of NICs alone, beside `match` and `set-name`. */
export const ETHERNET_KEYS: readonly DeviceKey[] = deviceKeys('', {
  'virtual-function-count': { attribute: 'virtual-function-count', usual: 0 },
  'virtual-function-vlans': {
    attribute: FUNCTION_VLANS,
    form: { form: 'numbered', attribute: FUNCTION_VLANS, from: MOST_FUNCTION, to: 4095 },
  },
  'embedded-switch-mode': { attribute: 'embedded-switch-mode', usual: 'legacy' },
  'delay-virtual-functions-rebind': { attribute: 'delay-virtual-functions-rebind', usual: false },
  'infiniband-mode': { attribute: 'ipoib.mode' },
  wakeonlan: { attribute: 'wakeonlan', usual: false },
  ...Object.fromEntries(
    Object.entries(OFFLOADS).map(([key, usual]) => [key, { attribute: key, usual }] as const),
  ),
});
