import assert from 'node:assert/strict';
import { test } from 'node:test';

// A host that has the high byte of a number first: the codec looks at one once, when it is loaded.
Uint16Array.of = () => new Uint16Array(Uint8Array.of(0, 1).buffer);
const { host, link, RTM, Writer } = await import('../../../src/netlink/index.ts');

/** RTM_NEWLINK of v0 with mtu 1500 and a VXLAN port of 4789, as a big-endian machine has it. */
const BIG_ENDIAN =
  '00000054 0010 0605 00000007 00000000' + // nlmsghdr
  '00 00 0001 00000003 00000001 00000001' + // ifinfomsg
  '0008 0004 000005dc' + // IFLA_MTU
  '0007 0003 763000 00' + // IFLA_IFNAME
  '0024 8012' + // IFLA_LINKINFO
  '000a 0001 7678 6c61 6e00 0000' + // IFLA_INFO_KIND vxlan
  '0014 8002' + // IFLA_INFO_DATA
  '0008 0001 0000002a' + // IFLA_VXLAN_ID 42
  '0006 000f 12b5 0000'; // IFLA_VXLAN_PORT, network order everywhere

const value = {
  type: 1,
  index: 3,
  flags: 1,
  change: 1,
  mtu: 1500,
  name: 'v0',
  linkinfo: { kind: 'vxlan', data: { id: 42, port: 4789 } },
} as const;

test('on a big-endian host everything but network order turns round', () => {
  assert.equal(host, false);
  const w = new Writer();
  link.write(w, RTM.NEWLINK, 0x605, 7, value);
  const expected = BIG_ENDIAN.replaceAll(' ', '');
  assert.equal(Buffer.from(w.bytes.subarray(0, w.at)).toString('hex'), expected);
  assert.deepEqual(link.get(w, 16, w.at), { family: 0, pad: 0, ...value });
});
