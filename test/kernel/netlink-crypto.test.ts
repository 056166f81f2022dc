import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  deleteCryptoAlgorithm,
  getCryptoAlgorithm,
  listCryptoAlgorithms,
  NetlinkError,
  openCrypto,
} from '../../src/netlink/index.ts';

/** The algorithms of /proc/crypto by driver: what it says of each. */
function shown(): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const blocks = readFileSync('/proc/crypto', 'utf8').trim().split('\n\n');
  const parsed = blocks.map((block) => new Map(block.split('\n').map((line) => pair(line))));
  return new Map(parsed.map((one) => [one.get('driver') ?? '', one]));
}

function pair(line: string): [string, string] {
  const [key = '', value = ''] = line.split(/\s*: /);
  return [key, value];
}

function isMissing(): string | false {
  try {
    openCrypto().close();
    return false;
  } catch (error) {
    if (error instanceof NetlinkError && error.code === 'EPROTONOSUPPORT')
      return 'this kernel has no CONFIG_CRYPTO_USER';
    throw error;
  }
}

test('algorithms are those of /proc/crypto, with their sizes', { skip: isMissing() }, async (t) => {
  const connection = openCrypto();
  t.after(() => connection.close());
  const list = await listCryptoAlgorithms(connection);
  const files = shown();
  const both = list.filter(({ driverName = '' }) => files.has(driverName));
  assert.ok(both.length > 5);
  for (const { name, driverName = '', priority, hash, aead, blkcipher } of both) {
    const file = files.get(driverName);
    assert.deepEqual([name, String(priority)], [file?.get('name'), file?.get('priority')]);
    if (hash !== undefined) assert.equal(String(hash.digestsize), file?.get('digestsize'));
    if (aead !== undefined) assert.equal(String(aead.maxauthsize), file?.get('maxauthsize'));
    if (blkcipher !== undefined) assert.equal(String(blkcipher.maxKeysize), file?.get('max keysize'));
  }
  const { driverName } = both[0] ?? {};
  const one = await getCryptoAlgorithm(connection, { driverName: driverName ?? '' });
  assert.equal(one.driverName, driverName);
  await assert.rejects(getCryptoAlgorithm(connection, { name: 'no-such-thing' }), { code: 'ENOENT' });
  await assert.rejects(deleteCryptoAlgorithm(connection, { driverName: 'no-such-thing' }), {
    code: 'ENOENT',
  });
});
