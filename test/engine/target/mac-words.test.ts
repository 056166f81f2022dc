import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { planDeclaration } from '../../../src/engine/plan/plan.ts';
import { EMPTY_RECORD } from '../../../src/engine/record/record.ts';
import { randomAddress, stableAddress } from '../../../src/engine/target/mac-words.ts';
import type { Link, Plan } from '../../../src/model/index.ts';
import type { Machine } from '../../../src/model/machine.ts';
import { thisMachine } from '../../../src/resources/machine.ts';
import { codes, declaration, declared, machine, nic, PLACE, virtual } from '../samples.ts';

const ID = Buffer.from('0123456789abcdef0123456789abcdef', 'hex');
const HERE: Machine = { id: () => ID, boot: () => Buffer.from('this boot') };

function plan(
  word: string,
  links: readonly Link[],
  here: Machine | undefined = HERE,
  kind = 'physical',
): Plan {
  const said = declaration({
    links: [declared('x0', kind, { macaddress: word, mtu: 1400 }, { places: { macaddress: PLACE } })],
  });
  const options = { allowRecreate: false, ...(here !== undefined && { machine: here }) };
  return planDeclaration(said, machine({ links }), EMPTY_RECORD, options);
}

const addressIn = ({ steps }: Plan): unknown => {
  const [step] = steps;
  return step?.after?.type === 'link' ? step.after.attributes['macaddress'] : undefined;
};

const isLocalUnicast = (mac: string): boolean => /^[0-9a-f][26ae](:[0-9a-f]{2}){5}$/.test(mac);

test('A stable address is that of the machine and the name, and locally administered', () => {
  const mac = stableAddress(ID, 'br0');
  assert.ok(isLocalUnicast(mac), mac);
  assert.equal(stableAddress(ID, 'br0'), mac);
  assert.notEqual(stableAddress(ID, 'br1'), mac);
  assert.notEqual(stableAddress(Buffer.alloc(16, 7), 'br0'), mac);
});

test('A random address is that of the boot and the name, and locally administered', () => {
  const mac = randomAddress(Buffer.from('one boot'), 'br0');
  assert.ok(isLocalUnicast(mac), mac);
  assert.equal(randomAddress(Buffer.from('one boot'), 'br0'), mac);
  assert.notEqual(randomAddress(Buffer.from('another'), 'br0'), mac);
  assert.notEqual(randomAddress(Buffer.from('one boot'), 'br1'), mac);
});

for (const word of ['stable', 'random']) {
  test(`With ${word} a second look finds nothing to do, and a new link is made with the address`, () => {
    const first = plan(word, [nic('x0', { macaddress: '02:00:00:00:00:01' })]);
    const mac = addressIn(first);
    assert.ok(typeof mac === 'string' && isLocalUnicast(mac));
    assert.deepEqual(plan(word, [nic('x0', { mtu: 1400, macaddress: mac })]).steps, []);
    assert.equal(addressIn(plan(word, [], HERE, 'dummy')), mac);
    assert.deepEqual(
      plan(word, [virtual('x0', 'dummy', { mtu: 1400, macaddress: mac })], HERE, 'dummy').steps,
      [],
    );
  });
}

test('Permanent is the address burnt in, and an error with its place where the driver tells none', () => {
  const burnt = { facts: { permanentAddress: '52:54:00:00:00:01' } };
  const changed = nic('x0', { macaddress: '02:00:00:00:00:01' }, burnt);
  assert.equal(addressIn(plan('permanent', [changed])), '52:54:00:00:00:01');
  const unknown = plan('permanent', [nic('x0', { macaddress: '02:00:00:00:00:01' })]);
  assert.deepEqual(
    unknown.problems.map(({ code, severity, source }) => [code, severity, source]),
    [['no-permanent-address', 'error', PLACE]],
  );
  assert.deepEqual(
    unknown.steps[0]?.changes.map(({ attribute }) => attribute),
    ['mtu'],
  );
});

test('Where the machine is not known the address stays as it is, which is told', () => {
  const live = nic('x0', { mtu: 1400, macaddress: '02:00:00:00:00:01' });
  for (const word of ['stable', 'random']) {
    const without = plan(word, [live], { ...HERE, id: () => undefined });
    assert.deepEqual(codes(without.problems), word === 'stable' ? ['no-machine-id'] : []);
  }
  const said = declaration({ links: [declared('x0', 'physical', { macaddress: 'random' })] });
  const elsewhere = planDeclaration(said, machine({ links: [live] }), EMPTY_RECORD, { allowRecreate: false });
  assert.deepEqual([codes(elsewhere.problems), elsewhere.steps], [['no-machine-id'], []]);
});

test('The machine-id is read where there is a whole one', (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'nlapply-test-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  const files = ['absent', 'uninitialized', 'good'].map((name) => join(directory, name));
  writeFileSync(files[1] ?? '', 'uninitialized\n');
  assert.equal(thisMachine(undefined, files).id(), undefined);
  writeFileSync(files[2] ?? '', `${ID.toString('hex')}\n`);
  assert.deepEqual(thisMachine(undefined, files).id(), ID);
});
