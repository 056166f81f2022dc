import { attributes, type QdiscWire } from './wire.ts';

const plain = attributes({
  rtt: 'rtt',
  target: 'target',
  diffserv: 'diffservMode',
  'flow-mode': 'flowMode',
  nat: 'nat',
  wash: 'wash',
  ingress: 'ingress',
  'ack-filter': 'ackFilter',
  'split-gso': 'splitGso',
  overhead: 'overhead',
  mpu: 'mpu',
  atm: 'atm',
  memlimit: 'memory',
  fwmark: 'fwmark',
});

export const cake: QdiscWire = {
  write: ({ bandwidth, ...others }) => ({
    ...(bandwidth !== undefined && { baseRate64: BigInt(bandwidth) }),
    ...plain.write(others),
  }),
  read: (members) => {
    const { overhead, ...others } = plain.read(members);
    return {
      bandwidth: Number(members['baseRate64'] ?? 0),
      ...others,
      // An attribute says that no overhead is set: packets then count as long as they are (cake_dump).
      ...(members['raw'] === undefined && overhead !== undefined && { overhead }),
    };
  },
};
