#!/bin/sh
# test-native.sh [DIRECTORY]   builds the addon with AddressSanitizer, LeakSanitizer and UndefinedBehaviorSanitizer
#                              and runs its tests, compiled in DIRECTORY (dist), against that
#
# Fails when a test does, and when a sanitizer finds a fault in a process that has the addon loaded. What Node
# itself never frees does not count: a leak must have been allocated by the addon.
set -eu
cd "$(dirname "$0")/.."
root=$PWD
compiled=${1:-dist}
build=$root/dist/native-sanitized
cxx=${CXX:-g++}

fail() {
  echo "test-native.sh: $*" >&2
  exit 1
}

for tool in $cxx:g++ make:make python3:python3; do
  if ! command -v "${tool%%:*}" >/dev/null; then
    fail "${tool%%:*} is missing: the addon has to be compiled (sudo apt-get install ${tool##*:})"
  fi
done
runtime=$($cxx -print-file-name=libasan.so)
if [ ! -e "$runtime" ]; then
  fail "$cxx has no AddressSanitizer (Debian: libgcc-N-dev holds it, Fedora: libasan libubsan)"
fi
if [ ! -e "$compiled/test/netlink/addon.test.js" ]; then
  fail "$compiled/test/netlink/addon.test.js is missing: run \`npm run build\`"
fi
# npm puts the node-gyp that it carries on the PATH of its scripts.
if ! command -v node-gyp >/dev/null; then
  if [ -n "${npm_lifecycle_event:-}" ]; then fail 'node-gyp is missing: npm comes with it'; fi
  exec npm run --silent test:native -- "$@"
fi

logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

mkdir -p "$build"
cp -p native/*.cc native/*.h native/binding.gyp "$build"
prefix=$(node -p 'path.dirname(path.dirname(process.execPath))')
if [ -e "$prefix/include/node/node_api.h" ]; then headers=--nodedir=$prefix; else headers=; fi
# nodelete: what a worker leaked is reported at the very end and must still have a name then.
flags='-fsanitize=address,undefined -fno-sanitize=vptr -fno-sanitize-recover=all'
if ! CXXFLAGS="$flags -fno-omit-frame-pointer -g -O1 -Wno-error" LDFLAGS="$flags -Wl,-z,nodelete" \
  node-gyp configure build -C "$build" --jobs=max $headers >"$logs/build" 2>&1; then
  cat "$logs/build" >&2
  fail 'the sanitized addon does not build'
fi

files=$(find "$compiled/test/netlink" -name 'addon*.test.js' | LC_ALL=C sort)
sandbox=
if sh scripts/sandbox.sh --check; then
  files="$files $compiled/test/kernel/addon-namespace.test.js $compiled/test/kernel/addon-tun.test.js"
  sandbox='sh scripts/sandbox.sh'
else
  echo 'test-native.sh: without the tests that need namespaces' >&2
fi

# %m: a frame tells its module even where it has a source line.
frames="stack_trace_format='    #%n %p in %f %S (%m)'"
# exitcode=0: ip(8) and the other tools that the tests start leak too, and inherit all this.
status=0
# shellcheck disable=SC2086 # lists; the paths of this repository hold no blanks
$sandbox env LD_PRELOAD="$runtime" NLAPPLY_ADDON="$build/build/Release/netlink.node" \
  ASAN_OPTIONS="$frames:detect_leaks=1:log_exe_name=1:log_path=$logs/log" LSAN_OPTIONS=exitcode=0 \
  UBSAN_OPTIONS="$frames:print_stacktrace=1:log_exe_name=1:log_path=$logs/log" \
  node --test --test-reporter=spec --test-timeout=120000 $files || status=$?

# A leak is the addon's when its frame comes next to the allocator's: V8, called by the addon, has leaks of its own.
found=$(find "$logs" -name "log.$(basename "$(node -p process.execPath)").*" -exec awk '
  function allocator(frame) { return frame ~ /lib(asan|ubsan|stdc\+\+|c)\.so/ }
  BEGIN { RS = ""; FS = "\n" }
  /ERROR: LeakSanitizer/ || /^SUMMARY: .* leaked in/ { next }
  /^(Ind|D)irect leak/ {
    for (i = 2; i < NF && allocator($i); i++);
    if ($i !~ /netlink\.node/) next
  }
  { print $0 "\n" }' {} +)
if [ -n "$found" ]; then
  printf '%s\n' "$found" >&2
  fail 'the sanitizers found the faults above'
fi
exit $status
