# shellcheck shell=bash disable=SC2154
# A second run, watched.
ip -o monitor link address route rule neigh >>/run/reports/monitor &
monitor=$!
until [ -s /run/reports/monitor ]; do # it does not say when it has begun
  ip link set lo group 4001
  sleep 0.2
done
ip link set lo group default
# A bond tells of itself a little later, and once more, that it has another port (NETDEV_NOTIFY_PEERS, NETDEV_RESEND_IGMP).
size=
until [ "$size" = "$(stat -c %s /run/reports/monitor)" ]; do
  size=$(stat -c %s /run/reports/monitor)
  sleep 2
done
: >/run/reports/monitor
systemctl restart nlapply.service
sleep 0.5
kill "$monitor"
take restarted
