#!/bin/bash
# uml-tests.sh FILE...   runs compiled tests in user-mode-linux, on as many machines side by side as there are processors
#
# Files named *.virtual.test.js run on a machine of their own, in virtual time. The output of the first machine comes as it
# goes, that of the others after it; the last line is the sum.
#   NLAPPLY_LAB_MACHINES  number of machines in real time
#   NLAPPLY_LAB_LIMIT     see uml.sh; 2400 unless said otherwise
#   NLAPPLY_TESTS         a regular expression: only tests with such names
#   NLAPPLY_UML           see uml.sh; when no kernel can be built, Debian's is taken, unless CI is set
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

started=$SECONDS
export NLAPPLY_LAB_LIMIT=${NLAPPLY_LAB_LIMIT:-2400}
mapfile -t files < <(lab_files uml "$@")
mapfile -t virtual < <(lab_files virtual "$@")

if [ -z "${NLAPPLY_UML:-}" ] && ! "$lab_dir/uml-build.sh" >/dev/null; then
  if [ "${CI:-}" = true ]; then die 69 'no kernel could be built'; fi
  say 'no kernel could be built: Debian'\''s user-mode-linux is taken, which lacks some kinds of links'
  export NLAPPLY_UML=debian
fi
if [ "${NLAPPLY_UML:-}" = debian ] && [ ${#virtual[@]} -gt 0 ]; then
  say "skipped, because Debian's user-mode-linux has no virtual time: ${virtual[*]}"
  virtual=()
fi

count=${NLAPPLY_LAB_MACHINES:-$(nproc)}
if [ "$count" -gt ${#files[@]} ]; then count=${#files[@]}; fi

output=$(mktemp -d "${TMPDIR:-/tmp}/nlapply-lab.XXXXXX")
groups=$(mktemp -d "${TMPDIR:-/tmp}/nlapply-lab.XXXXXX")
machines=()
finish() {
  local machine
  for machine in "${machines[@]}"; do kill "$machine" 2>/dev/null || true; done
  wait
  rm -rf "$output" "$groups"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

run() { # NAME [--virtual] FILE...: starts a machine
  local name=$1 options=()
  shift
  if [ "$1" = --virtual ]; then
    options=(--virtual)
    shift
  fi
  : >"$output/$name" # it is read from now on
  mkdir "$groups/$name"
  # More than the two that run side by side: what waits then does so beside something that works.
  mapfile -t modules < <(node scripts/test-groups.mjs "$groups/$name" 4 "$@")
  NLAPPLY_LAB_PROCESSOR=${#machines[@]} "$lab_dir/uml.sh" "${options[@]}" node --test --test-reporter=spec --test-timeout=1800000 --test-concurrency=2 \
    ${NLAPPLY_TESTS:+--test-name-pattern="$NLAPPLY_TESTS"} "${modules[@]}" >"$output/$name" 2>&1 &
  machines+=($!)
}

# The large files first, in turns, so that the machines get about the same.
names=()
if [ "$count" -gt 0 ]; then
  mapfile -t files < <(stat -c '%s %n' "${files[@]}" | sort -k1,1nr -k2 | cut -d ' ' -f 2-)
  for ((i = 0; i < count; i++)); do
    share=()
    for ((j = i; j < ${#files[@]}; j += count)); do share+=("${files[j]}"); done
    names+=("machine-$((i + 1))")
    run "${names[-1]}" "${share[@]}"
  done
fi
if [ ${#virtual[@]} -gt 0 ]; then
  names+=(virtual-time)
  run virtual-time --virtual "${virtual[@]}"
fi
if [ ${#names[@]} = 0 ]; then die 1 'no tests: run `npm run build`'; fi

status=0
for i in "${!names[@]}"; do
  printf '\n=== user-mode-linux, %s\n' "${names[i]}"
  tail -n +1 -s 0.2 -f --pid="${machines[i]}" "$output/${names[i]}"
  wait "${machines[i]}" || { ended=$? && if [ "$status" = 0 ]; then status=$ended; fi; }
done
machines=()

# The closing lines of node:test, added up.
sum() { # WORD
  cat "$output"/* | sed -n "s/^[^ ]* $1 \([0-9]*\)$/\1/p" | awk '{ sum += $1 } END { print sum + 0 }'
}
printf '\n=== user-mode-linux: %s tests on %s machines: %s passed, %s failed, %s cancelled, %s skipped; %s s\n' \
  "$(sum tests)" ${#names[@]} "$(sum pass)" "$(sum fail)" "$(sum cancelled)" "$(sum skipped)" $((SECONDS - started))

if [ -n "${NLAPPLY_TESTS:-}" ] && [ "$(sum pass) $(sum fail)" = "0 0" ]; then die 1 "no test was run whose name matches $NLAPPLY_TESTS"; fi
# See test.sh.
if [ "$status" != 0 ] && [ "${CI:-}" = true ] && [ -z "${NLAPPLY_TESTS:-}" ] && pattern=$(sh scripts/failed-tests.sh "$output"/*); then
  printf '\n=== once more, by themselves: the tests that failed\n'
  status=0
  NLAPPLY_TESTS=$pattern "${BASH_SOURCE[0]}" "$@" | grep -v '# test name does not match pattern$' || status=$?
fi
exit "$status"
