import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  ACCT_MSG,
  accounting,
  CT_TIMEOUT_MSG,
  HOOK_MSG,
  IPPROTO,
  IPSET_CADT,
  IPSET_ERR,
  IPSET_PROTOCOL,
  NetlinkError,
  NF_HOOK,
  NFNL_SUBSYS,
  NFPROTO,
  NLM_F,
  netfilterHook,
  netfilterType,
  openIpset,
  openNetfilter,
  parseAddress,
  timeoutPolicy,
} from '../../src/netlink/index.ts';
import { makeNamespace } from './support/namespace.ts';

/** Whether a kernel has a subsystem: without it, its messages are EINVAL or EOPNOTSUPP (nfnetlink_rcv_msg). */
async function has(t: TestContext, first: Promise<unknown>): Promise<boolean> {
  try {
    await first;
    return true;
  } catch (error) {
    if (!(error instanceof NetlinkError)) throw error;
    t.skip(`not in this kernel: ${error.message}`);
    return false;
  }
}

const ipv4 = (text: string): number => Number(parseAddress(text));

test('sets of ipset are made, filled, asked and listed', async (t) => {
  const ns = await makeNamespace(t);
  const sets = openIpset({ netns: ns.path });
  t.after(() => sets.close());
  if (!(await has(t, sets.protocol()))) return;
  assert.equal((await sets.protocol()).protocol, IPSET_PROTOCOL);
  const kind = { setFamily: NFPROTO.IPV4, revision: 0 };
  const flags = IPSET_CADT.WITH_COUNTERS;
  const { revision = 0 } = await sets.type('hash:ip', NFPROTO.IPV4);
  const hosts = { setname: 'hosts', typename: 'hash:ip', setFamily: NFPROTO.IPV4, revision };
  await sets.create({ ...hosts, data: { timeout: 600, maxelem: 100, cadtFlags: flags } });
  await assert.rejects(sets.create(hosts), { errno: 17 });
  await sets.create({ setname: 'ports', typename: 'bitmap:port', ...kind, data: { port: 1, portTo: 100 } });
  await sets.create({ setname: 'nets', typename: 'hash:net', ...kind });
  const one = { ip: { ipv4: ipv4('192.0.2.1') } };
  await sets.add('hosts', { ...one, timeout: 300, packets: 3n, bytes: 100n });
  await assert.rejects(sets.add('hosts', one), { errno: IPSET_ERR.EXIST });
  await sets.add('nets', { ip: { ipv4: ipv4('10.0.0.0') }, cidr: 8 });
  await sets.add('ports', { port: 80 });
  assert.deepEqual(
    [await sets.test('ports', { port: 80 }), await sets.test('ports', { port: 81 })],
    [true, false],
  );
  assert.equal(await sets.test('nets', { ip: { ipv4: ipv4('10.1.2.3') } }), true);
  const [listed, ...more] = await sets.list('hosts');
  assert.deepEqual(
    [listed?.typename, listed?.data?.maxelem, listed?.data?.elements, more.length],
    ['hash:ip', 100, 1, 0],
  );
  const [entry] = listed?.adt ?? [];
  assert.deepEqual([entry?.ip, entry?.packets, entry?.bytes], [one.ip, 3n, 100n]);
  assert.ok((entry?.timeout ?? 0) > 290);
  await sets.delete('hosts', one);
  await sets.rename('hosts', 'guests');
  await sets.flush('nets');
  assert.deepEqual((await sets.list()).map(({ setname, adt = [] }) => `${setname} ${adt.length}`).sort(), [
    'guests 0',
    'nets 0',
    'ports 1',
  ]);
  for (const name of ['guests', 'nets', 'ports']) await sets.destroy(name);
  assert.deepEqual(await sets.list(), []);
});

test('a counter of nfacct is made, read and removed', async (t) => {
  const ns = await makeNamespace(t);
  const connection = openNetfilter({ netns: ns.path });
  t.after(() => connection.close());
  const request = (message: number, value: object, flags = 0) => ({
    message: accounting,
    type: netfilterType(NFNL_SUBSYS.ACCT, message),
    flags,
    value,
  });
  const value = { name: 'http', pkts: 5n, bytes: 500n };
  if (!(await has(t, connection.request(request(ACCT_MSG.NEW, value, NLM_F.CREATE | NLM_F.EXCL))))) return;
  const [listed, ...more] = await connection.dump(request(ACCT_MSG.GET, {}));
  assert.deepEqual([listed?.name, listed?.pkts, listed?.bytes, more.length], ['http', 5n, 500n, 0]);
  await connection.request(request(ACCT_MSG.DEL, { name: 'http' }));
  assert.deepEqual(await connection.dump(request(ACCT_MSG.GET, {})), []);
});

test('a policy of timeouts keeps what it was made with', async (t) => {
  const ns = await makeNamespace(t);
  const connection = openNetfilter({ netns: ns.path });
  t.after(() => connection.close());
  const request = (message: number, value: object, flags = 0) => ({
    message: timeoutPolicy,
    type: netfilterType(NFNL_SUBSYS.CTNETLINK_TIMEOUT, message),
    flags,
    value,
  });
  const value = { name: 'short', l3proto: 2, l4proto: IPPROTO.UDP, data: { s1: 7, s2: 9 } };
  if (!(await has(t, connection.request(request(CT_TIMEOUT_MSG.NEW, value, NLM_F.CREATE))))) return;
  const [listed] = await connection.dump(request(CT_TIMEOUT_MSG.GET, {}));
  assert.deepEqual([listed?.name, listed?.l4proto, listed?.data], ['short', IPPROTO.UDP, { s1: 7, s2: 9 }]);
  await connection.request(request(CT_TIMEOUT_MSG.DELETE, { name: 'short' }));
});

test('the functions at a hook are listed in their order', async (t) => {
  const ns = await makeNamespace(t);
  const connection = openNetfilter({ netns: ns.path });
  t.after(() => connection.close());
  ns.run('nft', 'add', 'table', 'ip', 'hooked');
  ns.run('nft', 'add', 'chain', 'ip', 'hooked', 'late', '{ type filter hook input priority 300; }');
  ns.run('nft', 'add', 'chain', 'ip', 'hooked', 'early', '{ type filter hook input priority -300; }');
  const type = netfilterType(NFNL_SUBSYS.HOOK, HOOK_MSG.GET);
  const value = { family: NFPROTO.IPV4, hooknum: NF_HOOK.LOCAL_IN };
  const dumped = connection.dump({ message: netfilterHook, type, value });
  if (!(await has(t, dumped))) return;
  const chains = (await dumped).filter(({ chainInfo }) => chainInfo !== undefined);
  assert.deepEqual(
    chains.map(({ priority, chainInfo }) => [priority, chainInfo?.desc?.name]),
    [
      [-300, 'early'],
      [300, 'late'],
    ],
  );
});
