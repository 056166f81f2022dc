import { testLeftovers } from '../support/leftovers.ts';

testLeftovers({
  of: 'libvirt',
  needs: ['bridge', 'tun'],
  script: `
    ip link add virbr0 type bridge stp_state 1
    ip link set virbr0 address 52:54:00:aa:bb:cc
    ip address add 192.168.122.1/24 brd + dev virbr0
    ip link set virbr0 up
    ip tuntap add vnet0 mode tap
    ip link set vnet0 address fe:54:00:11:22:33
    ip link set vnet0 master virbr0 up
  `,
  strict: ['bridge virbr0', 'tun vnet0'],
  ignore: '{links: ["virbr*", {master: "virbr*"}]}',
});
