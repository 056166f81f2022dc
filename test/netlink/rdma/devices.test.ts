import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  FakeKernel,
  fakeReplies,
  getRdmaUsage,
  listRdmaResources,
  openRdma,
  RDMA_NLDEV,
  type Rdma,
  rdma,
} from '../../../src/netlink/index.ts';

/** A kernel that answers each request with this, as the one object there is. */
const answering = (value: Rdma): FakeKernel =>
  new FakeKernel((requests) =>
    requests.map((request) => fakeReplies.reply(request, rdma, request.type, value, 0)),
  );

test('the type of a request has the client of devices and the command', async () => {
  const kernel = answering({});
  await getRdmaUsage(openRdma({ native: kernel, timeout: 50 }), 3).catch(() => {});
  const [request] = kernel.sent.flat();
  assert.equal(request?.type, 0x1409);
  assert.equal(RDMA_NLDEV.RES_GET, 0x1409);
  assert.equal(Buffer.from(request.bytes.subarray(16)).toString('hex'), '0800010003000000');
});

test('objects of several parts of a dump are one list', async () => {
  const parts: readonly Rdma[] = [
    {
      devIndex: 1,
      resQp: {
        entries: [
          { lqpn: 1, kernName: 'rdma_cm' },
          { lqpn: 17, pid: 4 },
        ],
      },
    },
    { devIndex: 1, resQp: { entries: [{ lqpn: 18, pid: 4 }] } },
  ];
  const kernel = new FakeKernel((requests) =>
    requests.flatMap((request) => [
      ...parts.map((part) => fakeReplies.reply(request, rdma, request.type, part, 2)),
      fakeReplies.done(request),
    ]),
  );
  const list = await listRdmaResources(openRdma({ native: kernel }), 1, 'qp');
  assert.deepEqual(
    list.map(({ lqpn }) => lqpn),
    [1, 17, 18],
  );
});
