#!/bin/sh
# demo.sh   nlapply makes a small router, in a network namespace of its own; the machine's links stay untouched
#
# Every command's exit status is checked, so that the demo fails when nlapply misbehaves.
set -eu
cd "$(dirname "$0")/.."

if [ "${1:-}" != inside ]; then
  if ! sh scripts/sandbox.sh --check; then
    echo 'demo: cannot run here' >&2
    exit 77
  fi
  exec sh scripts/sandbox.sh sh scripts/demo.sh inside
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ln -s "$PWD/examples" "$work/examples"
mkdir "$work/bin"
ln -s "$PWD/bin/nlapply.cjs" "$work/bin/nlapply"
PATH=$work/bin:$PATH
cd "$work"

say() { printf '\n# %s\n' "$*"; }

run() { # STATUS COMMAND...: shows the command, runs it, and insists on its exit status
  expected=$1
  shift
  printf '\n$ %s\n' "$*"
  status=0
  "$@" || status=$?
  if [ "$status" != "$expected" ]; then
    printf '\ndemo: "%s" ended with exit status %s instead of %s\n' "$*" "$status" "$expected" >&2
    exit 1
  fi
}

say 'Two NICs: wan0 goes to the provider, lan0 to the local network.'
ip netns add provider
ip netns add local
ip link add wan0 type veth peer name eth0 netns provider
ip link add lan0 type veth peer name eth0 netns local
ip -n provider link set eth0 up
ip -n local link set eth0 up
run 0 ip -brief link

say 'What would nlapply do? Exit status 2 says: there are differences.'
run 2 nlapply diff examples/router.yaml

say 'Do it, and look at it with somebody else'\''s eyes.'
run 0 nlapply examples/router.yaml
sleep 1 # the kernel reports the carrier of a new link a moment later
run 0 ip -brief address
run 0 ip route
run 0 ip -6 route show default
run 0 ip rule
run 0 ip route show table 100

say 'The second run finds everything in place.'
run 0 nlapply diff examples/router.yaml

say 'One value of the configuration changes: so does one thing in the kernel.'
mtu=$(sed -n 's/.*\bmtu: *\([0-9][0-9]*\).*/\1/p' examples/router.yaml | head -n 1)
edit="s/mtu: $mtu/mtu: $((mtu - 20))/"
printf '\n$ sed '\''%s'\'' examples/router.yaml > router.yaml\n' "$edit"
sed "$edit" examples/router.yaml >router.yaml
run 2 nlapply diff router.yaml
run 0 nlapply router.yaml
run 0 ip link show lan0
run 0 nlapply diff router.yaml

printf '\nThe demo is over; the namespace and all in it are gone with it.\n'
