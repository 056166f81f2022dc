import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takeSnapshot } from '../../src/engine/index.ts';
import { recordedAddon } from '../../src/inputs/recorded-addon.ts';
import { beginRecording, endRecording, type Note } from '../../src/inputs/recording.ts';
import { spansOf } from '../../src/inputs/spans.ts';
import type { Snapshot } from '../../src/model/index.ts';
import { wrapAddon } from '../../src/netlink/addon.ts';
import type { Addon } from '../../src/netlink/native.ts';
import { FakeKernel, type FakeRequest } from '../../src/netlink/testing/fake-kernel.ts';
import { makeNamespace } from './support/namespace.ts';

/** All that goes to the kernel goes through another addon meanwhile. */
async function through<T>(by: (addon: Addon) => Addon, work: () => Promise<T>): Promise<T> {
  wrapAddon(by);
  try {
    return await work();
  } finally {
    wrapAddon();
  }
}

/** A request without its number. */
const keyOf = (request: Uint8Array): string =>
  Buffer.concat([request.subarray(0, 8), request.subarray(12)]).toString('hex');

/** What was answered, with other bytes where time is told, and other numbers above zero where only that counts. */
function scrambled(reply: Buffer, { seq }: Pick<FakeRequest, 'seq'>): Buffer {
  const bytes = Buffer.from(reply);
  const spans = spansOf(reply, true) ?? [];
  for (let i = 0; i < spans.length; i += 3) {
    const [start = 0, length = 0, still = 0] = spans.slice(i, i + 3);
    if (still === 0) for (let at = start; at < start + length; at++) bytes[at] = (bytes[at] ?? 0) ^ 0x5a;
    else if (bytes.readInt32LE(start) > 0) bytes.writeInt32LE(77, start);
  }
  for (let at = 0; at < bytes.length; at += (bytes.readUInt32LE(at) + 3) & ~3)
    bytes.writeUInt32LE(seq, at + 8);
  return bytes;
}

/** Answers as the kernel did, with what ticks scrambled. */
const answering = (notes: readonly Note[]): ((addon: Addon) => Addon) => {
  const replies = new Map(
    notes.flatMap((one) => (one.note === 'ask' ? [[keyOf(one.request), one.reply] as const] : [])),
  );
  const answer = (requests: readonly FakeRequest[]): Uint8Array[] =>
    requests.map((request) => {
      const reply = replies.get(keyOf(request.bytes));
      assert.ok(reply !== undefined, 'a question that was not asked before');
      return scrambled(reply, request);
    });
  return (addon) => ({
    ...addon,
    Socket: class extends FakeKernel {
      constructor() {
        super(answer);
      }
    },
  });
};

test('of what is left out of the comparison a look sees nothing', async (t) => {
  const ns = await makeNamespace(t);
  ns.sh(`
    echo 0 >/proc/sys/net/ipv6/conf/default/accept_dad
    ip link add va type veth peer name vb
    ip link add br0 type bridge stp_state 1
    ip link set va master br0 up
    ip link set vb up
    ip link set br0 up
    ip link add vx0 type vxlan id 7 local 192.0.2.2 dstport 4789
    ip addr add 192.0.2.2/24 dev br0
    ip addr add 192.0.2.3/24 dev br0 valid_lft 1000 preferred_lft 900
    ip -6 addr add 2001:db8::2/64 dev br0 valid_lft 1000 preferred_lft 900
    ip route add 198.51.100.0/24 via 192.0.2.1
    ip -6 route add 2001:db8:1::/64 via 2001:db8::1
    ip neigh add 192.0.2.9 lladdr 02:00:00:00:00:09 dev br0
    ip neigh add 192.0.2.8 lladdr 02:00:00:00:00:08 dev br0 nud stale
    bridge fdb add 02:00:00:00:00:04 dev va master static
    bridge fdb append 00:00:00:00:00:00 dev vx0 dst 192.0.2.7
    ip rule add from 192.0.2.0/24 table 77
  `);
  const recording = beginRecording();
  const options = { netns: ns.path };
  const seen = await through(recordedAddon, () => takeSnapshot(options)).finally(() =>
    endRecording(recording),
  );
  assert.equal(recording.spoiled, undefined);
  const counted = recording.notes.flatMap((one) =>
    one.note === 'ask' ? [(spansOf(one.reply, true) ?? []).length] : [],
  );
  // Links, addresses, routes, neighbours, and entries of forwarding databases have something that ticks.
  assert.ok(counted.filter((length) => length > 0).length >= 5, counted.join(' '));
  const again = await through(answering(recording.notes), () => takeSnapshot(options));
  assert.deepEqual(withoutCountdown(again), withoutCountdown(seen));
});

/** Of a route that ends it only counts that it does. */
const withoutCountdown = ({ routes, ...others }: Snapshot): unknown => ({
  ...others,
  routes: routes.map(({ expires, ...route }) => ({ ...route, ends: expires !== undefined })),
});
