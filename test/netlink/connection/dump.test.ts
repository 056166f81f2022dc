import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ERRNO,
  type FakeRequest,
  fakeReplies,
  link,
  NLM_F,
  RTM,
  route,
  type Warning,
} from '../../../src/netlink/index.ts';
import { connect } from './fixture.ts';

const { ack, done, reply } = fakeReplies;
const getLinks = { message: link, type: RTM.GETLINK, value: {} } as const;
const getRoutes = { message: route, type: RTM.GETROUTE, value: { family: 2, table: 9999 } } as const;

const one = (request: FakeRequest, index: number, flags: number = NLM_F.MULTI): Uint8Array =>
  reply(request, link, RTM.NEWLINK, { index, name: `eth${index}` }, flags);

/** Answers only the first message of a send, as there is one. */
const first = (answer: (request: FakeRequest) => Uint8Array[]) => (requests: readonly FakeRequest[]) =>
  requests.slice(0, 1).flatMap(answer);

function join(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

test('a dump collects the objects of all datagrams up to DONE', async () => {
  const { kernel, connection } = connect(first((r) => [join(one(r, 1), one(r, 2)), one(r, 3), done(r)]));
  const links = await connection.dump(getLinks);
  assert.deepEqual(
    links.map(({ name }) => name),
    ['eth1', 'eth2', 'eth3'],
  );
  assert.equal(kernel.sent[0]?.[0]?.flags, NLM_F.REQUEST | NLM_F.DUMP, 'a dump is never acknowledged');
});

test('a dump maps views, and leaves out what the map or the filter does not want', async () => {
  const { connection } = connect(first((r) => [one(r, 1), one(r, 2), one(r, 3), done(r)]));
  assert.deepEqual(await connection.dump(getLinks, (view) => view.index), [1, 2, 3]);
  assert.deepEqual(await connection.dump(getLinks, ({ name, index }) => (index === 2 ? undefined : name)), [
    'eth1',
    'eth3',
  ]);
  const filtered = await connection.dump(getLinks, undefined, { filter: ({ index }) => index === 3 });
  assert.deepEqual(
    filtered.map(({ name }) => name),
    ['eth3'],
  );
});

test('an error in DONE fails the dump with the words that came with it', async () => {
  const { connection } = connect(
    first((r) => [done(r, 22, { message: 'Invalid values in header for FIB dump request' })]),
  );
  await assert.rejects(connection.dump(getRoutes), {
    code: 'EINVAL',
    message: 'RTM_GETROUTE: EINVAL: Invalid values in header for FIB dump request',
  });
});

test('a table that does not exist is empty', async () => {
  const { connection } = connect(first((r) => [done(r, 2, { message: 'ipv4: FIB table does not exist' })]));
  assert.deepEqual(await connection.dump(getRoutes), []);
});

test('a DONE without a number is a good end', async () => {
  const { connection } = connect(
    first((r) => {
      const bytes = done(r).slice(0, 16);
      bytes[0] = 16;
      return [one(r, 1), bytes];
    }),
  );
  assert.equal((await connection.dump(getLinks)).length, 1);
});

test('a dump that is refused at once fails', async () => {
  const { connection } = connect(first((r) => [ack(r, ERRNO['EBUSY'])]));
  await assert.rejects(connection.dump(getLinks), { code: 'EBUSY' });
});

test('an inconsistent dump is made again', async () => {
  let attempt = 0;
  const { connection } = connect(
    first((r) => {
      attempt++;
      if (attempt === 1) return [one(r, 1), one(r, 2, NLM_F.MULTI | NLM_F.DUMP_INTR), done(r)];
      if (attempt === 2) return [one(r, 1), done(r, 0, { flags: NLM_F.DUMP_INTR })];
      return [one(r, 7), done(r)];
    }),
  );
  assert.deepEqual(await connection.dump(getLinks, (view) => view.index), [7]);
  assert.equal(attempt, 3);
});

test('a dump that stays inconsistent fails aloud', async () => {
  const { kernel, connection } = connect(first((r) => [one(r, 1), done(r, 0, { flags: NLM_F.DUMP_INTR })]));
  await assert.rejects(connection.dump(getLinks), { code: 'ERR_NETLINK_DUMP_INTERRUPTED', exitCode: 1 });
  assert.ok(kernel.sent.length > 6);
});

test('a datagram that does not fit is asked for again with a larger buffer', async () => {
  let attempt = 0;
  const value = { index: 1, alias: 'x'.repeat(60_000) };
  const { connection } = connect(
    first((r) => {
      attempt++;
      const padded = Array.from({ length: 8 }, () => reply(r, link, RTM.NEWLINK, value));
      return [join(...padded), done(r)];
    }),
  );
  const links = await connection.dump(getLinks);
  assert.equal(links.length, 8);
  assert.equal(attempt, 2);
});

test('a dump with replies lost is made again', async () => {
  let attempt = 0;
  const { kernel, connection } = connect((requests) => {
    const [request] = requests;
    assert.ok(request);
    return attempt++ === 0
      ? [one(request, 1), { errno: ERRNO['ENOBUFS'] ?? 0 }]
      : [one(request, 2), done(request)];
  });
  assert.deepEqual(await connection.dump(getLinks, (view) => view.index), [2]);
  assert.equal(kernel.sent.length, 2);
});

test('when the map throws the rest is read all the same, so that the next dump is free', async () => {
  const { kernel, connection } = connect(first((r) => [one(r, 1), one(r, 2), done(r)]));
  const failure = new Error('mine');
  await assert.rejects(
    connection.dump(getLinks, () => {
      throw failure;
    }),
    failure,
  );
  assert.equal((await connection.dump(getLinks)).length, 2);
  assert.equal(kernel.sent.length, 2);
});

test('an object that cannot be decoded fails the dump', async () => {
  const { connection } = connect(
    first((r) => {
      const bytes = one(r, 1);
      bytes[32] = 3; // the length of the first attribute
      return [bytes, done(r)];
    }),
  );
  await assert.rejects(connection.dump(getLinks), { code: 'ERR_NETLINK_DECODE' });
});

test('messages that say nothing are skipped', async () => {
  const { connection } = connect(
    first((r) => {
      const noop = one(r, 5);
      noop[4] = 1;
      return [noop, one(r, 1), done(r)];
    }),
  );
  assert.deepEqual(await connection.dump(getLinks, (view) => view.index), [1]);
});

test('words with a good end are a warning', async () => {
  const warnings: Warning[] = [];
  const { connection } = connect(
    first((r) => [done(r, 0, { message: 'odd' })]),
    { onWarning: (w) => warnings.push(w) },
  );
  await connection.dump(getLinks);
  assert.equal(warnings[0]?.message, 'odd');
});

test('a dump larger than the buffer is read in several turns', async () => {
  const { connection } = connect(
    first((r) => [...Array.from({ length: 6000 }, (_, i) => join(one(r, i), one(r, i))), done(r)]),
  );
  assert.equal((await connection.dump(getLinks, () => true)).length, 12_000);
});

test('a dump of more objects than are wanted is given up; the connection goes on with another socket', async () => {
  const { kernel, connection } = connect((requests) =>
    first((r) => [join(one(r, 1), one(r, 2)), one(r, 3), done(r)])(requests),
  );
  assert.equal((await connection.dump(getLinks, undefined, { most: 3 })).length, 3);
  assert.equal(kernel.closed, false);
  await assert.rejects(connection.dump(getLinks, undefined, { most: 2 }), {
    code: 'ERR_NETLINK_DUMP_TOO_LONG',
  });
  assert.equal(kernel.closed, true);
  const indexes = await connection.dump(getLinks, ({ index }) => index);
  assert.deepEqual(indexes, [1, 2, 3]);
  const numbers = kernel.sent.map(([request]) => request?.seq ?? 0);
  assert.equal(new Set(numbers).size, 3, 'no number is used twice');
});
