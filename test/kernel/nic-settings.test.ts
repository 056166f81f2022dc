import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun, diff, stepText } from './support/apply.ts';
import { insertCard } from './support/cards.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { roundTrip } from './support/round-trip.ts';

const nic = (name: string, keys: string): string => network(`ethernets: {${name}: {${keys}}}`);

/** What ethtool says after these words, at its last mention: the current setting. */
function said(ns: Namespace, command: string, ...words: readonly string[]): (string | undefined)[] {
  const lines = ns.sh(`ethtool ${command}`).split('\n');
  return words.map((word) => lines.findLast((line) => line.trim().startsWith(`${word}:`))?.split(/:\s*/)[1]);
}

test('a NIC uses as many channels as declared, and as many as before when that is no longer said', async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add eth0 numtxqueues 4 numrxqueues 4 type veth peer name far; ip link set far up');
  const channels = (): unknown => said(ns, '-l eth0', 'RX', 'TX');
  ns.sh('ethtool -L eth0 rx 2 tx 3');
  const three = nic('eth0', 'channels: {receive: 4, transmit: 1}');
  const { plan } = await applyInOneRun(ns, three);
  assert.ok(
    plan.steps
      .map(stepText)
      .some((text) => text.includes('channels.receive 2 -> 4, channels.transmit 3 -> 1')),
    plan.steps.map(stepText).join('\n'),
  );
  assert.deepEqual(channels(), ['4', '1']);
  ns.sh('ethtool -L eth0 rx 1');
  assert.deepEqual((await diff(ns, three)).steps.map(stepText), [
    'change veth eth0 (channels.receive 1 -> 4)',
  ]);
  await applyInOneRun(ns, three);
  await applyInOneRun(ns, nic('eth0', 'channels: {receive: 4}'));
  assert.deepEqual(channels(), ['4', '3']);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(channels(), ['2', '3']);
});

test('what the hardware does not have or takes is told', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const { plan, failures } = await apply(ns, nic('eth0', 'rings: {receive: 64}, pause: {receive: true}'));
  assert.deepEqual(failures, []);
  assert.deepEqual(
    plan.problems.map(({ code, message }) => [code, message]),
    [
      ['fixed-by-driver', 'the driver of eth0 has no "rings.receive"'],
      ['fixed-by-driver', 'the driver of eth0 has no "pause.receive"'],
    ],
  );
  const refused = await apply(ns, nic('eth0', 'channels: {receive: 400}'));
  assert.match(refused.failures[0]?.message ?? '', /exceeds maximum/);
});

test('rings, pause frames and the coalescing of interrupts are as declared, and go back', {
  skip: without('netdevsim'),
}, async (t) => {
  const ns = await makeNamespace(t);
  const [name = ''] = insertCard(t, ns, ['02:00:00:00:00:51']).names;
  ns.sh(`ip link set ${name} up; ethtool -C ${name} rx-usecs 7; ethtool -G ${name} rx 256 tx 256`);
  const now = (): unknown => [
    said(ns, `-g ${name}`, 'RX', 'TX'),
    said(ns, `-a ${name}`, 'RX', 'TX'),
    said(ns, `-c ${name}`, 'rx-usecs', 'rx-frames', 'tx-usecs', 'sample-interval'),
  ];
  const before = now();
  await applyInOneRun(
    ns,
    nic(
      name,
      `rings: {receive: 512, transmit: 1024}, pause: {receive: true, transmit: false},
       coalesce: {receive-usecs: 50, receive-frames: 32, transmit-usecs: 0, sample-interval: 3}`,
    ),
  );
  assert.deepEqual(now(), [
    ['512', '1024'],
    ['on', 'off'],
    ['50', '32', '0', '3'],
  ]);
  await roundTrip(ns);
  await applyInOneRun(ns, nic(name, 'coalesce: {receive-usecs: 60}'));
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(now(), before);
});

test('speed and duplex without auto-negotiation are as declared, and go back', async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip tuntap add eth0 mode tap; ethtool -s eth0 speed 10 duplex half');
  const now = (): unknown => said(ns, 'eth0', 'Speed', 'Duplex', 'Auto-negotiation');
  const fast = nic('eth0', 'auto-negotiation: false, speed: 1000, duplex: full');
  await applyInOneRun(ns, fast);
  assert.deepEqual(now(), ['1000Mb/s', 'Full', 'off']);
  ns.sh('ethtool -s eth0 speed 100');
  assert.deepEqual((await diff(ns, fast)).steps.map(stepText), ['change tun eth0 (speed 100 -> 1000)']);
  await applyInOneRun(ns, fast);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(now(), ['10Mb/s', 'Half', 'off']);
});

test('forward error correction is as declared, and goes back; a NIC without any tells', {
  skip: without('netdevsim'),
}, async (t) => {
  const ns = await makeNamespace(t);
  const [name = ''] = insertCard(t, ns, ['02:00:00:00:00:52']).names;
  ns.sh(`ip link add v0 type veth peer name far
  ethtool --set-fec ${name} encoding off`);
  const now = (): unknown => said(ns, `--show-fec ${name}`, 'Supported/Configured FEC encodings');
  const before = now();
  for (const [word, shown] of [
    ['rs', 'RS'],
    ['baser', 'BaseR'],
    ['off', 'Off'],
    ['auto', 'Auto'],
    ['llrs', 'LLRS'],
  ] as const) {
    await applyInOneRun(ns, nic(name, `fec: ${word}`));
    assert.deepEqual(now(), [shown]);
  }
  ns.sh(`ethtool --set-fec ${name} encoding rs`);
  assert.deepEqual((await diff(ns, nic(name, 'fec: baser'))).steps.map(stepText), [
    `change link ${name} (fec rs -> baser)`,
  ]);
  await applyInOneRun(ns, nic(name, 'fec: baser'));
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(now(), before);
  ns.sh(`ethtool --set-fec ${name} encoding auto rs`);
  await applyInOneRun(ns, nic(name, 'fec: off'));
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(now(), ['Auto RS']);
  const { plan } = await apply(ns, nic('v0', 'fec: rs'));
  assert.deepEqual(
    plan.problems.map(({ message }) => message),
    ['the driver of v0 has no "fec"'],
  );
});
