import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  address,
  type FakeRequest,
  fakeReplies,
  link,
  NETLINK,
  NetlinkError,
  NLM_F,
  NLMSG,
  type Request,
  RTM,
  route,
  type TraceEvent,
} from '../../../src/netlink/index.ts';
import { connect } from './fixture.ts';

const { ack, reply } = fakeReplies;
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

test('a request carries REQUEST and ACK and its own flags, and resolves with the acknowledgement', async () => {
  const { kernel, connection } = connect(refuse(0));
  await connection.request(newRoute);
  const [[sent] = []] = kernel.sent;
  assert.equal(sent?.flags, NLM_F.REQUEST | NLM_F.ACK | NLM_F.CREATE);
  assert.equal(sent?.type, RTM.NEWROUTE);
});

test('options: capped and extended acknowledgements always, strict dumps on NETLINK_ROUTE only', () => {
  const { kernel, connection } = connect(refuse(0));
  assert.deepEqual(
    [...kernel.options],
    [
      ['270:10', 1],
      ['270:11', 1],
      ['270:12', 1],
    ],
  );
  assert.equal(connection.strict, true);
  const generic = connect(refuse(0), { family: NETLINK.GENERIC });
  assert.equal(generic.kernel.options.has('270:12'), false);
  assert.equal(generic.connection.strict, false);
});

test('what another process sends is not believed, whatever sequence number it has', async () => {
  const { connection } = connect(([request]) => {
    assert.ok(request);
    return [{ bytes: ack(request, 0), port: 4711 }, ack(request, 17)];
  });
  assert.equal((await rejection(connection.request(newRoute))).code, 'EEXIST');
});

test('stale replies of an exchange that was given up are skipped', async () => {
  let first: FakeRequest | undefined;
  const { kernel, connection } = connect(([request]) => {
    if (request === undefined) return [];
    if (first !== undefined) return [ack(request, 0)];
    first = request;
    return [];
  });
  assert.equal((await rejection(connection.request(newRoute))).code, 'ERR_NETLINK_OUTCOME_UNKNOWN');
  assert.ok(first);
  kernel.deliver(ack(first, 1));
  await connection.request(newRoute);
});

test('sequence numbers go on from the last to the first without 0, which is the notifications', async () => {
  const { kernel, connection } = connect(refuse(0), { sequence: 0xffff_fffe });
  for (let i = 0; i < 3; i++) await connection.request(newRoute);
  await connection.batch([newRoute, newRoute]);
  assert.deepEqual(
    kernel.sent.flat().map(({ seq }) => seq),
    [0xffff_fffe, 0xffff_ffff, 1, 2, 3],
  );
});

test('a batch whose numbers would pass the end begins again at 1', async () => {
  const { kernel, connection } = connect(refuse(17), { sequence: 0xffff_ffff });
  const outcomes = await connection.batch([newRoute, newRoute]);
  assert.deepEqual(
    kernel.sent.flat().map(({ seq }) => seq),
    [1, 2],
  );
  assert.deepEqual([...outcomes.keys()], [0, 1]);
});

/** A loaded machine may let a timer of 5 ms wait for longer than the fixture's connections do. */
const PATIENT = { timeout: 60_000 };

test('a reply that takes its time is waited for', async () => {
  const { kernel, connection } = connect(([request]) => {
    setTimeout(() => request && kernel.deliver(ack(request, 0)), 5);
    return [];
  }, PATIENT);
  await connection.request(newRoute);
});

test('get returns the answer once the acknowledgement is there', async () => {
  const { connection } = connect(([request]) => {
    assert.ok(request);
    return [reply(request, link, RTM.NEWLINK, { index: 5, name: 'eth0' }, 0), ack(request)];
  });
  const found = await connection.get({ message: link, type: RTM.GETLINK, value: { name: 'eth0' } });
  assert.equal(found.index, 5);
});

test('get without an answer says so', async () => {
  const { connection } = connect(refuse(0));
  const error = await rejection(connection.get({ message: link, type: RTM.GETLINK, value: { index: 1 } }));
  assert.equal(error.message, 'RTM_GETLINK: ERR_NETLINK_NO_REPLY: acknowledged without an answer');
});

test('operations started together run one after another', async () => {
  const order: string[] = [];
  const { kernel, connection } = connect(([request]) => {
    const type = request?.type ?? 0;
    order.push(`sent ${type}`);
    setTimeout(() => {
      order.push(`answered ${type}`);
      if (request) kernel.deliver(ack(request));
    }, 2);
    return [];
  }, PATIENT);
  await Promise.all([
    connection.request(newRoute),
    connection.request({ message: address, type: RTM.NEWADDR, value: {} }),
  ]);
  assert.deepEqual(order, ['sent 24', 'answered 24', 'sent 20', 'answered 20']);
});

test('closing ends what waits, and everything after', async () => {
  const { kernel, connection } = connect(() => [], { timeout: 10_000 });
  const waiting = rejection(connection.get({ message: link, type: RTM.GETLINK, value: { index: 1 } }));
  connection.close();
  assert.equal((await waiting).code, 'ERR_NETLINK_CLOSED');
  assert.equal((await rejection(connection.request(newRoute))).code, 'ERR_NETLINK_CLOSED');
  assert.ok(kernel.closed);
});

test('a trace tells what was sent and what came back', async () => {
  const events: TraceEvent[] = [];
  const { connection } = connect(refuse(17), { trace: (event) => events.push(event) });
  await rejection(connection.request(newRoute));
  const [sent, received] = events;
  assert.ok(sent?.direction === 'sent' && sent.request === newRoute && sent.length === 16 + 12 + 16);
  assert.ok(
    received?.direction === 'received' && received.type === NLMSG.ERROR && received.ack?.errno === 17,
  );
  assert.equal(received.seq, sent.seq);
});
