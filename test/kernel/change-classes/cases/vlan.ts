import { casesOf, type KindCases, type More } from '../case.ts';

const row = casesOf('vlan');
const live = (name: string, first: unknown, second: unknown, more?: More) =>
  row(`vlan.${name}`, 'live', first, second, more);

export const vlan: KindCases = {
  kind: 'vlan',
  needs: ['vlan', 'dummy'],
  section: 'vlans',
  device: { link: 'eth0', id: 7 },
  cases: [
    row('vlan.id', 'create', 7, 4094, { shows: { id: 4094 } }),
    row('vlan.protocol', 'create', '802.1q', '802.1ad', { shows: { protocol: '802.1ad' } }),
    row('link', 'create', 'eth0', 'eth1', { shows: { link: 'eth1' } }),
    live('reorder-header', true, false),
    live('gvrp', false, true),
    live('mvrp', false, true),
    live('loose-binding', false, true),
    live('bridge-binding', false, true, {
      with: { link: 'br0', beside: { bridges: { br0: { interfaces: ['eth0'] } } } },
    }),
    live(
      'ingress-qos-map',
      { 1: 6 },
      { 2: 5, 7: 7 },
      {
        shows: {
          ingress_qos: [
            { from: 2, to: 5 },
            { from: 7, to: 7 },
          ],
        },
      },
    ),
    live('egress-qos-map', { 0: 1, 9: 2 }, { 0: 3 }, { shows: { egress_qos: [{ from: 0, to: 3 }] } }),
  ],
};

const ofVrf = casesOf('vrf');

export const vrf: KindCases = {
  kind: 'vrf',
  needs: ['vrf'],
  section: 'vrfs',
  device: { interfaces: ['eth0', 'eth1'] },
  cases: [ofVrf('vrf.table', 'create', 42, 43, { shows: { table: 43 } })],
};
