import assert from 'node:assert/strict';
import { test } from 'node:test';
import { without } from './support/needs.ts';
import { onPrivateMachine } from './support/private-machine.ts';

/** systemd seems to run; of what its systemctl is asked for it says that it is done. */
const SYSTEMD = `mkdir -p /run/systemd/system /run/programs
printf '#!/bin/sh\\necho "systemctl $*" >>/run/asked\\n' >/run/programs/systemctl
chmod +x /run/programs/systemctl
PATH=/run/programs:$PATH
echo 'network: {virtual-ethernets: {vc: {peer: vd, dhcp4: true}, vd: {}}}' >/run/client.yaml
echo 'network: {version: 2}' >/run/none.yaml
cat >/run/there-and-back <<'END'
#!/bin/sh -e
node bin/nlapply.cjs --quiet /run/client.yaml
cat /run/nlapply/net-*/clients/dhcp4:vc/keeper.json
node bin/nlapply.cjs --quiet /run/none.yaml
END
chmod +x /run/there-and-back
asked() { cat /run/asked 2>/dev/null || true; rm -f /run/asked; }
`;

test("a client of the machine's own namespace is a unit, one of another a process, whether or not the first process may be looked at", {
  skip: without('dhcpcd'),
}, () => {
  const said = onPrivateMachine(`${SYSTEMD}
mark own
node bin/nlapply.cjs --quiet /run/client.yaml 2>&1 || true
asked
node bin/nlapply.cjs --quiet /run/none.yaml 2>&1 || true
asked >/dev/null
mark other
unshare --net /run/there-and-back 2>&1
asked
mark hidden
unshare --net setpriv --bounding-set -sys_ptrace sh -c '! stat -L /proc/1/ns/net 2>/dev/null && /run/there-and-back' 2>&1
asked
`);
  assert.match(said['own'] ?? '', /^systemctl restart --no-block nlapply-client@dhcp4:vc\.service/m);
  for (const part of ['other', 'hidden']) {
    assert.doesNotMatch(said[part] ?? '', /systemctl/, part);
    assert.match(said[part] ?? '', /\{"pid":\d+,/, part);
  }
});
