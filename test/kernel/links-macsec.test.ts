import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { planDocument } from '../../src/render/plan-json.ts';
import { planText } from '../../src/render/plan-text.ts';
import { apply, applyInOneRun, diff, failureTexts, stepText } from './support/apply.ts';
import { takeOut } from './support/cards.ts';
import { startMonitor } from './support/monitor.ts';
import { makeNamespace, type Namespace, type Shown } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { roundTrip } from './support/round-trip.ts';
import {
  addressTexts,
  assertShows,
  destinations,
  indexOf,
  isUp,
  kindData,
  linkNames,
  linkOf,
} from './support/shown.ts';

const skip = without('macsec');
const KEY = '00112233445566778899aabbccddeeff';
const OTHER = 'ffeeddccbbaa99887766554433221100';
const LONG = KEY + OTHER;
const SALT = '838383838383838383838383';

const macsec = (keys: string, nic = ''): string =>
  network(`ethernets: {eth0: {${nic}}}\nmacsecs: {m0: {link: eth0, ${keys}}}`);

async function withNic(t: TestContext): Promise<Namespace> {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  return ns;
}

/** What `ip macsec show` says, line by line: packet numbers move, so they are left out. */
const keysShown = (ns: Namespace): string[] =>
  ns
    .sh('ip macsec show m0')
    .split('\n')
    .map((line) => line.trim().replace(/PN \d+,? *(SSCI [0-9a-f]+)?,?/, (_, ssci) => ssci ?? ''))
    .flatMap((line) => (/^(TXSC|RXSC|\d:)/.test(line) ? [line.replace(/\s+/g, ' ')] : []));

const id = (digits: string): string => digits.padEnd(32, '0');

/** Keys, and what `ip -d link` shows of them. */
const OPTIONS: readonly (readonly [keys: string, shown: Shown])[] = [
  [
    'validate: strict',
    {
      cipher_suite: 'GCM-AES-128',
      icv_len: 16,
      encoding_sa: 0,
      validation: 'strict',
      encrypt: false,
      protect: true,
      inc_sci: true,
      es: false,
      scb: false,
      replay_protect: false,
    },
  ],
  [
    'port: 11, cipher: gcm-aes-256, icv-length: 12, encrypt: true, protect: true, validate: check, replay-protect: true, window: 32',
    {
      cipher_suite: 'GCM-AES-256',
      icv_len: 12,
      encrypt: true,
      validation: 'check',
      replay_protect: true,
      window: 32,
    },
  ],
  ['end-station: true, send-sci: false', { es: true, inc_sci: false }],
  ['scb: true, send-sci: false, protect: false', { scb: true, inc_sci: false, protect: false }],
  ['sci: "0200000000050007", validate: disabled', { sci: '0200000000050007', validation: 'disabled' }],
  ['cipher: gcm-aes-xpn-128, encoding-sa: 2', { cipher_suite: 'GCM-AES-XPN-128', encoding_sa: 2 }],
  ['cipher: gcm-aes-xpn-256, offload: off', { cipher_suite: 'GCM-AES-XPN-256', offload: 'off' }],
];

for (const [keys, shown] of OPTIONS) {
  test(`a device with ${keys} reaches the kernel, and is shown and made again`, { skip }, async (t) => {
    const ns = await withNic(t);
    await applyInOneRun(ns, macsec(keys));
    assertShows(kindData(ns, 'm0'), shown);
    const text = await roundTrip(ns);
    const other = await withNic(t);
    await applyInOneRun(other, text);
    assertShows(kindData(other, 'm0'), shown);
    await applyInOneRun(ns, NOTHING);
    assert.deepEqual(linkNames(ns), ['eth0', 'far-eth0']);
  });
}

test('the identifier is made of the MAC address and the port', { skip }, async (t) => {
  const ns = await withNic(t);
  await applyInOneRun(ns, macsec('port: 300, macaddress: 02:00:00:00:00:33'));
  assertShows(kindData(ns, 'm0'), { sci: '020000000033012c' });
  assert.match(await roundTrip(ns), /port: 300/);
  await applyInOneRun(ns, macsec('port: 300, macaddress: 02:00:00:00:00:34'));
  assertShows(kindData(ns, 'm0'), { sci: '020000000033012c' });
  assert.match(await roundTrip(ns), /sci: 020000000033012c/);
});

/** Keys before and after, and what is shown then. */
const LIVE: readonly (readonly [before: string, after: string, shown: Shown])[] = [
  ['encrypt: false', 'encrypt: true', { encrypt: true }],
  ['protect: true', 'protect: false', { protect: false }],
  ['validate: strict', 'validate: check', { validation: 'check' }],
  ['validate: check', 'validate: disabled', { validation: 'disabled' }],
  ['send-sci: true', 'send-sci: false, end-station: true', { es: true, inc_sci: false }],
  ['send-sci: false, end-station: true', 'send-sci: true, end-station: false', { es: false, inc_sci: true }],
  ['send-sci: false, scb: true', 'send-sci: false, scb: false', { scb: false }],
  ['replay-protect: false', 'replay-protect: true, window: 5', { replay_protect: true, window: 5 }],
  ['replay-protect: true, window: 5', 'replay-protect: true, window: 6', { replay_protect: true, window: 6 }],
  ['replay-protect: true, window: 5', 'replay-protect: false', { replay_protect: false }],
  ['encoding-sa: 0', 'encoding-sa: 3', { encoding_sa: 3 }],
];

for (const [before, after, shown] of LIVE) {
  test(`a device changes from ${before} to ${after} in place`, { skip }, async (t) => {
    const ns = await withNic(t);
    await applyInOneRun(ns, macsec(`${before}, mtu: 1400`));
    const index = indexOf(ns, 'm0');
    const monitor = await startMonitor(t, ns);
    const { plan } = await applyInOneRun(ns, macsec(`${after}, mtu: 1400`));
    const downs = (await monitor.stop()).filter((line) => / m0@/.test(line) && !/[<,]UP[,>]/.test(line));
    assert.deepEqual(downs, []);
    assert.deepEqual(
      plan.steps.map((step) => step.action),
      ['change'],
    );
    assert.equal(indexOf(ns, 'm0'), index);
    assertShows(kindData(ns, 'm0'), shown);
    assert.equal(linkOf(ns, 'm0')['mtu'], 1400);
  });
}

const SENDS = `transmit-keys: [{an: 0, key-id: "01", key: ${KEY}}]`;
const HEARS = `receive: [{macaddress: 02:00:00:00:00:09, keys: [{an: 0, key-id: "05", key: ${KEY}}]}]`;

/** Keys before and after, the attribute that forces the replacement, and what is shown then. */
const FORCED: readonly (readonly [before: string, after: string, attribute: string, shown: Shown])[] = [
  ['port: 1', 'port: 2', 'macsec.port', {}],
  ['port: 1', 'sci: "0200000000050007"', 'macsec.sci', { sci: '0200000000050007' }],
  ['icv-length: 16', 'icv-length: 8', 'macsec.icv-length', { icv_len: 8 }],
];

for (const [before, after, attribute, shown] of FORCED) {
  test(`a device is made anew from ${before} to ${after}, with what is on it`, { skip }, async (t) => {
    const ns = await withNic(t);
    const on = `${SENDS}, ${HEARS}, addresses: [10.9.0.1/24], routes: [{to: 10.10.0.0/16, scope: link}]`;
    await applyInOneRun(ns, macsec(`${before}, ${on}`));
    const index = indexOf(ns, 'm0');
    const had = keysShown(ns).filter((line) => !line.startsWith('TXSC'));
    const { plan } = await applyInOneRun(ns, macsec(`${after}, ${on}`));
    const [step] = plan.steps;
    assert.equal(step?.action, 'replace');
    const forcing = step?.changes.filter((change) => change.forces).map((change) => change.attribute);
    assert.ok(forcing?.includes(attribute), String(forcing));
    assert.notEqual(indexOf(ns, 'm0'), index);
    assertShows(kindData(ns, 'm0'), shown);
    assert.deepEqual(
      keysShown(ns).filter((line) => !line.startsWith('TXSC')),
      had,
    );
    assert.deepEqual(addressTexts(ns, 'm0'), ['10.9.0.1/24']);
    assert.deepEqual(destinations(ns, 4), ['10.10.0.0/16']);
  });
}

test('another suite makes the device anew, with keys of its own length', { skip }, async (t) => {
  const ns = await withNic(t);
  await applyInOneRun(ns, macsec(SENDS));
  const after = `cipher: gcm-aes-256, transmit-keys: [{an: 0, key-id: "01", key: ${LONG}}]`;
  const { plan } = await applyInOneRun(ns, macsec(after));
  assert.equal(plan.steps[0]?.action, 'replace');
  assertShows(kindData(ns, 'm0'), { cipher_suite: 'GCM-AES-256' });
  assert.match(keysShown(ns).join('\n'), /0: state on, key 01000/);
});

test('keys of both directions reach the kernel, from the configuration and from files', {
  skip,
}, async (t) => {
  const ns = await withNic(t);
  const file = join(ns.directory, 'key');
  writeFileSync(file, `${OTHER}\n`, { mode: 0o600 });
  const yaml = macsec(`
    encoding-sa: 2,
    transmit-keys: [
      {an: 2, key-id: 0a0b, key: ${file}, packet-number: 700},
      {an: 0, key-id: "01", key: ${KEY}, active: false}],
    receive: [
      {macaddress: 02:00:00:00:00:09, port: 3, keys: [{an: 1, key-id: "05", key: ${KEY}}]},
      {sci: "0200000000070001", active: false, keys: [{an: 3, key-id: "06", key: ${KEY}, active: false}]}]`);
  await applyInOneRun(ns, yaml);
  const [own, ...shown] = keysShown(ns);
  assert.match(own ?? '', /on SA 2/);
  assert.deepEqual(shown.toSorted(), [
    `0: state off, key ${id('01')}`,
    `1: state on, key ${id('05')}`,
    `2: state on, key ${id('0a0b')}`,
    `3: state off, key ${id('06')}`,
    'RXSC: 0200000000070001, state off',
    'RXSC: 0200000000090003, state on',
  ]);
  assert.match(ns.sh('ip macsec show m0'), /2: PN 70[0-9]/);
  const text = await roundTrip(ns);
  assert.match(text, /key-id: 0a0b/);
  assert.doesNotMatch(text, /\bkey:/);
});

test('suites with extended packet numbers have SSCI and salt', { skip }, async (t) => {
  const ns = await withNic(t);
  const xpn = `ssci: 291, salt: ${SALT}`;
  await applyInOneRun(
    ns,
    macsec(`cipher: gcm-aes-xpn-128,
      transmit-keys: [{an: 0, key-id: "01", key: ${KEY}, packet-number: 1099511628800, ${xpn}}],
      receive: [{macaddress: 02:00:00:00:00:09, keys: [{an: 0, key-id: "05", key: ${KEY}, ${xpn}}]}]`),
  );
  assert.match(keysShown(ns).join('\n'), /0: SSCI 0?0000123 state on, key 01/);
  await roundTrip(ns);
});

test('a key is exchanged for another without the link going down or falling silent', { skip }, async (t) => {
  const ns = await withNic(t);
  await applyInOneRun(ns, macsec(`${SENDS}, ${HEARS}`));
  const index = indexOf(ns, 'm0');
  const monitor = await startMonitor(t, ns);
  const traced: string[] = [];
  const yaml = macsec(`encoding-sa: 1,
    transmit-keys: [{an: 1, key-id: "02", key: ${OTHER}}],
    receive: [{macaddress: 02:00:00:00:00:09, keys: [{an: 1, key-id: "06", key: ${OTHER}}]}]`);
  await apply(ns, yaml, { trace: (line) => traced.push(line) });
  const events = await monitor.stop();
  assert.deepEqual(
    events.filter((line) => / m0@/.test(line) && (!/[<,]UP[,>]/.test(line) || /NO-CARRIER/.test(line))),
    [],
  );
  assert.equal(indexOf(ns, 'm0'), index);
  assert.deepEqual(
    traced.flatMap((line) =>
      /^(MACSEC_CMD_[AUD]\w+ m0|RTM_NEWLINK)/.exec(line) ? [line.split(' ', 1)[0]] : [],
    ),
    [
      'MACSEC_CMD_ADD_RXSA',
      'MACSEC_CMD_UPD_RXSA',
      'MACSEC_CMD_DEL_RXSA',
      'MACSEC_CMD_ADD_TXSA',
      'RTM_NEWLINK',
      'MACSEC_CMD_UPD_TXSA',
      'MACSEC_CMD_DEL_TXSA',
    ],
  );
  assert.doesNotMatch(traced.join('\n'), new RegExp(`${KEY}|${OTHER}`));
  assert.match(keysShown(ns)[0] ?? '', /on SA 1/);
  assert.match(keysShown(ns).join('\n'), /1: state on, key 02/);
  assert.doesNotMatch(keysShown(ns).join('\n'), /\b0: /);
  await applyInOneRun(ns, yaml);
});

test('an association gets another key, state and SSCI in its place; senders come and go', {
  skip,
}, async (t) => {
  const ns = await withNic(t);
  await applyInOneRun(ns, macsec(`${SENDS}, ${HEARS}`));
  const index = indexOf(ns, 'm0');
  await applyInOneRun(
    ns,
    macsec(`transmit-keys: [{an: 0, key-id: "99", key: ${OTHER}}, {an: 3, key-id: "98", key: ${KEY}, active: false}],
      receive: [{macaddress: 02:00:00:00:00:09, active: false, keys: [{an: 0, key-id: "97", key: ${OTHER}}]},
        {macaddress: 02:00:00:00:00:0a}]`),
  );
  assert.deepEqual(keysShown(ns).slice(1).toSorted(), [
    `0: state on, key ${id('97')}`,
    `0: state on, key ${id('99')}`,
    `3: state off, key ${id('98')}`,
    'RXSC: 0200000000090001, state off',
    'RXSC: 02000000000a0001, state on',
  ]);
  await applyInOneRun(
    ns,
    macsec(`transmit-keys: [{an: 0, key-id: "99", key: ${OTHER}}, {an: 3, key-id: "98"}], receive: []`),
  );
  assert.deepEqual(keysShown(ns).slice(1), [`0: state on, key ${id('99')}`, `3: state on, key ${id('98')}`]);
  assert.equal(isUp(ns, 'm0'), true);
  assert.equal(indexOf(ns, 'm0'), index);
});

test('keys that nobody declares stay: those of wpa_supplicant', { skip }, async (t) => {
  const ns = await withNic(t);
  await applyInOneRun(ns, macsec('encrypt: true'));
  ns.sh(`ip macsec add m0 tx sa 0 pn 1 on key 01 ${KEY}
    ip macsec add m0 rx port 1 address 02:00:00:00:00:05 on
    ip macsec add m0 rx port 1 address 02:00:00:00:00:05 sa 0 pn 1 on key 02 ${KEY}`);
  const had = keysShown(ns);
  await applyInOneRun(ns, macsec('encrypt: false'));
  assert.deepEqual(keysShown(ns), had);
  assert.equal(had.length, 4);
});

test('a key that is not said must be there: otherwise the plan says which is missing', {
  skip,
}, async (t) => {
  const ns = await withNic(t);
  const yaml = macsec('transmit-keys: [{an: 0, key-id: "01"}]');
  const plan = await diff(ns, yaml);
  assert.deepEqual(
    plan.problems.map(({ code, message, source }) => [code, message, source?.line]),
    [
      [
        'key-missing',
        'm0: the key of association 0 (key id 01) is not said, and the device has no such association',
        4,
      ],
    ],
  );
  await applyInOneRun(ns, macsec(SENDS));
  await applyInOneRun(ns, yaml);
  // Its key goes with it.
  assert.deepEqual(
    (await diff(ns, macsec('port: 2, transmit-keys: [{an: 0, key-id: "01"}]'))).problems.map(
      ({ code }) => code,
    ),
    ['key-missing'],
  );
});

test('a device follows when the MTU of its lower device falls, not when it rises', { skip }, async (t) => {
  const ns = await withNic(t);
  await applyInOneRun(ns, macsec('validate: strict', 'mtu: 1500'));
  assert.equal(linkOf(ns, 'm0')['mtu'], 1468);
  const { plan } = await applyInOneRun(
    ns,
    macsec('validate: strict, addresses: ["2001:db8::1/64"]', 'mtu: 1400'),
  );
  assert.match(plan.steps.flatMap(({ notes }) => notes).join('\n'), /MTU of m0 becomes 1368/);
  assert.equal(linkOf(ns, 'm0')['mtu'], 1368);
  // Below 1280 IPv6 is gone, and comes back with its address.
  await applyInOneRun(ns, macsec('validate: strict, addresses: [10.1.1.1/24]', 'mtu: 1300'));
  await applyInOneRun(ns, macsec('mtu: 1468, addresses: ["2001:db8::1/64"]', 'mtu: 1500'));
  assert.deepEqual(addressTexts(ns, 'm0'), ['2001:db8::1/64']);
});

test('two machines that are configured so speak to each other, encrypted, while keys change', {
  skip,
}, async (t) => {
  const [a, b] = [await makeNamespace(t), await makeNamespace(t)];
  const pid = /\/proc\/(\d+)\//.exec(b.path)?.[1] ?? '';
  a.sh(`ip link add eth0 type veth peer name eth0 netns ${pid}`);
  const side = (own: number, other: number, an: number): string => {
    const ids = (n: number): string => `${n}${an}`;
    const key = (n: number): string => `{an: ${an}, key-id: "${ids(n)}", key: ${n === 1 ? KEY : OTHER}}`;
    return macsec(`encrypt: true, replay-protect: true, window: 0, macaddress: 02:00:00:00:00:0${own},
      encoding-sa: ${an}, transmit-keys: [${key(own)}],
      receive: [{macaddress: 02:00:00:00:00:0${other}, keys: [${key(other)}]}],
      addresses: [10.9.0.${own}/24]`);
  };
  for (const an of [0, 1]) {
    await applyInOneRun(a, side(1, 2, an));
    await applyInOneRun(b, side(2, 1, an));
    a.sh('ping -c 3 -i 0.2 -W 60 10.9.0.2');
    assert.match(b.sh('ip -s macsec show m0'), /InPktsOK/);
    assert.match(keysShown(a).join('\n'), new RegExp(`${an}: state on`));
  }
  const stats = a.sh('ip -s -s macsec show m0');
  assert.match(stats, /OutPktsEncrypted[^\n]*\n[^\n]*[1-9]/);
});

test('a refused key takes the run back', { skip }, async (t) => {
  const ns = await withNic(t);
  await applyInOneRun(ns, macsec(SENDS));
  const had = keysShown(ns);
  const result = await apply(
    ns,
    macsec(
      `encoding-sa: 1, transmit-keys: [{an: 0, key-id: "01", key: ${KEY}}, {an: 1, key-id: "02", key: ${OTHER}}]`,
      'routes: [{to: 198.51.100.0/24, via: 203.0.113.1}]',
    ),
  );
  assert.notDeepEqual(failureTexts(result), []);
  assert.equal(result.rolledBack, true, result.remaining.map(stepText).join());
  assert.deepEqual(keysShown(ns), had);
});

/** A NIC of netdevsim's, which pretends to protect frames itself. */
function makeOffloader(t: TestContext, ns: Namespace): string {
  const before = linkNames(ns);
  const id = 1000 + (process.pid % 1000);
  ns.sh(`echo "${id} 1" > /sys/bus/netdevsim/new_device`);
  t.after(() => takeOut(id));
  return linkNames(ns).find((name) => !before.includes(name)) ?? '';
}

test('protection moves to the adapter below: in place without keys, anew with them', {
  skip: without('macsec', 'netdevsim'),
}, async (t) => {
  const ns = await makeNamespace(t);
  const nic = makeOffloader(t, ns);
  const yaml = (keys: string): string =>
    network(`ethernets: {${nic}: {}}\nmacsecs: {m0: {link: ${nic}, addresses: [10.9.0.1/24], ${keys}}}`);
  await applyInOneRun(ns, yaml('validate: strict'));
  const index = indexOf(ns, 'm0');
  await applyInOneRun(ns, yaml(`offload: mac, ${SENDS}`));
  assertShows(kindData(ns, 'm0'), { offload: 'mac' });
  assert.equal(indexOf(ns, 'm0'), index);
  assert.equal(keysShown(ns).length, 2);
  await roundTrip(ns);
  await applyInOneRun(ns, yaml(`offload: off, ${SENDS}`));
  assertShows(kindData(ns, 'm0'), { offload: 'off' });
  assert.notEqual(indexOf(ns, 'm0'), index);
  assert.equal(keysShown(ns).length, 2);
  assert.deepEqual(addressTexts(ns, 'm0'), ['10.9.0.1/24']);
});

test('devices exchange their ports, and come back with what they stand on', { skip }, async (t) => {
  const ns = await withNic(t);
  const yaml = (a: number, b: number, kind = 'dummy-devices'): string =>
    network(`
      ${kind}: {d0: {}}
      macsecs:
        a: {link: d0, port: ${a}, ${SENDS}, addresses: [10.1.0.1/24]}
        b: {link: d0, port: ${b}, ${SENDS}, addresses: [10.2.0.1/24]}
    `);
  await applyInOneRun(ns, yaml(1, 2));
  await applyInOneRun(ns, yaml(2, 1));
  assert.match(String(kindData(ns, 'a')['sci']), /0002$/);
  assert.match(String(kindData(ns, 'b')['sci']), /0001$/);
  await applyInOneRun(ns, yaml(2, 1, 'bridges'));
  assert.match(String(kindData(ns, 'a')['sci']), /0002$/);
  assert.match(ns.sh('ip macsec show a'), /0: PN \d+, state on, key 01/);
  assert.deepEqual(addressTexts(ns, 'b'), ['10.2.0.1/24']);
});

test('no output says a key', { skip }, async (t) => {
  const ns = await withNic(t);
  const yaml = macsec(`${SENDS}, ${HEARS}`);
  const traced: string[] = [];
  const plan = await diff(ns, yaml);
  const result = await apply(ns, yaml, { trace: (line) => traced.push(line) });
  const lines = planText(plan, 2);
  assert.match(lines, /macsec\.transmit-keys +\+ an 0 key-id 01/);
  assert.match(lines, /macsec\.receive +\+ 0200000000090001/);
  for (const text of [lines, JSON.stringify(planDocument(result.plan, [])), traced.join('\n')])
    assert.ok(!text.includes(KEY));
  const kept = ns.sh(`grep -rl ${KEY} ${ns.directory}/state || true`);
  assert.equal(kept, '');
});

test('a device comes up on one that is down, by wish and on the way back', { skip }, async (t) => {
  const ns = await withNic(t);
  await applyInOneRun(ns, macsec('', 'activation-mode: off'));
  assert.deepEqual([isUp(ns, 'eth0'), isUp(ns, 'm0')], [false, true]);
  const refused = `${macsec('activation-mode: off')}
  virtual-ethernets: {left: {routes: [{to: 10.99.0.0/16, via: 203.0.113.250}], peer: right}, right: {}}`;
  const { rolledBack } = await apply(ns, refused);
  assert.equal(rolledBack, true);
  assert.deepEqual([isUp(ns, 'eth0'), isUp(ns, 'm0')], [false, true]);
});
