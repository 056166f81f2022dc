import { formatAddress, type WireguardAllowedIp } from '../../../src/netlink/index.ts';

/** `10.0.0.0/8` */
export function allowedIpText({ ipaddr, cidrMask }: WireguardAllowedIp): string[] {
  return ipaddr === undefined || cidrMask === undefined ? [] : [`${formatAddress(ipaddr)}/${cidrMask}`];
}
