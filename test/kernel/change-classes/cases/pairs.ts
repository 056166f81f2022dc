import { type ChangeCase, casesOf, type KindCases, type Said } from '../case.ts';

/** The other end is declared, too. */
const pairOf = (section: string, peer: string, more: Said = {}): Said => ({
  peer,
  beside: { [section]: { [peer]: { peer: '@', ...more } } },
});

/** Two pairs exchange their ends; were one of them new, the pair would go with the other's old end. */
const peer = (kind: string, section: string): ChangeCase => ({
  attribute: `${kind}.peer`,
  how: 'create',
  says: [
    { peer: 'y0', beside: { [section]: { y0: { peer: '@' }, w0: { peer: 'z0' }, z0: { peer: 'w0' } } } },
    { peer: 'z0', beside: { [section]: { z0: { peer: '@' }, w0: { peer: 'y0' }, y0: { peer: 'w0' } } } },
  ],
  shows: { link: 'z0' },
});

export const veth: KindCases = {
  kind: 'veth',
  needs: ['veth'],
  section: 'virtual-ethernets',
  device: {},
  cases: [
    peer('veth', 'virtual-ethernets'),
    // A dummy does no neighbour discovery.
    casesOf('veth')('ipv6-address-token', 'live', '::1', '::2', { with: pairOf('virtual-ethernets', 'y0') }),
  ],
};

export const vxcan: KindCases = {
  kind: 'vxcan',
  needs: ['vxcan'],
  section: 'vxcans',
  device: {},
  cases: [
    peer('vxcan', 'vxcans'),
    casesOf('vxcan')('mtu', 'down', 72, 2060, { with: pairOf('vxcans', 'y0'), shows: { mtu: 2060 } }),
  ],
};

const row = casesOf('netkit');
/** The kernel tells it, and the second run finds it there; iproute2 has no words for it. */
const NEWEST = 'too new for iproute2';
const PAIR = { with: pairOf('netkits', 'y0') };

export const netkit: KindCases = {
  kind: 'netkit',
  needs: ['netkit'],
  section: 'netkits',
  device: {},
  cases: [
    peer('netkit', 'netkits'),
    row('netkit.mode', 'create', 'l3', 'l2', { ...PAIR, shows: { mode: 'l2' } }),
    row('netkit.policy', 'live', 'forward', 'blackhole', { ...PAIR, shows: { policy: 'blackhole' } }),
    row('netkit.peer-policy', 'live', 'forward', 'blackhole', PAIR),
    row('netkit.scrub', 'create', 'default', 'none', PAIR),
    row('netkit.peer-scrub', 'create', 'default', 'none', PAIR),
    row('netkit.headroom', 'create', 0, 64, { ...PAIR, unseen: NEWEST }),
    row('netkit.tailroom', 'create', 0, 64, { ...PAIR, unseen: NEWEST }),
  ],
};
