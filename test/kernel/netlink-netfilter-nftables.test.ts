import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  NETLINK,
  NF_HOOK,
  NF_VERDICT,
  NFNLGRP,
  NFPROTO,
  NFT_CMP,
  NFT_DATA_VERDICT,
  NFT_EVENT,
  NFT_META,
  NFT_NAT,
  NFT_PAYLOAD,
  NFT_REG,
  NFT_SET_ELEM_F,
  NFT_SET_F,
  NFT_VERDICT,
  type Nftables,
  type NftExpression,
  NLM_F,
  nftChange,
  nftMessages,
  openNftables,
  subscribe,
  TransactionError,
} from '../../src/netlink/index.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';

const family = NFPROTO.INET;
const table = 'filter';

interface Opened {
  readonly ns: Namespace;
  readonly nft: Nftables;
}

/** Why there is nothing to be tested, if the kernel has no nf_tables or the machine no nft. */
async function opened(t: TestContext): Promise<Opened | undefined> {
  const ns = await makeNamespace(t);
  const { status, stderr } = ns.run('nft', 'list', 'ruleset');
  if (status !== 0) {
    t.skip(`nft does not work here: ${stderr.trim()}`);
    return undefined;
  }
  const nft = openNftables({ netns: ns.path });
  t.after(() => nft.close());
  return { ns, nft };
}

type Shown = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What nft sees, without the line about itself and without handles. */
function ruleset(ns: Namespace): readonly Shown[] {
  const { nftables } = JSON.parse(ns.sh('nft -j list ruleset')) as { readonly nftables: readonly Shown[] };
  return nftables.slice(1).map((entry) => {
    const [[kind, object] = ['', {}]] = Object.entries(entry);
    return { [kind]: Object.fromEntries(Object.entries(object).filter(([key]) => key !== 'handle')) };
  });
}

const accept: NftExpression = {
  name: 'immediate',
  data: { dreg: NFT_REG.VERDICT, data: { verdict: { code: NF_VERDICT.ACCEPT } } },
};

test('a table with a chain and rules that one transaction makes is what nft lists', async (t) => {
  const { ns, nft } = (await opened(t)) ?? {};
  if (ns === undefined || nft === undefined) return;
  const hook = { hooknum: NF_HOOK.LOCAL_IN, priority: -5 };
  const expressions: NftExpression[] = [
    { name: 'meta', data: { key: NFT_META.L4PROTO, dreg: NFT_REG.R1 } },
    { name: 'cmp', data: { sreg: NFT_REG.R1, op: NFT_CMP.EQ, data: { value: Uint8Array.of(6) } } },
    { name: 'payload', data: { dreg: NFT_REG.R1, base: NFT_PAYLOAD.TRANSPORT_HEADER, offset: 2, len: 2 } },
    { name: 'cmp', data: { sreg: NFT_REG.R1, op: NFT_CMP.EQ, data: { value: Uint8Array.of(0, 22) } } },
    { name: 'counter', data: {} },
    accept,
  ];
  const echoes = await nft.commit([
    nftChange('add', 'table', { family, name: table }),
    nftChange('add', 'chain', {
      family,
      table,
      name: 'input',
      type: 'filter',
      hook,
      policy: NF_VERDICT.DROP,
    }),
    nftChange('add', 'chain', { family, table, name: 'log' }),
    nftChange('add', 'rule', { family, table, chain: 'input', expressions }, NLM_F.ECHO),
  ]);
  assert.deepEqual(ruleset(ns), [
    { table: { family: 'inet', name: 'filter' } },
    {
      chain: {
        family: 'inet',
        table,
        name: 'input',
        type: 'filter',
        hook: 'input',
        prio: -5,
        policy: 'drop',
      },
    },
    { chain: { family: 'inet', table, name: 'log' } },
    {
      rule: {
        family: 'inet',
        table,
        chain: 'input',
        expr: [
          { match: { op: '==', left: { payload: { protocol: 'tcp', field: 'dport' } }, right: 22 } },
          { counter: { packets: 0, bytes: 0 } },
          { accept: null },
        ],
      },
    },
  ]);
  const [rule] = await nft.list('rule', { family, table, chain: 'input' });
  assert.deepEqual(
    rule?.expressions?.map(({ name }) => name),
    expressions.map(({ name }) => name),
  );
  assert.equal(rule?.handle, echoes.get(3)?.['handle']);
  const chain = await nft.get('chain', { family, table, name: 'input' });
  assert.deepEqual([chain.hook?.priority, chain.policy, chain.use], [-5, NF_VERDICT.DROP, 1]);
  const handle = rule?.handle ?? 0n;
  await nft.commit([
    nftChange('replace', 'rule', { family, table, chain: 'input', handle, expressions: [accept] }),
    nftChange('insert', 'rule', {
      family,
      table,
      chain: 'input',
      expressions: [{ name: 'notrack', data: {} }],
    }),
  ]);
  const rules = await nft.list('rule', { family, table, chain: 'input' });
  assert.deepEqual(
    rules.map((one) => one.expressions?.map(({ name }) => name)),
    [['notrack'], ['immediate']],
  );
  await nft.flush();
  assert.deepEqual(ruleset(ns), []);
});

test('a transaction with a wrong request changes nothing and tells which ones are wrong', async (t) => {
  const { ns, nft } = (await opened(t)) ?? {};
  if (ns === undefined || nft === undefined) return;
  const changes = [
    nftChange('add', 'table', { family, name: table }),
    nftChange('add', 'rule', { family, table, chain: 'none', expressions: [] }),
    nftChange('add', 'chain', { family, table, name: 'one' }),
    nftChange('delete', 'set', { family, table, name: 'none' }),
  ];
  const failed = await nft.commit(changes).then(
    () => assert.fail('it went through'),
    (error: unknown) => error,
  );
  assert.ok(failed instanceof TransactionError);
  assert.equal(failed.code, 'ENOENT');
  assert.match(failed.message, /^NFT_MSG_NEWRULE: ENOENT: .*nftRule\.chain/);
  assert.deepEqual(
    [...failed.errors].map(([index, { code }]) => [index, code]),
    [
      [1, 'ENOENT'],
      [3, 'ENOENT'],
    ],
  );
  assert.deepEqual(ruleset(ns), []);
});

test('a transaction for a generation that is over is refused', async (t) => {
  const { ns, nft } = (await opened(t)) ?? {};
  if (ns === undefined || nft === undefined) return;
  const { genid = 0 } = await nft.generation();
  const create = nftChange('add', 'table', { family, name: table });
  ns.sh('nft add table ip other');
  await assert.rejects(nft.commit([create], { generation: genid }), { code: 'ERESTART' });
  const now = await nft.generation();
  assert.equal(now.genid, genid + 1);
  await nft.commit([create], { generation: genid + 1 });
  assert.deepEqual((await nft.list('table')).map(({ name }) => name).sort(), ['filter', 'other']);
});

test('hundreds of rules go into one transaction', async (t) => {
  const { ns, nft } = (await opened(t)) ?? {};
  if (ns === undefined || nft === undefined) return;
  await nft.commit([
    nftChange('add', 'table', { family, name: table }),
    nftChange('add', 'chain', { family, table, name: 'one' }),
    ...Array.from({ length: 2000 }, () =>
      nftChange('add', 'rule', { family, table, chain: 'one', expressions: [accept] }),
    ),
  ]);
  assert.equal(ruleset(ns).filter((entry) => 'rule' in entry).length, 2000);
  assert.equal((await nft.list('rule', { family, table })).length, 2000);
});

test('sets and maps of any shape hold the elements that nft lists', async (t) => {
  const { ns, nft } = (await opened(t)) ?? {};
  if (ns === undefined || nft === undefined) return;
  const [ipv4Type, portType] = [7, 13];
  const jump = { verdict: { code: NFT_VERDICT.JUMP, chain: 'one' } };
  const { INTERVAL, MAP, TIMEOUT } = NFT_SET_F;
  await nft.commit([
    nftChange('add', 'table', { family, name: table }),
    nftChange('add', 'chain', { family, table, name: 'one' }),
    nftChange('add', 'set', {
      family,
      table,
      name: 'nets',
      id: 1,
      flags: INTERVAL,
      keyType: ipv4Type,
      keyLen: 4,
    }),
    nftChange('add', 'elements', {
      family,
      table,
      set: 'nets',
      setId: 1,
      elements: [
        { key: { value: Uint8Array.of(10, 0, 0, 0) } },
        { key: { value: Uint8Array.of(11, 0, 0, 0) }, flags: NFT_SET_ELEM_F.INTERVAL_END },
      ],
    }),
    nftChange('add', 'set', {
      family,
      table,
      name: 'timed',
      id: 2,
      flags: TIMEOUT,
      keyType: ipv4Type,
      keyLen: 4,
      timeout: 60_000n,
    }),
    nftChange('add', 'elements', {
      family,
      table,
      set: 'timed',
      elements: [{ key: { value: Uint8Array.of(192, 0, 2, 1) }, timeout: 3600_000n }],
    }),
    nftChange('add', 'set', {
      family,
      table,
      name: 'verdicts',
      id: 3,
      flags: MAP,
      keyType: portType,
      keyLen: 2,
      dataType: NFT_DATA_VERDICT,
      dataLen: 16,
    }),
    nftChange('add', 'elements', {
      family,
      table,
      set: 'verdicts',
      elements: [{ key: { value: Uint8Array.of(0, 80) }, data: jump }],
    }),
  ]);
  const shown = ns.sh('nft list ruleset');
  assert.match(shown, /set nets \{\s*type ipv4_addr\s*flags interval\s*elements = \{ 10\.0\.0\.0\/8 \}/);
  assert.match(shown, /192\.0\.2\.1 timeout 1h/);
  assert.match(shown, /map verdicts \{\s*type inet_service : verdict\s*elements = \{ 80 : jump one \}/);
  const [verdicts] = await nft.list('elements', { family, table, set: 'verdicts' });
  assert.equal(verdicts?.elements?.[0]?.data?.verdict?.chain, 'one');
  ns.sh(
    'nft add set inet filter pairs "{ type ipv4_addr . inet_service; flags interval; elements = { 10.0.0.0/8 . 1-9 } }"',
  );
  const pairs = await nft.get('set', { family, table, name: 'pairs' });
  assert.deepEqual(pairs.desc?.concat, [{ len: 4 }, { len: 2 }]);
  const [{ elements = [] } = {}] = await nft.list('elements', { family, table, set: 'pairs' });
  assert.deepEqual(elements[0]?.keyEnd?.value, Uint8Array.of(10, 255, 255, 255, 0, 9, 0, 0));
});

test('objects have the data of their type', async (t) => {
  const { ns, nft } = (await opened(t)) ?? {};
  if (ns === undefined || nft === undefined) return;
  await nft.commit([nftChange('add', 'table', { family, name: table })]);
  const made = await nft.create('counter', {
    family,
    table,
    name: 'seen',
    data: { bytes: 100n, packets: 2n },
  });
  assert.deepEqual(made.data, { bytes: 100n, packets: 2n });
  const counter = { family: 'inet', table, name: 'seen', packets: 2, bytes: 100 };
  assert.deepEqual(ruleset(ns).find((entry) => 'counter' in entry)?.['counter'], counter);
  const quota = nftChange('add', 'quota', { family, table, name: 'most', data: { bytes: 1000n, flags: 0 } });
  const data = { rate: 10n, unit: 60n, burst: 5, type: 0 };
  const limit = nftChange('add', 'limit', { family, table, name: 'slow', data });
  const refused = await nft.commit([quota, limit]).then(
    () => undefined,
    (error: Error) => error.message,
  );
  if (refused !== undefined) return t.skip(`no such objects here: ${refused}`);
  const entries = ruleset(ns);
  assert.equal(entries.find((entry) => 'quota' in entry)?.['quota']?.['bytes'], 1000);
  assert.equal(entries.find((entry) => 'limit' in entry)?.['limit']?.['per'], 'minute');
  assert.deepEqual(
    (await nft.list('quota', { family, table })).map(({ name }) => name),
    ['most'],
  );
  assert.equal((await nft.list('object', { family, table })).length, 3);
});

test('rules with expressions of every sort that nft writes are read, and written again are the same to nft', async (t) => {
  const { ns, nft } = (await opened(t)) ?? {};
  if (ns === undefined || nft === undefined) return;
  const rules = [
    'ip saddr & 255.0.0.0 == 10.0.0.0 drop',
    'ct state established,related accept',
    'ct mark set 5',
    'tcp dport != 10-20 counter',
    'limit rate over 10/second burst 5 packets drop',
    'log prefix "hello " group 3 snaplen 64',
    'log prefix "kernel " level warn',
    'reject with icmpx admin-prohibited',
    'tcp option maxseg size set rt mtu',
    'ip6 nexthdr tcp exthdr frag exists drop',
    'meta mark set numgen inc mod 2',
    'meta mark set jhash ip saddr mod 4 seed 0x1',
    'fib saddr . iif oif missing drop',
    'queue flags bypass to 1-3',
    'quota over 10 mbytes drop',
    'ct count over 20 drop',
    'socket transparent 1 accept',
    'meta iifname "eth*" meta oifname vmap { "a" : accept, "b" : drop }',
    'tcp dport { 22, 80 } accept',
    'meta skuid 1000 ip dscp set cs1',
  ];
  ns.sh('nft add table inet filter; nft add chain inet filter one "{ type filter hook input priority 0; }"');
  const taken = rules.filter(
    (rule) => ns.run('nft', 'add', 'rule', 'inet', 'filter', 'one', ...rule.split(' ')).status === 0,
  );
  t.diagnostic(`not in this kernel: ${rules.filter((rule) => !taken.includes(rule)).join('; ') || 'none'}`);
  assert.ok(taken.length >= 6);
  const read = await nft.list('rule', { family, table, chain: 'one' });
  assert.equal(read.length, taken.length);
  for (const { expressions = [] } of read)
    for (const one of expressions) assert.ok(one.data !== undefined || one.name === 'notrack', `${one.name}`);
  const before = ns.sh('nft -s list chain inet filter one');
  // A rule that uses an anonymous set cannot be made without it, and one with a set that has it is bound to it.
  const free = read.filter(({ expressions = [] }) => expressions.every(({ name }) => name !== 'lookup'));
  await nft.commit(
    free.map(({ handle = 0n, expressions = [] }) =>
      nftChange('replace', 'rule', { family, table, chain: 'one', handle, expressions }),
    ),
  );
  assert.equal(ns.sh('nft -s list chain inet filter one'), before);
});

test('what others change is heard, the table of each message with it', async (t) => {
  const { ns, nft } = (await opened(t)) ?? {};
  if (ns === undefined || nft === undefined) return;
  const events = subscribe({
    family: NETLINK.NETFILTER,
    netns: ns.path,
    groups: [NFNLGRP.NFTABLES],
    messages: nftMessages,
  });
  t.after(() => events.close());
  ns.sh('nft add table ip heard; nft add chain ip heard one; nft delete table ip heard');
  const heard: string[] = [];
  for await (const event of events) {
    assert.ok(!event.overrun);
    if (event.type === NFT_EVENT.NEWTABLE) heard.push(`table ${event.value.name}`);
    else if (event.type === NFT_EVENT.NEWCHAIN) heard.push(`chain ${event.value.name}`);
    else if (event.type === NFT_EVENT.DELTABLE) break;
  }
  assert.deepEqual(heard, ['table heard', 'chain one']);
});

test('addresses are translated by the rule that nft shows', async (t) => {
  const { ns, nft } = (await opened(t)) ?? {};
  if (ns === undefined || nft === undefined) return;
  const hook = { hooknum: NF_HOOK.PRE_ROUTING, priority: -100 };
  const expressions: NftExpression[] = [
    { name: 'immediate', data: { dreg: NFT_REG.R1, data: { value: Uint8Array.of(192, 0, 2, 9) } } },
    { name: 'nat', data: { type: NFT_NAT.DNAT, family: NFPROTO.IPV4, regAddrMin: NFT_REG.R1 } },
  ];
  const ip = { family: NFPROTO.IPV4, table: 'nat' };
  await nft.commit([
    nftChange('add', 'table', { family: NFPROTO.IPV4, name: 'nat' }),
    nftChange('add', 'chain', { ...ip, name: 'pre', type: 'nat', hook, policy: NF_VERDICT.ACCEPT }),
    nftChange('add', 'rule', { ...ip, chain: 'pre', expressions }),
  ]);
  assert.match(ns.sh('nft list ruleset'), /dnat to 192\.0\.2\.9/);
});
