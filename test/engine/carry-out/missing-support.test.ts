import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure } from '../../../src/engine/carry-out/failure.ts';
import { createStep } from '../../../src/engine/objects/steps.ts';
import type { Attributes, Step } from '../../../src/model/index.ts';
import { qdisc as message, NetlinkError, RTM } from '../../../src/netlink/index.ts';
import { KERNEL_SUPPORT } from '../../../src/resources/link/kernel-support.ts';
import { KINDS } from '../../../src/resources/link/kinds.ts';
import { links } from '../../../src/resources/link/link.ts';
import { virtual } from '../samples.ts';

const EOPNOTSUPP = 95;

function creation(kind: string, attributes: Attributes = {}): Step {
  const item = virtual('x0', kind, attributes);
  return createStep(links, { item, source: null, places: {} }, item, 'declared');
}

const refusal = (message?: string, errno = EOPNOTSUPP): NetlinkError =>
  new NetlinkError({ errno, ...(message !== undefined && { extack: { message } }) });

const hint = (step: Step, error: NetlinkError): string => failure(step, error).hint ?? '';

test('Every kind of link has the module and the option that it needs', () => {
  assert.deepEqual(
    [...KINDS.keys()].filter((kind) => KERNEL_SUPPORT[kind] === undefined),
    [],
  );
});

test('Of a kind that the kernel does not know the hint names the module and the option', () => {
  for (const error of [refusal('Unknown device type'), refusal()]) {
    const said = hint(creation('bond'), error);
    assert.match(said, /kind bond/);
    assert.match(said, /modprobe bonding/);
    assert.match(said, /CONFIG_BONDING/);
  }
  assert.match(
    hint(creation('vlan'), refusal('Unknown device type')),
    /modprobe 8021q\).*CONFIG_VLAN_8021Q$/,
  );
});

test('Of an option that the kernel lacks the hint names what it must be built with', () => {
  const step = creation('bridge', { 'bridge.vlan-filtering': true });
  for (const error of [refusal('some other words'), refusal()]) {
    assert.match(hint(step, error), /CONFIG_BRIDGE_VLAN_FILTERING/);
    assert.doesNotMatch(hint(step, error), /modprobe/);
  }
});

test('Another refusal of a known kind says nothing of modules', () => {
  assert.doesNotMatch(hint(creation('bond'), refusal('Cannot do that')), /modprobe|CONFIG_/);
  assert.doesNotMatch(hint(creation('bond'), refusal('Unknown device type', 22)), /modprobe|CONFIG_/);
});

test('Of a queueing discipline that the kernel lacks the hint names the module and the option', () => {
  const step = creation('veth', { qdisc: 'fq_codel limit 7' });
  const refused = (errno: number, value: string): string =>
    failure(creation('veth', { qdisc: value }), refusal('some words', errno), {
      ...{ message, type: RTM.NEWQDISC, value: {}, about: ['qdisc'] },
    }).hint ?? '';
  assert.match(refused(2, 'fq_codel limit 7'), /modprobe sch_fq_codel\).*CONFIG_NET_SCH_FQ_CODEL/);
  assert.match(refused(EOPNOTSUPP, 'mq'), /transmit-queues/);
  assert.match(refused(22, 'cake'), /tc-cake\(8\)/);
  assert.doesNotMatch(hint(step, refusal('some words', 2)), /modprobe/);
});
