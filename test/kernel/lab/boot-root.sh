# shellcheck shell=bash disable=SC2154 # lab_* come from common.sh
# The small Debian that boots in the boot test, and what is installed there. Sourced after common.sh.

boot_packages=systemd,systemd-sysv,systemd-resolved,libpam-systemd,dbus,procps,udev,kmod,iproute2,libstdc++6,dhcpcd-base,dnsmasq-base

# boot_root [SUITE PACKAGES]: a folder with Debian: systemd, udev, and what Node.js needs of it.
boot_root() {
  local key item asked=("${1:-bookworm}" "${2:-$boot_packages}")
  key=$(lab_hash "${asked[@]}" "$lab_mirror" "$(declare -f boot_make_root)")
  if [ ! -d "$lab_cache/boot-root-$key" ]; then lab_need mmdebstrap; fi
  item=$(lab_item boot-root "$key" boot_make_root "${asked[@]}") || return
  echo "$item/root"
}

boot_make_root() { # FOLDER SUITE PACKAGES
  local options=(--variant=minbase --format=tar --aptopt='Acquire::Languages "none"' "--include=$3") what
  for what in doc info locale man; do options+=(--dpkgopt="path-exclude=/usr/share/$what/*"); done
  say 'making a Debian that can boot'
  mmdebstrap --quiet "${options[@]}" "$2" "$1/root.tar" "$lab_mirror"
  mkdir "$1/root"
  # The kernel of the machine makes the devices.
  tar -x -C "$1/root" --exclude='./dev/*' --exclude=./var/lib/apt --exclude=./var/cache -f "$1/root.tar"
  rm "$1/root.tar"
}

# boot_install_program LAYER: installs Node.js and this tree's package into the folder that lies over the root, as a user
# would.
boot_install_program() {
  local layer=$1 package
  install -D "$(command -v node)" "$layer/usr/bin/node"
  (cd "$lab_tree" && npm pack --silent --pack-destination "$layer" >&2)
  package=$(find "$layer" -maxdepth 1 -name '*.tgz')
  npm install --silent --global --prefix "$layer/usr" --ignore-scripts --offline --no-audit --no-fund "$package" >&2
  rm "$package"
}

# boot_install LAYER: the program, its units enabled, and what every scenario of the boot test has.
boot_install() {
  local layer=$1
  boot_install_program "$layer"
  install -D -m 644 -t "$layer/etc/systemd/system" "$layer/usr/lib/node_modules/nlapply/systemd/"nlapply{,-client@,-online@,-resolved}.service
  cp -a "$lab_dir/boot/all/." "$layer/"
  # As the installation of systemd-resolved makes it.
  ln -s ../run/systemd/resolve/stub-resolv.conf "$layer/etc/resolv.conf"
  systemctl --quiet --root="$layer" enable nlapply before-network late-nics needs-network report >&2
}
