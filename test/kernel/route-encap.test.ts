import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun, diff, isWrite } from './support/apply.ts';
import { dump } from './support/dump.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { roundTrip } from './support/round-trip.ts';

const FAMILIES = [
  { family: 4, to: '10.0.0.0/8', via: '192.0.2.9' },
  { family: 6, to: '2001:db8:1::/48', via: '2001:db8::9' },
] as const;

interface Case {
  readonly keys: string;
  /** What `ip route change` takes for it. */
  readonly words: string;
  readonly shown: RegExp;
}

const MPLS: readonly Case[] = [
  { keys: 'mpls-labels: [100]', words: 'encap mpls 100', shown: /encap mpls {2}100 / },
  {
    keys: 'mpls-labels: [16, 1048575]',
    words: 'encap mpls 16/1048575',
    shown: /encap mpls {2}16\/1048575 /,
  },
];

const SEGMENTS: readonly Case[] = [
  {
    keys: 'segments: ["fc00:1::", "fc00:02:0::"]',
    words: 'encap seg6 mode encap segs fc00:1::,fc00:2::',
    shown: /encap seg6 mode encap segs 2 \[ fc00:1:: fc00:2:: \]/,
  },
  {
    keys: 'segments: ["fc00:1::"], segments-mode: l2encap',
    words: 'encap seg6 mode l2encap segs fc00:1::',
    shown: /encap seg6 mode l2encap segs 1 \[ fc00:1:: \]/,
  },
  {
    keys: 'segments: ["fc00:1::", "fc00:2::"], segments-mode: encap.red',
    words: 'encap seg6 mode encap.red segs fc00:1::,fc00:2::',
    shown: /encap seg6 mode encap\.red segs 2 \[ fc00:1:: fc00:2:: \]/,
  },
];

const INLINE: Case = {
  keys: 'segments: ["fc00:1::", "fc00:2::"], segments-mode: inline',
  words: 'encap seg6 mode inline segs fc00:1::,fc00:2::',
  shown: /encap seg6 mode inline segs 3 \[ fc00:1:: fc00:2:: :: \]/,
};

for (const { family, to, via } of FAMILIES) {
  const routes = (keys: string): string =>
    network(`
      ethernets:
        eth0:
          addresses: [192.0.2.1/24, "2001:db8::1/64"]
          routes: [{to: "${to}", via: "${via}", ${keys}}]
    `);
  const shown = (ns: Namespace): string => ns.sh(`ip -${family} -d route show ${to}`);

  const check = async (t: Parameters<typeof makeNamespace>[0], cases: readonly Case[]): Promise<void> => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    await applyInOneRun(ns, routes('metric: 7'));
    const plain = shown(ns);
    for (const { keys, words, shown: expected } of cases) {
      const sent: string[] = [];
      const yaml = routes(`metric: 7, ${keys}`);
      await apply(ns, yaml, { trace: (line) => sent.push(line) });
      assert.equal(sent.filter(isWrite).length, 1, sent.join('\n'));
      assert.match(shown(ns), expected);
      await applyInOneRun(ns, yaml);
      await roundTrip(ns);
      // The same, set by ip: no drift.
      ns.sh(`ip -${family} route change ${to} ${words} via ${via} dev eth0 metric 7 proto 78`);
      assert.deepEqual((await diff(ns, yaml)).steps, []);
      ns.sh(`ip -${family} route change ${to} via ${via} dev eth0 metric 7 proto 78`);
      assert.equal((await diff(ns, yaml)).steps.length, 1);
      await applyInOneRun(ns, yaml);
      assert.match(shown(ns), expected);
    }
    const before = dump(ns);
    const refused = routes('metric: 7').replace(
      'routes: [',
      'routes: [{to: 10.99.0.0/16, via: 203.0.113.250}, ',
    );
    assert.equal((await apply(ns, refused)).rolledBack, true);
    assert.deepEqual(dump(ns), before);
    await applyInOneRun(ns, routes('metric: 7'));
    assert.equal(shown(ns), plain);
    await applyInOneRun(ns, NOTHING);
    assert.equal(shown(ns), '');
  };

  test(
    `MPLS labels of an IPv${family} route reach the kernel, change in place, and go`,
    {
      skip: without('mpls-routes'),
    },
    (t) => check(t, MPLS),
  );

  test(
    `segments of an IPv${family} route reach the kernel, change in place, and go`,
    {
      skip: without('seg6local'),
    },
    (t) => check(t, family === 6 ? [...SEGMENTS, INLINE] : SEGMENTS),
  );
}

test('what the language cannot say of an encapsulation is another one, and is replaced', {
  skip: without('mpls-routes'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = network(
    'ethernets: {eth0: {addresses: [192.0.2.1/24], routes: [{to: 10.0.0.0/8, via: 192.0.2.9, mpls-labels: [100]}]}}',
  );
  await applyInOneRun(ns, yaml);
  ns.sh('ip route change 10.0.0.0/8 encap mpls 100 ttl 3 via 192.0.2.9 proto 78');
  assert.equal((await diff(ns, yaml)).steps.length, 1);
  await applyInOneRun(ns, yaml);
  assert.doesNotMatch(ns.sh('ip route show 10.0.0.0/8'), /ttl/);
});
