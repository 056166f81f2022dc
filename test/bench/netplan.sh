#!/bin/sh
# netplan.sh   reading and checking large configurations: `nlapply check` beside `netplan generate`, CPU time and peak memory.
# Debian's packages are fetched and unpacked into a directory of their own; nothing is installed.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/nlapply-netplan.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq netplan.io libnetplan0
for package in *.deb; do dpkg-deb -x "$package" root; done
generate=$(find root -path '*/netplan/generate' -type f)
LD_LIBRARY_PATH=$(dirname "$(find "$PWD/root" -name 'libnetplan.so*' | head -n 1)")
export LD_LIBRARY_PATH

vlans() { # COUNT: VLANs on a bond, each with an address
  awk -v n="$1" 'BEGIN {
    print "network:\n  ethernets: {eth0: {}, eth1: {}}\n  bonds: {bond0: {interfaces: [eth0, eth1]}}\n  vlans:"
    for (i = 1; i <= n; i++)
      printf "    v%d:\n      id: %d\n      link: bond0\n      addresses: [10.%d.%d.1/24]\n", i, i, i / 256, i % 256
  }'
}
routes() { # COUNT: routes on one device
  awk -v n="$1" 'BEGIN {
    print "network:\n  ethernets:\n    eth0:\n      addresses: [192.0.2.2/24]\n      routes:"
    for (i = 0; i < n; i++)
      printf "        - to: 10.%d.%d.%d/32\n          via: 192.0.2.1\n", i / 65536, i / 256 % 256, i % 256
  }'
}
measure() { # NAME COMMAND…
  name=$1
  shift
  /usr/bin/time -f "$name: %U s, %M KiB" timeout 600 "$@" >/dev/null
}
compare() { # NAME FILE
  mkdir -p tree/etc/netplan
  cp "$2" tree/etc/netplan/a.yaml && chmod 600 tree/etc/netplan/a.yaml
  measure "$1, nlapply check" node "$here/bin/nlapply.cjs" check "$2"
  measure "$1, netplan generate" "$generate" --root-dir "$PWD/tree" || echo "$1, netplan generate: ended by the time limit"
  rm -rf tree
}
vlans 1000 >vlans.yaml && compare '1000 VLANs' vlans.yaml
for count in ${COUNTS:-20000 100000}; do routes $count >routes.yaml && compare "$count routes" routes.yaml; done
