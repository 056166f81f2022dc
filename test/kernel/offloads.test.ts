import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun, diff, stepText } from './support/apply.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';

const eth0 = (...keys: readonly string[]): string => network(`ethernets: {eth0: {${keys.join(', ')}}}`);

/** What ethtool says of features: `on`, `off`, `off [fixed]`. */
function features(ns: Namespace, ...names: readonly string[]): string[] {
  const lines = ns.sh('ethtool -k eth0').split('\n');
  return names.map((name) => lines.find((line) => line.trim().startsWith(`${name}:`))?.split(': ')[1] ?? '');
}

test('offloads are turned off and on, come back, and go back when they are no longer declared', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const names = [
    'rx-checksumming',
    'tx-checksum-ip-generic',
    'tx-tcp-segmentation',
    'tx-tcp6-segmentation',
    'generic-segmentation-offload',
    'generic-receive-offload',
  ];
  ns.sh('ethtool -K eth0 gro on');
  const before = features(ns, ...names);
  assert.deepEqual(before, ['on', 'on', 'on', 'on', 'on', 'on']);
  const off = eth0(
    'receive-checksum-offload: false',
    'transmit-checksum-offload: false',
    'tcp-segmentation-offload: false',
    'tcp6-segmentation-offload: false',
    'generic-segmentation-offload: false',
    'generic-receive-offload: false',
    'large-receive-offload: false',
    'wakeonlan: false',
  );
  await applyInOneRun(ns, off);
  // Of features that are off with another one ethtool says "[requested on]".
  assert.deepEqual(features(ns, ...names), ['off', 'off', 'off', 'off', 'off', 'off']);
  ns.sh('ethtool -K eth0 gro on');
  assert.deepEqual((await diff(ns, off)).steps.map(stepText), [
    'change veth eth0 (generic-receive-offload true -> false)',
  ]);
  await applyInOneRun(ns, off);
  await applyInOneRun(ns, eth0('tcp-segmentation-offload: true'));
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(features(ns, ...names), before);
});

test('an offload that another one has taken along is turned off together with the other coming back, and comes back itself', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const names = ['tx-checksum-ip-generic', 'tx-tcp-segmentation'];
  const onAndOff = (checksum: boolean, segmentation: boolean): string =>
    eth0(`transmit-checksum-offload: ${checksum}`, `tcp-segmentation-offload: ${segmentation}`);
  await applyInOneRun(ns, eth0('transmit-checksum-offload: false'));
  assert.deepEqual(features(ns, ...names), ['off', 'off [requested on]']);
  await applyInOneRun(ns, onAndOff(true, false));
  assert.deepEqual(features(ns, ...names), ['on', 'off']);
  await applyInOneRun(ns, onAndOff(true, true));
  await applyInOneRun(ns, eth0('transmit-checksum-offload: false'));
  assert.deepEqual((await diff(ns, onAndOff(false, false))).steps.map(stepText), [
    'change veth eth0 (tcp-segmentation-offload requested -> false)',
  ]);
  await applyInOneRun(ns, onAndOff(false, false));
  assert.deepEqual(features(ns, ...names), ['off', 'off']);
  await applyInOneRun(ns, eth0('transmit-checksum-offload: false'));
  assert.deepEqual(features(ns, ...names), ['off', 'off [requested on]']);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(features(ns, ...names), ['on', 'on']);
});

test('what the driver does not let change, and what another offload needs, is told', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  assert.deepEqual(features(ns, 'large-receive-offload'), ['off [fixed]']);
  const { plan, failures } = await apply(ns, eth0('large-receive-offload: true', 'wakeonlan: true'));
  assert.deepEqual(failures, []);
  assert.deepEqual(
    plan.problems.map(({ code, message }) => [code, message]),
    [
      ['fixed-by-driver', 'the driver of eth0 does not let "large-receive-offload" change: it stays off'],
      ['fixed-by-driver', 'the driver of eth0 does not let "wakeonlan" change: it stays off'],
    ],
  );
  ns.sh('ethtool -K eth0 tx off');
  const refused = await apply(ns, eth0('tcp-segmentation-offload: true'));
  assert.match(refused.failures[0]?.message ?? '', /tcp-segmentation-offload stays off: another offload/);
});

test("features by the kernel's names are on and off as declared, come back, and go back when they are no longer declared", async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const names = ['rx-gro-list', 'rx-udp-gro-forwarding', 'tx-scatter-gather', 'tx-vlan-offload'];
  const before = features(ns, ...names);
  assert.deepEqual(before, ['off', 'off', 'on', 'on']);
  const router = eth0(
    'features: {rx-udp-gro-forwarding: on, tx-vlan-hw-insert: off}',
    'generic-receive-offload: true',
  );
  await applyInOneRun(ns, router);
  assert.deepEqual(features(ns, ...names), ['off', 'on', 'on', 'off']);
  ns.sh('ethtool -K eth0 rx-udp-gro-forwarding off');
  assert.deepEqual((await diff(ns, router)).steps.map(stepText), [
    'change veth eth0 (features.rx-udp-gro-forwarding false -> true)',
  ]);
  await applyInOneRun(ns, router);
  await applyInOneRun(ns, eth0('features: {tx-scatter-gather: false, rx-gro-list: true}'));
  assert.deepEqual(features(ns, ...names), ['on', 'off', 'off', 'on']);
  // Without scatter-gather there is no segmentation, which waits for it.
  assert.deepEqual(features(ns, 'tx-tcp-segmentation'), ['off [requested on]']);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(features(ns, ...names, 'tx-tcp-segmentation'), [...before, 'on']);
});

test('features that the driver has fixed, and those that there are not, are told', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const { plan, failures } = await apply(
    ns,
    eth0('features: {rx-fcs: true, rx-no-such-thing: false, rx-vlan-filter: false}'),
  );
  assert.deepEqual(failures, []);
  assert.deepEqual(
    plan.problems.map(({ code, message }) => [code, message]),
    [
      ['fixed-by-driver', 'the driver of eth0 does not let "features.rx-fcs" change: it stays off'],
      ['fixed-by-driver', 'the driver of eth0 has no "features.rx-no-such-thing"'],
    ],
  );
});
