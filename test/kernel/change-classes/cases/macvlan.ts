import { casesOf, type KindCases } from '../case.ts';

const KINDS = { macvlan: 'macvlans', macvtap: 'macvtaps' } as const;

const macvlanLike = (kind: keyof typeof KINDS): KindCases => {
  const row = casesOf(kind);
  return {
    kind,
    needs: [kind],
    section: KINDS[kind],
    device: { link: 'eth0', mode: 'bridge' },
    cases: [
      row(`${kind}.mode`, 'live', 'private', 'vepa', { shows: { mode: 'vepa' } }),
      row(`${kind}.mode`, 'live', 'bridge', 'source', { shows: { mode: 'source' } }),
      row(`${kind}.mode`, 'create', 'bridge', 'passthru', { shows: { mode: 'passthru' } }),
      row(`${kind}.mode`, 'create', 'passthru', 'private', { shows: { mode: 'private' } }),
      row(`${kind}.flags`, 'live', [], ['nodst']),
      row(`${kind}.flags`, 'live', [], ['nopromisc'], { with: { mode: 'passthru' } }),
      row(`${kind}.macaddresses`, 'live', [], ['02:00:00:00:00:01', '02:00:00:00:00:02'], {
        with: { mode: 'source' },
      }),
      row(`${kind}.bc-queue-len`, 'live', 1000, 2000),
      row(`${kind}.bc-limit`, 'live', 1, 5, { needs: ['macvlan-bclim'] }),
      row('protodown', 'live', false, true, { shows: { proto_down: true } }),
      row('link', 'create', 'eth0', 'eth1', { shows: { link: 'eth1' } }),
    ],
  };
};

export const macvlan = macvlanLike('macvlan');
export const macvtap = macvlanLike('macvtap');

const IPVLANS = { ipvlan: 'ipvlans', ipvtap: 'ipvtaps' } as const;

const ipvlanLike = (kind: keyof typeof IPVLANS): KindCases => {
  const row = casesOf(kind);
  return {
    kind,
    needs: [kind],
    section: IPVLANS[kind],
    device: { link: 'eth0' },
    cases: [
      row(`${kind}.mode`, 'live', 'l3', 'l2', { shows: { mode: 'l2' } }),
      row(`${kind}.mode`, 'live', 'l2', 'l3s', { shows: { mode: 'l3s' } }),
      row(`${kind}.flags`, 'live', [], ['private']),
      row(`${kind}.flags`, 'live', ['private'], ['vepa']),
      row('link', 'create', 'eth0', 'eth1', { shows: { link: 'eth1' } }),
    ],
  };
};

export const ipvlan = ipvlanLike('ipvlan');
export const ipvtap = ipvlanLike('ipvtap');
