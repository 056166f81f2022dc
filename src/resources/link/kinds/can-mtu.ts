import type { AttributeTable } from '../attribute.ts';

/** The MTU tells a CAN device's frames, so it changes only while the device is down (vcan_change_mtu, vxcan_change_mtu: EBUSY). */
export const CAN_MTU: AttributeTable<object> = {
  mtu: { how: 'down', read: () => undefined, write: () => ({}) },
};
