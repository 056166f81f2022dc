import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AF,
  describeRequest,
  FakeKernel,
  type FakeRequest,
  fakeReplies,
  IPPROTO,
  NetlinkError,
  openXfrm,
  parseAddress,
  Writer,
  XFRM_INF,
  XFRM_MSG,
  type XfrmState,
  xfrmState,
} from '../../../src/netlink/index.ts';

const { ack, reply } = fakeReplies;
const HEADER = 16;
/** struct xfrm_usersa_info */
const INFO = 224;

const STATE = {
  info: {
    family: AF.INET,
    saddr: parseAddress('192.0.2.1'),
    id: { daddr: parseAddress('192.0.2.2'), spi: 0x100, proto: IPPROTO.ESP },
    mode: 1,
  },
  algAead: { name: 'rfc4106(gcm(aes))', key: new Uint8Array(20).fill(0x5a), icvLen: 128 },
} satisfies XfrmState;

function write(value: XfrmState): Writer {
  const w = new Writer();
  xfrmState.write(w, XFRM_MSG.XFRM_MSG_NEWSA, 0, 1, value);
  return w;
}

test('an IPv4 address is a number where its struct says AF_INET, and stands in the first four bytes', () => {
  const w = write(STATE);
  assert.equal(w.data.getUint32(HEADER + 56), 0xc000_0202, 'id.daddr behind the selector of 56 bytes');
  assert.equal(w.data.getUint32(HEADER + 72), 0x100);
  assert.equal(w.data.getUint32(HEADER + 80), 0xc000_0201);
  const { info, algAead } = xfrmState.get(w, HEADER, w.at);
  assert.deepEqual(info?.id, STATE.info.id);
  assert.equal(info?.saddr, STATE.info.saddr);
  assert.equal(info?.sel?.daddr, '\0'.repeat(16), 'the selector is of AF_UNSPEC');
  assert.deepEqual(algAead, STATE.algAead);
});

test('an IPv6 address that ends with zeroes stays one', () => {
  const daddr = parseAddress('2001:db8::');
  const w = write({ info: { family: AF.INET6, sel: { family: AF.INET6, daddr, prefixlenD: 32 } } });
  const { info } = xfrmState.get(w, HEADER, w.at);
  assert.equal(info?.sel?.daddr, daddr);
});

test('an algorithm has its name in 64 bytes, then the length of the key in bits', () => {
  const w = write(STATE);
  const at = HEADER + INFO + 4;
  assert.equal(Buffer.from(w.bytes.subarray(at, at + 17)).toString(), 'rfc4106(gcm(aes))');
  assert.equal(w.data.getUint32(at + 64, true), 160);
  assert.equal(w.data.getUint32(at + 68, true), 128);
  assert.equal(w.at, at + 72 + 20);
  const long = { name: 'x'.repeat(64), key: new Uint8Array() };
  assert.throws(() => write({ algCrypt: long }), RangeError);
});

test('keys are in no words', () => {
  const key = new Uint8Array(16).fill(0xab);
  const value = {
    algAead: { name: 'gcm', key, icvLen: 128 },
    algCrypt: { name: 'cbc(aes)', key },
    algAuth: { name: 'hmac(sha1)', key },
    algAuthTrunc: { name: 'hmac(sha256)', key, truncLen: 128 },
  };
  const words = describeRequest({ message: xfrmState, type: XFRM_MSG.XFRM_MSG_NEWSA, value });
  assert.equal(words.match(/\(sensitive\)/g)?.length, 4);
  assert.doesNotMatch(words, /abab|171/);
  assert.match(words, /^XFRM_MSG_NEWSA /);
});

/** A kernel that answers with a state. */
const answering = (value?: XfrmState): FakeKernel =>
  new FakeKernel((requests: readonly FakeRequest[]) =>
    requests.flatMap((request) => [
      ...(value === undefined ? [] : [reply(request, xfrmState, XFRM_MSG.XFRM_MSG_NEWSA, value, 0)]),
      ack(request),
    ]),
  );

test('a state that says nothing of its lifetime has no limits', async () => {
  const kernel = answering();
  await openXfrm({ native: kernel }).states.add(STATE);
  const [request] = kernel.sent.flat();
  const sent = new DataView(request?.bytes.buffer ?? new ArrayBuffer(0), request?.bytes.byteOffset);
  const limits = Array.from({ length: 8 }, (_, i) => sent.getBigUint64(HEADER + 96 + 8 * i, true));
  assert.deepEqual(limits, [XFRM_INF, XFRM_INF, XFRM_INF, XFRM_INF, 0n, 0n, 0n, 0n]);
});

test('what is asked for is read by the table of the answer', async () => {
  const id = { daddr: parseAddress('192.0.2.2'), spi: 0x100, proto: IPPROTO.ESP, family: AF.INET };
  const state = await openXfrm({ native: answering(STATE) }).states.get({ id });
  assert.deepEqual(state.info?.id, STATE.info.id);
  await assert.rejects(
    openXfrm({ native: answering() }).states.get({ id }),
    (error) => error instanceof NetlinkError && error.code === 'ERR_NETLINK_NO_REPLY',
  );
});
