import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  FakeKernel,
  fakeReplies,
  fibResult,
  lookUpFib,
  openFibLookup,
  parseAddress,
} from '../../../src/netlink/index.ts';

const address = parseAddress('192.0.2.1') as number;

test('the request is struct fib_result_nl, and the answer comes without an acknowledgement', async () => {
  const found = { table: 254, prefixlen: 24, nhSel: 1, type: 1, scope: 253 };
  const kernel = new FakeKernel((requests) =>
    requests.map((request) => fakeReplies.reply(request, fibResult, request.type, { ...found, error: 0 }, 0)),
  );
  const connection = openFibLookup({ native: kernel, timeout: 50 });
  assert.deepEqual(await lookUpFib(connection, { address, mark: 1, table: 7 }), found);
  const [request] = kernel.sent.flat();
  assert.equal(request?.flags, 1);
  assert.equal(
    Buffer.from(request.bytes.subarray(16)).toString('hex'),
    'c000020101000000000007000000000000000000',
  );
});

test('an error in the answer is an error', async () => {
  const kernel = new FakeKernel((requests) =>
    requests.map((request) => fakeReplies.reply(request, fibResult, request.type, { error: -113 }, 0)),
  );
  await assert.rejects(lookUpFib(openFibLookup({ native: kernel }), { address }), { code: 'EHOSTUNREACH' });
});
