import { deviceKeys, type Form } from './device.ts';
import { FEATURES, type Offload } from './features.ts';
import { NIC_SETTINGS } from './nic-settings.ts';
import { FUNCTION_VLANS, FUNCTIONS } from './virtual-functions.ts';

/** Keys for offloads to the NIC, with the defaults of most NICs. */
const OFFLOADS = {
  'receive-checksum-offload': true,
  'transmit-checksum-offload': true,
  'tcp-segmentation-offload': true,
  'tcp6-segmentation-offload': true,
  'generic-segmentation-offload': true,
  'generic-receive-offload': true,
  'large-receive-offload': false,
} as const satisfies Readonly<Record<Offload, boolean>>;

/** One that only waits for another one is neither. */
const ON_OFF: Form = { form: 'level', off: false, on: [true] };

/** The largest number of a virtual function that netplan accepts. */
const MOST_FUNCTION = 255;

/** Keys that only NICs have, besides `match` and `set-name`. */
export const ethernetKeys = deviceKeys('', () => ({
  'virtual-function-count': { attribute: 'virtual-function-count', usual: 0 },
  'virtual-function-vlans': {
    attribute: FUNCTION_VLANS,
    form: { form: 'numbered', attribute: FUNCTION_VLANS, from: MOST_FUNCTION, to: 4095 },
  },
  [FUNCTIONS]: { attribute: FUNCTIONS, form: { form: 'virtual-functions', most: MOST_FUNCTION } },
  'embedded-switch-mode': { attribute: 'embedded-switch-mode', usual: 'legacy' },
  'delay-virtual-functions-rebind': { attribute: 'delay-virtual-functions-rebind', usual: false },
  'infiniband-mode': { attribute: 'ipoib.mode' },
  wakeonlan: { attribute: 'wakeonlan', usual: false },
  ...Object.fromEntries(
    Object.entries(OFFLOADS).map(([key, usual]) => [key, { attribute: key, form: ON_OFF, usual }] as const),
  ),
  [FEATURES]: { attribute: FEATURES, form: { form: 'features' } },
  ...Object.fromEntries(NIC_SETTINGS.map((key) => [key, { attribute: key }] as const)),
}));
