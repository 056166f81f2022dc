import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maskSecrets } from '../../src/config/mask-secrets.ts';

const KEY = 'eBsZ0ySIV2q8sTYPqYkrhwLDxfZeEuVjlfhNVtFNlG8=';

const HIDDEN = [
  `        private: ${KEY}`,
  `keys: {private: ${KEY}, shared: /etc/file}`,
  `keys: {"private": "${KEY}"}`,
  `      - keys: {public: x, shared: ${KEY}}`,
  `      key: ${KEY}`,
  `      keys: ${KEY.slice(0, 30)}`,
  `{mode: wireguard, key: '${KEY}'}`,
  `        ${KEY}`,
  '        client-key-password: hunter2',
  `        private: !!${KEY}`,
];

test('A complaint shows no secret, and the line keeps its length.', () => {
  for (const line of HIDDEN) {
    const masked = maskSecrets(line);
    assert.doesNotMatch(masked, /eBsZ0|hunter2/, line);
    assert.equal(masked.length, line.length);
    assert.match(masked, /\(sensitive\)|\*{3}/);
  }
});

const SHOWN = [
  `        public: ${KEY}`,
  '        private: /etc/wireguard/wg0.key',
  '      key: /etc/wireguard/keys/wg0.key',
  '      key: 10.0.0.1',
  '      keys: {input: 1, output: 2}',
  '      private:',
  '      addresses: [192.0.2.1/24]',
];

test('What is no secret is shown as it is.', () => {
  for (const line of SHOWN) assert.equal(maskSecrets(line), line);
});
