import { casesOf, type KindCases } from '../case.ts';

const ofHsr = casesOf('hsr');
const RING = { with: { interfaces: ['eth0', 'eth1'] } };

export const hsr: KindCases = {
  kind: 'hsr',
  needs: ['hsr'],
  section: 'hsrs',
  nics: ['eth0', 'eth1', 'eth2', 'eth3'],
  device: {},
  cases: [
    ofHsr('hsr.interfaces', 'create', ['eth0', 'eth1'], ['eth1', 'eth2'], {
      shows: { slave1: 'eth1', slave2: 'eth2' },
      otherPorts: true,
    }),
    ofHsr('hsr.interlink', 'create', 'eth2', 'eth3', { ...RING, otherPorts: true }),
    ofHsr('hsr.supervision', 'create', 0, 9, { ...RING, shows: { supervision_addr: '01:15:4e:00:01:09' } }),
    ofHsr('hsr.protocol', 'create', 'hsr', 'prp', { ...RING, shows: { proto: 1 } }),
    ofHsr('hsr.version', 'create', 0, 1, {
      ...RING,
      unseen: 'iproute2 shows no version, and the kernel tells it to netlink only',
    }),
  ],
};

const ofBatadv = casesOf('batadv');

export const batadv: KindCases = {
  kind: 'batadv',
  needs: ['batadv'],
  section: 'batadvs',
  device: {},
  cases: [
    ofBatadv('batadv.routing-algorithm', 'create', 'BATMAN_IV', 'BATMAN_V', {
      unseen: 'a dump of links tells nothing of a mesh: links-batadv.test.ts',
    }),
  ],
};

const ofXfrm = casesOf('xfrm');

export const xfrm: KindCases = {
  kind: 'xfrm',
  needs: ['xfrm'],
  section: 'xfrm-interfaces',
  device: {},
  cases: [
    ofXfrm('xfrm.id', 'live', 7, 8, { shows: { if_id: '0x8' } }),
    ofXfrm('link', 'create', 'eth0', 'eth1', { with: { id: 7 }, shows: { link: 'eth1' } }),
    { attribute: 'xfrm.external', how: 'create', says: [{ id: 7 }, { external: true }] },
  ],
};

const ofBareudp = casesOf('bareudp');
const IP = { with: { port: 6635, ethertype: 'ip' } };

export const bareudp: KindCases = {
  kind: 'bareudp',
  needs: ['bareudp'],
  section: 'tunnels',
  device: { mode: 'bareudp' },
  cases: [
    ofBareudp('bareudp.port', 'create', 6635, 6636, { with: { ethertype: 'ip' }, shows: { dstport: 6636 } }),
    ofBareudp('bareudp.ethertype', 'create', 'ip', 'ipv6', { with: { port: 6635 } }),
    ofBareudp('bareudp.srcportmin', 'create', 0, 5000, { ...IP, shows: { srcportmin: 5000 } }),
    ofBareudp('bareudp.multiproto', 'create', false, true, IP),
  ],
};

const ofGeneve = casesOf('geneve');
const V6 = { with: { remote: '2001:db8::2' } };

export const geneve: KindCases = {
  kind: 'geneve',
  needs: ['geneve'],
  section: 'tunnels',
  device: { mode: 'geneve', id: 7, remote: '192.0.2.2' },
  cases: [
    ofGeneve('geneve.id', 'create', 7, 8, { shows: { id: 8 } }),
    ofGeneve('geneve.remote', 'live', '192.0.2.2', '192.0.2.3', { shows: { remote: '192.0.2.3' } }),
    ofGeneve('geneve.remote', 'create', '192.0.2.2', '2001:db8::2', { shows: { remote6: '2001:db8::2' } }),
    ofGeneve('geneve.port', 'create', 6081, 6082, { shows: { port: 6082 } }),
    ofGeneve('geneve.port-range', 'create', [1, 65535], [5000, 6000]),
    ofGeneve('geneve.ttl', 'live', 0, 64, { shows: { ttl: 64 } }),
    ofGeneve('geneve.ttl', 'live', 64, 'inherit'),
    ofGeneve('geneve.type-of-service', 'live', 0, 16),
    ofGeneve('geneve.flow-label', 'live', 0, 100, V6),
    ofGeneve('geneve.do-not-fragment', 'live', false, true, { shows: { df: 'set' } }),
    ofGeneve('geneve.udp-checksum', 'create', [], ['udp'], { shows: { udp_csum: true } }),
    ofGeneve('geneve.zero-udp6-tx', 'create', [], ['zero-udp6-tx'], V6),
    ofGeneve('geneve.zero-udp6-rx', 'create', [], ['zero-udp6-rx'], V6),
    {
      attribute: 'geneve.external',
      how: 'create',
      says: [{}, { external: true, id: undefined, remote: undefined }],
    },
    ofGeneve('geneve.inner-proto-inherit', 'create', false, true),
    ofGeneve('geneve.gro-hint', 'create', false, true, { unseen: 'too new for iproute2' }),
  ],
};
