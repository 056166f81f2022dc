import type { Context, Draft } from '../draft.ts';
import type { Reporter } from '../reporter.ts';

/** Checks that the IPv6 settings of a device are consistent. */
export function checkIpv6({ devices, reporter }: Context): void {
  for (const draft of devices) {
    checkPacket(draft, reporter);
    checkOff(draft, reporter);
  }
}

/** addrconf_sysctl_mtu. */
function checkPacket({ id, attributes, spans, key }: Draft, reporter: Reporter): void {
  const { mtu, 'ipv6-mtu': packet } = attributes;
  if (typeof mtu !== 'number' || typeof packet !== 'number' || packet <= mtu) return;
  const related = { message: `${mtu} here`, span: spans.get('mtu') ?? key };
  const message = `"ipv6-mtu" of "${id}" cannot be greater than its "mtu": ${packet} is more than ${mtu}`;
  reporter.error('out-of-range', spans.get('ipv6-mtu') ?? key, message, { related });
}

const OFF = 'sysctl.ipv6.disable_ipv6';

function checkOff({ id, attributes, spans, key, addresses }: Draft, reporter: Reporter): void {
  if (Number(attributes[OFF] ?? 0) === 0) return;
  const address = addresses.find(({ ip }) => ip.family === 6);
  if (address === undefined) return;
  const related = { message: 'switched off here', span: spans.get(OFF) ?? key };
  reporter.error('conflict', address.node, `"${id}" has no IPv6 addresses: IPv6 is switched off on it`, {
    related,
  });
}
