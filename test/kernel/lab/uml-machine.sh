# shellcheck shell=bash disable=SC2154 # lab_* come from common.sh
# The user-mode-linux machine of uml.sh and boot.sh. Sourced after common.sh.

uml_running=

# uml_end RUN: ends the machine of that folder. user-mode-linux is the leader of a session of its own, which no signal to
# our groups reaches; it notes its number.
uml_end() {
  local number
  for number in $(cat "$1/lab/pid" 2>/dev/null) $uml_running; do
    kill -KILL -- "-$number" 2>/dev/null || true
  done
  # Bash would tell of the end of a job that was killed.
  wait 2>/dev/null || true
  uml_running=
}

# uml_processor NUMBER: one of the processors that we may use, in turns. The machine's kernel and its processes take turns, too:
# on two processors each turn would wake the other one up, which takes twice the time and most of both.
uml_processor() {
  local part number all=()
  for part in $(taskset -cp "$BASHPID" | sed 's/.*: //; s/,/ /g'); do
    for ((number = ${part%-*}; number <= ${part#*-}; number++)); do all+=("$number"); done
  done
  echo "${all[$1 % ${#all[@]}]}"
}

# uml_machine KERNEL RUN LIMIT MEMORY [PARAMETER]...: runs a machine whose first process is uml-init.sh with the folder RUN
# as its result's. Prints what the guest writes to its first serial line; the console is left in the folder. A machine that
# wrote no file `status` has failed: 124 after LIMIT seconds, else 125. The caller's EXIT trap calls uml_end.
uml_machine() {
  local kernel=$1 run=$2 limit=$3 memory=$4 store=/tmp status=0 processor
  shift 4
  # The machine's memory is a file: in /dev/shm where that is large enough (containers often have 64 MB there).
  if [ "$(df --output=avail -m /dev/shm 2>/dev/null | tail -n 1)" -gt $((2 * memory)) ]; then store=/dev/shm; fi
  processor=$(uml_processor "${NLAPPLY_LAB_PROCESSOR:-$BASHPID}")
  # In the background, so that a signal to the script is heard at once.
  set -m
  exec 4>&1
  TMPDIR=$store taskset -c "$processor" timeout -k 5 "$limit" "$kernel" mem="${memory}M" rootfstype=hostfs rootflags=/ ro quiet seccomp=auto \
    init="$lab_dir/uml-init.sh" umid=lab uml_dir="$run/" con=null con0=null,fd:1 ssl=null ssl0=null,fd:4 \
    lab.result="$run" "$@" </dev/null >"$run/console" 2>&1 &
  uml_running=$!
  { wait "$uml_running" || status=$?; } 2>/dev/null
  uml_end "$run"
  exec 4>&-
  set +m

  if [ -s "$run/status" ]; then return 0; fi
  case $status in
    124 | 137)
      status=124
      say "the machine hung: ended after $limit seconds (NLAPPLY_LAB_LIMIT)"
      ;;
    *) status=125 && say 'the machine ended before its command did' ;;
  esac
  say 'the last lines of its console:'
  tail -n 40 "$run/console" >&2
  return "$status"
}
