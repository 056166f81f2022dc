import { type DeviceLanguage, deviceKeys, LOWER } from './device.ts';

/** The defaults come from vlan_setup and vlan_newlink, net/8021q. */
export const vlan: DeviceLanguage = {
  kind: 'vlan',
  keys: deviceKeys('vlan', () => ({
    id: {},
    link: LOWER,
    protocol: { usual: '802.1q' },
    'reorder-header': { usual: true },
    gvrp: { usual: false },
    mvrp: { usual: false },
    'loose-binding': { usual: false },
    'bridge-binding': { usual: false },
    // The kernel uses only the three bits of a priority.
    'ingress-qos-map': { form: { form: 'mapping', from: 7 }, usual: [] },
    'egress-qos-map': { form: { form: 'mapping', to: 7 }, usual: [] },
  })),
};
