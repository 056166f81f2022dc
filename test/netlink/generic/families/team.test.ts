import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type FakeRequest,
  NLM_F,
  openGeneric,
  readTeamOption,
  setTeamOptions,
  TEAM_CMD,
  type TeamOption,
  team,
  teamOptions,
  teamPorts,
  writeTeamOption,
} from '../../../../src/netlink/index.ts';
import { fakeFamily } from './fake-family.ts';

const options: readonly TeamOption[] = [
  { name: 'mode', type: 'string', value: 'activebackup' },
  { name: 'notify_peers_count', type: 'u32', value: 4_000_000_000 },
  { name: 'priority', type: 's32', value: -7, port: 3 },
  { name: 'enabled', type: 'bool', value: true, port: 3 },
  { name: 'user_linkup', type: 'bool', value: false, port: 3 },
  { name: 'lb_tx_hash_to_port_mapping', type: 'u32', value: 3, arrayIndex: 255 },
  { name: 'bpf_hash_func', type: 'binary', value: Uint8Array.of(1, 2, 3) },
];

test('an option of each type means the same when it is read again', () => {
  for (const option of options) assert.deepEqual(readTeamOption(writeTeamOption(option)), option);
});

test('an option of a type yet unknown, or without data, is none', () => {
  assert.equal(readTeamOption({ name: 'new', type: 200, data: new Uint8Array(4) }), undefined);
  assert.equal(readTeamOption({ name: 'mode', type: 5 }), undefined);
});

test('a bool is told by the presence of its data', () => {
  assert.equal('data' in writeTeamOption({ name: 'a', type: 'bool', value: false }), false);
  assert.equal(writeTeamOption({ name: 'a', type: 'bool', value: true }).data?.length, 0);
});

test('options and ports are asked for by a plain request, and read until the end', async () => {
  const listOption = options.map(writeTeamOption);
  const answers = ({ bytes }: FakeRequest): object[] =>
    bytes[16] === TEAM_CMD.OPTIONS_GET
      ? [
          { teamIfindex: 9, listOption: listOption.slice(0, 2) },
          { teamIfindex: 9, listOption: listOption.slice(2) },
        ]
      : [{ teamIfindex: 9, listPort: [{ ifindex: 3, linkup: true, speed: 1000, duplex: 1 }] }];
  const kernel = fakeFamily(team, answers);
  const socket = openGeneric({ native: kernel });
  assert.deepEqual(await teamOptions(socket, 9), options);
  assert.deepEqual(await teamPorts(socket, 9), [{ ifindex: 3, linkup: true, speed: 1000, duplex: 1 }]);
  const flags = kernel.sent
    .flat()
    .filter(({ type }) => type !== 16)
    .map((request) => request.flags);
  assert.deepEqual(flags, [NLM_F.REQUEST, NLM_F.REQUEST]);
});

test('each option is set by a request of its own, and one that nobody heard of is set', async () => {
  const ESRCH = 3;
  const heard = fakeFamily(
    team,
    () => [],
    () => ESRCH,
  );
  await setTeamOptions(openGeneric({ native: heard }), 9, options.slice(0, 3));
  assert.equal(heard.sent.flat().filter(({ type }) => type !== 16).length, 3);
});

test('an option that is refused ends the setting', async () => {
  const ENOENT = 2;
  const kernel = fakeFamily(
    team,
    () => [],
    () => ENOENT,
  );
  await assert.rejects(setTeamOptions(openGeneric({ native: kernel }), 9, options), { code: 'ENOENT' });
  assert.equal(kernel.sent.flat().filter(({ type }) => type !== 16).length, 1);
});
