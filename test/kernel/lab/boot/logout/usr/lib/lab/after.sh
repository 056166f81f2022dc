# shellcheck shell=bash disable=SC2154
# Sessions in which a trial is begun, and that end while it is pending.
sed 's/192\.0\.2\.10/192.0.2.77/' /etc/nlapply/network.yaml >/run/trial.yaml

address() { ip -j -4 address show dev eth0; }

# within COMMAND...: waits until it succeeds, for two minutes at most.
within() {
  local i
  for ((i = 0; i < 1200; i++)); do
    "$@" && break
    sleep 0.1
  done
}

is_back() { address | grep -q '"192.0.2.10"'; }
# Some time after the logout; the scope goes with the last of the session's processes.
has_ended() { [ "$(systemctl show -P ActiveState "$(sed -n 's/^Scope=//p' "$1/session")")" = inactive ]; }
is_told() { compgen -G '/run/nlapply/*/trial.last.json' >/dev/null; }

# session NAME TRY [THEN]: logs in, begins a trial, waits for its address, and logs out; then waits until the address of before
# is back.
session() {
  local folder=/run/reports/$1
  mkdir -p "$folder"
  rm -f /run/nlapply/*/trial.last.json # of the session before
  cat >"$folder/commands" <<END
    loginctl show-session -p Class -p Scope "\$XDG_SESSION_ID" >$folder/session
    setsid $2 >$folder/out 2>&1 </dev/null &
    for i in \$(seq 1200); do
      ip -4 address show dev eth0 | grep -q 192.0.2.77 && break
      sleep 0.1
    done
    ${3:-:}
    ip -j -4 address show dev eth0 >$folder/trial.json
END
  # On a terminal: a session without one counts as one of the background, in which nobody is killed.
  script -qec "su -l root -c 'sh $folder/commands'" /dev/null </dev/null >"$folder/typescript" 2>&1
  within has_ended "$folder"
  address >"$folder/after.json"
  within is_back
  address >"$folder/end.json"
  within is_told
  cp /run/nlapply/*/trial.last.json "$folder/ended.json"
  nlapply diff >"$folder/diff" 2>&1
  echo $? >"$folder/diff-status"
}

session logout 'nlapply try --timeout 100 /run/trial.yaml'
session alone 'nlapply try --timeout 100 /run/trial.yaml' 'while pkill -KILL -f "^[^ ]*node [^ ]*nlapply try"; do sleep 0.1; done'
session apart 'systemd-run --quiet --scope nlapply try --timeout 40 /run/trial.yaml'
