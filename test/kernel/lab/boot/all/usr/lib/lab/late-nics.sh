#!/bin/bash
# Three network cards appear, two seconds after nlapply has begun to wait for them (or has ended, should it not wait).
set -euo pipefail
until [ "$(systemctl show -P ActiveState nlapply.service)" != inactive ]; do sleep 0.1; done
until journalctl -u nlapply.service | grep -q 'waiting up to' ||
  [ "$(systemctl show -P ActiveState nlapply.service)" != activating ]; do sleep 0.2; done
sleep 2

if [ ! -d /sys/bus/netdevsim ]; then
  exec modprobe virtio_net # the virtual machine has three; modprobe.d keeps udev from it
fi

# In user-mode-linux they are simulated, with a switch at the other end of their cables: without, they have no carrier.
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
