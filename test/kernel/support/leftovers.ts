import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { applyInOneRun, diff } from './apply.ts';
import { dump } from './dump.ts';
import { makeNamespace, type Namespace, type Shown } from './namespace.ts';
import { without } from './needs.ts';
import { makeNics } from './nics.ts';
import { stateOf } from './program.ts';

/** What a program leaves in the kernel, and how a configuration beside it deals with that. */
export interface Leftovers {
  /** The program. */
  readonly of: string;
  /** Kinds of links and the like that the kernel must have. */
  readonly needs: readonly string[];
  /** Makes it; PID stands for a process in another namespace. The NICs are eth0 and eth1. */
  readonly script: string;
  /** What policy strict removes, as the plan names it. */
  readonly strict: readonly string[];
  /** The mapping behind `ignore` that keeps all of it. */
  readonly ignore: string;
}

/** A configuration beside all that, with objects in the same tables and of the same kinds. */
const OURS = `
  ethernets:
    eth0:
      addresses: [192.0.2.1/24, "2001:db8::1/64"]
      routes: [{to: 203.0.113.0/24, via: 192.0.2.254}, {to: 10.9.0.0/16, via: 192.0.2.253, table: 100}]
      routing-policy: [{from: 192.0.2.1, table: 100}]
    eth1: {}
  bridges: {br0: {addresses: [198.51.100.1/24], fdb: [{macaddress: 02:00:00:00:00:99}]}}
`;
const BARE = `
  ethernets: {eth0: {}, eth1: {}}
`;

const configuration = (sections: string, policy = '', ignore = ''): string =>
  [
    'network:',
    '  version: 2',
    ...(policy === '' ? [] : [`  policy: ${policy}`]),
    ...(ignore === '' ? [] : [`  ignore: ${ignore}`]),
    sections,
  ].join('\n');

/** What a link listens to for the sake of its IPv6 addresses, of which those of its own, which come late, are not looked at. */
const SOLICITED_NODE = /^33:33:ff:/;

/** Everything in the namespace as iproute2 shows it, one text an object. */
function objects(ns: Namespace): string[] {
  const { links, addresses, routes, rules } = dump(ns);
  const lines = (command: string): string[] => ns.sh(command).split('\n');
  const flat = [
    ...links,
    ...addresses.flatMap(({ ifname, list }) =>
      (Array.isArray(list) ? list : []).map((address: Shown) => ({ ifname, ...address })),
    ),
    ...routes,
    ...rules,
    ...ns.ip('nexthop'),
  ];
  return [
    ...flat.map((object) => JSON.stringify(object)),
    ...lines('bridge -d fdb show')
      .filter((line) => !SOLICITED_NODE.test(line))
      .map((line) => `fdb ${line.trim()}`),
    ...lines('ip -d neighbour show nud permanent').map((line) => `neighbour ${line.trim()}`),
  ].sort();
}

/** The objects that were there and are there no more. */
function missing(before: readonly string[], now: readonly string[]): string[] {
  const left = [...now];
  return before.filter((object) => {
    const at = left.indexOf(object);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

async function made(t: TestContext, { script }: Leftovers): Promise<Namespace> {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const other = await makeNamespace(t);
  ns.sh(script.replaceAll('PID', other.path.split('/')[2] ?? ''));
  return ns;
}

const record = (ns: Namespace): string => {
  const [directory = ''] = readdirSync(stateOf(ns)).filter((name) => name.startsWith('net-'));
  return join(stateOf(ns), directory, 'record.json');
};

/** The tests that every program's leftovers have to stand. */
export function testLeftovers(leftovers: Leftovers): void {
  const { of, needs, strict, ignore } = leftovers;
  const skip = without('bridge', ...needs);

  test(`${of}: all of it stays as it is, comes our configuration or goes it`, { skip }, async (t) => {
    const ns = await made(t, leftovers);
    const before = objects(ns);
    await applyInOneRun(ns, configuration(OURS));
    assert.deepEqual(missing(before, objects(ns)), []);
    await applyInOneRun(ns, configuration(BARE));
    assert.deepEqual(objects(ns), before);
  });

  test(`${of}: a record that is lost, damaged or somebody else's deletes none of it`, { skip }, async (t) => {
    const ns = await made(t, leftovers);
    const before = objects(ns);
    await applyInOneRun(ns, configuration(OURS));
    const stale = {
      format_version: 1,
      boot_id: 'f0000000-0000-4000-8000-000000000000',
      ...claims(ns),
    };
    for (const text of ['', '{"format_version": 1', '[]', JSON.stringify(stale)]) {
      writeFileSync(record(ns), text);
      await applyInOneRun(ns, configuration(BARE));
      assert.deepEqual(missing(before, objects(ns)), [], text);
    }
  });

  test(`${of}: strict removes just that`, { skip }, async (t) => {
    const ns = await made(t, leftovers);
    const text = configuration(OURS, 'strict');
    const { plan } = await applyInOneRun(ns, text);
    const removed = plan.steps.flatMap(({ action, name }) => (action === 'remove' ? [name] : []));
    assert.deepEqual(removed.sort(), [...strict].sort());
    assert.deepEqual(
      plan.steps.filter(
        ({ action, reason }) => action === 'remove' && reason !== 'not declared, policy strict',
      ),
      [],
    );
  });

  test(`${of}: what is ignored stays under strict, too`, { skip }, async (t) => {
    const ns = await made(t, leftovers);
    const before = objects(ns);
    await applyInOneRun(ns, configuration(OURS, 'strict', ignore));
    assert.deepEqual(missing(before, objects(ns)), []);
    assert.deepEqual((await diff(ns, configuration(OURS, '', ignore))).steps, []);
    await applyInOneRun(ns, configuration(BARE, 'strict', ignore));
    assert.deepEqual(objects(ns), before);
  });
}

/** A record that claims every link and address there is. */
function claims(ns: Namespace): object {
  const links = ns.ip('link').map(({ ifname, linkinfo }) => {
    const kind = (linkinfo as Shown | undefined)?.['info_kind'] ?? 'physical';
    return [String(ifname), { kind, created: true, set: {} }] as const;
  });
  const addresses = ns
    .ip('address')
    .flatMap(({ ifname, addr_info: list }) =>
      (Array.isArray(list) ? list : []).map(
        ({ local, prefixlen }: Shown) => `${ifname} ${local}/${prefixlen} `,
      ),
    );
  return { links: Object.fromEntries(links), addresses, neighbors: [], fdb: [], replaced: {} };
}
