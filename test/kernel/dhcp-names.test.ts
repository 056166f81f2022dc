import assert from 'node:assert/strict';
import { test } from 'node:test';
import { without } from './support/needs.ts';
import { onPrivateMachine } from './support/private-machine.ts';

/** A server at the other end, and a resolv.conf that somebody has written. The host name and the clock are not private. */
const SERVED = `over /etc
over /var/lib
rm -f /etc/resolv.conf
echo 'nameserver 192.0.2.99' >/etc/resolv.conf
ip address add 192.0.2.1/24 dev vb
: >/run/said
dnsmasq --no-daemon --conf-file=/dev/null --port=0 --interface=vb --bind-interfaces --no-ping --user=root \\
  --dhcp-leasefile=/run/leases --dhcp-range=192.0.2.50,192.0.2.60,1h --dhcp-option=option:dns-server,192.0.2.53 2>/run/said &
until grep -qs 'DHCP, IP range' /run/said; do sleep 0.05; done
configure() { # PROGRAM USE-DNS [MORE]
  echo "network: {ethernets: {va: {dhcp4: true, dhcp-client: $1, dhcp4-overrides: {use-dns: $2, use-ntp: false, use-hostname: false}\${3:-}}, vb: {}}}" >/run/x.yaml
  nl --quiet /run/x.yaml
}
lease() { # FORMER: waits until the client has seen to one more answer of the server than it had
  until [ "$(seen)" -gt "$1" ] && ! busy; do sleep 0.05; done
}
`;

/** How often the client has seen to an answer of the server, and whether it still does: nothing else tells of its end. */
const SEEN = {
  dhcpcd: `: >/run/seen
echo 'case $reason in BOUND | REBIND | REBOOT | RENEW) echo "$reason" >>/run/seen ;; esac' >/etc/dhcpcd.exit-hook
seen() { wc -l </run/seen; }
busy() { false; }
`,
  // Its script begins with the address, which is gone when it has been started anew.
  udhcpc: `seen() { grep -c DHCPACK /run/said || true; }
busy() { ! ip -4 -o address show dev va dynamic | grep -q . || pgrep -f '/script (bound|renew)$' >/dev/null; }
`,
} as const;

/** A client on a link without a server, which comes and goes. */
const UNSERVED = `over /etc
over /var/lib
rm -f /etc/resolv.conf
echo 'nameserver 192.0.2.99' >/etc/resolv.conf
: >/run/began
echo 'echo "$reason" >>/run/began' >/etc/dhcpcd.enter-hook
mark gone
echo "network: {ethernets: {va: {dhcp4: true, dhcp6: true}, vb: {}}}" >/run/x.yaml
nl --quiet /run/x.yaml
until grep -q . /run/began; do sleep 0.05; done
echo 'network: {}' >/run/x.yaml
nl --quiet /run/x.yaml
cat /etc/resolv.conf
`;

test('dhcpcd leaves resolv.conf alone where there is no lease', { skip: without('dhcpcd') }, () => {
  const { gone } = onPrivateMachine(UNSERVED);
  assert.equal(gone, 'exit status 0\nexit status 0\nnameserver 192.0.2.99');
});

for (const program of ['dhcpcd', 'udhcpc'] as const) {
  test(`${program} leaves resolv.conf alone where it is told to, and where name servers are declared, and takes out its own`, {
    skip: without(program),
  }, () => {
    const said = onPrivateMachine(`${SERVED}${SEEN[program]}mark off
former=$(seen)
configure ${program} false
lease $former
cat /etc/resolv.conf
mark declared
former=$(seen)
configure ${program} true ', nameservers: {addresses: [192.0.2.54]}'
lease $former
grep -v '^#' /etc/resolv.conf
mark renewed
former=$(seen)
# dhcpcd does not see a signal that comes while it waits for its hook.
tries=0
until [ "$(seen)" -gt $former ]; do
  if [ $((tries % 100)) = 0 ]; then pkill -HUP --nslist net --ns $$ -x ${program} || true; fi
  tries=$((tries + 1))
  sleep 0.05
done
lease $former
grep -v '^#' /etc/resolv.conf
nl diff /run/x.yaml
mark gone
echo 'network: {}' >/run/x.yaml
nl --quiet /run/x.yaml
cat /etc/resolv.conf
mark on
former=$(seen)
configure ${program} true
lease $former
grep -v '^#' /etc/resolv.conf
mark 'off again'
former=$(seen)
configure ${program} false
lease $former
grep -v '^#' /etc/resolv.conf || true
mark 'on again'
former=$(seen)
configure ${program} true
lease $former
grep -v '^#' /etc/resolv.conf
mark end
echo 'network: {}' >/run/x.yaml
nl --quiet /run/x.yaml
grep -v '^#' /etc/resolv.conf || true
`);
    assert.equal(said['off'], 'exit status 0\nnameserver 192.0.2.99');
    assert.equal(said['declared'], 'exit status 0\nnameserver 192.0.2.54');
    assert.match(said['renewed'] ?? '', /^nameserver 192\.0\.2\.54\nNothing to do.*\nexit status 0$/);
    assert.equal(said['gone'], 'exit status 0\nnameserver 192.0.2.99');
    assert.equal(said['on'], 'exit status 0\nnameserver 192.0.2.53');
    assert.equal(said['off again'], 'exit status 0');
    assert.equal(said['on again'], 'exit status 0\nnameserver 192.0.2.53');
    assert.equal(said['end'], 'exit status 0');
  });
}
