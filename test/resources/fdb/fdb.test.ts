import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ForwardingEntry } from '../../../src/model/index.ts';
import { NLM_F, NTF, NUD, parseAddress, RTM } from '../../../src/netlink/index.ts';
import { fdb } from '../../../src/resources/fdb/fdb.ts';
import { forwarding } from '../../engine/samples.ts';
import { index, plain, step } from '../steps.ts';

const MAC = '02:00:00:00:00:09';
const ZERO = '00:00:00:00:00:00';
const port = forwarding('eth0', MAC);
const remote = (mac: string, via: string, more: Partial<ForwardingEntry> = {}): ForwardingEntry =>
  forwarding('eth0', mac, { self: true, via, ...more });

const messageOf = (entry: ForwardingEntry) =>
  plain(fdb.requests(step('create', null, entry), index())).map(({ type, flags, value }) => ({
    type,
    flags,
    ...value,
  }))[0];

test('A MAC address has one place in each VLAN of a bridge', () => {
  assert.equal(fdb.key(port), fdb.key({ ...port, local: true, protocol: 78 }));
  assert.notEqual(fdb.key(port), fdb.key({ ...port, vlan: 10 }));
  assert.notEqual(fdb.key(port), fdb.key(forwarding('br0', MAC)));
});

test('A VXLAN device has one remote for a MAC address, and several for whatever goes to many', () => {
  assert.equal(fdb.key(remote(MAC, '192.0.2.7')), fdb.key(remote(MAC, '192.0.2.8', { port: 4790 })));
  assert.notEqual(fdb.key(remote(MAC, '192.0.2.7')), fdb.key(remote(MAC, '192.0.2.7', { sourceVni: 7 })));
  for (const mac of [ZERO, '01:00:5e:00:00:01']) {
    const all = [
      remote(mac, '192.0.2.7'),
      remote(mac, '192.0.2.8'),
      remote(mac, '192.0.2.7', { port: 4790 }),
      remote(mac, '192.0.2.7', { vni: 7 }),
      remote(mac, '192.0.2.7', { out: 'br0' }),
    ];
    assert.equal(new Set(all.map(fdb.key)).size, all.length);
  }
});

test('What differs changes in place, and is called what the configuration calls it', () => {
  const moved = remote(MAC, '192.0.2.8', { out: 'br0' });
  assert.deepEqual(fdb.differences(moved, remote(MAC, '192.0.2.7')), [
    { attribute: 'via', before: '192.0.2.7', after: '192.0.2.8', how: 'live' },
    { attribute: 'link', before: null, after: 'br0', how: 'live' },
  ]);
  assert.equal(fdb.name(moved), `fdb entry ${MAC} dev eth0 dst 192.0.2.8 via br0`);
});

test('What came with the entry of every VLAN is nobody else’s', () => {
  assert.equal(fdb.automatic({ ...port, vlan: 10, implied: true }), true);
  assert.equal(fdb.automatic({ ...port, vlan: 10 }), false);
});

test('An entry of a port goes to its bridge: static, or permanent when it is local', () => {
  const base = { type: RTM.NEWNEIGH, flags: NTF.MASTER, family: 7, index: 2, lladdr: MAC };
  assert.deepEqual(messageOf(port), { ...base, state: NUD.NOARP });
  assert.deepEqual(messageOf({ ...port, local: true, vlan: 10 }), {
    ...base,
    state: NUD.PERMANENT,
    vlan: 10,
  });
  assert.deepEqual(messageOf({ ...port, sticky: true }), {
    ...base,
    state: NUD.NOARP,
    flags: NTF.MASTER | NTF.STICKY,
  });
  assert.equal(messageOf(forwarding('br0', MAC, { self: true, local: true }))?.flags, NTF.SELF);
});

test('A remote stands beside others where there can be several, else takes their place', () => {
  const flagsOf = (entry: ForwardingEntry): number | undefined =>
    plain(fdb.requests(step('create', null, entry), index()))[0]?.flags;
  assert.equal(flagsOf(remote(ZERO, '192.0.2.7')), NLM_F.CREATE | NLM_F.APPEND);
  assert.equal(flagsOf(remote(MAC, '192.0.2.7')), NLM_F.CREATE | NLM_F.REPLACE);
  assert.equal(flagsOf(port), NLM_F.CREATE | NLM_F.REPLACE);
});

test('All that is known of a remote is in the message that removes it', () => {
  const whole = remote(ZERO, '2001:db8::7', { port: 4790, vni: 9, sourceVni: 8, out: 'br0' });
  assert.deepEqual(plain(fdb.requests(step('remove', whole, null), index())), [
    {
      type: RTM.DELNEIGH,
      value: {
        ...{ family: 7, index: 2, flags: NTF.SELF, lladdr: ZERO, dst: parseAddress('2001:db8::7') },
        ...{ port: 4790, vni: 9, srcVni: 8, ifindex: 3 },
      },
    },
  ]);
});
