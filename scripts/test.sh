#!/bin/sh
# test.sh unit|kernel [FILE]…   runs the compiled tests of one tier: all of them, or the given
# files (test/model/plan.test.ts or its compiled form)
set -eu
cd "$(dirname "$0")/.."

tier=${1:-}
case $tier in
  unit | kernel) shift ;;
  *)
    echo 'usage: test.sh unit|kernel [FILE]...' >&2
    exit 64
    ;;
esac

compiled() { # test/a.test.ts -> dist/test/a.test.js
  for file in "$@"; do
    case $file in
      *.ts) file=${file#./} && echo "dist/${file%.ts}.js" ;;
      *) echo "$file" ;;
    esac
  done
}

if [ $# -gt 0 ]; then
  files=$(compiled "$@")
elif [ ! -d dist/test ]; then
  files=
elif [ "$tier" = kernel ]; then
  files=$(find dist/test/kernel -name '*.test.js' 2>/dev/null | LC_ALL=C sort)
else
  files=$(find dist/test \( -path dist/test/kernel -o -path dist/test/bench -o -path dist/test/packaging \) \
    -prune -o -name '*.test.js' -print | LC_ALL=C sort)
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

# The file list is explicit because Node 20 has no globs; the paths of this repository hold no blanks.
run='node --test --test-reporter=spec --test-timeout=300000'
if [ "$tier" = unit ]; then
  # shellcheck disable=SC2086
  exec $run $files
fi

if ! sh scripts/sandbox.sh --check; then
  echo 'test.sh: the kernel tests were skipped' >&2
  # Nobody reads the warnings of a build server: there, a tier that did not run is a failure.
  if [ "${CI:-}" = true ]; then exit 1; fi
  exit 0
fi
# shellcheck disable=SC2086
exec sh scripts/sandbox.sh $run --test-concurrency=2 $files
