#!/bin/bash
# migrate.sh [networkd]   a machine with Debian 13's netplan.io boots with netplan, is taken over by `nlapply migrate`, boots with nlapply, and goes back
#
# With `networkd` systemd-networkd is enabled whether or not netplan wants it, as in cloud images.
# Three boots of user-mode-linux, each on what the one before has left in /etc and /var/lib/nlapply; test/peers/migrate/judge.py
# looks at what the machines wrote down. NLAPPLY_BOOT_KEEP is a folder for that, else it goes with the run.
set -euo pipefail
tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$tree/test/kernel/lab/common.sh"
. "$lab_dir/uml-machine.sh"
. "$lab_dir/boot-root.sh"

packages=systemd,systemd-sysv,dbus,udev,kmod,iproute2,libstdc++6,netplan.io
lab_need busybox ip python3 systemctl taskset
kernel=$("$lab_dir/uml-build.sh")
root=$(boot_root trixie "$packages")
run=$(mktemp -d "$lab_cache/.migrate.XXXXXX")
reports=${NLAPPLY_BOOT_KEEP:-$run/reports}
machine=$run/none
trap 'uml_end "$machine"; rm -rf "$run"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

layer=$run/layer
boot_install_program "$layer"
install -D -m 644 -t "$layer/etc/systemd/system" "$layer/usr/lib/node_modules/nlapply/systemd/"nlapply{,-client@,-online@,-resolved}.service
cp -a "$tree/test/peers/migrate/." "$layer/"
install -D -m 644 -t "$layer/usr/lib/lab" "$lab_dir/boot/all/usr/lib/lab/switched-nics.sh"
rm "$layer/judge.py"
chmod 600 "$layer/etc/netplan/"*
systemctl --quiet --root="$layer" enable nics report >&2

if [ "${1:-}" = networkd ]; then
  units=$layer/etc/systemd/system
  mkdir -p "$units"/{multi-user,network-online,sockets}.target.wants
  ln -s /usr/lib/systemd/system/systemd-networkd.service "$units/multi-user.target.wants/"
  ln -s /usr/lib/systemd/system/systemd-networkd.socket "$units/sockets.target.wants/"
  ln -s /usr/lib/systemd/system/systemd-networkd-wait-online.service "$units/network-online.target.wants/"
fi

for boot in netplan nlapply back; do
  machine=$run/$boot
  mkdir -p "$machine" "$reports/$boot"
  echo "$boot" >"$layer/etc/boot"
  started=$SECONDS
  uml_machine "$kernel" "$machine" "${NLAPPLY_LAB_LIMIT:-300}" 768 "lab.root=$layer:$root" lab.init=/sbin/init \
    net.ifnames=0 systemd.show_status=0 systemd.mask=serial-getty@ttyS0.service systemd.mask=getty@tty1.service >/dev/null
  tar -x -C "$reports/$boot" -f "$machine/reports.tar"
  say "$boot: $((SECONDS - started)) s"
  # What the next boot finds: all that can be changed, as it is now.
  rm -rf "$layer/etc/systemd" "$layer/var/lib/nlapply"
  tar -x -C "$layer" -f "$machine/left.tar"
done
python3 -B "$tree/test/peers/migrate/judge.py" "$reports" "$@"
