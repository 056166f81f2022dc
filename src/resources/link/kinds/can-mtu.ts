import type { AttributeTable } from '../attribute.ts';

/**
 * The MTU determines a CAN device's frame format, so it can be changed only while the device is down (vcan_change_mtu,
 * vxcan_change_mtu: EBUSY).
 */
export const CAN_MTU: AttributeTable<object> = {
  mtu: { how: 'down', read: () => undefined, write: () => ({}) },
};
