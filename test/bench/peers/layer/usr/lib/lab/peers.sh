#!/bin/bash
# In the machine: each program in turn makes the same network, again and again. A line for each time: program, what it did
# (fresh, again, later), milliseconds of its command, milliseconds until the network was there.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8
conf=/usr/lib/lab/peers
read -r rounds </lab/rounds
exec >/lab/times 2>/lab/complaints

nics() { # two NICs, with a switch at the other end of their cables: without, they have no carrier
  local name here there
  ip netns add switch
  ip -n switch link add switch type bridge
  ip -n switch link set switch up
  ip netns exec switch sh -c 'echo "2 2" >/sys/bus/netdevsim/new_device'
  echo '1 2' >/sys/bus/netdevsim/new_device
  exec 3</proc/self/ns/net 4</run/netns/switch
  for name in eth0 eth1; do
    here=$(cat "/sys/class/net/$name/ifindex")
    there=$(ip -n switch -o link show "$name" | cut -d: -f1)
    echo "3:$here 4:$there" >/sys/bus/netdevsim/link_device
    ip -n switch link set "$name" master switch up
  done
}

clean() {
  systemctl stop NetworkManager systemd-networkd systemd-networkd.socket 2>/dev/null
  rm -rf /run/systemd/network/* /run/nlapply /etc/netplan/* /run/NetworkManager /run/udev/rules.d/*netplan*
  rm -f /etc/NetworkManager/system-connections/* /etc/network/interfaces # NetworkManager leaves what stands in there alone
  for link in vlan10 bond0; do ip link delete "$link" 2>/dev/null; done
  for link in eth0 eth1; do ip address flush dev "$link" && ip link set "$link" down; done
  ip route flush table main 2>/dev/null
  # NetworkManager leaves alone what netplan's rules gave to networkd, and udev remembers them.
  udevadm control --reload
  udevadm trigger --action=change --subsystem-match=net
  udevadm settle
  sleep 0.5
}

timed() { # PROGRAM WHAT COMMAND...: looks at the network while the command runs, too: some tell late that they have done
  local program=$1 what=$2 began ended watcher
  shift 2
  began=$(date +%s%N)
  sh -c 'reached 30 && exec date +%s%N' >/run/there &
  watcher=$!
  "$@" >/run/output 2>&1 || { echo "$program, $what: status $?"; cat /run/output; } >&2
  ended=$(date +%s%N)
  wait $watcher || {
    echo "$program, $what: not reached" >&2
    cat /run/output >&2
    ip -brief address >&2
    return
  }
  echo "$program $what $(((ended - began) / 1000)) $((($(cat /run/there) - began) / 1000))"
}

prepare_networkd() { mkdir -p /run/systemd/network && cp $conf/networkd/* /run/systemd/network/; }
prepare_netplan() {
  systemctl start systemd-networkd # what is not running is restarted, which takes longer
  install -m 600 $conf/netplan/* /etc/netplan/
}
prepare_ifupdown2() { mkdir -p /run/network /etc/iproute2/rt_tables.d && cp $conf/ifupdown2/interfaces /etc/network/interfaces; }
prepare_NetworkManager() { install -m 600 $conf/NetworkManager/* /etc/NetworkManager/system-connections/; }

fresh_batch() { ip -batch $conf/batch; }
fresh_nlapply() { nlapply apply $conf/nlapply/network.yaml; }
again_nlapply() { fresh_nlapply; }
later_nlapply() { fresh_nlapply; }
# Router solicitations and the like go on for some seconds: what the run before found is so no more.
prepare_later_nlapply() { sleep 7 && fresh_nlapply; }
fresh_networkd() { systemctl start systemd-networkd; }
again_networkd() { networkctl reload; }
fresh_netplan() { netplan apply; }
again_netplan() { netplan apply; }
fresh_ifupdown2() { ifreload -a; }
again_ifupdown2() { ifreload -a; }
fresh_NetworkManager() { systemctl start NetworkManager; }
again_NetworkManager() { nmcli connection reload; }

has() { declare -F "$1" >/dev/null; }

start_of_node() {
  local began
  began=$(date +%s%N)
  node -e 0
  echo "node-e-0 start $((($(date +%s%N) - began) / 1000)) 0"
}

nics
: >/run/output
for ((round = 0; round < rounds; round++)); do
  start_of_node
  for program in batch nlapply networkd netplan ifupdown2 NetworkManager; do
    clean
    if has "prepare_$program"; then "prepare_$program" >/run/output 2>&1; fi
    timed $program fresh "fresh_$program"
    for what in again later; do
      has "${what}_$program" || continue
      if has "prepare_${what}_$program"; then "prepare_${what}_$program" >/run/output 2>&1; fi
      sleep 1
      timed $program $what "${what}_$program"
    done
  done
done
{
  uname -r && ip -V && nlapply --version && networkctl --version | head -n 1 && nmcli --version
  dpkg-query -W netplan.io ifupdown2
} >/lab/versions 2>&1
echo 0 >/lab/status
sync
exec systemctl poweroff -ff
