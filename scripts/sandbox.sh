#!/bin/sh
# sandbox.sh --check          may this user have network namespaces? Otherwise: why not, exit status 77
# sandbox.sh COMMAND [ARG]…   runs COMMAND as root of a network namespace of its own
#
# Inside, nothing can reach the machine's links: the namespace has only its own loopback, and a private
# /run keeps `ip netns` names and nlapply's records apart (an ordinary user could not write there at all). Temporary
# files are there as well: the program waits until its records are on the disk, tests need not.
set -eu

inside='mount -t tmpfs tmpfs /run && ip link set lo up'

namespaces() {
  if [ "$(id -u)" = 0 ] && unshare -nm sh -c "$inside" 2>/dev/null; then
    echo -nm
  elif unshare -Urnm sh -c "$inside" 2>/dev/null; then
    echo -Urnm
  else
    return 1
  fi
}

setting() { # FILE VALUE ADVICE: prints the advice if the kernel's setting has that value
  if [ "$(cat "$1" 2>/dev/null)" = "$2" ]; then echo "  $1 is $2: $3" >&2; fi
}

explain() {
  echo 'A network namespace of its own is needed, and this user may not make one.' >&2
  setting /proc/sys/kernel/unprivileged_userns_clone 0 'sudo sysctl kernel.unprivileged_userns_clone=1'
  setting /proc/sys/user/max_user_namespaces 0 'sudo sysctl user.max_user_namespaces=15000'
  setting /proc/sys/user/max_net_namespaces 0 'sudo sysctl user.max_net_namespaces=15000'
  setting /proc/sys/kernel/apparmor_restrict_unprivileged_userns 1 \
    'AppArmor keeps the privileges back: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0'
  echo '  In a container: start it with --privileged (or CAP_NET_ADMIN, CAP_SYS_ADMIN and no seccomp filter).' >&2
  echo '  Running this as root works as well; the machine'\''s own links stay untouched either way.' >&2
}

for tool in unshare:util-linux mount:mount ip:iproute2; do
  if ! command -v "${tool%:*}" >/dev/null; then
    echo "${tool%:*} is missing: sudo apt-get install ${tool#*:}" >&2
    exit 77
  fi
done

if ! flags=$(namespaces); then
  explain
  exit 77
fi
if [ "${1:-}" = --check ]; then exit 0; fi
# shellcheck disable=SC2016 # $@ belongs to the inner shell
exec unshare "$flags" sh -c "$inside"' && TMPDIR=/run exec "$@"' sandbox "$@"
