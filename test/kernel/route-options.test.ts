import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun, isWrite } from './support/apply.ts';
import { dump } from './support/dump.ts';
import { makeNamespace } from './support/namespace.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';

const FAMILIES = [
  { family: 4, to: '10.0.0.0/8', via: '192.0.2.9' },
  { family: 6, to: '2001:db8:1::/48', via: '2001:db8::9' },
] as const;

/** Options of a route, and what iproute2 shows for them. */
const OPTIONS: readonly (readonly [text: string, shown: string])[] = [
  ['mtu: 1400, lock-mtu: true', 'mtu lock 1400'],
  ['hop-limit: 1', 'hoplimit 1'],
  ['hop-limit: 255', 'hoplimit 255'],
  ['quick-ack: true', 'quickack 1'],
  ['fast-open-no-cookie: true', 'fastopen_no_cookie 1'],
  ['congestion-control: reno', 'congctl reno'],
  ['rto-min: 50', 'rto_min lock 50ms'],
  ['maximum-congestion-window: 20', 'cwnd lock 20'],
  ['window: 65536', 'window 65536'],
  ['window: 65536, locked: [window]', 'window lock 65536'],
  ['ssthresh: 9, locked: [ssthresh]', 'ssthresh lock 9'],
  ['rtt: 100', 'rtt 100ms'],
  ['rttvar: 50', 'rttvar 50ms'],
  ['reordering: 5', 'reordering 5'],
  ['features: [ecn]', 'features ecn'],
  [
    'advertised-mss: 1400, congestion-window: 7, locked: [congestion-window, advertised-mss]',
    'advmss lock 1400 initcwnd lock 7',
  ],
];

for (const { family, to, via } of FAMILIES) {
  const routes = (...options: readonly string[]): string =>
    network(`
      ethernets:
        eth0:
          addresses: [192.0.2.1/24, "2001:db8::1/64"]
          routes: [${options.map((text) => `{to: "${to}", via: "${via}", ${text}}`).join(', ')}]
    `);
  const preferred: typeof OPTIONS =
    family === 4
      ? []
      : [
          ['preference: low', 'pref low'],
          ['preference: high', 'pref high'],
        ];

  test(`every option of an IPv${family} route reaches the kernel, changes in place, and goes`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    const shown = (): string => ns.sh(`ip -${family} -d route show ${to}`);
    await applyInOneRun(ns, routes('metric: 7'));
    const plain = shown();
    for (const [text, expected] of [...OPTIONS, ...preferred]) {
      const sent: string[] = [];
      await apply(ns, routes(`metric: 7, ${text}`), { trace: (line) => sent.push(line) });
      assert.equal(sent.filter(isWrite).length, 1, sent.join('\n'));
      assert.match(shown(), new RegExp(`\\b${expected}\\b`));
      await applyInOneRun(ns, routes(`metric: 7, ${text}`));
    }
    await applyInOneRun(ns, routes('metric: 7'));
    assert.equal(shown(), plain);
    await applyInOneRun(ns, NOTHING);
    assert.equal(shown(), '');
  });

  test(`all options of IPv${family} routes together, drift, and a rollback`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    const all = routes(
      [
        ...OPTIONS.filter(([text, shown]) => shown !== 'hoplimit 1' && !text.includes('locked')),
        ...preferred.slice(1),
      ]
        .map(([text]) => text)
        .join(', '),
    );
    await applyInOneRun(ns, all);
    const before = dump(ns);
    ns.sh(`ip -${family} route change ${to} via ${via} proto 78 hoplimit 3 window 3000 rtt 5ms`);
    await applyInOneRun(ns, all);
    assert.deepEqual(dump(ns), before);
    const refused = routes('hop-limit: 9').replace(
      'routes: [',
      'routes: [{to: 10.99.0.0/16, via: 203.0.113.250}, ',
    );
    const result = await apply(ns, refused);
    assert.equal(result.rolledBack, true);
    assert.deepEqual(dump(ns), before);
  });
}

test('a route of others with such options comes back with them when it is lost', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = (address: string): string => network(`ethernets: {eth0: {addresses: [${address}]}}`);
  await applyInOneRun(ns, yaml('192.0.2.1/24'));
  ns.sh('ip route add 10.9.0.0/16 via 192.0.2.9 proto bird hoplimit 7 mtu lock 1300 rto_min 70ms quickack 1');
  const shown = (): string => ns.sh('ip -d route show 10.9.0.0/16');
  const before = shown();
  await applyInOneRun(ns, yaml('192.0.2.1/25'));
  assert.equal(shown(), before);
});

test('an algorithm that the kernel does not have is refused, in its words', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const text = network(
    'ethernets: {eth0: {addresses: [192.0.2.1/24], routes: [{to: 10.0.0.0/8, via: 192.0.2.9, congestion-control: none_such}]}}',
  );
  const result = await apply(ns, text);
  assert.equal(result.rolledBack, true);
});
