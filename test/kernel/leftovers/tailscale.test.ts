import { testLeftovers } from '../support/leftovers.ts';

const rules = ['-4', '-6'].map(
  (family) => `
    ip ${family} rule add fwmark 0x80000/0xff0000 lookup main priority 5210
    ip ${family} rule add fwmark 0x80000/0xff0000 lookup default priority 5230
    ip ${family} rule add fwmark 0x80000/0xff0000 unreachable priority 5250
    ip ${family} rule add lookup 52 priority 5270
  `,
);
const named = ['', '(IPv6) '].flatMap((family) => [
  `rule 5210: ${family}mark 0x80000/0xff0000 lookup 254`,
  `rule 5230: ${family}mark 0x80000/0xff0000 lookup 253`,
  `rule 5250: ${family}mark 0x80000/0xff0000 unreachable`,
  `rule 5270: ${family}lookup 52`,
]);

testLeftovers({
  of: 'tailscale',
  needs: ['tun'],
  script: `
    ip tuntap add tailscale0 mode tun
    ip link set tailscale0 mtu 1280
    ip address add 100.101.102.103/32 dev tailscale0
    ip link set tailscale0 up
    ip -6 address add fd7a:115c:a1e0::1/128 dev tailscale0 nodad
    ip route add 100.100.100.100 dev tailscale0 table 52
    ip route add 100.64.0.9 dev tailscale0 table 52
    ip route add throw 192.0.2.0/24 table 52
    ip -6 route add fd7a:115c:a1e0::/48 dev tailscale0 table 52 metric 1024
    ${rules.join('')}
  `,
  // The table is neither named by the configuration nor, without tailscale's device, asked by anybody.
  strict: ['tun tailscale0', ...named],
  ignore: '{links: ["tailscale*"], routes: [{table: 52}], rules: [5210-5270]}',
});
