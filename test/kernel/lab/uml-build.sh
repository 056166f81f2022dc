#!/bin/bash
# uml-build.sh   prints the path of the lab's own user-mode-linux kernel; builds it if the cache has none
#
# The source is the newest linux-source-7.x of Debian's backports when the lab is used first (NLAPPLY_LAB_UPDATE=1 looks
# again), the configuration is uml.config. A build takes ten minutes of two cores, once.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

lab_uml_suite=trixie-backports

newest_source() { # prints PACKAGE=VERSION
  local package
  package=$(lab_apt "$lab_uml_suite" apt-cache pkgnames linux-source-7. | grep -Ex 'linux-source-7\.[0-9]+' | sort -V | tail -n 1)
  if [ -n "$package" ]; then echo "$package=$(lab_version "$lab_uml_suite" "$package")"; fi
}

unpack_source() { # FOLDER PACKAGE=VERSION
  local folder=$1 deb=${1%/*}/deb part exclude=()
  mkdir "$deb" "$folder"
  lab_debs "$lab_uml_suite" "$deb" "$2"
  # Half of the source is drivers of hardware; only the files that say what could be built are needed of those.
  for part in drivers/gpu/drm drivers/media drivers/net/ethernet drivers/net/wireless/*/* drivers/scsi drivers/staging sound; do
    exclude+=(--exclude="*/$part/*.[ch]")
  done
  xz -dc -T0 "$deb"/usr/src/linux-source-*.tar.xz | tar -x -C "$folder" --strip-components=1 "${exclude[@]}"
  rm -rf "$deb"
}

build() { # FOLDER PACKAGE=VERSION
  local folder=$1 work
  work=$(mktemp -d "${TMPDIR:-/tmp}/nlapply-uml.XXXXXX")
  # shellcheck disable=SC2064 # now, while the name is known
  trap "rm -rf '$work'" EXIT
  say "building user-mode-linux from $2: about ten minutes, once"
  unpack_source "$work/linux" "$2"
  cd "$work/linux"
  make -s ARCH=um allnoconfig
  scripts/kconfig/merge_config.sh -m .config "$lab_dir/uml.config" >"$work/merge.log"
  make -s ARCH=um olddefconfig
  every_option_is_there
  if ! make -s ARCH=um -j"$(nproc)" linux >"$work/build.log" 2>&1; then
    tail -n 30 "$work/build.log"
    exit 1
  fi
  cp .config "$folder/config"
  strip -o "$folder/linux" linux
}

# An option whose dependencies are not met vanishes without a word: then a kind of link would be missing later.
every_option_is_there() {
  local lost
  lost=$(grep -E '^CONFIG_.*=[ym]$' "$lab_dir/uml.config" | grep -vxFf .config || true)
  if [ -n "$lost" ]; then die 1 "these options of uml.config got lost: $lost"; fi
}

source=$(lab_settled linux-source newest_source)
key=$(lab_hash "$source" "@$lab_dir/uml.config")
if [ ! -d "$lab_cache/uml-$key" ]; then lab_need bc bison flex gcc make strip xz; fi
item=$(lab_item uml "$key" build "$source")
echo "$item/linux"
