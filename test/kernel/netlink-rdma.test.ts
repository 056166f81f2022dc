import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  addRdmaLink,
  type Connection,
  deleteRdmaLink,
  getRdmaCounters,
  getRdmaDevice,
  getRdmaPort,
  getRdmaSystem,
  getRdmaUsage,
  IB_PORT,
  listRdmaDevices,
  listRdmaPorts,
  listRdmaResources,
  NETLINK,
  openRdma,
  RDMA_EVENT,
  RDMA_NL_GROUP,
  RDMA_NODE,
  rdmaMessages,
  setRdmaDevice,
  subscribe,
} from '../../src/netlink/index.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';

const skip = without('rdma');

type Row = Readonly<Record<string, unknown>>;

/** What rdma(8) shows. */
const shown = (ns: Namespace, words: string): readonly Row[] =>
  JSON.parse(ns.sh(`rdma -j -d ${words}`)) as readonly Row[];

/** A namespace with a link, and a software device on it; its index. */
async function onLink(t: TestContext): Promise<readonly [Namespace, Connection, number]> {
  const ns = await makeNamespace(t);
  ns.sh('ip link add v type veth peer w; ip link set v up; ip link set w up');
  const connection = openRdma({ netns: ns.path });
  t.after(() => connection.close());
  await addRdmaLink(connection, { devName: 'soft0', linkType: 'rxe', ndevName: 'v' });
  const { devIndex = 0 } =
    (await listRdmaDevices(connection)).find(({ devName }) => devName === 'soft0') ?? {};
  return [ns, connection, devIndex];
}

test('a software device is put onto a link, listed with its port, renamed and removed', {
  skip,
}, async (t) => {
  const [ns, connection, devIndex] = await onLink(t);
  const dev = await getRdmaDevice(connection, devIndex);
  const [row] = shown(ns, 'dev show soft0');
  assert.deepEqual([row?.['ifindex'], row?.['ifname']], [dev.devIndex, 'soft0']);
  const guid = (dev.nodeGuid ?? 0n).toString(16).padStart(16, '0');
  assert.equal(String(row?.['node_guid']).replaceAll(':', ''), guid);
  assert.equal(dev.devNodeType, RDMA_NODE.CA);

  const [port] = await listRdmaPorts(connection, devIndex);
  const [link] = shown(ns, 'link show soft0/1');
  assert.deepEqual([port?.portIndex, port?.ndevName], [1, 'v']);
  assert.deepEqual([link?.['netdev'], link?.['state']], ['v', 'ACTIVE']);
  assert.equal(port?.portState, IB_PORT.ACTIVE);
  assert.deepEqual(await getRdmaPort(connection, devIndex, 1), port);

  await setRdmaDevice(connection, { devIndex, devName: 'renamed0' });
  assert.deepEqual(
    shown(ns, 'dev show').map((one) => one['ifname']),
    ['renamed0'],
  );
  await deleteRdmaLink(connection, devIndex);
  assert.deepEqual(shown(ns, 'dev show'), []);
  await assert.rejects(getRdmaDevice(connection, devIndex), { code: 'EINVAL' });
});

test('what is in use on a device is what rdma(8) shows, with the counters of its port', {
  skip,
}, async (t) => {
  const [ns, connection, devIndex] = await onLink(t);
  const [usage] = shown(ns, 'resource show soft0');
  const counts = await getRdmaUsage(connection, devIndex);
  assert.ok(counts.size > 3);
  for (const [name, count] of counts) assert.equal(Number(count), usage?.[name], name);
  for (const kind of ['qp', 'cq', 'pd', 'mr'] as const) {
    const list = await listRdmaResources(connection, devIndex, kind);
    assert.equal(BigInt(list.length), counts.get(kind), kind);
  }
  const [statistics] = shown(ns, 'statistic show link soft0/1');
  const counters = await getRdmaCounters(connection, devIndex, 1);
  assert.ok(counters.size > 3);
  for (const name of counters.keys()) assert.ok(name in (statistics ?? {}), name);
  await deleteRdmaLink(connection, devIndex);
});

test('devices that come and go are told, from Linux 6.12 on', { skip }, async (t) => {
  const [, connection, devIndex] = await onLink(t);
  const { monitorMode } = await getRdmaSystem(connection);
  if (monitorMode !== 1) {
    t.skip('this kernel does not tell');
    return;
  }
  const events = subscribe({
    family: NETLINK.RDMA,
    groups: [RDMA_NL_GROUP.NOTIFY],
    messages: rdmaMessages,
  });
  t.after(() => events.close());
  await deleteRdmaLink(connection, devIndex);
  for await (const { value } of events) {
    if (value?.eventType === RDMA_EVENT.UNREGISTER && value.devIndex === devIndex) break;
  }
});

test('the settings of the machine are told, and refusals are errors', { skip }, async (t) => {
  const [ns, connection, devIndex] = await onLink(t);
  const { netnsMode, copyOnFork } = await getRdmaSystem(connection);
  const words = ns.sh('rdma system show');
  assert.match(words, netnsMode === 1 ? /netns shared/ : /netns exclusive/);
  assert.match(words, copyOnFork === 1 ? /copy-on-fork on/ : /copy-on-fork off/);
  const refused = { devName: 'soft1', linkType: 'rxe', ndevName: 'none' };
  await assert.rejects(addRdmaLink(connection, refused), { code: 'ENODEV' });
  await assert.rejects(addRdmaLink(connection, { ...refused, linkType: 'nothing', ndevName: 'w' }), {
    code: 'EINVAL',
  });
  await deleteRdmaLink(connection, devIndex);
  await assert.rejects(deleteRdmaLink(connection, devIndex), { code: 'EINVAL' });
});
