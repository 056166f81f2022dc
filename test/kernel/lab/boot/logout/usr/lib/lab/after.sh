# shellcheck shell=bash disable=SC2154
# Sessions in which a trial is begun, and that end while it is pending.
sed 's/192\.0\.2\.10/192.0.2.77/' /etc/nlapply/network.yaml >/run/trial.yaml

address() { ip -j -4 address show dev eth0; }

# session NAME TRY [THEN]: logs in, begins a trial, waits for its address, and logs out; then waits until the address of before
# is back.
session() {
  local folder=/run/reports/$1 i
  mkdir -p "$folder"
  cat >"$folder/commands" <<END
    loginctl show-session -p Class -p Scope "\$XDG_SESSION_ID" >$folder/session
    setsid $2 >$folder/out 2>&1 </dev/null &
    for i in \$(seq 200); do
      ip -4 address show dev eth0 | grep -q 192.0.2.77 && break
      sleep 0.1
    done
    ${3:-:}
    ip -j -4 address show dev eth0 >$folder/trial.json
END
  # On a terminal: a session without one counts as one of the background, in which nobody is killed.
  script -qec "su -l root -c 'sh $folder/commands'" /dev/null </dev/null >"$folder/typescript" 2>&1
  sleep 2 # logind ends the session some time later
  address >"$folder/after.json"
  for ((i = 0; i < 300; i++)); do
    address | grep -q '"192.0.2.10"' && break
    sleep 0.1
  done
  address >"$folder/end.json"
  sleep 1
  cp /run/nlapply/*/trial.last.json "$folder/ended.json"
  nlapply diff >"$folder/diff" 2>&1
  echo $? >"$folder/diff-status"
}

session logout 'nlapply try --timeout 100 /run/trial.yaml'
session alone 'nlapply try --timeout 100 /run/trial.yaml' 'pkill -KILL -f "^[^ ]*node [^ ]*nlapply try"; sleep 1'
session apart 'systemd-run --quiet --scope nlapply try --timeout 20 /run/trial.yaml'
