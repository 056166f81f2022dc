import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foresee } from '../../../src/engine/plan/plan.ts';
import { EMPTY_RECORD } from '../../../src/engine/record/record.ts';
import { type NameService, RESOLVED, type Resolver } from '../../../src/model/index.ts';
import { declaration, declared, machine, nic, planned, virtual } from '../samples.ts';

const resolver = (link: string, addresses: readonly string[], more: Partial<Resolver> = {}): Resolver => ({
  ...{ type: 'resolver', link, addresses, search: [] },
  ...more,
});
const eth0 = { links: [nic('eth0')] };
const said = { links: [declared('eth0')] };
const one = resolver('eth0', ['192.0.2.53']);
const FILE = '/etc/resolv.conf';
const service = (state: 'absent' | 'ours' | 'changed' | 'others'): NameService => ({ through: FILE, state });

test('What systemd-resolved was told by us goes, what others told it stays', () => {
  const live = {
    ...eth0,
    nameService: { through: RESOLVED },
    resolvers: [{ ...one, through: RESOLVED }],
  } as const;
  assert.deepEqual(planned(live, { ...said, resolvers: [one] }).said, []);
  assert.deepEqual(planned(live, said).said, []);
  assert.deepEqual(planned(live, said, { resolvers: ['eth0 nameservers'] }).said, [
    'remove nameservers 192.0.2.53 dev eth0',
  ]);
});

test('With a link that is made anew systemd-resolved forgets; a file does not', () => {
  const links = [virtual('br0', 'bridge')];
  const wanted = {
    links: [declared('br0', 'vlan', { link: 'eth0', 'vlan.id': 5 })],
    resolvers: [resolver('br0', ['192.0.2.53'])],
  };
  const at = (through: string, nameService: NameService) =>
    planned(
      {
        links: [...links, nic('eth0')],
        nameService,
        resolvers: [resolver('br0', ['192.0.2.53'], { through, protocol: 78 })],
      },
      wanted,
      { links: { br0: { kind: 'bridge', created: true, set: {} } } },
    ).said.filter((step) => step.includes('nameservers'));
  assert.deepEqual(at(RESOLVED, { through: RESOLVED }), ['create nameservers 192.0.2.53 dev br0']);
  assert.deepEqual(at(FILE, service('ours')), []);
});

test('Of a link that goes, and of one that has another name now, the file loses its entry', () => {
  const live = {
    links: [virtual('br0', 'bridge')],
    nameService: service('ours'),
    resolvers: [resolver('br0', ['192.0.2.53'], { through: FILE, protocol: 78 })],
  };
  const ours = { links: { br0: { kind: 'bridge', created: true, set: {} } } };
  assert.deepEqual(planned(live, {}, ours).said, [
    'remove bridge br0',
    'remove nameservers 192.0.2.53 dev br0',
  ]);
});

test('The loopback, more servers than are asked, and domains that a file has no word for are told of', () => {
  const problems = (nameService: NameService, resolvers: readonly Resolver[], link = 'eth0') =>
    planned(
      { links: [nic('eth0'), { ...nic('lo'), kind: 'loopback' }], nameService },
      { links: [declared(link)], resolvers },
    ).problems.map(({ severity, code }) => `${severity} ${code}`);
  assert.deepEqual(problems({ through: RESOLVED }, [resolver('lo', ['192.0.2.53'])], 'lo'), [
    'error name-service',
  ]);
  const many = resolver('eth0', ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4'], {
    search: ['~corp.example'],
  });
  assert.deepEqual(problems(service('absent'), [many]), [
    'warning too-many-name-servers',
    'warning no-effect',
  ]);
  assert.deepEqual(problems({ through: RESOLVED }, [many]), []);
  assert.deepEqual(problems({ through: null, why: 'so', passing: true }, [one]), ['warning name-service']);
  assert.deepEqual(problems({ through: null, why: 'so' }, [one]), ['error name-service']);
});

test('The first step says what becomes of the file that is there', () => {
  const notes = (state: Parameters<typeof service>[0]) =>
    foresee(
      declaration({ ...said, resolvers: [one] }),
      machine({ ...eth0, nameService: service(state) }),
      EMPTY_RECORD,
      {
        allowRecreate: false,
      },
    ).plan.steps[0]?.notes;
  assert.match(notes('others')?.[0] ?? '', /is kept in .*nlapply-saved/);
  assert.match(notes('changed')?.[0] ?? '', /somebody has changed/);
  assert.deepEqual(notes('absent'), []);
});

test('Servers in another order are a change', () => {
  const live = {
    ...eth0,
    nameService: service('ours'),
    resolvers: [resolver('eth0', ['192.0.2.2', '192.0.2.1'], { through: FILE, protocol: 78 })],
  };
  const { plan } = planned(live, { ...said, resolvers: [resolver('eth0', ['192.0.2.1', '192.0.2.2'])] });
  assert.equal(plan.steps.length, 1);
});

test('Of a link that systemd-networkd manages, name servers are left out with an error, and what it has told stays', () => {
  const live = (address: string) =>
    ({
      ...eth0,
      nameService: { through: RESOLVED, managed: ['eth0'] },
      resolvers: [resolver('eth0', [address], { through: RESOLVED, managed: true })],
    }) as const;
  const ours = { resolvers: ['eth0 nameservers'] };
  for (const record of [{}, ours]) {
    const other = planned(live('192.0.2.9'), { ...said, resolvers: [one] }, record);
    assert.deepEqual(other.said, []);
    assert.deepEqual(
      other.problems.map(({ severity, message }) => `${severity}: ${message}`),
      [
        'error: the nameservers of eth0 are left out: systemd-networkd manages the device, and systemd-resolved listens to nobody else then',
      ],
    );
    const same = planned(live('192.0.2.53'), { ...said, resolvers: [one] }, record);
    assert.deepEqual([same.said, same.problems], [[], []]);
    assert.deepEqual(planned(live('192.0.2.9'), said, record).said, []);
  }
});
