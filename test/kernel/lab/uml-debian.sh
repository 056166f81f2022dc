#!/bin/bash
# uml-debian.sh   prints the folder of Debian's own user-mode-linux (`linux` and lib/modules): nothing has to be built,
#                 but it knows neither wireguard nor xfrm, netkit, bareudp or netdevsim, and has no virtual time
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

lab_debian_suite=trixie

newest() { lab_version "$lab_debian_suite" user-mode-linux; }

fetch() { # FOLDER
  local folder=$1 libraries place release
  say 'fetching user-mode-linux'
  lab_debs "$lab_debian_suite" "$folder" user-mode-linux libc6
  # Newer than the C library of the machine: the program gets one of its own, at the place where it will be. Calling
  # the dynamic linker by hand does not do, because user-mode-linux starts itself again as /proc/self/exe.
  libraries=$(cd "$folder" && echo usr/lib/*-linux-gnu)
  place=${folder%/*}/${folder##*/.part-}/$libraries
  patchelf --set-interpreter "$place/ld-linux-x86-64.so.2" --set-rpath "$place" "$folder/usr/bin/linux.uml"
  ln -s usr/bin/linux.uml "$folder/linux"
  mkdir -p "$folder/lib"
  mv "$folder/usr/lib/uml/modules" "$folder/lib/modules"
  for release in "$folder"/lib/modules/*; do depmod -b "$folder" "${release##*/}"; done
}

version=$(lab_settled user-mode-linux newest)
key=$(lab_hash "$version")
if [ ! -d "$lab_cache/uml-debian-$key" ]; then lab_need depmod patchelf; fi
item=$(lab_item uml-debian "$key" fetch)
echo "$item"
