#!/bin/bash
# boot.sh [MACHINE]...   boots machines with systemd as their first process and our unit enabled, and runs the tests in
#                        test/kernel/boot on what they report
#
# MACHINE is uml or a kernel of Debian's: 5.10, 6.1, 6.12, newest; uml and 6.12 if none is said. Each boots once for each
# scenario, a folder in boot/: what is in there comes over the root. The boots of a machine run side by side.
#   NLAPPLY_LAB_LIMIT  seconds after which a machine is ended, 900 unless said otherwise
#   NLAPPLY_BOOT_KEEP  a folder for the reports, to look at; else they go with the run
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. "$lab_dir/qemu-kernel.sh"
. "$lab_dir/qemu-machine.sh"
. "$lab_dir/uml-machine.sh"
. "$lab_dir/boot-root.sh"

machines=("$@")
if [ $# = 0 ]; then machines=(uml 6.12); fi
limit=${NLAPPLY_LAB_LIMIT:-900}
lab_need busybox cpio depmod ip qemu-system-x86_64 systemctl taskset xz zstd
for machine in "${machines[@]}"; do
  case $machine in uml | 5.10 | 6.1 | 6.12 | newest) ;; *) die 64 "no machine $machine: uml, 5.10, 6.1, 6.12 or newest" ;; esac
done
cd "$lab_tree"
mapfile -t files < <(find dist/test/kernel/boot -name '*.test.js' 2>/dev/null | LC_ALL=C sort)
if [ ${#files[@]} = 0 ]; then die 1 'no compiled boot tests: run `npm run build`'; fi

declare -A kernels=() initramfs=()
for machine in "${machines[@]}"; do
  if [ "$machine" = uml ]; then
    kernels[uml]=$("$lab_dir/uml-build.sh")
  else
    kernels[$machine]=$(qemu_kernel "$machine")
    initramfs[$machine]=$(qemu_initramfs "$machine" "${kernels[$machine]}")
  fi
done
root=$(boot_root)

run=$(mktemp -d "$lab_cache/.boot.XXXXXX")
reports=${NLAPPLY_BOOT_KEEP:-$run/reports}
boots=()
finish() {
  local boot
  for boot in "${boots[@]}"; do kill "$boot" 2>/dev/null || true; done
  wait
  rm -rf "$run"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

boot_install "$run/layer"

parameters='net.ifnames=0 systemd.show_status=0 systemd.mask=serial-getty@ttyS0.service systemd.mask=getty@tty1.service'

boot_uml() { # KERNEL LAYER FOLDER
  result=$3 # for the trap, which comes when this function has returned
  trap 'uml_end "$result"' EXIT
  trap 'exit 143' TERM
  # No parameters that keep drivers from making links: bond0, dummy0 and ifb0 are there from the start.
  # shellcheck disable=SC2086
  uml_machine "$1" "$3" "$limit" 768 "lab.root=$2:$root" lab.init=/sbin/init $parameters >/dev/null
}

boot_qemu() { # KERNEL LAYER FOLDER INITRAMFS
  local nics=() folders number
  for number in 0 1 2; do
    # A network with nobody in it: not a hub without a second port, which never takes a packet.
    nics+=(-netdev "user,id=n$number,restrict=on,ipv6=off"
      -device "virtio-net-pci,netdev=n$number,mac=52:54:00:00:00:1$number,romfile=")
  done
  mapfile -t folders < <(qemu_folder root "$root" && qemu_folder layer "$2" && qemu_folder modules "$1/usr/lib/modules")
  qemu_machine "$1" "$4" "$3" "$limit" "$parameters" "${folders[@]}" "${nics[@]}" >"$3/reports.tar"
}

boot() { # MACHINE SCENARIO
  local folder=$run/$1-$2 layer=$run/$1-$2/layer started=$SECONDS
  mkdir -p "$folder" "$reports/$1/$2"
  cp -al "$run/layer" "$layer"
  cp -a --remove-destination "$lab_dir/boot/$2/." "$layer/"
  if [ "$1" = uml ]; then
    boot_uml "${kernels[uml]}" "$layer" "$folder"
  else
    boot_qemu "${kernels[$1]}" "$layer" "$folder" "${initramfs[$1]}"
  fi
  tar -x -C "$reports/$1/$2" -f "$folder/reports.tar"
  say "$1, $2: $((SECONDS - started)) s"
}

status=0
booted=() # scenarios
for machine in "${machines[@]}"; do
  scenarios=(late broken)
  if [ "$machine" = uml ]; then scenarios+=(missing dhcp logout); fi # waiting, and programs, are the same anywhere
  booted+=("${scenarios[@]}")
  for scenario in "${scenarios[@]}"; do
    boot "$machine" "$scenario" &
    boots+=($!)
  done
  for pid in "${boots[@]}"; do wait "$pid" || status=$?; done
  boots=()
done
if [ "$status" != 0 ]; then exit "$status"; fi

export NLAPPLY_BOOT_REPORTS=$reports
mapfile -t files < <(for file in "${files[@]}"; do
  name=$(basename "$file" .test.js)
  case " ${booted[*]} " in *" $name "*) echo "$file" ;; esac
done)
node --test --test-reporter=spec "${files[@]}"
