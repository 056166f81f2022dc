#!/bin/sh
# test.sh TIER [FILE]…   runs the compiled tests of one tier: all of them, or the given files (test/model/plan.test.ts or
# its compiled form). Tiers:
#   unit              no kernel needed
#   kernel            network namespaces on this machine's kernel
#   uml               user-mode-linux, a kernel that has every kind of link: what needs one that this machine's kernel
#                     does not have, or `all` (without the tests in test/kernel/breakage)
#   qemu [VERSION]    Debian's kernel 5.10, 6.1, 6.12 or newest (6.12 if none is said) on an emulated machine; the files
#                     of test/kernel/lab/qemu-files, or `all`
#   boot [MACHINE]…   systemd as PID 1 starts the program, in user-mode-linux and on 6.12, or on the machines said
#   matrix [all]      kernel, uml, then qemu and boot on every kernel; with `all`, all files on every kernel (hours)
set -eu
cd "$(dirname "$0")/.."

lab=test/kernel/lab
kernels='5.10 6.1 6.12 newest'

tier=${1:-}
case $tier in
  unit | kernel | uml | qemu | boot | matrix) shift ;;
  *)
    echo 'usage: test.sh unit|kernel|uml|qemu [VERSION]|boot|matrix [all|FILE...]' >&2
    exit 64
    ;;
esac
version=6.12
if [ "$tier" = qemu ]; then
  for known in $kernels; do
    if [ "${1:-}" = "$known" ]; then version=$known && shift && break; fi
  done
fi

compiled() { # test/a.test.ts -> dist/test/a.test.js
  for file in "$@"; do
    case $file in
      *.ts) file=${file#./} && echo "dist/${file%.ts}.js" ;;
      *) echo "$file" ;;
    esac
  done
}

if [ "$tier" = boot ]; then exec bash $lab/boot.sh "$@"; fi
if [ "$tier" = qemu ] && [ $# = 0 ]; then
  # shellcheck disable=SC2046
  set -- $(grep -v '^#' $lab/qemu-files)
elif [ "$tier $*" = 'qemu all' ]; then
  shift
fi
skipped=
if [ "$tier $*" = 'uml all' ]; then
  shift
elif [ "$tier" = uml ] && [ $# = 0 ]; then
  skipped=$(grep -v '^#' $lab/anywhere-files)
  # Tests that need no more than this machine's kernel has are shown in network namespaces.
  if sh scripts/sandbox.sh --check 2>/dev/null; then
    NLAPPLY_ELSEWHERE=$(sh scripts/sandbox.sh node dist/test/kernel/support/print-features.js)
    export NLAPPLY_ELSEWHERE
  fi
fi

if [ $# -gt 0 ]; then
  files=$(compiled "$@")
elif [ ! -d dist/test ]; then
  files=
elif [ "$tier" = unit ]; then
  files=$(find dist/test \( -path dist/test/kernel -o -path dist/test/bench -o -path dist/test/packaging \) \
    -prune -o -name '*.test.js' -print | LC_ALL=C sort)
else
  files=$(find dist/test/kernel -path dist/test/kernel/boot -prune -o -name '*.test.js' -print 2>/dev/null | LC_ALL=C sort)
  # What breaks the program itself (signals, locks, records) is the same on every kernel, and slow where processes are.
  if [ "$tier" != kernel ]; then files=$(printf '%s\n' "$files" | grep -v '^dist/test/kernel/breakage/'); fi
  # shellcheck disable=SC2086
  if [ -n "$skipped" ]; then files=$(printf '%s\n' "$files" | grep -vxF "$(compiled $skipped)"); fi
fi
if [ -z "$files" ]; then
  echo "test.sh: no compiled $tier tests: run \`npm run build\`" >&2
  exit 1
fi

case "$tier $files" in
  unit*test/kernel/*)
    echo 'test.sh: kernel tests run in the sandbox only: test.sh kernel FILE' >&2
    exit 64
    ;;
esac

# By itself Node would leave a processor idle; most tests wait for something now and then, so there is one file more than there
# are processors.
run="node --test --test-reporter=spec --test-timeout=1800000 --test-concurrency=$(($(nproc) + 1))"
if [ "${CI:-}" = true ]; then run="$run --import ./scripts/fixed-seed.mjs"; fi

groups=
trap 'if [ -n "$groups" ]; then rm -rf "$groups"; fi' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

grouped() { # FILE...: sets `files` to modules that import them, a few for each processor
  groups=$(mktemp -d "${TMPDIR:-/tmp}/nlapply-tests.XXXXXX")
  files=$(node scripts/test-groups.mjs "$groups" $(($(nproc) * 3)) "$@")
}

netns() {
  if ! sh scripts/sandbox.sh --check; then
    echo 'test.sh: the kernel tests were skipped' >&2
    # Nobody reads the warnings of a build server: there, a tier that did not run is a failure.
    if [ "${CI:-}" = true ]; then return 1; fi
    return 0
  fi
  # What asks for virtual time would take minutes here.
  # shellcheck disable=SC2046,SC2086
  grouped $(printf '%s\n' $files | grep -v '\.virtual\.test\.js$')
  export NLAPPLY_TIER=netns
  report="--test-reporter-destination=stdout --test-reporter=spec --test-reporter-destination=$groups/report"
  # shellcheck disable=SC2086
  if sh scripts/sandbox.sh $run $report $files; then return 0; fi
  # Where nobody waits, what failed beside all others gets a second chance, by itself, and everyone is told.
  if [ "${CI:-}" != true ] || ! pattern=$(sh scripts/failed-tests.sh "$groups/report"); then return 1; fi
  printf '\n=== once more, by themselves: the tests that failed\n'
  status=0
  # shellcheck disable=SC2086
  sh scripts/sandbox.sh $run --test-reporter-destination="$groups/again" --test-name-pattern="$pattern" $files || status=$?
  grep -v '# test name does not match pattern$' "$groups/again"
  if ! grep -q '^ℹ pass [1-9]' "$groups/again"; then status=1; fi
  return $status
}

matrix() { # every tier, whatever became of the one before; then what failed
  failed=
  # Radios are in no selection: an emulated processor takes minutes for them, and one kernel shows what there is to show.
  radios=qemu:6.12:test/kernel/hosts/wifi.test.ts
  if [ $# -gt 0 ]; then radios=; fi
  # shellcheck disable=SC2086
  for part in kernel uml:all $(printf "qemu:%s${1:+:all} " $kernels) $radios boot:uml $(printf 'boot:%s ' $kernels); do
    printf '\n=== %s\n' "$part"
    # shellcheck disable=SC2046,SC2086
    sh scripts/test.sh $(echo "$part" | tr : ' ') || failed="$failed $part"
  done
  if [ -n "$failed" ]; then
    printf '\n=== matrix: failed:%s\n' "$failed"
    return 1
  fi
  printf '\n=== matrix: every tier passed\n'
}

# shellcheck disable=SC2086
case $tier in
  unit) grouped $files && $run $files ;;
  kernel) netns ;;
  uml) exec bash $lab/uml-tests.sh $files ;;
  qemu) exec bash $lab/qemu.sh $version $files ;;
  matrix) matrix "$@" ;;
esac
