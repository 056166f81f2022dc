import assert from 'node:assert/strict';
import { test } from 'node:test';
import { without } from './support/needs.ts';
import { onPrivateMachine } from './support/private-machine.ts';

test("a client that cannot be beside another one of the machine's is started less and less often, and that is said once", {
  skip: without('dhcpcd'),
}, () => {
  const said = onPrivateMachine(`
echo 'network: {virtual-ethernets: {va: {peer: vb, dhcp4: true, dhcp-client: dhcpcd}, vb: {}}}' >/run/client.yaml
dhcpcd -4 -B -f /dev/null va >/dev/null 2>&1 &
for _ in $(seq 600); do if [ -e /run/dhcpcd/va-4.pid ]; then break; fi; sleep 0.1; done
mark apply
nl /run/client.yaml 2>&1
cd /run/state/net-*/clients/dhcp4:va
for _ in $(seq 600); do if grep -q 'less and less often' log; then break; fi; sleep 0.1; done
mark log
cat log
mark end
kill %1
wait %1 || true
kill -HUP $(sed 's/.*"pid":\\([0-9]*\\).*/\\1/' keeper.json)
for _ in $(seq 600); do if grep -q 'soliciting' log; then break; fi; sleep 0.1; done
cat log
cd - >/dev/null
echo 'network: {version: 2}' >/run/client.yaml
nl /run/client.yaml 2>&1
`);
  assert.match(said['apply'] ?? '', /dhcpcd is at work on va already/);
  const log = said['log'] ?? '';
  assert.equal(log.match(/is another one at work on va\?/g)?.length, 1, log);
  assert.ok((log.match(/already running/g) ?? []).length <= 4, log);
  assert.match(said['end'] ?? '', /va: soliciting a DHCP lease.*exit status 0/s);
});
