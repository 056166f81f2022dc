import { testLeftovers } from '../support/leftovers.ts';

testLeftovers({
  of: 'flannel and the CNI bridge',
  needs: ['bridge', 'vxlan'],
  script: `
    ip link add cni0 type bridge
    ip link set cni0 mtu 1450
    ip address add 10.244.1.1/24 brd 10.244.1.255 dev cni0
    ip link set cni0 up
    ip link add veth9f8e7d6c type veth peer name ceth0 netns PID
    ip link set veth9f8e7d6c mtu 1450
    ip link set veth9f8e7d6c master cni0 up
    ip link set veth9f8e7d6c type bridge_slave hairpin on
    ip address add 192.0.2.50/24 brd + dev eth1
    ip link add flannel.1 type vxlan id 1 local 192.0.2.50 dev eth1 dstport 8472 nolearning
    ip link set flannel.1 mtu 1450
    ip address add 10.244.1.0/32 dev flannel.1
    ip link set flannel.1 up
    ip route add 10.244.2.0/24 via 10.244.2.0 dev flannel.1 onlink
    ip neighbour add 10.244.2.0 lladdr 5e:00:00:00:00:02 dev flannel.1 nud permanent
    bridge fdb add 5e:00:00:00:00:02 dev flannel.1 dst 192.0.2.51 self permanent
  `,
  strict: ['address 192.0.2.50/24 dev eth1', 'bridge cni0', 'veth veth9f8e7d6c', 'vxlan flannel.1'],
  ignore: '{addresses: [192.0.2.50], links: [cni0, "flannel.*", {master: cni0}]}',
});
