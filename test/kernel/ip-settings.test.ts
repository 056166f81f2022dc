import assert from 'node:assert/strict';
import { test } from 'node:test';
import { INET_CONF_FILES, INET6_CONF_FILES, openRoute, writeSysctl } from '../../src/netlink/index.ts';
import { apply, applyInOneRun, diff, stepText } from './support/apply.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { applyInOnePass } from './support/one-pass.ts';
import { roundTrip } from './support/round-trip.ts';
import { addressTexts, destinations, linkOf } from './support/shown.ts';

/** A setting as /proc/sys shows it in the namespace. */
const sysctl = (ns: Namespace, path: string): string => ns.sh(`cat /proc/sys/net/${path}`).trim();

const set = (ns: Namespace, path: string, value: string | number): void =>
  writeSysctl(['net', ...path.split('/')], String(value), ns.path);

/** Link-local addresses of a link, without those that are leaving. */
const linkLocals = (ns: Namespace, name: string): string[] =>
  ns
    .sh(`ip -6 -o address show dev ${name} scope link`)
    .split('\n')
    .flatMap((line) => line.match(/inet6 (\S+)/)?.[1] ?? []);

const eth0 = (...keys: readonly string[]): string => network(`ethernets: {eth0: {${keys.join(', ')}}}`);

test('accept-ra, ipv6-privacy, ipv6-mtu and sysctl are set, come back, and go back to what was before', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  set(ns, 'ipv4/conf/eth0/rp_filter', 1);
  const said = eth0(
    'accept-ra: no',
    'ipv6-privacy: true',
    'ipv6-mtu: 1400',
    'sysctl: {ipv4.rp_filter: 2, ipv6.accept_redirects: 0, ipv4.neigh.gc_stale_time: 77, ipv6.max_addresses: 9}',
  );
  const now = (): string[] =>
    [
      ...['ipv6/conf/eth0/accept_ra', 'ipv6/conf/eth0/use_tempaddr', 'ipv6/conf/eth0/mtu'],
      ...['ipv4/conf/eth0/rp_filter', 'ipv6/conf/eth0/accept_redirects', 'ipv4/neigh/eth0/gc_stale_time'],
      'ipv6/conf/eth0/max_addresses',
    ].map((path) => sysctl(ns, path));
  const before = now();
  const wanted = ['0', '2', '1400', '2', '0', '77', '9'];
  await applyInOneRun(ns, said);
  assert.deepEqual(now(), wanted);
  set(ns, 'ipv4/conf/eth0/rp_filter', 0);
  set(ns, 'ipv6/conf/eth0/accept_ra', 1);
  assert.deepEqual((await diff(ns, said)).steps.map(stepText), [
    'change veth eth0 (accept-ra 1 -> 0, sysctl.ipv4.rp_filter 0 -> 2)',
  ]);
  await applyInOneRun(ns, said);
  assert.deepEqual(now(), wanted);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(now(), before);
});

test('settings of a device of ours go back to what the kernel gave it, or to what it had', async (t) => {
  const ns = await makeNamespace(t);
  for (const [path, value] of [
    ['ipv4/conf/default/rp_filter', 1],
    ['ipv6/conf/default/max_addresses', 33],
    ['ipv6/conf/default/accept_ra', 2],
    ['ipv6/conf/default/use_tempaddr', 1],
  ] as const)
    set(ns, path, value);
  const now = (): string[] =>
    [
      ...['ipv4/conf/va/rp_filter', 'ipv6/conf/va/max_addresses'],
      ...['ipv6/conf/va/accept_ra', 'ipv6/conf/va/use_tempaddr'],
    ].map((path) => sysctl(ns, path));
  const veth = (...keys: readonly string[]): string =>
    network(`virtual-ethernets: {va: {peer: vb, ${keys.join(', ')}}, vb: {}}`);
  const said = veth(
    'accept-ra: no',
    'ipv6-privacy: true',
    'sysctl: {ipv4.rp_filter: 2, ipv6.max_addresses: 77}',
  );
  await applyInOneRun(ns, said);
  assert.deepEqual(now(), ['2', '77', '0', '2']);
  await applyInOneRun(ns, veth());
  assert.deepEqual(now(), ['1', '33', '2', '1']);
  // What somebody gave it meanwhile is what it had.
  set(ns, 'ipv4/conf/va/rp_filter', 0);
  set(ns, 'ipv6/conf/va/accept_ra', 1);
  await applyInOneRun(ns, said);
  await applyInOneRun(ns, veth());
  assert.deepEqual(now(), ['0', '33', '1', '1']);
});

test('the largest IPv6 packet is set again when the kernel forgets it: another MTU, down and up', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const mtus = (): unknown[] => [linkOf(ns, 'eth0')['mtu'], sysctl(ns, 'ipv6/conf/eth0/mtu')];
  await applyInOneRun(ns, eth0('ipv6-mtu: 1300'));
  assert.deepEqual(mtus(), [1500, '1300']);
  await applyInOneRun(ns, eth0('ipv6-mtu: 1300', 'mtu: 1450'));
  assert.deepEqual(mtus(), [1450, '1300']);
  ns.sh('ip link set eth0 down');
  await applyInOneRun(ns, eth0('ipv6-mtu: 1300', 'mtu: 1450'));
  assert.deepEqual(mtus(), [1450, '1300']);
  // New devices.
  await applyInOneRun(
    ns,
    network(`
      bridges: {br0: {interfaces: [eth0], ipv6-mtu: 1310, accept-ra: false}}
      ethernets: {eth0: {ipv6-mtu: 1300}}
      macvlans: {mv0: {link: br0, ipv6-mtu: 1290}}
    `),
  );
  assert.deepEqual(
    ['eth0', 'br0', 'mv0'].map((name) => sysctl(ns, `ipv6/conf/${name}/mtu`)),
    ['1300', '1310', '1290'],
  );
  assert.equal(sysctl(ns, 'ipv6/conf/br0/accept_ra'), '0');
  const text = await roundTrip(ns);
  assert.match(text, /ipv6-mtu: 1310/);
  const { failures } = await apply(ns, eth0('ipv6-mtu: 9000'));
  assert.match(failures[0]?.message ?? '', /net\.ipv6\.conf\.eth0\.mtu/);
});

test('a router takes router advertisements when it is told to', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const acceptRa = (name: string): string => sysctl(ns, `ipv6/conf/${name}/accept_ra`);
  set(ns, 'ipv6/conf/eth0/accept_ra', 0);
  await applyInOneRun(ns, eth0('accept-ra: true'));
  assert.equal(acceptRa('eth0'), '1');
  set(ns, 'ipv6/conf/all/forwarding', 1);
  await applyInOneRun(ns, network('ethernets: {eth0: {accept-ra: true}}\nbridges: {br0: {accept-ra: true}}'));
  assert.deepEqual(['eth0', 'br0'].map(acceptRa), ['2', '2']);
  await applyInOneRun(ns, NOTHING);
  assert.equal(acceptRa('eth0'), '0');
});

test('a link without link-local addresses loses its own, gets it back, and never has one when it is new', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip address add fe80::99/64 dev eth0 nodad');
  const off = network(
    'ethernets: {eth0: {link-local: []}}\nbridges: {br0: {link-local: [], interfaces: []}}',
  );
  await applyInOneRun(ns, off);
  // Somebody's own stays.
  assert.deepEqual(linkLocals(ns, 'eth0'), ['fe80::99/64']);
  assert.equal(linkOf(ns, 'eth0')['inet6_addr_gen_mode'], 'none');
  assert.deepEqual(linkLocals(ns, 'br0'), []);
  await applyInOneRun(ns, eth0('link-local: [ipv6]'));
  assert.equal(linkLocals(ns, 'eth0').length, 2);
  await applyInOneRun(ns, off);
  await applyInOneRun(ns, NOTHING);
  assert.equal(linkLocals(ns, 'eth0').length, 2);
  ns.sh('ip link set eth0 addrgenmode random');
  await applyInOneRun(ns, eth0('link-local: [ipv6]'));
  assert.equal(linkOf(ns, 'eth0')['inet6_addr_gen_mode'], 'random');
});

test('IPv6 that is switched off takes the addresses of others along, which the plan says, and comes back', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const declared = eth0('addresses: [192.0.2.1/24, "2001:db8::1/64"]');
  await applyInOneRun(ns, declared);
  const off = eth0('addresses: [192.0.2.1/24]', 'sysctl: {ipv6.disable_ipv6: 1}');
  const { notes } = (await diff(ns, off)).steps.find(({ kind }) => kind === 'link') ?? {};
  assert.match(notes?.join() ?? '', /eth0 loses its IPv6 addresses and routes/);
  await applyInOneRun(ns, off);
  assert.deepEqual(ns.sh('ip -6 -o address show dev eth0').trim(), '');
  await applyInOneRun(ns, declared);
  assert.match(ns.sh('ip -6 -o address show dev eth0'), /2001:db8::1/);
  assert.equal(sysctl(ns, 'ipv6/conf/eth0/disable_ipv6'), '0');
});

test('IPv6 objects of others on a link whose IPv6 is switched off are told as lost, and nothing is refused', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh(`
    ip address add 2001:db8::9/64 dev eth0 nodad
    ip neigh add 2001:db8::7 lladdr 02:00:00:00:00:07 dev eth0
    ip -6 route add 2001:db8:9::/48 dev eth0 proto bird
  `);
  const { plan } = await applyInOneRun(ns, eth0('sysctl: {ipv6.disable_ipv6: 1}'));
  const said = plan.problems.map(({ message }) => message).join();
  for (const lost of ['address 2001:db8::9/64', 'neighbour 2001:db8::7', 'route 2001:db8:9::/48'])
    assert(said.includes(lost), said);
  assert.deepEqual(destinations(ns, 6), []);
});

test('a link message tells the settings that the files show', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  using socket = openRoute({ netns: ns.path });
  const { afSpec } = await socket.links.get({ name: 'eth0' });
  assert.ok(afSpec !== undefined && 'inet6' in afSpec && 'inet' in afSpec);
  const told = [
    ...INET_CONF_FILES.map((file, i) => ['ipv4', file, afSpec.inet?.conf?.[i]] as const),
    ...INET6_CONF_FILES.map((file, i) => ['ipv6', file, afSpec.inet6?.conf?.[i]] as const),
  ].filter(([, file, value]) => file !== null && value !== undefined);
  // What this kernel was built without has no file.
  const script = told.map(
    ([family, file]) => `cat /proc/sys/net/${family}/conf/eth0/${file} 2>&- || echo none`,
  );
  const shown = ns.sh(script.join('\n')).trimEnd().split('\n');
  assert.deepEqual(
    told.flatMap(([family, file, value], i) =>
      shown[i] === 'none' || shown[i] === String(value) ? [] : [[family, file, value, shown[i]]],
    ),
    [],
  );
  assert.ok(shown.filter((text) => text !== 'none').length > 70);
});

test('what somebody set is shown, and found again', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  set(ns, 'ipv4/conf/far-eth0/rp_filter', 2);
  set(ns, 'ipv6/conf/eth0/accept_redirects', 0);
  const text = await roundTrip(ns);
  assert.match(text, /sysctl: \{? *ipv4\.rp_filter: 2|sysctl:\s+ipv4\.rp_filter: 2/);
  assert.match(text, /ipv6\.accept_redirects: 0/);
  assert.equal(text.match(/sysctl/g)?.length, 2);
});

test('a setting that the kernel does not have is named', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const { failures } = await apply(ns, eth0('sysctl: {ipv4.no_such_thing: 1}'));
  assert.match(failures[0]?.message ?? '', /net\.ipv4\.conf\.eth0\.no_such_thing/);
});

test('Settings of IPv6 that are no longer declared go with IPv6', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, eth0('accept-ra: false', 'sysctl: {ipv6.proxy_ndp: 1}'));
  await applyInOnePass(ns, eth0('mtu: 1270'));
  await applyInOnePass(ns, eth0('mtu: 1500'));
  assert.equal(sysctl(ns, 'ipv6/conf/eth0/accept_ra'), '1');
});

test('Settings of IPv6 on a link whose MTU is too low for that are left out with a warning, and come with the MTU', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = (mtu: number): string =>
    network(`
      ethernets:
        eth0:
          mtu: ${mtu}
          accept-ra: false
          ipv6-address-generation: none
          sysctl: {ipv6.proxy_ndp: 1}
      bridges: {br0: {mtu: ${mtu}, accept-ra: false}}
    `);
  for (const mtu of [1270, 1500, 1270]) {
    const { plan } = await applyInOnePass(ns, yaml(mtu));
    assert.deepEqual(
      plan.problems.map(({ code, source, message }) => [
        code,
        source?.line,
        /^"(\S+)" has/.exec(message)?.[1],
      ]),
      mtu === 1500
        ? []
        : [
            ['no-ipv6', 6, 'accept-ra'],
            ['no-ipv6', 7, 'ipv6-address-generation'],
            ['no-ipv6', 8, 'ipv6.proxy_ndp'],
            ['no-ipv6', 9, 'accept-ra'],
          ],
    );
    if (mtu === 1500)
      assert.deepEqual(
        ['eth0/accept_ra', 'eth0/addr_gen_mode', 'eth0/proxy_ndp', 'br0/accept_ra'].map((path) =>
          sysctl(ns, `ipv6/conf/${path}`),
        ),
        ['0', '1', '1', '0'],
      );
  }
});

test('IPv6 routes and neighbours that are declared where IPv6 is switched off are left out with an error, and the rest is done', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const { plan, rolledBack } = await apply(
    ns,
    network(`
      ethernets:
        eth0:
          sysctl: {ipv6.disable_ipv6: 1}
          addresses: [192.0.2.1/24]
          routes: [{to: "2001:db8:7::/48"}]
          neighbors: [{to: "2001:db8::9", macaddress: "02:00:00:00:00:09"}, {to: "2001:db8::8", proxy: true}]
    `),
  );
  assert.deepEqual(
    [plan.problems.map(({ code }) => code), rolledBack],
    [['no-ipv6', 'no-ipv6', 'no-ipv6'], false],
  );
  assert.deepEqual(addressTexts(ns, 'eth0'), ['192.0.2.1/24']);
});
