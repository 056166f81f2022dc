import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NLM_F, NTF, NUD, parseAddress, RTM } from '../../../src/netlink/index.ts';
import { neighbors } from '../../../src/resources/neighbor/neighbor.ts';
import { neighbor } from '../../engine/samples.ts';
import { index, plain, step } from '../steps.ts';

const MAC = '02:00:00:00:00:09';
const one = neighbor('eth0', '192.0.2.9', { protocol: 78 });

test('An address is a neighbour and a proxy of a link at the same time, each by its own key', () => {
  const all = [
    one,
    neighbor('br0', '192.0.2.9'),
    neighbor('eth0', '192.0.2.8'),
    neighbor('eth0', '192.0.2.9', { proxy: true }),
  ];
  assert.equal(new Set(all.map(neighbors.key)).size, all.length);
  assert.equal(neighbors.key(one), neighbors.key({ ...one, macaddress: null, router: true, protocol: 0 }));
});

test('What differs changes in place; who set it makes no difference', () => {
  assert.deepEqual(neighbors.differences(one, { ...one, macaddress: '02:00:00:00:00:0a', protocol: 0 }), [
    { attribute: 'macaddress', before: '02:00:00:00:00:0a', after: MAC, how: 'live' },
  ]);
  assert.deepEqual(neighbors.differences(one, { ...one, protocol: 0 }), []);
});

test('A neighbour is made permanent, whatever has been learned about it', () => {
  const six = neighbor('br0', '2001:db8::9', { router: true, protocol: 0 });
  assert.deepEqual(plain(neighbors.requests(step('create', null, one), index())), [
    {
      type: RTM.NEWNEIGH,
      flags: NLM_F.CREATE | NLM_F.REPLACE,
      value: {
        ...{ family: 2, index: 2, dst: parseAddress('192.0.2.9'), state: NUD.PERMANENT, flags: 0 },
        ...{ protocol: 78, lladdr: MAC },
      },
    },
  ]);
  const [request] = plain(neighbors.requests(step('create', null, six), index()));
  assert.deepEqual(request?.value, {
    ...{ family: 10, index: 3, dst: parseAddress('2001:db8::9'), state: NUD.PERMANENT, flags: NTF.ROUTER },
    ...{ protocol: 0, lladdr: MAC },
  });
});

test('A proxy is told by its flag when it is made and when it is removed', () => {
  const proxy = neighbor('eth0', '192.0.2.7', { proxy: true });
  const value = { family: 2, index: 2, dst: parseAddress('192.0.2.7'), flags: NTF.PROXY };
  assert.deepEqual(plain(neighbors.requests(step('remove', proxy, null), index())), [
    { type: RTM.DELNEIGH, value },
  ]);
  assert.deepEqual(plain(neighbors.requests(step('create', null, proxy), index())), [
    {
      type: RTM.NEWNEIGH,
      flags: NLM_F.CREATE | NLM_F.REPLACE,
      value: { ...value, state: NUD.PERMANENT, protocol: 78 },
    },
  ]);
});

test('Only by making it anew does a neighbour get rid of our mark', () => {
  const theirs = { ...one, macaddress: '02:00:00:00:00:0a', protocol: 0 };
  const types = (before: typeof one, after: typeof one): number[] =>
    plain(neighbors.requests(step('change', before, after), index())).map(({ type }) => type);
  assert.deepEqual(types(one, theirs), [RTM.DELNEIGH, RTM.NEWNEIGH]);
  assert.deepEqual(types(theirs, one), [RTM.NEWNEIGH]);
});
