import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  changeMacsec,
  describeRequest,
  getMacsec,
  listMacsec,
  MACSEC_CMD,
  macsec,
  openGeneric,
  sciOf,
  Writer,
} from '../../../../src/netlink/index.ts';
import { fakeFamily } from './fake-family.ts';

test('a packet number of a number has four bytes, of a bigint eight', () => {
  const read = (pn: number | bigint): number | bigint | undefined => {
    const w = new Writer();
    macsec.put(w, { saConfig: { pn } });
    assert.equal(w.at, 4 + 4 + 4 + (typeof pn === 'bigint' ? 8 : 4));
    return macsec.get(w, 0, w.at).saConfig?.pn;
  };
  for (const pn of [1, 0xffff_ffff, 1n, 2n ** 64n - 1n]) assert.equal(read(pn), pn);
  assert.throws(() => read(2 ** 32), RangeError);
});

test('an SCI is an address and a port', () => {
  assert.equal(sciOf('02:00:00:00:00:01', 11), 0x0200_0000_0001_000bn);
  const value = { cmd: MACSEC_CMD.DEL_RXSC, rxscConfig: { sci: sciOf('02:00:00:00:00:01', 11) } };
  assert.equal(
    describeRequest({ message: macsec, type: 30, value }),
    'MACSEC_CMD_DEL_RXSC {cmd: 2, rxscConfig: {sci: 020000000001000b}}',
  );
});

test('links are listed and found by their index', async () => {
  const links = [
    { ifindex: 4, secy: { sci: 1n } },
    { ifindex: 5, txsaList: [{ an: 0, pn: 2n ** 40n }] },
  ];
  const socket = openGeneric({ native: fakeFamily(macsec, () => links) });
  assert.deepEqual(
    (await listMacsec(socket)).map(({ ifindex }) => ifindex),
    [4, 5],
  );
  assert.deepEqual((await getMacsec(socket, 5))?.txsaList, [{ an: 0, pn: 2n ** 40n }]);
  assert.equal(await getMacsec(socket, 6), undefined);
});

test('a change is one request, whose key no error shows', async () => {
  const kernel = fakeFamily(
    macsec,
    () => [],
    () => 17,
  );
  const key = new Uint8Array(16).fill(0xab);
  const added = changeMacsec(openGeneric({ native: kernel }), 'ADD_TXSA', 4, {
    saConfig: { an: 0, pn: 1, key },
  });
  await assert.rejects(added, (error: Error) => {
    assert.match(error.message, /^MACSEC_CMD_ADD_TXSA: EEXIST/);
    assert.doesNotMatch(error.message, /abab/);
    return true;
  });
});
