import { testLeftovers } from '../support/leftovers.ts';

testLeftovers({
  of: 'Docker',
  needs: ['bridge'],
  script: `
    ip link add docker0 type bridge
    ip link set docker0 address 02:42:9c:11:22:33
    ip address add 172.17.0.1/16 brd 172.17.255.255 dev docker0
    ip link set docker0 up
    ip link add br-3f1e2d4c5b6a type bridge
    ip address add 172.18.0.1/16 brd 172.18.255.255 dev br-3f1e2d4c5b6a
    ip -6 address add fd00:cafe::1/64 dev br-3f1e2d4c5b6a nodad
    ip link set br-3f1e2d4c5b6a up
    ip link add veth1a2b3c4 type veth peer name ceth0 netns PID
    ip link set veth1a2b3c4 master docker0 up
    ip link add veth5d6e7f8 type veth peer name ceth1 netns PID
    ip link set veth5d6e7f8 master br-3f1e2d4c5b6a up
  `,
  strict: ['bridge docker0', 'bridge br-3f1e2d4c5b6a', 'veth veth1a2b3c4', 'veth veth5d6e7f8'],
  ignore: '{links: ["docker*", "br-*", {master: docker0}, {kind: veth, name: "veth*"}]}',
});
