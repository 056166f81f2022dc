import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  changeMacsec,
  type GenericSocket,
  getMacsec,
  listMacsec,
  MACSEC_CIPHER,
  openGeneric,
  openRoute,
  sciOf,
} from '../../src/netlink/index.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';

const skip = without('macsec');
const KEY = new Uint8Array(16).fill(0x5a);
const KEY_ID = Uint8Array.from({ length: 16 }, (_, i) => i);

interface Made {
  readonly ns: Namespace;
  readonly socket: GenericSocket;
  readonly index: number;
}

/** A macsec m0 on a veth. */
async function opened(t: TestContext, words = ''): Promise<Made> {
  const ns = await makeNamespace(t);
  ns.sh(`
    ip link add v0 address 02:00:00:00:00:01 type veth peer name v1
    ip link add link v0 name m0 type macsec ${words}
  `);
  const socket = openGeneric({ netns: ns.path });
  t.after(() => socket.close());
  const index = Number(ns.sh('ip -o link show m0').split(':')[0]);
  return { ns, socket, index };
}

/** What `ip -s macsec show` says, in words: its JSON is broken in places. */
const shown = (ns: Namespace): string => ns.sh('ip macsec show m0');

test('ip shows the associations and channels that were added', { skip }, async (t) => {
  const { ns, socket, index } = await opened(t);
  const sci = sciOf('02:00:00:00:00:02', 1);
  await changeMacsec(socket, 'ADD_TXSA', index, {
    saConfig: { an: 0, pn: 1025, key: KEY, keyid: KEY_ID, active: 1 },
  });
  await changeMacsec(socket, 'ADD_RXSC', index, { rxscConfig: { sci, active: 1 } });
  await changeMacsec(socket, 'ADD_RXSA', index, {
    rxscConfig: { sci },
    saConfig: { an: 3, pn: 7, key: KEY, keyid: KEY_ID, active: 0 },
  });
  const words = shown(ns);
  assert.match(words, /TXSC: 0200000000010001 on SA 0/);
  assert.match(words, /0: PN 1025, state on, key 000102030405060708090a0b0c0d0e0f/);
  assert.match(words, /RXSC: 0200000000020001, state on/);
  assert.match(words, /3: PN 7, state off, key 000102030405060708090a0b0c0d0e0f/);
});

test('they change and go again', { skip }, async (t) => {
  const { ns, socket, index } = await opened(t);
  const sci = sciOf('02:00:00:00:00:02', 1);
  ns.sh(`
    ip macsec add m0 tx sa 1 pn 5 on key 01 00112233445566778899aabbccddeeff
    ip macsec add m0 rx port 1 address 02:00:00:00:00:02
    ip macsec add m0 rx port 1 address 02:00:00:00:00:02 sa 0 pn 1 on key 02 00112233445566778899aabbccddeeff
  `);
  await changeMacsec(socket, 'UPD_TXSA', index, { saConfig: { an: 1, active: 0 } });
  await changeMacsec(socket, 'UPD_RXSA', index, {
    rxscConfig: { sci },
    saConfig: { an: 0, pn: 9, active: 0 },
  });
  await changeMacsec(socket, 'UPD_RXSC', index, { rxscConfig: { sci, active: 0 } });
  assert.match(shown(ns), /1: PN 5, state off/);
  assert.match(shown(ns), /RXSC: 0200000000020001, state off/);
  assert.match(shown(ns), /0: PN 9, state off/);
  const renewed = changeMacsec(socket, 'UPD_TXSA', index, { saConfig: { an: 1, key: KEY, keyid: KEY_ID } });
  await assert.rejects(renewed, { code: 'EINVAL', message: /^MACSEC_CMD_UPD_TXSA/ });
  await changeMacsec(socket, 'DEL_RXSA', index, { rxscConfig: { sci }, saConfig: { an: 0 } });
  await changeMacsec(socket, 'DEL_RXSC', index, { rxscConfig: { sci } });
  await changeMacsec(socket, 'DEL_TXSA', index, { saConfig: { an: 1 } });
  assert.doesNotMatch(shown(ns), /PN|RXSC/);
});

test('what ip made is read back, of one link among others', { skip }, async (t) => {
  const { ns, socket, index } = await opened(t, 'port 11 encrypt on replay on window 64 validate check');
  ns.sh(`
    ip link add link v1 name m1 type macsec
    ip macsec add m0 tx sa 2 pn 77 on key 0a 00112233445566778899aabbccddeeff
    ip macsec add m0 rx port 3 address 02:00:00:00:00:02 on
    ip macsec add m0 rx port 3 address 02:00:00:00:00:02 sa 1 pn 4 on key 0b 00112233445566778899aabbccddeeff
  `);
  assert.equal((await listMacsec(socket)).length, 2);
  const read = await getMacsec(socket, index);
  assert.ok(read);
  const { secy, txsaList = [], rxscList = [], offload } = read;
  assert.equal(secy?.sci, sciOf('02:00:00:00:00:01', 11));
  assert.deepEqual([secy?.encrypt, secy?.replay, secy?.window, secy?.validate], [1, 1, 64, 1]);
  assert.equal(offload?.type, 0);
  assert.equal(txsaList.length, 1);
  assert.deepEqual([txsaList[0]?.an, txsaList[0]?.pn, txsaList[0]?.active], [2, 77, 1]);
  assert.equal(txsaList[0]?.keyid?.[0], 0x0a);
  assert.equal(txsaList[0]?.key, undefined, 'the kernel keeps keys');
  assert.equal(rxscList[0]?.sci, sciOf('02:00:00:00:00:02', 3));
  assert.deepEqual([rxscList[0]?.saList?.[0]?.an, rxscList[0]?.saList?.[0]?.pn], [1, 4]);
  assert.equal(await getMacsec(socket, 1), undefined);
});

test('packet numbers of extended suites have eight bytes, SSCI and salt', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add v0 type veth peer name v1');
  const route = openRoute({ netns: ns.path });
  t.after(() => route.close());
  const { index: link = 0 } = await route.links.get({ name: 'v0' });
  const data = { cipherSuite: MACSEC_CIPHER.GCM_AES_XPN_128 };
  const { index = 0 } = await route.links.create({ name: 'm0', link, linkinfo: { kind: 'macsec', data } });
  const socket = openGeneric({ netns: ns.path });
  t.after(() => socket.close());
  const sa = {
    an: 0,
    key: KEY,
    keyid: KEY_ID,
    active: 1,
    ssci: 0x01020304,
    salt: new Uint8Array(12).fill(9),
  };
  const narrow = changeMacsec(socket, 'ADD_TXSA', index, { saConfig: { ...sa, pn: 5 } });
  await assert.rejects(narrow, { code: 'EINVAL' });
  await changeMacsec(socket, 'ADD_TXSA', index, { saConfig: { ...sa, pn: 2n ** 40n + 1025n } });
  assert.match(shown(ns), /GCM-AES-XPN-128/);
  // ip(8) before 6.2 shows the lower half of the packet number only
  assert.match(shown(ns), /0: PN (1025|1099511628801),? *SSCI 0?1020304/);
  const [read] = (await getMacsec(socket, index))?.txsaList ?? [];
  assert.deepEqual([read?.pn, read?.ssci], [2n ** 40n + 1025n, 0x01020304]);
});
