#!/bin/bash
# uml.sh [--virtual] COMMAND [ARG]...   runs COMMAND as root of a user-mode-linux machine that sees this machine's files
#
# The files can be changed there, the changes are gone with the machine. COMMAND starts in the current folder, with the
# variables NLAPPLY_*, NODE_* and CI; its output comes while it runs, its exit status is that of the script.
#   --virtual          time does not pass but jumps: a sleep of a minute is over at once
#   NLAPPLY_UML        debian: Debian's user-mode-linux instead of a kernel of the lab's own; PATH: that kernel
#   NLAPPLY_LAB_LIMIT  seconds after which the machine is ended (status 124), 900 unless said otherwise
#   NLAPPLY_LAB_PROCESSOR number of the processor, in turns, that the machine runs on; any one unless said otherwise
#   NLAPPLY_LAB_MEMORY megabytes of the machine, 768 unless said otherwise
# Status 125: the machine ended without one.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. "$lab_dir/uml-machine.sh"

lab_need busybox ip taskset

time=()
if [ "${1:-}" = --virtual ]; then
  time=(time-travel=inf-cpu)
  shift
fi
if [ $# = 0 ]; then die 64 'usage: uml.sh [--virtual] COMMAND [ARG]...'; fi

modules=
complete=
case ${NLAPPLY_UML:-own} in
  own)
    kernel=$("$lab_dir/uml-build.sh")
    complete=complete
    ;;
  debian)
    folder=$("$lab_dir/uml-debian.sh")
    kernel=$folder/linux
    modules=$folder
    if [ ${#time[@]} -gt 0 ]; then die 69 'Debian builds user-mode-linux without virtual time'; fi
    ;;
  *) kernel=$NLAPPLY_UML ;;
esac
iproute2=$(lab_iproute2)
memory=${NLAPPLY_LAB_MEMORY:-768}
limit=${NLAPPLY_LAB_LIMIT:-900}

result=$(mktemp -d "${TMPDIR:-/tmp}/nlapply-lab.XXXXXX")
finish() {
  uml_end "$result"
  rm -rf "$result"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

{
  while IFS='=' read -r -d '' name value; do
    case $name in
      NLAPPLY_LAB_* | NLAPPLY_UML) ;;
      NLAPPLY_* | NODE_* | CI | NO_COLOR) printf 'export %s=%q\n' "$name" "$value" ;;
    esac
  done </proc/self/environ
  echo 'export NLAPPLY_TIER=uml'
  if [ -n "$complete" ]; then echo 'export NLAPPLY_LAB=complete'; fi
  printf 'PATH=%q:$PATH:%q\n' "$iproute2" "$PATH"
  printf 'cd %q && exec' "$PWD"
  printf ' %q' "$@"
  echo
} >"$result/job"

# Drivers that are built in make a link each unless told not to.
quiet_drivers=(bonding.max_bonds=0 dummy.numdummies=0 ifb.numifbs=0 fb_tunnels=none)
uml_machine "$kernel" "$result" "$limit" "$memory" "${time[@]}" "${quiet_drivers[@]}" ${modules:+lab.modules="$modules"} ||
  exit $?
exit "$(cat "$result/status")"
