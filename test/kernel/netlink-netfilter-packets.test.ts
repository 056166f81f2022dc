import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import {
  NetlinkError,
  NF_HOOK,
  NF_VERDICT,
  NFPROTO,
  NFULNL_CFG_F,
  type NftExpression,
  nftChange,
  openLog,
  openNftables,
  openQueue,
} from '../../src/netlink/index.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';

const family = NFPROTO.IPV4;
const table = 'packets';

/** A namespace whose own packets meet a rule with the first of these that the kernel has; undefined if it has none. */
async function ruled(t: TestContext, ...choice: readonly NftExpression[]): Promise<Namespace | undefined> {
  const ns = await makeNamespace(t);
  const nft = openNftables({ netns: ns.path });
  t.after(() => nft.close());
  const hook = { hooknum: NF_HOOK.LOCAL_OUT, priority: 0 };
  await nft.commit([
    nftChange('add', 'table', { family, name: table }),
    nftChange('add', 'chain', { family, table, name: 'out', type: 'filter', hook }),
  ]);
  const refusals: string[] = [];
  for (const expression of choice) {
    const rule = nftChange('add', 'rule', { family, table, chain: 'out', expressions: [expression] });
    try {
      await nft.commit([rule]);
      return ns;
    } catch (error) {
      if (!(error instanceof NetlinkError)) throw error;
      refusals.push(error.message);
    }
  }
  t.skip(`no such rules here: ${refusals.join('; ')}`);
  return undefined;
}

/** What the kernel lacks is no fault of ours. */
function attempt<T>(t: TestContext, open: () => T): T | undefined {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof NetlinkError)) throw error;
    t.skip(`not in this kernel: ${error.message}`);
    return undefined;
  }
}

function ping(t: TestContext, ns: Namespace, ...more: readonly string[]): ChildProcess {
  const words = [`--net=${ns.path}`, 'ping', '-n', '-c', '1', '-W', '1', ...more, '127.0.0.1'];
  const child = spawn('nsenter', words, { stdio: 'ignore' });
  t.after(() => void child.kill('SIGKILL'));
  return child;
}

/** To queue 3: by nf_tables itself, or by the target of iptables where that is what the kernel has (struct xt_NFQ_info). */
const toQueue: readonly NftExpression[] = [
  { name: 'queue', data: { num: 3, total: 1 } },
  { name: 'target', data: { name: 'NFQUEUE', rev: 0, info: Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 0) } },
];

test('packets of a queue arrive whole, and go on or not as the verdict says', async (t) => {
  const ns = await ruled(t, ...toQueue);
  if (ns === undefined) return;
  const queue = attempt(t, () => openQueue({ queue: 3, netns: ns.path }));
  if (queue === undefined) return;
  t.after(() => queue.close());
  assert.throws(() => openQueue({ queue: 3, netns: ns.path }), { code: 'EPERM' });
  // It may take us a while to let them go on.
  const child = ping(t, ns, '-s', '100', '-p', 'ab', '-W', '60');
  const ended = once(child, 'exit');
  let count = 0;
  for await (const { packet, error, overrun } of queue) {
    assert.ok(packet !== undefined, `${error?.message} ${overrun}`);
    assert.deepEqual([packet.resId, packet.packetHdr?.hook], [3, NF_HOOK.LOCAL_OUT]);
    assert.equal(packet.packetHdr?.hwProtocol, 0x0800);
    assert.equal(packet.payload?.length, 128);
    assert.equal(packet.payload?.at(-1), 0xab);
    queue.verdict(packet);
    count += 1;
    if (count === 2) break; // the question and the answer both leave this machine
  }
  const [status] = (await ended) as [number];
  assert.equal(status, 0);
});

test('a queue tells of verdicts on packets that it does not have, and decides many at once', async (t) => {
  const ns = await ruled(t, ...toQueue);
  if (ns === undefined) return;
  const queue = attempt(t, () => openQueue({ queue: 3, netns: ns.path, maxLength: 10 }));
  if (queue === undefined) return;
  t.after(() => queue.close());
  queue.verdict({ packetHdr: { packetId: 77, hwProtocol: 0, hook: 0 } });
  const { value } = await queue.next();
  assert.equal(value?.error?.code, 'ENOENT');
  const child = ping(t, ns);
  const ended = once(child, 'exit');
  const first = await queue.next();
  queue.verdictUpTo(first.value?.packet ?? {}, NF_VERDICT.DROP);
  const [status] = (await ended) as [number];
  assert.equal(status, 1);
});

test('a rule that logs to a group sends the packet and its prefix there', async (t) => {
  const ns = await ruled(t, { name: 'log', data: { group: 5, prefix: 'seen: ' } });
  if (ns === undefined) return;
  const log = attempt(t, () => openLog({ group: 5, netns: ns.path, flags: NFULNL_CFG_F.SEQ, threshold: 1 }));
  if (log === undefined) return;
  t.after(() => log.close());
  const child = ping(t, ns, '-s', '100');
  await once(child, 'exit');
  const seen: number[] = [];
  for await (const { packet } of log) {
    assert.deepEqual([packet?.resId, packet?.prefix], [5, 'seen: ']);
    assert.equal(packet?.payload?.length, 128);
    seen.push(packet?.seq ?? -1);
    if (seen.length === 2) break;
  }
  assert.deepEqual(seen, [0, 1]);
});
