/**
 * Functions of a POSIX shell that lay the routes of an IPv4 lease with iproute2, in the table $table with the metric
 * $metric. New ones come before old ones go, so that there is no moment without a way. They are appended, as another
 * link may have a route of the same metric.
 */
export const LEASE_ROUTES = `lease_routes() { # ROUTERS CLASSLESS: one a line
  routers=$1
  # Classless routes are instead of all others (RFC 3442); an address of nobody: no gateway.
  set -- $2
  if [ $# = 0 ]; then for one in $routers; do set -- 0.0.0.0/0 "$one"; break; done; fi
  while [ $# -ge 2 ]; do
    to=\${1%/32}
    if [ "$to" = 0.0.0.0/0 ]; then to=default; fi
    case $2 in
      0.0.0.0) echo "$to scope link" ;;
      *) echo "$to via $2" ;;
    esac
    shift 2
  done
}
add_route() { # by $protocol, if not by DHCP
  if said=$(LC_ALL=C ip -4 route append "$@" dev "$interface" proto "\${protocol:-dhcp}" table "$table" 2>&1); then return; fi
  case "$said $*" in
    *exists*) ;;
    # Beyond the subnet a gateway is reached all the same.
    *' via '*) ip -4 route append "$@" dev "$interface" onlink proto dhcp table "$table" ;;
    *) echo "$said" >&2 ;;
  esac
}
present_routes() { # [PROTOCOL]: without what the kernel says of their state
  ip -4 route show table "$table" dev "$interface" proto "\${1:-dhcp}" 2>/dev/null | while read -r route; do
    words=
    for word in $route; do
      case $word in onlink | linkdown | dead | offload | rt_offload | trap | rt_trap) ;; *) words="$words $word" ;; esac
    done
    echo "\${words# }"
  done
}
lay_routes() { # SOURCE MTU, with the routes on standard input
  new=$(while read -r route; do echo "$route src $1 metric $metric\${2:+ mtu $2}"; done)
  old=$(present_routes)
  echo "$new" | while read -r route; do
    if [ -n "$route" ] && ! echo "$old" | grep -qxF "$route"; then add_route $route; fi
  done
  echo "$old" | while read -r route; do
    if [ -n "$route" ] && ! echo "$new" | grep -qxF "$route"; then
      ip -4 route del $route dev "$interface" proto dhcp table "$table"
    fi
  done
}
note_routes() { # [SOURCE]: with the kernel's for that address; what is on the link comes before what is reached through that
  {
    echo "$table"
    if [ -n "\${1:-}" ]; then present_routes kernel | grep -E " src $1( |$)" | sed 's/^/kernel /'; fi
    present_routes | grep -v ' via ' | sed 's/^/dhcp /'
    present_routes | grep ' via ' | sed 's/^/dhcp /'
  } >"$dir/laid.new"
  mv "$dir/laid.new" "$dir/laid"
}
restore_routes() {
  {
    read -r table
    while read -r protocol route; do
      if ! present_routes "$protocol" | grep -qxF "$route"; then add_route $route; fi
    done
  } <"$dir/laid"
}`;
