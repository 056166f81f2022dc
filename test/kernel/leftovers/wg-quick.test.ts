import { testLeftovers } from '../support/leftovers.ts';

const kind = (add: string, needs: string, name: string, title: string): void =>
  testLeftovers({
    of: title,
    needs: [needs],
    script: `
      ${add}
      ip address add 10.8.0.2/24 dev wg0
      ip link set wg0 mtu 1420 up
      ip -6 address add fd08::2/64 dev wg0 nodad
      ip route add default dev wg0 table 51820
      ip rule add not fwmark 51820 lookup 51820
      ip rule add lookup main suppress_prefixlength 0
      ip -6 route add default dev wg0 table 51820
      ip -6 rule add not fwmark 51820 lookup 51820
      ip -6 rule add lookup main suppress_prefixlength 0
    `,
    strict: [
      `${name} wg0`,
      ...['', '(IPv6) '].flatMap((family) => [
        `rule 32765: ${family}not mark 0xca6c/0xffffffff lookup 51820`,
        `rule 32764: ${family}lookup 254 suppress_prefixlength 0`,
      ]),
    ],
    ignore: '{links: [wg0], routes: [{table: 51820}], rules: [32764-32765]}',
  });

kind('ip link add wg0 type wireguard', 'wireguard', 'wireguard', 'wg-quick');
kind('ip tuntap add wg0 mode tun', 'tun', 'tun', 'wg-quick over wireguard-go');
