/**
 * A shell script that keeps a client running, and outlives this program: it restarts the client when that ends, and
 * ends when the link is gone. It forwards signals; after TERM, or the signal that releases a lease, it ends. A file
 * `watched` marks a program that does not notice that its link has gone.
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
trap 'hand_on HUP' HUP
trap 'hand_on USR1' USR1
if [ -e "$dir/watched" ]; then
  (trap - TERM; while there; do sleep 5; done; kill -TERM $$) &
  watcher=$!
fi
while [ -z "$over" ] && there; do
  sh "$dir/run" &
  child=$!
  while :; do
    wait "$child"
    # A signal ends the waiting, not the child.
    if [ $? -le 128 ] || ! kill -0 "$child" 2>/dev/null; then break; fi
  done
  child=
  if [ -n "$over" ]; then break; fi
  sleep 1 &
  wait $!
done
if [ -n "$watcher" ]; then kill "$watcher" 2>/dev/null; fi
exit 0
`;
