import assert from 'node:assert/strict';
import { test } from 'node:test';
import { debianPrograms } from './support/debian-programs.ts';
import { onPrivateMachine } from './support/private-machine.ts';

const { folder, skip } = debianPrograms();

const written = (name: string, va: string, vb = ''): string =>
  `echo 'network: {ethernets: {va: {${va && `nameservers: {${va}}`}}, vb: {${vb && `nameservers: {${vb}}`}}}}' >/run/${name}.yaml\n`;
const BOTH = 'addresses: [192.0.2.53, "2001:db8::53"], search: [example.com, ~corp.example]';

const BUS = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path=/run/dbus/system_bus_socket</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow own="*"/><allow send_type="method_call"/><allow send_destination="*"/><allow receive_sender="*"/></policy></busconfig>`;

/** A bus with systemd-resolved on it, as its own user. */
const RESOLVED = `
over /etc
over /usr/share "${folder}/resolved/usr/share"
export LD_LIBRARY_PATH="${folder}/resolved/usr/lib/x86_64-linux-gnu:$(echo ${folder}/resolved/{usr/,}lib/*-linux-gnu{,/systemd} | tr ' ' :)"
mkdir -p /run/dbus /run/systemd/resolve
id systemd-resolve >/dev/null 2>&1 || { echo 'systemd-resolve:x:992:992::/:/usr/sbin/nologin' >>/etc/passwd; echo 'systemd-resolve:x:992:' >>/etc/group; }
chown systemd-resolve:systemd-resolve /run/systemd/resolve
cat >/run/bus.conf <<'BUS'
${BUS}
BUS
"${folder}/resolved/usr/bin/dbus-daemon" --config-file=/run/bus.conf --nofork --nopidfile 2>/dev/null &
bus=$!
until [ -S /run/dbus/system_bus_socket ]; do sleep 0.05; done
resolvectl() { "${folder}/resolved/usr/bin/resolvectl" --no-pager "$@"; }
start_resolved() {
  "$(echo ${folder}/resolved/{usr/,}lib/systemd/systemd-resolved | tr ' ' '\\n' | while read -r file; do [ -x "$file" ] && echo "$file" && break; done)" 2>/dev/null &
  resolved=$!
  until resolvectl dns >/dev/null 2>&1; do sleep 0.05; done
}
end() { kill -KILL "$1"; wait "$1" 2>/dev/null || true; }
start_resolved
`;

test('systemd-resolved is told over D-Bus, gives back what others had told it, and forgets with us', {
  skip,
}, () => {
  const said = onPrivateMachine(`${RESOLVED}
${written('one', BOTH, 'addresses: [192.0.2.54]')}${written('none', '')}
echo 'network: {ethernets: {lo: {nameservers: {addresses: [192.0.2.53]}}}}' >/run/lo.yaml
resolvectl dns vb 192.0.2.9
mark applied
nl /run/one.yaml
mark servers
resolvectl dns
mark domains
resolvectl domain va
mark again
nl diff /run/one.yaml
nl status --quiet /run/one.yaml
mark taken
nl /run/none.yaml
resolvectl dns
resolvectl domain va
mark back
nl --quiet /run/one.yaml
nl rollback
resolvectl dns
mark loopback
nl /run/lo.yaml 2>&1
`);
  assert.match(
    said['applied'] ?? '',
    /\+ nameservers 192\.0\.2\.53 2001:db8::53 search example\.com ~corp\.example dev va/,
  );
  assert.match(said['applied'] ?? '', /~ nameservers 192\.0\.2\.54 dev vb[\s\S]*exit status 0$/);
  assert.match(said['servers'] ?? '', /^Link \d+ \(va\): 192\.0\.2\.53 2001:db8::53$/m);
  assert.match(said['servers'] ?? '', /^Link \d+ \(vb\): 192\.0\.2\.54$/m);
  assert.match(said['domains'] ?? '', /\(va\): example\.com ~corp\.example$/);
  assert.match(said['again'] ?? '', /^Nothing to do[\s\S]*exit status 0\nexit status 0$/);
  for (const part of ['taken', 'back']) {
    assert.match(said[part] ?? '', /^Link \d+ \(va\):$/m, part);
    assert.match(said[part] ?? '', /^Link \d+ \(vb\): 192\.0\.2\.9$/m, part);
  }
  assert.match(
    said['loopback'] ?? '',
    /lo are left out: systemd-resolved takes none for a loopback device[\s\S]*exit status 1$/,
  );
});

/** Has systemd-networkd say of va what it has: a file of its own, which takes the place of the one before. */
const NETWORKD = `
mkdir -p /run/systemd/netif/links
index=$(ip -o link show va | cut -d: -f1)
networkd() { # STATE SERVER
  printf 'ADMIN_STATE=%s\\nNETWORK_FILE=/run/va.network\\nDNS=%s\\n' "$@" >/run/systemd/netif/links/.new
  mv /run/systemd/netif/links/.new "/run/systemd/netif/links/$index"
}
`;

test('a link that systemd-networkd has taken over since is left to it, and the rest of the run goes on', {
  skip,
}, () => {
  const said = onPrivateMachine(`${NETWORKD}${RESOLVED}
${written('one', 'addresses: [192.0.2.53]', 'addresses: [192.0.2.54]')}${written('none', '')}${written('same', 'addresses: [192.0.2.9]')}
nl --quiet /run/one.yaml
networkd configured 192.0.2.9
until resolvectl dns va | grep -q 192.0.2.9; do sleep 0.05; done
ip link set va mtu 1400
mark applied
echo 'network: {ethernets: {va: {mtu: 1300, nameservers: {addresses: [192.0.2.53]}}, vb: {nameservers: {addresses: [192.0.2.55]}}}}' >/run/other.yaml
nl --color never /run/other.yaml 2>&1
mark servers
resolvectl dns
mark mtu
ip -o link show va
mark same
nl diff /run/same.yaml 2>&1 | grep -v vb
mark taken
nl --quiet /run/none.yaml 2>&1
resolvectl dns
mark left
networkd unmanaged ''
until ! resolvectl dns va | grep -q 192.0.2.9; do sleep 0.05; done
nl --quiet /run/one.yaml 2>&1
resolvectl dns
mark back
nl --quiet /run/other.yaml 2>&1
networkd configured 192.0.2.9
until resolvectl dns va | grep -q 192.0.2.9; do sleep 0.05; done
nl --color never rollback 2>&1
resolvectl dns
ip -o link show va
`);
  assert.match(
    said['back'] ?? '',
    /^exit status 0\n[\s\S]*warning: the nameservers of va are left out: systemd-networkd manages[\s\S]*exit status 0\n/,
  );
  for (const now of [/^Link \d+ \(va\): 192\.0\.2\.9$/m, /^Link \d+ \(vb\): 192\.0\.2\.54$/m, / mtu 1400 /])
    assert.match(said['back'] ?? '', now);
  assert.match(
    said['applied'] ?? '',
    /other\.yaml:1:\d+: error: the nameservers of va are left out: systemd-networkd manages the device[\s\S]*hint: let networkd[\s\S]*exit status 1$/,
  );
  for (const part of ['servers', 'taken']) assert.match(said[part] ?? '', /^Link \d+ \(va\): 192\.0\.2\.9$/m);
  assert.match(said['servers'] ?? '', /^Link \d+ \(vb\): 192\.0\.2\.55$/m);
  assert.match(said['mtu'] ?? '', / mtu 1300 /);
  assert.doesNotMatch(said['same'] ?? '', /nameservers [^\n]*dev va|error/);
  assert.match(said['taken'] ?? '', /^exit status 0$[\s\S]*^Link \d+ \(vb\):$/m);
  assert.match(said['left'] ?? '', /^exit status 0$[\s\S]*^Link \d+ \(va\): 192\.0\.2\.53$/m);
});

test('systemd-resolved that is started anew is told again what it has forgotten, waited for, and missed in plain words', {
  skip,
}, () => {
  const said = onPrivateMachine(`${RESOLVED}
${written('one', 'addresses: [192.0.2.53]')}${written('other', 'addresses: [192.0.2.54]')}
ln -sf ../run/systemd/resolve/stub-resolv.conf /etc/resolv.conf
nl --quiet /run/one.yaml
mark remembered
end $resolved
start_resolved
nl diff /run/one.yaml
mark forgotten
end $resolved
rm -rf /run/systemd/resolve/netif
start_resolved
nl --color never /run/one.yaml
resolvectl dns va
mark waited
unread() { ss -Hxp state established | grep -F ",pid=$resolved," | awk '{ sum += $2 } END { print sum + 0 }'; }
kill -STOP $resolved
before=$(unread)
nl --color never /run/other.yaml 2>&1 &
run=$!
until [ "$(unread)" -gt "$before" ]; do sleep 0.05; done
end $resolved
start_resolved
wait $run
resolvectl dns va
mark absent
end $resolved
nl --color never /run/one.yaml 2>&1
nl --color never --resolver resolved /run/one.yaml 2>&1
readlink /etc/resolv.conf
mark without
end $bus
rm /run/dbus/system_bus_socket
nl --color never /run/one.yaml 2>&1
nl --color never --resolver resolved /run/one.yaml 2>&1
readlink /etc/resolv.conf
mark file
rm /etc/resolv.conf
echo 'nameserver 192.0.2.1' >/etc/resolv.conf
nl --quiet /run/one.yaml 2>&1
grep ^nameserver /etc/resolv.conf
`);
  assert.match(said['remembered'] ?? '', /^Nothing to do[\s\S]*exit status 0$/);
  assert.match(
    said['forgotten'] ?? '',
    /nameservers 192\.0\.2\.53 dev va[\s\S]*exit status 0\nLink \d+ \(va\): 192\.0\.2\.53$/,
  );
  assert.match(
    said['waited'] ?? '',
    /nameservers 192\.0\.2\.54 dev va[\s\S]*exit status 0\nLink \d+ \(va\): 192\.0\.2\.54$/,
  );
  for (const part of ['absent', 'without'])
    assert.match(
      said[part] ?? '',
      /warning: the nameservers of va are left out: \/etc\/resolv\.conf is systemd-resolved's, which does not answer yet[\s\S]*exit status 0\n[\s\S]*error: the nameservers of va are left out: systemd-resolved does not run[\s\S]*exit status 1\n\.\.\/run\/systemd\/resolve\/stub-resolv\.conf$/,
      part,
    );
  assert.equal(said['file'], 'exit status 0\nnameserver 192.0.2.53');
});

/** What the packages do when they are installed; openresolv takes the file that is there for one to go back to. */
const SET_UP = {
  resolvconf: `
mkdir -p /run/resolvconf/interface
resolvconf --enable-updates
ln -sf ../run/resolvconf/resolv.conf /etc/resolv.conf`,
  openresolv: "echo 'nameserver 192.0.2.1' >/etc/resolv.conf",
} as const;

for (const program of ['resolvconf', 'openresolv'] as const) {
  test(`${program} is told, and writes resolv.conf`, { skip }, () => {
    const said = onPrivateMachine(`
over /etc "${folder}/${program}/etc"
over /usr/sbin "${folder}/${program}/sbin"
over /usr/lib "${folder}/${program}/lib"
${SET_UP[program]}
${written('one', 'addresses: [192.0.2.53, "fe80::1"], search: [example.com]', 'addresses: [192.0.2.54]')}${written('two', '')}
mark applied
nl /run/one.yaml
mark file
cat /etc/resolv.conf
mark again
nl diff /run/one.yaml
mark gone
nl /run/two.yaml
cat /etc/resolv.conf
`);
    const lines = (part: string): readonly string[] =>
      (said[part] ?? '').split('\n').filter((line) => /^(nameserver|search) /.test(line));
    assert.match(said['applied'] ?? '', /exit status 0$/);
    assert.deepEqual([...lines('file')].sort(), [
      'nameserver 192.0.2.53',
      'nameserver 192.0.2.54',
      'nameserver fe80::1%va',
      'search example.com',
    ]);
    assert.match(said['again'] ?? '', /^Nothing to do[\s\S]*exit status 0$/);
    assert.deepEqual(lines('gone'), program === 'openresolv' ? ['nameserver 192.0.2.1'] : []);
  });
}
