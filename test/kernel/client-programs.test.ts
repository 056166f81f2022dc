import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { type TestContext, test } from 'node:test';
import { diff, stepText } from './support/apply.ts';
import { endClients } from './support/clients.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { onPrivateMachine } from './support/private-machine.ts';
import { until } from './support/until.ts';

test('where no client is installed, nothing is written, and the package is named at the place', () => {
  const said = onPrivateMachine(`over /usr/sbin
rm -f /usr/sbin/dhcpcd /usr/sbin/udhcpc /sbin/dhcpcd /sbin/udhcpc
echo 'network: {ethernets: {va: {dhcp4: true, mtu: 1400}}}' >/run/any.yaml
echo 'network: {ethernets: {va: {dhcp4: true, dhcp-client: udhcpc, mtu: 1400}}}' >/run/one.yaml
mark any
nl --color never /run/any.yaml 2>&1
mark one
nl --color never /run/one.yaml 2>&1
mark mtu
ip -o link show va
mark continue
nl --quiet --on-error continue /run/any.yaml 2>/dev/null
ip -o link show va
`);
  assert.match(
    said['any'] ?? '',
    /\/run\/any\.yaml:1:\d+: error: dhcp4 of va is handed on to dhcpcd or udhcpc, which is not installed\n[\s\S]*hint: apt-get install dhcpcd-base, or the smaller udhcpc\nNothing was changed\.\nexit status 1$/,
  );
  assert.match(
    said['one'] ?? '',
    /handed on to udhcpc, which is not installed\n[\s\S]*hint: apt-get install udhcpc\nNothing was changed\.\nexit status 1$/,
  );
  assert.match(said['mtu'] ?? '', / mtu 1500 /);
  assert.match(said['continue'] ?? '', /exit status 1\n.* mtu 1400 /);
});

/** Somebody's dhcpcd on the link, in the foreground; its own scripts would write the machine's resolv.conf. */
async function startOther(t: TestContext, ns: Namespace, link: string): Promise<void> {
  const words = [`--net=${ns.path}`, 'unshare', '--mount', '--fork', '--kill-child', 'sh', '-c'];
  const child = spawn(
    'nsenter',
    [...words, `mount -t tmpfs none /run; exec dhcpcd -B -4 -c /bin/true ${link}`],
    {
      stdio: 'ignore',
    },
  );
  t.after(() => void child.kill('SIGKILL'));
  await until('it runs', () => ns.run('sh', '-c', `pgrep -f "^dhcpcd: ${link} "`).status === 0);
}

test("somebody else's client on the link is told of at the place, once a link, and only there", {
  skip: without('dhcpcd'),
}, async (t) => {
  const ns = await makeNamespace(t);
  endClients(t, ns);
  makeNics(ns, 'eth0', 'eth1');
  await startOther(t, ns, 'eth0');
  const plan = await diff(ns, network('ethernets: {eth0: {dhcp4: true, dhcp6: true}, eth1: {dhcp4: true}}'));
  assert.deepEqual(
    plan.problems.map(({ code, severity, message, source }) => [code, severity, message, source?.line]),
    [
      [
        'two-renderers',
        'warning',
        "dhcpcd is at work on eth0 already: two that configure one link undo each other's work",
        3,
      ],
    ],
  );
  assert.ok(plan.steps.map(stepText).includes('create client dhcp4 dev eth0 (dhcpcd)'));
});
