import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  type GenericSocket,
  openGeneric,
  openRoute,
  type RouteSocket,
  setTeamOptions,
  type TeamOption,
  teamOptions,
  teamPorts,
} from '../../src/netlink/index.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';

const skip = without('team');

interface Made {
  readonly ns: Namespace;
  readonly route: RouteSocket;
  readonly socket: GenericSocket;
  readonly team: number;
}

async function opened(t: TestContext): Promise<Made> {
  const ns = await makeNamespace(t);
  ns.sh('ip link add v0 type veth peer name v1; ip link set v1 up; ip link add team0 type team');
  const [route, socket] = [openRoute({ netns: ns.path }), openGeneric({ netns: ns.path })];
  t.after(() => {
    route.close();
    socket.close();
  });
  const { index: team = 0 } = await route.links.get({ name: 'team0' });
  return { ns, route, socket, team };
}

const option = (options: readonly TeamOption[], name: string): TeamOption | undefined =>
  options.find((some) => some.name === name);

const indexOf = async ({ route }: Made, name: string): Promise<number> =>
  (await route.links.get({ name })).index ?? 0;

test('options of every type are set and read, the mode before those of the mode', { skip }, async (t) => {
  const made = await opened(t);
  const { ns, socket, team } = made;
  await setTeamOptions(socket, team, [
    { name: 'mode', type: 'string', value: 'activebackup' },
    { name: 'notify_peers_count', type: 'u32', value: 3 },
    { name: 'mcast_rejoin_interval', type: 'u32', value: 250 },
  ]);
  ns.sh('ip link set v0 master team0; ip link set team0 up');
  const port = await indexOf(made, 'v0');
  await setTeamOptions(socket, team, [
    { name: 'activeport', type: 'u32', value: port },
    { name: 'priority', type: 's32', value: -5, port },
    { name: 'user_linkup_enabled', type: 'bool', value: true, port },
    { name: 'user_linkup', type: 'bool', value: true, port },
    { name: 'queue_id', type: 'u32', value: 2, port },
  ]);
  const options = await teamOptions(socket, team);
  assert.deepEqual(option(options, 'mode'), { name: 'mode', type: 'string', value: 'activebackup' });
  assert.equal(option(options, 'notify_peers_count')?.value, 3);
  assert.equal(option(options, 'mcast_rejoin_interval')?.value, 250);
  assert.equal(option(options, 'activeport')?.value, port);
  assert.deepEqual(option(options, 'priority'), { name: 'priority', type: 's32', value: -5, port });
  assert.deepEqual(option(options, 'user_linkup'), { name: 'user_linkup', type: 'bool', value: true, port });
  await setTeamOptions(socket, team, [{ name: 'user_linkup', type: 'bool', value: false, port }]);
  assert.equal(option(await teamOptions(socket, team), 'user_linkup')?.value, false);
  // independent: a team with its only port down has no carrier
  const [shown] = ns.ip('link', 'show', 'team0');
  assert.equal(shown?.['operstate'], 'DOWN');
});

test('a team without its own carrier gets it from its port', { skip }, async (t) => {
  const made = await opened(t);
  const { ns, socket, team } = made;
  await setTeamOptions(socket, team, [{ name: 'mode', type: 'string', value: 'roundrobin' }]);
  ns.sh('ip link set v0 master team0; ip link set team0 up');
  const port = await indexOf(made, 'v0');
  const [shown] = ns.ip('link', 'show', 'team0');
  assert.equal(shown?.['operstate'], 'UP');
  const ports = await teamPorts(socket, team);
  assert.deepEqual(
    ports.map(({ ifindex, linkup }) => [ifindex, linkup]),
    [[port, true]],
  );
});

test('more options than fit into one message are all read', { skip }, async (t) => {
  const { ns, socket, team } = await opened(t);
  const count = 60;
  ns.sh(
    Array.from(
      { length: count },
      (_, i) => `ip link add p${i} type veth peer name q${i}; ip link set p${i} master team0`,
    ).join('\n'),
  );
  const options = await teamOptions(socket, team);
  assert.equal(options.filter(({ name }) => name === 'enabled').length, count);
  assert.equal((await teamPorts(socket, team)).length, count);
});

test('a mode with ports, an option that is not there and a link that is no team are refused', {
  skip,
}, async (t) => {
  const { ns, socket, team } = await opened(t);
  ns.sh('ip link set v0 master team0');
  const mode = setTeamOptions(socket, team, [{ name: 'mode', type: 'string', value: 'broadcast' }]);
  await assert.rejects(mode, { code: 'EBUSY', message: /^TEAM_CMD_OPTIONS_SET/ });
  await assert.rejects(setTeamOptions(socket, team, [{ name: 'none', type: 'u32', value: 1 }]), {
    code: 'ENOENT',
  });
  await assert.rejects(teamOptions(socket, 1), { code: 'EINVAL' });
});
