import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Answer,
  FakeKernel,
  type FakeRequest,
  fakeReplies,
  NFPROTO,
  Nftables,
  NLM_F,
  nftChange,
  nftTable,
  TransactionError,
} from '../../../src/netlink/index.ts';

const { ack, reply } = fakeReplies;

function openTo(answer: Answer): { readonly kernel: FakeKernel; readonly nft: Nftables } {
  const kernel = new FakeKernel(answer);
  return { kernel, nft: new Nftables({ native: kernel, timeout: 50 }) };
}

const tables = (...names: readonly string[]) =>
  names.map((name) => nftChange('add', 'table', { family: NFPROTO.IPV4, name }));

/** As nfnetlink_rcv_batch: the errors in order, and acknowledgements for who asks. */
const kernelThat =
  (fails: (index: number) => number) =>
  (requests: readonly FakeRequest[]): Uint8Array[] =>
    requests.flatMap((request, index) => {
      const errno = fails(index);
      return errno !== 0 || request.flags & NLM_F.ACK ? [ack(request, errno)] : [];
    });

test('a transaction is one send between two messages that name the subsystem', async () => {
  const { kernel, nft } = openTo(kernelThat(() => 0));
  await nft.commit(tables('a', 'b'), { generation: 0x01020304 });
  const [send = [], ...more] = kernel.sent;
  assert.deepEqual(more, []);
  assert.deepEqual(
    send.map(({ type }) => type),
    [16, 0xa00, 0xa00, 17],
  );
  const hex = (request?: FakeRequest): string =>
    Buffer.from(request?.bytes.subarray(16) ?? []).toString('hex');
  assert.equal(hex(send[0]), '0000000a0800010001020304');
  assert.equal(hex(send[1]), '020000000600010061000000');
  assert.equal(hex(send[3]), '0000000a');
  assert.deepEqual(
    send.map(({ flags }) => (flags & NLM_F.ACK) !== 0),
    [false, false, true, false],
  );
});

test('all errors are told by the index of their requests, the first one as that of the transaction', async () => {
  const { nft } = openTo(kernelThat((index) => (index === 2 ? 17 : index === 3 ? 2 : 0)));
  await assert.rejects(nft.commit(tables('a', 'b', 'c')), (error) => {
    assert.ok(error instanceof TransactionError);
    assert.equal(error.code, 'EEXIST');
    assert.deepEqual(
      [...error.errors].map(([index, { code }]) => [index, code]),
      [
        [1, 'EEXIST'],
        [2, 'ENOENT'],
      ],
    );
    return true;
  });
});

test('an error of the message that begins it is one of all, even if a request was acknowledged', async () => {
  const { nft } = openTo(kernelThat((index) => (index === 0 ? 1 : 0)));
  await assert.rejects(nft.commit(tables('a')), (error) => {
    assert.ok(error instanceof TransactionError);
    assert.deepEqual([error.code, error.errors.size], ['EPERM', 0]);
    return true;
  });
});

test('without any answer nobody knows what became of it, and the next one is not affected', async () => {
  let silent = true;
  const { nft } = openTo((requests) => (silent ? [] : kernelThat(() => 0)(requests)));
  await assert.rejects(nft.commit(tables('a')), { code: 'ERR_NETLINK_OUTCOME_UNKNOWN' });
  silent = false;
  assert.equal((await nft.commit(tables('a'))).size, 0);
});

test('nothing is sent if a request cannot be written, nor if there is none', async () => {
  const { kernel, nft } = openTo(kernelThat(() => 0));
  await assert.rejects(nft.commit(tables('a', 'b\0')), (error) => {
    assert.ok(error instanceof TransactionError);
    assert.equal(error.code, 'ERR_NETLINK_ENCODE');
    assert.deepEqual([...error.errors.keys()], [1]);
    return true;
  });
  await nft.commit([]);
  assert.deepEqual(kernel.sent, []);
});

test('the first echo of a request is the object that it made', async () => {
  const { nft } = openTo((requests) =>
    requests.flatMap((request) => {
      if (request.type !== 0xa00) return [];
      const echo = (handle: bigint): Uint8Array => reply(request, nftTable, 0xa00, { name: 'a', handle }, 0);
      return [echo(7n), echo(8n), ack(request)];
    }),
  );
  assert.equal((await nft.create('table', { name: 'a' })).handle, 7n);
});
