#!/bin/bash
# qemu.sh VERSION [FILE]...            runs compiled kernel tests (all, or the given ones) on a stock Debian kernel
# qemu.sh VERSION --command WORD...    runs a command there instead
#
# VERSION is 5.10, 6.1, 6.12 or newest. One boot; the machine sees this machine's files, read-only below an overlay in
# memory: nothing is copied, and nothing that happens inside stays. No /dev/kvm and no privileges are needed.
set -euo pipefail
. "$(dirname "$0")/common.sh"
. "$(dirname "$0")/qemu-kernel.sh"
. "$(dirname "$0")/qemu-machine.sh"

if [ $# = 0 ]; then die 64 'usage: qemu.sh 5.10|6.1|6.12|newest [FILE]... | --command WORD...'; fi
version=$1
shift
lab_need busybox cpio depmod qemu-system-x86_64 xz zstd
kernel=$(qemu_kernel "$version")
initramfs=$(qemu_initramfs "$version" "$kernel")
iproute2=$(lab_iproute2)

if [ "${1:-}" = --command ]; then
  shift
  words=("$@")
else
  if [ $# = 0 ]; then
    mapfile -t files < <(cd "$lab_tree" && find dist/test/kernel -name '*.test.js' ! -path '*/boot/*' | LC_ALL=C sort)
  else
    files=("$@")
  fi
  mapfile -t files < <(lab_files qemu "${files[@]}")
  if [ ${#files[@]} = 0 ]; then die 1 'no compiled kernel tests: run `npm run build`'; fi
fi

run=$(mktemp -d "$lab_cache/.run.XXXXXX")
trap 'rm -rf "$run"' EXIT
if [ -z "${words[*]:-}" ]; then
  # Loading the program is most of what few files take there; many share the time that a process has.
  mapfile -t groups < <(cd "$lab_tree" && node scripts/test-groups.mjs "$run" $((${#files[@]} > 12 ? 12 : 2)) "${files[@]}")
  # An emulated CPU is some ten times slower.
  words=(node --test --test-reporter=spec --test-concurrency=2 --test-timeout=900000 "${groups[@]}")
fi
{
  echo "export PATH=$iproute2:$(dirname "$(command -v node)"):\$PATH NLAPPLY_TIER=qemu TMPDIR=/run/tmp CI=${CI:-}"
  if [ -n "${NLAPPLY_ADDON:-}" ]; then printf 'export NLAPPLY_ADDON=%q\n' "$NLAPPLY_ADDON"; fi
  printf 'mkdir /run/tmp\ncd %q\n' "$PWD"
  printf '%q ' "${words[@]}"
  echo
} >"$run/job"

mapfile -t folders < <(qemu_folder root /)
qemu_machine "$kernel" "$initramfs" "$run" "${NLAPPLY_LAB_LIMIT:-1500}" \
  "lab.init=$lab_dir/qemu-init.sh lab.modules=$kernel/lib/modules lab.job=$run/job" "${folders[@]}"
exit "$(<"$run/status")"
