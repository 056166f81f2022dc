#!/bin/bash
# netplan.sh [MODULE]...   netplan's own integration tests of Debian 13, on nlapply: a boot of user-mode-linux for each of their modules
#
# What netplan.io's sources test with `netplan apply` and systemd-networkd is applied by nlapply instead, in a kernel of its own; what is asserted stays theirs
# (ip(8), sysfs, ping). After each apply the second diff must be empty, too. test/peers/netplan/left-out says which tests cannot be run so, and why.
set -euo pipefail
tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$tree/test/kernel/lab/common.sh"

version=1.1.2
sha256=c14065a30765f2b4b5277010ee66689fefcea2ade113728c160a6f4f3181706d
all=(bonds bridges dummies ethernets regressions routing scenarios tunnels veths vlans)

fetch_sources() { # FOLDER
  local file=$1/sources.tar.gz
  python3 -c 'import sys, urllib.request; urllib.request.urlretrieve(*sys.argv[1:])' \
    "$lab_mirror/pool/main/n/netplan.io/netplan.io_$2.orig.tar.gz" "$file"
  echo "$3  $file" | sha256sum --check --quiet
  tar -xzf "$file" -C "$1" --strip-components=1
  rm "$file"
}

lab_need dnsmasq ethtool ip python3 wg
sources=$(lab_item netplan-sources "$(lab_hash "$version" "$sha256" fetch-1)" fetch_sources "$version" "$sha256")
if [ $# = 0 ]; then set -- "${all[@]}"; fi
status=0
for module in "$@"; do
  NLAPPLY_LAB_LIMIT=1800 "$lab_dir/uml.sh" python3 -B "$tree/test/peers/netplan/run.py" "$sources/tests/integration" "$module" || status=1
done
exit "$status"
