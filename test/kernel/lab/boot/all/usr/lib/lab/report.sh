#!/bin/bash
# When the machine is up: writes down what there is, does what the scenario does then (after.sh), hands the reports to the
# host as one archive, and ends the machine.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8
units=(before-network.service network-pre.target nlapply.service network.target network-online.target
  needs-network.service late-nics.service nlapply-resolved.service multi-user.target
  nlapply-client@dhcp4:cable.service)
cursor=/run/journal-cursor

# take NAME: a report of this moment; its journal begins where that of the report before ended.
take() {
  local folder=/run/reports/$1
  mkdir -p "$folder"
  # Timestamps are microseconds since the boot.
  systemctl show "${units[@]}" -p Id,ActiveState,SubState,Result,ExecMainStatus \
    -p ActiveEnterTimestampMonotonic,InactiveExitTimestampMonotonic >"$folder/units"
  journalctl --sync
  journalctl -o cat -u nlapply.service --cursor-file="$cursor" --no-pager >"$folder/journal"
  ip -j -d link >"$folder/link.json"
  ip -j -d address >"$folder/address.json"
  ip -j -d -4 route show table all >"$folder/route-4.json"
  ip -j -d -6 route show table all >"$folder/route-6.json"
  (cd /sys/class/net && grep -H . -- */addr_assign_type) >"$folder/addr_assign_type"
  nlapply diff >"$folder/diff" 2>&1
  echo $? >"$folder/diff-status"
}

for ((i = 0; i < 1200; i++)); do
  systemctl is-system-running --quiet && break
  if [ "$(systemctl is-system-running)" = degraded ]; then break; fi
  sleep 0.1
done
take boot
systemctl is-system-running >/run/reports/system
systemctl list-units --failed --plain --no-legend >/run/reports/failed
uname -r >/run/reports/release
{ resolvectl --no-pager dns && resolvectl --no-pager domain; } >/run/reports/names 2>&1
cp /run/before-network.json /run/needs-network.json /run/reports/
if [ -e /usr/lib/lab/after.sh ]; then . /usr/lib/lab/after.sh; fi

if [ -d /lab ]; then
  tar -c -C /run/reports . >/lab/reports.tar
  echo 0 >/lab/status
  sync
  exec systemctl poweroff -ff
fi
for port in /sys/class/virtio-ports/*; do
  case $(<"$port/name") in
    out) out=/dev/${port##*/} ;;
    status) status=/dev/${port##*/} ;;
  esac
done
tar -c -C /run/reports . >"$out"
echo 0 >"$status"
echo b >/proc/sysrq-trigger # QEMU has -no-reboot
