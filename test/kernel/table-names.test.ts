import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onPrivateMachine } from './support/private-machine.ts';

const PREPARED = `
over /etc
rm -rf /etc/iproute2
mkdir -p /etc/iproute2/rt_tables.d
printf '# of this machine\\n254 main\\n 100\\tblue # of the customers\\n0x65 red\\n' >/etc/iproute2/rt_tables
echo '102 green' >/etc/iproute2/rt_tables.d/a.conf
echo '104 hidden' >/etc/iproute2/rt_tables.d/b.text
ip address add 192.0.2.1/24 dev va
`;

const config = (...routes: readonly string[]): string =>
  `network: {virtual-ethernets: {va: {peer: vb, addresses: [192.0.2.1/24], routes: [${routes.join(', ')}], routing-policy: [{from: 192.0.2.0/24, table: red, priority: 7}]}, vb: {}}}`;

test('tables have the names of the files of iproute2, and show writes numbers', () => {
  const said = onPrivateMachine(`${PREPARED}
cat >/run/a.yaml <<'END'
${config(
  '{to: 10.1.0.0/16, via: 192.0.2.9, table: blue}',
  '{to: 10.2.0.0/16, via: 192.0.2.9, table: green}',
  '{to: 10.3.0.0/16, via: 192.0.2.9, table: main}',
)}
END
mark run
nl apply /run/a.yaml
mark again
nl apply /run/a.yaml
mark routes
ip -N -4 route show table all | grep via
ip -N -4 rule show priority 7
mark show
nl show | grep table:
echo '200 blue' >/etc/iproute2/rt_tables
mark changed
nl diff /run/a.yaml 2>&1
`);
  assert.match(said['run'] ?? '', /exit status 0/);
  assert.match(said['again'] ?? '', /Nothing to do[\s\S]*exit status 0/);
  assert.deepEqual((said['routes'] ?? '').split('\n').sort(), [
    '10.1.0.0/16 via 192.0.2.9 dev va table 100 proto 78 ',
    '10.2.0.0/16 via 192.0.2.9 dev va table 102 proto 78 ',
    '10.3.0.0/16 via 192.0.2.9 dev va proto 78 ',
    '7:\tfrom 192.0.2.0/24 lookup 101 proto 78',
  ]);
  assert.deepEqual([...(said['show'] ?? '').matchAll(/table: (.*)/g)].map(([, table]) => table).sort(), [
    '100',
    '101',
    '102',
  ]);
  assert.match(said['changed'] ?? '', /no "red" in rt_tables[\s\S]*exit status 78/);
});

test('without files in /etc those of the distribution count, and files of the same name in /etc hide them', () => {
  const said = onPrivateMachine(`${PREPARED}
over /usr
rm /etc/iproute2/rt_tables
mkdir -p /usr/share/iproute2/rt_tables.d
echo '101 red' >/usr/share/iproute2/rt_tables
echo '302 green' >/usr/share/iproute2/rt_tables.d/a.conf
echo '303 yellow' >/usr/share/iproute2/rt_tables.d/c.conf
cat >/run/a.yaml <<'END'
${config(
  '{to: 10.1.0.0/16, via: 192.0.2.9, table: yellow}',
  '{to: 10.2.0.0/16, via: 192.0.2.9, table: green}',
)}
END
mark run
nl apply /run/a.yaml
mark routes
ip -N -4 route show table all | grep via
ip -N -4 rule show priority 7
mark hidden
sed 's/yellow/hidden/' /run/a.yaml >/run/b.yaml
nl diff /run/b.yaml 2>&1
`);
  assert.match(said['run'] ?? '', /exit status 0/);
  assert.deepEqual((said['routes'] ?? '').split('\n').sort(), [
    '10.1.0.0/16 via 192.0.2.9 dev va table 303 proto 78 ',
    '10.2.0.0/16 via 192.0.2.9 dev va table 102 proto 78 ',
    '7:\tfrom 192.0.2.0/24 lookup 101 proto 78',
  ]);
  assert.match(said['hidden'] ?? '', /no "hidden" in rt_tables[\s\S]*exit status 78/);
});
