#!/bin/bash
# Three simulated network cards, with a switch at the other end of their cables: without, they have no carrier.
set -euo pipefail
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
ip netns add switch
ip -n switch link add switch type bridge
ip -n switch link set switch up
ip netns exec switch sh -c 'echo "2 3" >/sys/bus/netdevsim/new_device'
echo '1 3' >/sys/bus/netdevsim/new_device
exec 3</proc/self/ns/net 4</run/netns/switch
for name in eth0 eth1 eth2; do
  here=$(cat "/sys/class/net/$name/ifindex")
  there=$(ip -n switch -o link show "$name" | cut -d: -f1)
  echo "3:$here 4:$there" >/sys/bus/netdevsim/link_device
  ip -n switch link set "$name" master switch up
done
