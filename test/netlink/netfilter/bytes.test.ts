import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Answer,
  type AnyMessage,
  FakeKernel,
  fakeReplies,
  ipsetEntry,
  NF_VERDICT,
  NFPROTO,
  NFT_CMP,
  NFT_META,
  NFT_REG,
  NFT_VERDICT,
  NLM_F,
  nftRule,
  openQueue,
  queuePacket,
  type Value,
  Writer,
} from '../../../src/netlink/index.ts';

function written<M extends AnyMessage>(message: M, value: Value<M>): string {
  const w = new Writer();
  message.write(w, 16, 0, 0, value);
  return Buffer.from(w.bytes.subarray(16, w.at)).toString('hex');
}

test('expressions are nests of a name and data, with big-endian numbers and signed verdicts', () => {
  const meta = { name: 'meta', data: { key: NFT_META.L4PROTO, dreg: NFT_REG.R1 } } as const;
  const six = { value: Uint8Array.of(6) };
  const cmp = { name: 'cmp', data: { sreg: NFT_REG.R1, op: NFT_CMP.EQ, data: six } } as const;
  const verdict = { code: NFT_VERDICT.RETURN };
  const back = { name: 'immediate', data: { dreg: NFT_REG.VERDICT, data: { verdict } } } as const;
  assert.equal(
    written(nftRule, { family: NFPROTO.INET, expressions: [meta, cmp, back] }),
    [
      '01000000',
      '84000480',
      '24000180',
      '090001006d65746100000000',
      '14000280',
      '0800020000000010',
      '0800010000000001',
      '2c000180',
      '08000100636d7000',
      '20000280',
      '0800010000000001',
      '0800020000000000',
      '0c000380',
      '0500010006000000',
      '30000180',
      '0e000100696d6d656469617465000000',
      '1c000280',
      '0800010000000000',
      '10000280',
      '0c000280',
      '08000100fffffffb',
    ].join(''),
  );
});

test('numbers of ipset are marked as in network byte order', () => {
  const value = { setname: 's', data: { ip: { ipv4: 0xc0000201 }, port: 80, timeout: 1 } };
  assert.equal(
    written(ipsetEntry, value),
    '00000000060002007300000020000780' + '0c00018008000140c0000201' + '0600044000500000' + '0800064000000001',
  );
});

const { ack, reply } = fakeReplies;

/** Acknowledges who asks. */
const willing: Answer = (requests) =>
  requests.flatMap((request) => (request.flags & NLM_F.ACK ? [ack(request)] : []));

test('a queue is bound and configured by messages for its number, and verdicts carry that of the packet', async () => {
  const kernel = new FakeKernel(willing);
  const queue = openQueue({ queue: 0x102, native: kernel, copyRange: 64 });
  const header = { packetId: 9, hwProtocol: 0x0800, hook: 3 };
  kernel.deliver(reply({ seq: 0 }, queuePacket, 0x300, { resId: 0x102, packetHdr: header }, 0));
  const { value } = await queue.next();
  assert.deepEqual(value?.packet?.packetHdr, header);
  queue.verdict(value?.packet ?? {}, NF_VERDICT.DROP, { mark: 5 });
  queue.close();
  const sent = kernel.sent
    .flat()
    .map(({ type, bytes }) => [type, Buffer.from(bytes.subarray(16)).toString('hex')]);
  assert.deepEqual(sent, [
    [0x302, '0000010208000100' + '01000000'],
    [0x302, '000001020c000200' + '0000004002000000'],
    [0x301, '0000010208000300000000050c0002000000000000000009'],
  ]);
});

test('packets that come before the answer to a request are not lost, and a refusal is thrown', async () => {
  const packet = (id: number): Uint8Array =>
    reply({ seq: 0 }, queuePacket, 0x300, { packetHdr: { packetId: id, hwProtocol: 0, hook: 0 } }, 0);
  let errno = 0;
  const kernel: FakeKernel = new FakeKernel(([request]) =>
    request === undefined ? [] : [packet(request.seq), ack(request, errno)],
  );
  const queue = openQueue({ queue: 1, native: kernel });
  errno = 1;
  assert.throws(() => queue.configure({ maxLength: 1 }), { code: 'EPERM' });
  for (const id of [1, 2, 3]) assert.equal((await queue.next()).value?.packet?.packetHdr?.packetId, id);
  queue.close();
});
