import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  AF,
  IPPROTO,
  NETLINK,
  openXfrm,
  parseAddress,
  subscribe,
  XFRM_AE,
  XFRM_MODE,
  XFRM_MSG,
  XFRM_POLICY_ACTION,
  XFRM_POLICY_DIR,
  XFRM_UNLIMITED,
  XFRMNLGRP,
  type XfrmSocket,
  type XfrmState,
  xfrmMessages,
} from '../../src/netlink/index.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { olderThan, without } from './support/needs.ts';

const states = without('esp');
const policies = without('xfrm-policies');

async function opened(t: TestContext): Promise<{ ns: Namespace; socket: XfrmSocket }> {
  const ns = await makeNamespace(t);
  const socket = openXfrm({ netns: ns.path });
  t.after(() => socket.close());
  return { ns, socket };
}

const KEY = Uint8Array.from({ length: 20 }, (_, i) => i);
const ID = { daddr: parseAddress('192.0.2.2'), spi: 0x1234, proto: IPPROTO.ESP };
const STATE: XfrmState = {
  info: {
    family: AF.INET,
    saddr: parseAddress('192.0.2.1'),
    id: ID,
    mode: XFRM_MODE.TUNNEL,
    reqid: 7,
    replayWindow: 32,
  },
  algAead: { name: 'rfc4106(gcm(aes))', key: KEY, icvLen: 128 },
  mark: { value: 5, mask: 0xff },
};

test('a state that was added is the one that ip shows, and goes again', { skip: states }, async (t) => {
  const { ns, socket } = await opened(t);
  const events = subscribe({
    family: NETLINK.XFRM,
    netns: ns.path,
    groups: [XFRMNLGRP.SA, XFRMNLGRP.EXPIRE],
    messages: xfrmMessages,
  });
  t.after(() => events.close());
  await socket.states.add(STATE);
  const shown = ns.sh('ip -s xfrm state');
  assert.match(
    shown,
    /src 192.0.2.1 dst 192.0.2.2\n\s*proto esp spi 0x00001234\(4660\) reqid 7\(0x00000007\) mode tunnel/,
  );
  assert.match(shown, /replay-window 32/);
  assert.match(shown, /mark 0x5\/0xff/);
  assert.match(
    shown,
    /aead rfc4106\(gcm\(aes\)\) 0x000102030405060708090a0b0c0d0e0f10111213 \(160 bits\) 128/,
  );
  assert.match(shown, /limit: soft \(INF\)\(bytes\), hard \(INF\)\(bytes\)/);
  await assert.rejects(socket.states.add(STATE), { code: 'EEXIST' });
  const id = { ...ID, family: AF.INET };
  const mark = STATE.mark ?? { value: 0, mask: 0 };
  const read = await socket.states.get({ id, mark });
  assert.deepEqual([read.info?.saddr, read.info?.id, read.algAead], [STATE.info?.saddr, ID, STATE.algAead]);
  assert.equal((await socket.states.info()).count, 1);
  await socket.states.delete({ id, mark });
  assert.equal(ns.sh('ip xfrm state'), '');
  await assert.rejects(socket.states.delete({ id, mark }), { code: 'ESRCH' });
  const heard: number[] = [];
  for await (const event of events) {
    if (event.type === XFRM_MSG.XFRM_MSG_NEWSA) assert.deepEqual(event.value.info?.id, ID);
    if (event.type !== undefined) heard.push(event.type);
    if (event.type !== XFRM_MSG.XFRM_MSG_DELSA) continue;
    assert.deepEqual([event.value.id?.daddr, event.value.sa?.reqid], [ID.daddr, 7]);
    break;
  }
  assert.deepEqual(heard, [XFRM_MSG.XFRM_MSG_NEWSA, XFRM_MSG.XFRM_MSG_DELSA]);
});

test('what ip added is read: IPv6, ESN, encapsulation, marks', { skip: states }, async (t) => {
  const { ns, socket } = await opened(t);
  const key = '0x00112233445566778899aabbccddeeff';
  ns.sh(`
    ip xfrm state add src 2001:db8::1 dst 2001:db8::2 proto esp spi 0x10 mode transport flag esn replay-window 64 enc 'cbc(aes)' ${key} auth-trunc 'hmac(sha256)' ${key} 96 if_id 9 output-mark 0x7 mask 0xf
    ip xfrm state add src 192.0.2.1 dst 192.0.2.2 proto esp spi 0x11 mode tunnel enc 'cbc(aes)' ${key} auth 'hmac(sha1)' ${key} encap espinudp 4500 4501 0.0.0.0 sel src 10.0.0.0/8 dst 10.1.0.0/16
  `);
  const list = await socket.states.list();
  const six = list.find(({ info }) => info?.family === AF.INET6);
  assert.equal(six?.info?.id?.daddr, parseAddress('2001:db8::2'));
  assert.equal(six?.replayEsnVal?.replayWindow, 64);
  assert.equal(six?.replayEsnVal?.bitmap.length, 2);
  assert.deepEqual([six?.ifId, six?.setMark, six?.setMarkMask], [9, 7, 15]);
  assert.deepEqual([six?.algAuthTrunc?.truncLen, six?.algAuthTrunc?.key[15]], [96, 0xff]);
  const four = list.find(({ info }) => info?.family === AF.INET);
  assert.deepEqual([four?.encap?.type, four?.encap?.sport, four?.encap?.dport], [2, 4500, 4501]);
  assert.deepEqual([four?.info?.sel?.saddr, four?.info?.sel?.prefixlenD], [parseAddress('10.0.0.0'), 16]);
  assert.deepEqual([four?.algCrypt?.name, four?.algCrypt?.key.length], ['cbc(aes)', 16]);
  const filter = { saddr: parseAddress('192.0.2.0'), family: AF.INET, splen: 24 };
  assert.equal((await socket.states.list({ addressFilter: filter })).length, 1);
  await socket.states.flush(IPPROTO.ESP);
  await socket.states.flush(); // nothing to be deleted is no error
  assert.equal(ns.sh('ip xfrm state'), '');
});

test('an SPI is reserved, and the state completed with its keys', { skip: states }, async (t) => {
  const { ns, socket } = await opened(t);
  const { algAead, info } = STATE;
  const larval = await socket.states.allocateSpi({
    info: { ...info, id: { ...ID, spi: 0 } },
    min: 0x100,
    max: 0x1ff,
  });
  const { spi = 0 } = larval.info?.id ?? {};
  assert.ok(spi >= 0x100 && spi <= 0x1ff);
  const seq = larval.info?.seq ?? 0;
  await socket.states.update({ info: { ...info, id: { ...ID, spi }, seq }, ...(algAead && { algAead }) });
  assert.match(ns.sh('ip xfrm state'), /aead rfc4106/);
});

test('a state that expires is told', { skip: states }, async (t) => {
  const { ns, socket } = await opened(t);
  const groups = [XFRMNLGRP.EXPIRE];
  const events = subscribe({ family: NETLINK.XFRM, netns: ns.path, groups, messages: xfrmMessages });
  t.after(() => events.close());
  const lft = { ...XFRM_UNLIMITED, hardAddExpiresSeconds: 1n };
  await socket.states.add({ ...STATE, info: { ...STATE.info, lft } });
  for await (const event of events) {
    assert.equal(event.type, XFRM_MSG.XFRM_MSG_EXPIRE);
    if (event.type !== XFRM_MSG.XFRM_MSG_EXPIRE) break;
    assert.deepEqual([event.value.info?.id, event.value.hard, event.value.mark], [ID, 1, STATE.mark]);
    break;
  }
});

test('replay windows and sequence numbers are read and set', { skip: states }, async (t) => {
  const { ns, socket } = await opened(t);
  await socket.states.add({ ...STATE, replayVal: { oseq: 5, seq: 0, bitmap: 0 } });
  const { mark, info } = STATE;
  const saId = { ...ID, family: AF.INET };
  const read = await socket.states.aevent({
    info: { saId, saddr: info?.saddr ?? 0, flags: XFRM_AE.RVAL, reqid: 7 },
    ...(mark && { mark }),
  });
  assert.deepEqual([read.info?.saId, read.replayVal?.oseq], [saId, 5]);
  assert.match(ns.sh('ip -s xfrm state'), /oseq 0x5/);
});

const SEL = {
  family: AF.INET,
  saddr: parseAddress('10.0.0.0'),
  prefixlenS: 24,
  daddr: parseAddress('10.1.0.0'),
  prefixlenD: 16,
};
const TEMPLATE = {
  family: AF.INET,
  saddr: parseAddress('192.0.2.1'),
  id: { daddr: parseAddress('192.0.2.2'), spi: 0, proto: IPPROTO.ESP },
  mode: XFRM_MODE.TUNNEL,
  reqid: 7,
  aalgos: 0xffff_ffff,
  ealgos: 0xffff_ffff,
  calgos: 0xffff_ffff,
};

test('policies are added, replaced, read and deleted as ip shows them', { skip: policies }, async (t) => {
  const { ns, socket } = await opened(t);
  const events = subscribe({
    family: NETLINK.XFRM,
    netns: ns.path,
    groups: [XFRMNLGRP.POLICY],
    messages: xfrmMessages,
  });
  t.after(() => events.close());
  const info = { sel: SEL, dir: XFRM_POLICY_DIR.OUT, priority: 100 };
  await socket.policies.add({ info, tmpl: [TEMPLATE], ifId: 3 });
  const words = ns.sh('ip xfrm policy');
  assert.match(words, /src 10.0.0.0\/24 dst 10.1.0.0\/16/);
  assert.match(words, /dir out priority 100/);
  assert.match(words, /tmpl src 192.0.2.1 dst 192.0.2.2\n\s*proto esp reqid 7 mode tunnel/);
  assert.match(words, /if_id 0x3/);
  await assert.rejects(socket.policies.add({ info, ifId: 3 }), { code: 'EEXIST' });
  await socket.policies.update({ info: { ...info, action: XFRM_POLICY_ACTION.BLOCK }, ifId: 3 });
  assert.match(ns.sh('ip xfrm policy'), /dir out action block/);
  ns.sh('ip xfrm policy add src 2001:db8::/32 dst ::/0 dir in tmpl proto esp mode transport level use');
  const list = await socket.policies.list();
  assert.equal(list.length, 2);
  const six = list.find((policy) => policy.info?.sel?.family === AF.INET6);
  assert.equal(six?.info?.sel?.saddr, parseAddress('2001:db8::'));
  assert.equal(six?.tmpl?.[0]?.optional, 1);
  const id = { sel: SEL, dir: XFRM_POLICY_DIR.OUT };
  const read = await socket.policies.get({ id, ifId: 3 });
  assert.equal(read.info?.action, XFRM_POLICY_ACTION.BLOCK);
  assert.equal(read.info?.lft?.hardByteLimit, 2n ** 64n - 1n);
  assert.deepEqual(((await socket.policies.info()).info ?? { in: 0 }).in, 1);
  await socket.policies.delete({ id, ifId: 3 });
  await assert.rejects(socket.policies.get({ id, ifId: 3 }), { code: 'ENOENT' });
  await socket.policies.flush();
  assert.equal(ns.sh('ip xfrm policy'), '');
  const heard: (number | undefined)[] = [];
  for await (const event of events) {
    heard.push(event.type);
    if (event.type === XFRM_MSG.XFRM_MSG_DELPOLICY) assert.equal(event.value.policy?.priority, 100);
    if (event.type === XFRM_MSG.XFRM_MSG_FLUSHPOLICY) break;
  }
  const { XFRM_MSG_NEWPOLICY, XFRM_MSG_UPDPOLICY, XFRM_MSG_DELPOLICY, XFRM_MSG_FLUSHPOLICY } = XFRM_MSG;
  assert.deepEqual(heard, [
    XFRM_MSG_NEWPOLICY,
    XFRM_MSG_UPDPOLICY,
    XFRM_MSG_NEWPOLICY,
    XFRM_MSG_DELPOLICY,
    XFRM_MSG_FLUSHPOLICY,
  ]);
});

test('policies and their states move to other addresses', { skip: states }, async (t) => {
  const { ns, socket } = await opened(t);
  const { mark: _, ...state } = STATE;
  await socket.states.add(state);
  await socket.policies.add({ info: { sel: SEL, dir: XFRM_POLICY_DIR.OUT }, tmpl: [TEMPLATE] });
  await socket.policies.migrate({
    id: { sel: SEL, dir: XFRM_POLICY_DIR.OUT },
    migrate: [
      {
        oldSaddr: TEMPLATE.saddr,
        oldDaddr: TEMPLATE.id.daddr,
        newSaddr: parseAddress('198.51.100.1'),
        newDaddr: parseAddress('198.51.100.2'),
        proto: IPPROTO.ESP,
        mode: XFRM_MODE.TUNNEL,
        reqid: 7,
        oldFamily: AF.INET,
        newFamily: AF.INET,
      },
    ],
  });
  assert.match(ns.sh('ip xfrm policy'), /tmpl src 198.51.100.1 dst 198.51.100.2/);
  assert.match(ns.sh('ip xfrm state'), /^src 198.51.100.1 dst 198.51.100.2/);
});

test('a packet that a policy wants a state for makes the kernel ask for one', {
  skip: policies,
}, async (t) => {
  const { ns, socket } = await opened(t);
  ns.sh(`
    ip link add v0 type veth peer name v1; ip link set v0 up; ip link set v1 up
    ip address add 10.0.0.1/24 dev v0
    ip route add 10.1.0.0/16 dev v0
  `);
  await socket.policies.add({ info: { sel: SEL, dir: XFRM_POLICY_DIR.OUT }, tmpl: [TEMPLATE] });
  const events = subscribe({
    family: NETLINK.XFRM,
    netns: ns.path,
    groups: [XFRMNLGRP.ACQUIRE],
    messages: xfrmMessages,
  });
  t.after(() => events.close());
  ns.sh('ping -c 1 -W 1 10.1.0.9 >/dev/null 2>&1 || true');
  for await (const event of events) {
    assert.equal(event.type, XFRM_MSG.XFRM_MSG_ACQUIRE);
    if (event.type !== XFRM_MSG.XFRM_MSG_ACQUIRE) break;
    const { info, tmpl } = event.value;
    assert.deepEqual([info?.saddr, info?.id?.daddr], [TEMPLATE.saddr, TEMPLATE.id.daddr]);
    assert.equal(info?.sel?.daddr, parseAddress('10.1.0.9'));
    assert.equal(tmpl?.[0]?.reqid, 7);
    break;
  }
});

const defaults = policies || olderThan(5, 15);
test('packets without a policy are refused where that is the default', { skip: defaults }, async (t) => {
  const { ns, socket } = await opened(t);
  const { in: before } = await socket.policies.defaults();
  assert.equal(before, 2);
  await socket.policies.setDefaults({ in: 1, fwd: 1, out: 2 });
  assert.match(ns.sh('ip xfrm policy getdefault'), /in:\s+block[\s\S]*fwd:\s+block[\s\S]*out:\s+accept/);
});
