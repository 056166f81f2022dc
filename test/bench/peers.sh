#!/bin/bash
# peers.sh [ROUNDS]   boots a machine (user-mode-linux) with Debian 13 in which nlapply and its peers make the same network
#                     one after the other: a bond of two NICs, a VLAN on it, two addresses and a default route. Prints the
#                     median of what each took. ifstate is not in Debian.
# shellcheck disable=SC2154 # lab_* come from common.sh
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../kernel/lab/common.sh"
. "$lab_dir/uml-machine.sh"
. "$lab_dir/boot-root.sh"

rounds=${1:-5}
peers=$lab_tree/test/bench/peers
lab_need gcc
packages=systemd,systemd-sysv,dbus,udev,kmod,iproute2,libstdc++6,procps,network-manager,netplan.io,ifupdown2,ethtool

kernel=$("$lab_dir/uml-build.sh")
root=$(boot_root trixie "$packages")
run=$(mktemp -d "$lab_cache/.peers.XXXXXX")
trap 'uml_end "$run"; rm -rf "$run"' EXIT

layer=$run/layer
boot_install_program "$layer"
cp -a "$peers/layer/." "$layer/"
mkdir -p "$layer/usr/local/bin" "$layer/etc/systemd/system/multi-user.target.wants"
gcc -O2 -static -o "$layer/usr/local/bin/reached" "$peers/reached.c"
# No first boot, in which everything would be enabled.
cp -a "$lab_dir/boot/all/etc/machine-id" "$layer/etc/"
ln -s ../peers.service "$layer/etc/systemd/system/multi-user.target.wants/"
masked='' # of what the packages enable
for unit in serial-getty@ttyS0.service getty@tty1.service networking.service systemd-networkd-wait-online.service \
  NetworkManager-wait-online.service; do
  masked="$masked systemd.mask=$unit"
done
echo "$rounds" >"$run/rounds"

# shellcheck disable=SC2086
uml_machine "$kernel" "$run" $((120 + rounds * 90)) 1024 "lab.root=$layer:$root" lab.init=/sbin/init \
  net.ifnames=0 systemd.show_status=0 bonding.max_bonds=0 dummy.numdummies=0 ifb.numifbs=0 fb_tunnels=none $masked >/dev/null
cat "$run/versions" "$run/complaints" >&2
awk '
  function median(list, values, n, i, j, kept) {
    n = split(list, values, " ")
    for (i = 2; i <= n; i++) { kept = values[i]; for (j = i - 1; j > 0 && values[j] + 0 > kept + 0; j--) values[j + 1] = values[j]; values[j + 1] = kept }
    return (values[int((n + 1) / 2)] + values[int(n / 2) + 1]) / 2000
  }
  { key = $1 " " $2; if (!(key in there)) order[++keys] = key; command[key] = command[key] " " $3; there[key] = there[key] " " $4 }
  END {
    printf "%-16s %-6s %12s %14s\n", "", "", "command, ms", "until there, ms"
    for (i = 1; i <= keys; i++) { split(order[i], part, " "); printf "%-16s %-6s %12.0f %14.0f\n", part[1], part[2], median(command[order[i]]), median(there[order[i]]) }
  }' "$run/times"
