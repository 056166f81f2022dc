import { casesOf, type KindCases, type More } from '../case.ts';

const row = casesOf('dummy');
const live = (name: string, first: unknown, second: unknown, more?: More) =>
  row(name, 'live', first, second, more);

/** What every link has, on the plainest one. */
export const common: KindCases = {
  kind: 'dummy',
  needs: ['dummy'],
  section: 'dummy-devices',
  device: {},
  cases: [
    live('state', undefined, 'off', { fallsByWish: true }),
    live('state', 'off', undefined, { fallsByWish: true }),
    live('mtu', 1500, 9000, { shows: { mtu: 9000 } }),
    live('macaddress', '02:00:00:00:00:01', '02:00:00:00:00:02', { shows: { address: '02:00:00:00:00:02' } }),
    live('alias', 'one', 'two', { shows: { ifalias: 'two' } }),
    live('alias', 'one', ''),
    live('alternative-names', ['uplink'], ['downlink', 'other'], {
      shows: { altnames: ['downlink', 'other'] },
    }),
    live('transmit-queue-length', 1000, 7, { shows: { txqlen: 7 } }),
    live(
      'qdisc',
      'pfifo',
      { kind: 'tbf', rate: '1Mbit', burst: '5Kb', limit: '9Kb' },
      { shows: { qdisc: 'tbf' } },
    ),
    live('qdiscs', [], [{ parent: '1:2', kind: 'pfifo' }], {
      with: { qdisc: 'prio' },
      needs: ['qdiscs'],
      unseen: 'tc shows it',
    }),
    live('classes', [], [{ id: '1:2', rate: '1Mbit' }], {
      with: { qdisc: 'htb' },
      needs: ['htb'],
      unseen: 'tc shows it',
    }),
    live(
      'filters',
      [{ parent: 'ingress', kind: 'matchall', actions: ['pass'] }],
      [{ parent: 'ingress', kind: 'matchall', actions: ['drop'] }],
      { needs: ['flower'], unseen: 'tc shows it' },
    ),
    live('group', 0, 9, { shows: { group: '9' } }),
    row('transmit-queues', 'create', 1, 4, { shows: { num_tx_queues: 4 } }),
    row('receive-queues', 'create', 1, 4, { needs: ['receive-queues'], shows: { num_rx_queues: 4 } }),
    live('arp', true, false),
    live('multicast', true, false),
    live('all-multicast', false, true),
    live('promiscuous', false, true),
    live('carrier', true, false, { loses: 'LOWER_UP' }),
    live('gso-max-size', 65536, 32768, { shows: { gso_max_size: 32768 } }),
    live('gso-max-segments', 65535, 100, { shows: { gso_max_segs: 100 } }),
    live('gso-ipv4-max-size', 65536, 32768, { shows: { gso_ipv4_max_size: 32768 } }),
    live('gro-max-size', 65536, 32768, { shows: { gro_max_size: 32768 } }),
    live('gro-ipv4-max-size', 65536, 32768, { shows: { gro_ipv4_max_size: 32768 } }),
    live('ipv6-address-generation', 'eui64', 'random', {
      shows: { inet6_addr_gen_mode: 'random' },
    }),
    {
      attribute: 'master',
      how: 'live',
      says: [
        { beside: { bridges: { br0: { interfaces: ['@'] }, br1: {} } } },
        { beside: { bridges: { br0: {}, br1: { interfaces: ['@'] } } } },
      ],
      shows: { master: 'br1' },
    },
  ],
};

export const vcan: KindCases = {
  kind: 'vcan',
  needs: ['vcan'],
  section: 'vcans',
  device: {},
  cases: [casesOf('vcan')('mtu', 'down', 72, 2060, { shows: { mtu: 2060 } })],
};
