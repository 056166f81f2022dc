# shellcheck shell=bash disable=SC2154
# A second run, watched.
ip -o monitor link address route rule neigh >>/run/reports/monitor &
monitor=$!
# told GROUP: waits until it tells that the loopback is in a group; it tells things in their order, and not when it has begun.
told() {
  until grep -q "group $1 " /run/reports/monitor; do
    ip link set lo group default
    ip link set lo group "$1"
    sleep 0.2
  done
}
told 4001
# A bond tells of itself a little later, and once more, that it has another port (NETDEV_NOTIFY_PEERS, NETDEV_RESEND_IGMP).
size=
until [ "$size" = "$(stat -c %s /run/reports/monitor)" ]; do
  size=$(stat -c %s /run/reports/monitor)
  sleep 2
done
: >/run/reports/monitor
systemctl restart nlapply.service
told 4002
kill "$monitor"
sed -i '/^[0-9]*: lo: /d' /run/reports/monitor
ip link set lo group default
take restarted
