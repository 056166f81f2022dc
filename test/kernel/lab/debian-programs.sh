#!/bin/bash
# debian-programs.sh   prints a folder with programs of Debian 12 that are to be tried and not to be installed, since they
#                      would take the machine's own network in hand: one folder for each name below
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# Name of the folder, packages in it: what the program itself is in, and libraries that not every machine has.
programs=(
  'resolved systemd-resolved libsystemd-shared dbus-daemon libdbus-1-3 libexpat1 libapparmor1'
  'resolvconf resolvconf'
  'openresolv openresolv'
  'netplan netplan.io libnetplan0 libyaml-0-2 libglib2.0-0 libpcre2-8-0'
)

fetch() { # FOLDER LINE...
  local folder=$1 line name packages
  shift
  for line in "$@"; do
    read -r name packages <<<"$line"
    mkdir "$folder/$name"
    # shellcheck disable=SC2086
    lab_debs bookworm "$folder/$name" $packages
  done
}

lab_item debian-programs "$(lab_hash "${programs[@]}" "$lab_mirror" "$(declare -f fetch)")" fetch "${programs[@]}"
