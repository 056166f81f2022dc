import type { Context } from '../context.ts';
import type { Draft } from '../draft.ts';

/** Kinds whose MAC address cannot be set, with the reason. */
const WITHOUT: Readonly<Record<string, string>> = {
  bareudp: 'a bareudp tunnel has none',
  hsr: 'an HSR device has that of its first interface',
  ipoib: 'an IPoIB device has that of its port',
  ipvlan: 'an ipvlan has that of its device',
  ipvtap: 'an ipvtap has that of its device',
  nlmon: 'a netlink monitor has none',
  vcan: 'a CAN device has none',
  vxcan: 'a CAN device has none',
  wireguard: 'a WireGuard device has none',
  xfrm: 'an XFRM interface has none',
};

/** Reports MAC addresses on devices that do not accept any (EOPNOTSUPP). */
export function checkMacs({ devices, reporter }: Context): void {
  for (const draft of devices) {
    const span = draft.spans.get('macaddress');
    const why = span === undefined ? undefined : (WITHOUT[draft.kind] ?? ofNetkit(draft));
    if (span !== undefined && why !== undefined)
      reporter.error('conflict', span, `"macaddress" cannot be set here: ${why}`);
  }
}

const ofNetkit = ({ kind, attributes }: Draft): string | undefined =>
  kind === 'netkit' && attributes['netkit.mode'] !== 'l2' ? 'a netkit device of mode l3 has none' : undefined;
