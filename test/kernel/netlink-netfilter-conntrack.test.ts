import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  type Conntrack,
  type ConntrackSocket,
  CT_EVENT,
  conntrackMessages,
  formatAddress,
  IPPROTO,
  IPS,
  NETLINK,
  NFNLGRP,
  NFPROTO,
  openConntrack,
  parseAddress,
  subscribe,
  TCP_CONNTRACK,
} from '../../src/netlink/index.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';

interface Opened {
  readonly ns: Namespace;
  readonly socket: ConntrackSocket;
}

/** Connection tracking works in namespaces with a rule that asks for it. */
async function opened(t: TestContext): Promise<Opened | undefined> {
  const ns = await makeNamespace(t);
  const { status, stderr } = ns.run('nft', 'list', 'ruleset');
  if (status !== 0) {
    t.skip(`nft does not work here: ${stderr.trim()}`);
    return undefined;
  }
  const socket = openConntrack({ netns: ns.path });
  t.after(() => socket.close());
  const refused = await socket.stats().then(
    () => undefined,
    (error: Error) => error.message,
  );
  if (refused !== undefined) {
    t.skip(`no connection tracking here: ${refused}`);
    return undefined;
  }
  ns.sh(`
    nft add table inet f
    nft add chain inet f c "{ type filter hook output priority 0; }"
    nft add rule inet f c ct state established counter
  `);
  return { ns, socket };
}

const address = (text: string): number => Number(parseAddress(text));

/** A connection that nobody has. */
const invented: Conntrack = {
  family: NFPROTO.IPV4,
  tupleOrig: {
    ip: { v4Src: address('192.0.2.1'), v4Dst: address('192.0.2.2') },
    proto: { num: IPPROTO.TCP, srcPort: 1000, dstPort: 80 },
  },
  tupleReply: {
    ip: { v4Src: address('192.0.2.2'), v4Dst: address('192.0.2.1') },
    proto: { num: IPPROTO.TCP, srcPort: 80, dstPort: 1000 },
  },
};
const { tupleOrig } = invented;

const byTuple = { family: NFPROTO.IPV4, ...(tupleOrig !== undefined && { tupleOrig }) };

test('a connection is added, found, changed, listed as the file of the kernel has it, and deleted', async (t) => {
  const { ns, socket } = (await opened(t)) ?? {};
  if (ns === undefined || socket === undefined) return;
  const protoinfo = { tcp: { state: TCP_CONNTRACK.ESTABLISHED } };
  const value: Conntrack = {
    ...invented,
    timeout: 500,
    mark: 7,
    status: IPS.CONFIRMED | IPS.ASSURED | IPS.SEEN_REPLY,
    protoinfo,
  };
  await socket.connections.add(value);
  await assert.rejects(socket.connections.add(value), { code: 'EEXIST' });
  const found = await socket.connections.get(byTuple);
  assert.deepEqual([found.tupleOrig, found.tupleReply], [invented.tupleOrig, invented.tupleReply]);
  assert.deepEqual([found.mark, found.protoinfo?.tcp?.state], [7, TCP_CONNTRACK.ESTABLISHED]);
  assert.ok((found.status ?? 0) & IPS.ASSURED);
  assert.ok((found.timeout ?? 0) > 490 && (found.timeout ?? 0) <= 500);
  await socket.connections.set({ ...byTuple, mark: 8, timeout: 100 });
  const [listed, ...more] = await socket.connections.list({ family: NFPROTO.IPV4, mark: 8 });
  assert.deepEqual([listed?.id, more.length], [found.id, 0]);
  assert.deepEqual(await socket.connections.list({ family: NFPROTO.IPV4, mark: 7 }), []);
  const proc = ns.run('cat', '/proc/net/nf_conntrack');
  if (proc.status === 0)
    assert.match(proc.stdout, /src=192\.0\.2\.1 dst=192\.0\.2\.2 sport=1000 dport=80 .*mark=8/);
  assert.equal((await socket.stats()).entries, 1);
  await socket.connections.delete(byTuple);
  await assert.rejects(socket.connections.get(byTuple), { code: 'ENOENT' });
  assert.equal((await socket.stats()).entries, 0);
});

test('traffic makes connections, and events tell of them', async (t) => {
  const { ns, socket } = (await opened(t)) ?? {};
  if (ns === undefined || socket === undefined) return;
  const events = subscribe({
    family: NETLINK.NETFILTER,
    netns: ns.path,
    groups: [NFNLGRP.CONNTRACK_NEW, NFNLGRP.CONNTRACK_DESTROY],
    messages: conntrackMessages,
  });
  t.after(() => events.close());
  ns.sh('ping -c 1 -W 60 127.0.0.1 >/dev/null');
  const [ping] = await socket.connections.list({ family: NFPROTO.IPV4 });
  assert.equal(formatAddress(ping?.tupleOrig?.ip?.v4Src ?? 0), '127.0.0.1');
  assert.equal(ping?.tupleOrig?.proto?.icmpType, 8);
  await socket.connections.delete({ family: NFPROTO.IPV4 });
  const heard: string[] = [];
  for await (const event of events) {
    assert.ok(!event.overrun);
    if (event.type === CT_EVENT.NEW) heard.push(`new ${event.value.tupleOrig?.proto?.num}`);
    if (event.type === CT_EVENT.DELETE) break;
  }
  assert.deepEqual(heard, ['new 1']);
  assert.ok((await socket.cpuStats()).length >= 1);
});

test('a connection that is expected as part of another one is added, listed and deleted', async (t) => {
  const { ns, socket } = (await opened(t)) ?? {};
  if (ns === undefined || socket === undefined) return;
  const refused = await socket.connections.add({ ...invented, timeout: 500, help: { name: 'ftp' } }).then(
    () => undefined,
    (error: Error) => error.message,
  );
  if (refused !== undefined) return t.skip(`no helper for FTP here: ${refused}`);
  const tuple = {
    ip: { v4Src: address('192.0.2.2'), v4Dst: address('192.0.2.1') },
    proto: { num: IPPROTO.TCP, srcPort: 20, dstPort: 2000 },
  };
  const mask = {
    ip: { v4Src: 0xffff_ffff, v4Dst: 0xffff_ffff },
    proto: { num: IPPROTO.TCP, srcPort: 0, dstPort: 0xffff },
  };
  const master = invented.tupleOrig ?? {};
  const family = NFPROTO.IPV4;
  await socket.expectations.add({ family, master, tuple, mask, timeout: 60 });
  const [expected, ...more] = await socket.expectations.list({ family });
  assert.deepEqual([expected?.master, expected?.tuple?.proto?.dstPort, more.length], [master, 2000, 0]);
  await socket.expectations.delete({ family, tuple });
  assert.deepEqual(await socket.expectations.list({ family }), []);
});
