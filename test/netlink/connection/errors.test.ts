import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type FakeRequest,
  fakeReplies,
  link,
  NetlinkError,
  NLM_F,
  type Request,
  RTM,
  route,
  type Warning,
} from '../../../src/netlink/index.ts';
import { connect } from './fixture.ts';

const { ack } = fakeReplies;
const newRoute: Request = {
  message: route,
  type: RTM.NEWROUTE,
  flags: NLM_F.CREATE,
  value: { family: 2, oif: 3, gateway: 1 },
};

/** Refuses each message in one way. */
const refuse =
  (errno: number, options: Parameters<typeof ack>[2] = {}) =>
  (requests: readonly FakeRequest[]): Uint8Array[] =>
    requests.map((request) => ack(request, errno, options));

const rejection = async (promise: Promise<unknown>): Promise<NetlinkError> => {
  try {
    await promise;
  } catch (error) {
    assert.ok(error instanceof NetlinkError, String(error));
    return error;
  }
  return assert.fail('it did not reject');
};

test("an error has the kernel's number by name and its words, and names the attribute", async () => {
  const { connection } = connect(
    refuse(101, { message: 'Nexthop has invalid gateway', offset: 16 + 12 + 8 }),
  );
  const error = await rejection(connection.request(newRoute));
  assert.equal(error.message, 'RTM_NEWROUTE: ENETUNREACH: Nexthop has invalid gateway (route.gateway)');
  const { code, errno, exitCode } = error;
  assert.deepEqual({ code, errno, exitCode }, { code: 'ENETUNREACH', errno: 101, exitCode: 1 });
  assert.deepEqual(error.extack, {
    message: 'Nexthop has invalid gateway',
    offset: 36,
    attribute: 'route.gateway',
  });
  assert.equal(error.request?.type, 'RTM_NEWROUTE');
});

test('an uncapped error, with the request copied into it, says the same', async () => {
  for (const capped of [true, false]) {
    const { connection } = connect(refuse(22, { message: 'no', offset: 28, capped }));
    const error = await rejection(connection.request(newRoute));
    assert.equal(error.message, 'RTM_NEWROUTE: EINVAL: no (route.oif)', `capped: ${capped}`);
  }
});

test('a missing attribute is named', async () => {
  const { connection } = connect(refuse(22, { missing: 3 }));
  const error = await rejection(connection.request({ message: link, type: RTM.NEWLINK, value: {} }));
  assert.equal(error.message, 'RTM_NEWLINK: EINVAL: invalid argument (missing: link.name)');
});

test('an error without words has those of the C library', async () => {
  const { connection } = connect(refuse(1));
  const error = await rejection(connection.request(newRoute));
  assert.equal(error.message, 'RTM_NEWROUTE: EPERM: operation not permitted');
});

test('details that make no sense do not hide the error', async () => {
  const { connection } = connect((requests) =>
    requests.map((request) => {
      const bytes = ack(request, 17, { message: 'text' });
      bytes[36] = 0xff; // the length of the first detail
      return bytes;
    }),
  );
  assert.equal((await rejection(connection.request(newRoute))).code, 'EEXIST');
});

test('words on success are a warning', async () => {
  const warnings: Warning[] = [];
  const { connection } = connect(refuse(0, { message: 'bytes leftover after parsing attributes' }), {
    onWarning: (warning) => warnings.push(warning),
  });
  await connection.request(newRoute);
  assert.equal(warnings[0]?.message, 'bytes leftover after parsing attributes');
  assert.equal(warnings[0]?.request.type, 'RTM_NEWROUTE');
});

test('silence ends with an error, not with a hang', async () => {
  const { connection } = connect(() => []);
  const error = await rejection(connection.get({ message: link, type: RTM.GETLINK, value: { index: 1 } }));
  assert.equal(error.code, 'ERR_NETLINK_TIMEOUT');
  const unknown = await rejection(connection.request(newRoute));
  assert.equal(unknown.code, 'ERR_NETLINK_OUTCOME_UNKNOWN');
  assert.ok(unknown.cause instanceof NetlinkError && unknown.cause.code === 'ERR_NETLINK_TIMEOUT');
});

test('a reply that is no message is refused', async () => {
  const { connection } = connect(() => [Uint8Array.of(200, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)]);
  await assert.rejects(connection.get({ message: link, type: RTM.GETLINK, value: { index: 1 } }), {
    code: 'ERR_NETLINK_DECODE',
  });
});

test('a send that fails names the system call; one that is too long gets a larger buffer first', async () => {
  const refused = connect(() => 111);
  assert.equal(
    (await rejection(refused.connection.request(newRoute))).message,
    'RTM_NEWROUTE: ECONNREFUSED: connection refused (sendmsg)',
  );
  let sends = 0;
  const { kernel, connection } = connect((requests) => (sends++ === 0 ? 90 : refuse(0)(requests)));
  await connection.request(newRoute);
  assert.ok((kernel.options.get('1:32') ?? 0) > 0, 'SO_SNDBUFFORCE');
});

test('a request that cannot be written is not sent', async () => {
  const { kernel, connection } = connect(refuse(0));
  const error = await rejection(connection.request({ message: link, type: RTM.NEWLINK, value: { mtu: -1 } }));
  assert.equal(error.code, 'ERR_NETLINK_ENCODE');
  assert.match(error.message, /^RTM_NEWLINK: ERR_NETLINK_ENCODE: link\.mtu: -1 is not an integer/);
  assert.equal(kernel.sent.length, 0);
});
