import assert from 'node:assert/strict';
import { test } from 'node:test';
import { identityOf, isMachines, isMachinesBy, type Signs } from '../../src/resources/namespace.ts';

const SEEN: Signs = {
  asked: '4 1',
  own: '4 1',
  services: '4 1',
  first: true,
  root: true,
  service: false,
};
const HIDDEN: Signs = { ...SEEN, services: undefined };

test("where the first process is seen, the machine's own namespace is that of it and no other", () => {
  assert.equal(isMachinesBy(SEEN), true);
  assert.equal(isMachinesBy({ ...SEEN, own: '4 2' }), true);
  assert.equal(isMachinesBy({ ...SEEN, asked: '4 2', own: '4 2', service: true }), false);
  assert.equal(isMachinesBy({ ...SEEN, services: '4 2', root: false }), false);
});

test("where it is hidden, a namespace needs a sign to be taken for the machine's", () => {
  assert.equal(isMachinesBy(HIDDEN), true);
  const unshared: Signs = { ...HIDDEN, first: false };
  assert.equal(isMachinesBy(unshared), false);
  assert.equal(isMachinesBy({ ...unshared, service: true }), true);
  assert.equal(isMachinesBy({ ...unshared, root: false }), true);
});

test("where it is hidden, a namespace that is not ours is never the machine's", () => {
  assert.equal(isMachinesBy({ ...HIDDEN, asked: '4 2', service: true, root: false }), false);
});

test("a namespace whose file is not there is nobody's", () => {
  assert.equal(isMachinesBy({ ...HIDDEN, asked: undefined, own: undefined }), false);
  assert.equal(identityOf('/proc/self/ns/nothing'), undefined);
  assert.equal(isMachines('/proc/self/ns/nothing'), false);
});
