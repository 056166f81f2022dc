#!/bin/bash
# When the machine is up: writes down who configured its network and how it is, takes the step of this boot, and ends the machine.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8
reports=/run/reports
mkdir -p $reports
say() { # NAME COMMAND...: what a command says, and its exit status
  local name=$1
  shift
  "$@" >"$reports/$name" 2>&1
  echo $? >"$reports/$name-status"
}

for ((i = 0; i < 200; i++)); do
  case $(systemctl is-system-running) in running | degraded) break ;; esac
  sleep 0.1
done
say system systemctl is-system-running
say failed systemctl list-units --failed --plain --no-legend
say units systemctl show -p Id,ActiveState nlapply.service systemd-networkd.service
say generated sh -c 'find /run/systemd/network /run/systemd/generator* /run/netplan -name "*netplan*" 2>/dev/null'
say address.json ip -j -d address
say route.json ip -j -d route show table main
say policy.json ip -j rule
say policy-route.json ip -j route show table 100
say journal journalctl -o cat -u nlapply.service -u systemd-networkd.service --no-pager
case $(cat /etc/boot) in
  netplan)
    say look nlapply migrate
    say taken nlapply migrate --disable-netplan
    ;;
  nlapply)
    say diff nlapply diff
    # A networkd that is started anew looks at what others have made.
    if systemctl --quiet is-active systemd-networkd; then systemctl restart systemd-networkd && networkctl reload && sleep 3; fi
    say diff-afterwards nlapply diff
    say rule-afterwards.json ip -j rule
    say undone nlapply migrate --undo
    ;;
esac
# The order of things is the next boot's to show; what is enabled lies in these.
mkdir -p /var/lib/nlapply
tar -c -C / -f /lab/left.tar etc/systemd var/lib/nlapply
tar -c -C $reports -f /lab/reports.tar .
echo 0 >/lab/status
sync
exec systemctl poweroff -ff
