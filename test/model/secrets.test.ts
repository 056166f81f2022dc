import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fingerprint, fingerprintDeclaration, fingerprintSnapshot } from '../../src/model/fingerprints.ts';
import { type Link, NOTHING_DECLARED, type Snapshot, type Value } from '../../src/model/index.ts';
import { publicItem, withoutSecrets } from '../../src/model/secrets.ts';

const peers = (shared: Value): Value => [
  ['PUBLIC-A', shared, null, 0, ['10.0.0.0/8']],
  ['PUBLIC-B', null, '192.0.2.1:1', 25, []],
];
const link = (attributes: Link['attributes']): Link => ({
  type: 'link',
  name: 'wg0',
  kind: 'wireguard',
  attributes,
});
const snapshot = (links: readonly Link[]): Snapshot => ({
  format_version: 1,
  links,
  addresses: [],
  routes: [],
  rules: [],
});

test('Of a value only the secret in it is kept back, and that there is none is told.', () => {
  assert.deepEqual(withoutSecrets('wireguard.peers', peers('HIDDEN')), peers('(sensitive)'));
  assert.deepEqual(withoutSecrets('wireguard.peers', peers(null)), peers(null));
  assert.equal(withoutSecrets('wireguard.private-key', 'HIDDEN'), '(sensitive)');
  assert.equal(withoutSecrets('mtu', 1420), 1420);
});

test('A value that is not as expected is kept back as a whole.', () => {
  assert.deepEqual(withoutSecrets('wireguard.peers', ['HIDDEN']), ['(sensitive)']);
  assert.equal(withoutSecrets('wireguard.peers', 'HIDDEN'), '(sensitive)');
});

test('An object without secrets is handed on as it is.', () => {
  const plain = link({ mtu: 1420 });
  assert.equal(publicItem(plain), plain);
});

test('A fingerprint tells one secret from another, and stays what it is.', () => {
  assert.match(fingerprint('one'), /^sha256:[0-9a-f]{16}$/);
  assert.notEqual(fingerprint('one'), fingerprint('two'));
  assert.equal(fingerprint(fingerprint('one')), fingerprint('one'));
});

test('A snapshot with fingerprints equals a declaration with the same secrets, and no other.', () => {
  const live = link({ mtu: 1420, 'wireguard.private-key': 'KEY', 'wireguard.peers': peers('SHARED') });
  const taken = fingerprintSnapshot(snapshot([live]));
  assert.doesNotMatch(JSON.stringify(taken), /KEY|SHARED/);
  const declared = (item: Link): Link | undefined =>
    fingerprintDeclaration({
      ...NOTHING_DECLARED,
      links: [
        { id: 'wg0', link: item, source: { file: 'f', line: 1, column: 1 }, places: {}, optional: false },
      ],
    }).links[0]?.link;
  assert.deepEqual(declared(live), taken.links[0]);
  assert.notDeepEqual(
    declared(link({ ...live.attributes, 'wireguard.peers': peers('OTHER') })),
    taken.links[0],
  );
});
