import { LEASE_ROUTES } from './lease-routes.ts';

/**
 * A shell script that keeps a client running, and outlives this program: it restarts the client when that ends, and
 * ends when the link is gone. It forwards signals; after TERM, or the signal that releases a lease, it ends. A file
 * `watched` marks a program that does not notice that its link has gone, `renews` one that SIGHUP would end: it is told to
 * renew its lease, also when the link has been down or without a carrier, which it does not notice: the kernel has taken
 * away its routes. `leases` marks one that notes the address of its lease, and one of the words that ip(8) shows with it: neither notices
 * when others have made it anew. One that notes which configuration it has read is told again to read it if it has missed that. It also notes the routes that there were then: what of them is missing is laid again. One that ends soon
 * after its start is restarted after longer and longer pauses: two of dhcpcd on one link have each other start over each time.
 */
export const SUPERVISE = `#!/bin/sh
# Written by nlapply: changes do not last.
dir=\${0%/*}
link=$(cat "$dir/link")
export dir link
child= over= watcher=
there() {
  while IFS=': ' read -r name _; do if [ "$name" = "$link" ]; then return 0; fi; done </proc/net/dev
  return 1
}
hand_on() { if [ -n "$child" ]; then kill -"$1" "$child" 2>/dev/null; fi; }
trap 'over=1; hand_on TERM' TERM
trap 'over=1; hand_on ALRM' ALRM
# Of two signals at once the later one may be seen first.
trap 'over=1; hand_on USR2; sleep 0.3; hand_on TERM' USR2
trap 'if [ -e "$dir/renews" ]; then hand_on USR1; else hand_on HUP; fi' HUP
trap 'hand_on USR1' USR1
state() { cat "/sys/class/net/$link/carrier_changes" "/sys/class/net/$link/flags" 2>/dev/null; }
is_robbed() {
  read -r family address sign <"$dir/lease" || return 1
  case $(ip -o address show dev "$link" | grep -F " $family $address ") in *" $sign"*) return 1 ;; esac
} 2>/dev/null
${LEASE_ROUTES}
is_behind() { [ -e "$dir/lease" ] && read -r configured <"$dir/configured" && ! grep -qxF "env configured=$configured" "$dir/dhcpcd.conf"; } 2>/dev/null
has_carrier() { [ "$(cat "/sys/class/net/$link/carrier" 2>/dev/null)" = 1 ]; }
watch() {
  interface=$link
  before=
  while there && kill -0 $$; do
    sleep 5
    now=$(state)
    if { [ -e "$dir/renews" ] && [ "$now" != "\${before:-$now}" ]; } || is_robbed || is_behind; then kill -HUP $$
    elif [ -e "$dir/laid" ] && has_carrier; then restore_routes 2>/dev/null
    fi
    before=$now
  done
  kill -TERM $$
}
if [ -e "$dir/watched" ] || [ -e "$dir/leases" ]; then
  (trap - TERM; watch) &
  watcher=$!
fi
pause=1
while [ -z "$over" ] && there; do
  read -r began _ </proc/uptime
  sh "$dir/run" &
  child=$!
  while :; do
    wait "$child"
    # A signal ends the waiting, not the child.
    if [ $? -le 128 ] || ! kill -0 "$child" 2>/dev/null; then break; fi
  done
  child=
  if [ -n "$over" ]; then break; fi
  read -r now _ </proc/uptime
  if [ $((\${now%%.*} - \${began%%.*})) -ge 60 ]; then pause=1; fi
  sleep "$pause" &
  wait $!
  if [ "$pause" -lt 60 ]; then pause=$((pause * 2)); fi
  if [ "$pause" = 8 ]; then
    echo "The program ends again and again soon after its start: is another one at work on $link? It is started less and less often, at last each minute." >&2
  fi
done
if [ -n "$watcher" ]; then kill "$watcher" 2>/dev/null; fi
exit 0
`;
