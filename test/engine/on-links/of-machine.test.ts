import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inFormerNames } from '../../../src/engine/objects/former-names.ts';
import { EMPTY_RECORD, nextRecord } from '../../../src/engine/record/record.ts';
import type { AddressLabel, FouPort, Step } from '../../../src/model/index.ts';
import { fouPorts } from '../../../src/resources/fou/fou.ts';
import { declared, liveAddress, nic, planned, virtual } from '../samples.ts';

const port = (number: number, more: Partial<FouPort> = {}): FouPort => ({
  ...{ type: 'fou', family: 4, port: number, link: null, local: null, peer: null, peerPort: null },
  ...{ encapsulation: 'gue', ipProtocol: null },
  ...more,
});
const label = (prefix: string, number: number, link: string | null = null): AddressLabel => ({
  ...{ type: 'label', prefix, label: number, link },
});

test('Ports bear no mark: ours are those of the record', () => {
  const found = planned({}, { fouPorts: [port(5555)] });
  assert.deepEqual(found.said, ['create fou port 5555']);
  assert.deepEqual(nextRecord(EMPTY_RECORD, found.steps).fouPorts, ['* 5555']);
  const live = { fouPorts: [port(5555), port(7777)] };
  assert.deepEqual(planned(live, {}).said, []);
  assert.deepEqual(planned(live, {}, { fouPorts: ['* 5555'] }).said, ['remove fou port 5555']);
});

test('A port that is to be for one address closes first for all', () => {
  const live = {
    links: [nic('eth0')],
    addresses: [liveAddress('eth0', '192.0.2.1/24')],
    fouPorts: [port(5555), port(5556)],
  };
  const found = planned(
    live,
    { fouPorts: [port(5555, { local: '192.0.2.1' })] },
    { fouPorts: ['* 5555', '* 5556'] },
  );
  assert.deepEqual(found.said, [
    'remove fou port 5555',
    'create fou port 5555 local 192.0.2.1',
    'remove fou port 5556',
  ]);
});

test('A port whose address is not there is left out, unless it is open', () => {
  const wanted = port(5555, { local: '192.0.2.1' });
  const found = planned({ links: [nic('eth0')] }, { fouPorts: [wanted] });
  assert.deepEqual(found.said, []);
  assert.deepEqual(
    found.problems.map(({ code, severity }) => [code, severity]),
    [['source-missing', 'error']],
  );
  const open = planned({ fouPorts: [wanted] }, { fouPorts: [wanted] });
  assert.deepEqual([open.said, open.problems], [[], []]);
});

test('What is for a link goes before the link, and what others have for it is left', () => {
  const record = {
    links: { d0: { kind: 'dummy', created: true, set: {} } },
    addressLabels: ['d0 2001:db8::/32'],
  };
  const addressLabels = [label('2001:db8::/32', 9, 'd0'), label('2001:db8:1::/48', 9, 'd0')];
  const found = planned({ links: [virtual('d0', 'dummy')], addressLabels }, {}, record);
  assert.deepEqual(found.said, ['remove address label of 2001:db8::/32 dev d0', 'remove dummy d0']);
});

test('What others have for a link that is made anew is made anew as well', () => {
  const theirs = label('2001:db8::/32', 9, 'd0');
  const found = planned(
    { links: [virtual('d0', 'dummy')], addressLabels: [theirs] },
    { links: [declared('d0', 'ifb')] },
    { links: { d0: { kind: 'dummy', created: true, set: {} } } },
    { allowRecreate: true },
  );
  assert.deepEqual(found.said, [
    'remove address label of 2001:db8::/32 dev d0',
    'replace ifb d0, kind dummy -> ifb',
    'create address label of 2001:db8::/32 dev d0',
  ]);
});

test('What is for a link follows its name', () => {
  const record = { addressLabels: ['old 2001:db8::/32'] };
  const found = planned(
    {
      links: [
        nic('old', { macaddress: '02:00:00:00:00:01' }, { facts: { permanentAddress: '02:00:00:00:00:01' } }),
      ],
      addressLabels: [label('2001:db8::/32', 9, 'old')],
    },
    {
      links: [declared('a', 'physical', {}, { match: { macaddress: '02:00:00:00:00:01' }, setName: 'new' })],
      addressLabels: [label('2001:db8::/32', 9, 'a')],
    },
    record,
  );
  assert.equal(
    found.said.some((text) => text.includes('label')),
    false,
  );
  const before = nic('old');
  const renamed: Step = {
    ...{
      action: 'change',
      kind: 'link',
      key: 'new',
      name: 'new',
      reason: 'declared',
      source: null,
      notes: [],
    },
    ...{ before, after: { ...before, name: 'new' }, changes: [] },
  };
  const port5555 = port(5555, { link: 'old', local: '192.0.2.1' });
  const ours = { ...EMPTY_RECORD, fouPorts: [fouPorts.key(port5555)] };
  assert.deepEqual(nextRecord(ours, [renamed]).fouPorts, [fouPorts.key({ ...port5555, link: 'new' })]);
  const former = new Map([['new', 'old']]);
  assert.deepEqual(inFormerNames(label('::/0', 1, 'new'), former), label('::/0', 1, 'old'));
  assert.deepEqual(inFormerNames(label('::/0', 1), former), label('::/0', 1));
});

test('A label of the kernel is nobody’s', () => {
  const usual = [label('::/0', 1), label('fc00::/7', 5)];
  assert.deepEqual(planned({ addressLabels: usual }, {}, { addressLabels: ['* ::/0'] }).said, []);
});
