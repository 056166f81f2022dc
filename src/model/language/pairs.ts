import type { Link } from '../link.ts';
import type { Attributes } from '../value.ts';

/** How the two ends of a pair of this kind refer to each other. */
export interface Pair {
  /** What users call an end. */
  readonly noun: string;
  /** The attribute that names the other end. */
  readonly peer: string;
  /** The attribute with the namespace in which the other end is made; its name is that in there. */
  readonly namespace: string;
  /** Attributes of one end, with the names that they have at the other end. */
  readonly mirrored: Readonly<Record<string, string>>;
  /** The attributes that mark a single device of this kind, which has no peer. */
  readonly alone?: Attributes;
}

const pair = (kind: string, noun: string, mirrored: Pair['mirrored'] = {}): Pair => ({
  noun,
  peer: `${kind}.peer`,
  namespace: `${kind}.peer-namespace`,
  mirrored,
});

/** Kinds of link that are made and removed in pairs: one message makes both ends. */
export const PAIRS: Readonly<Record<string, Pair>> = {
  veth: pair('veth', 'virtual-ethernet'),
  vxcan: pair('vxcan', 'vxcan'),
  netkit: {
    ...pair('netkit', 'netkit', {
      'netkit.mode': 'netkit.mode',
      'netkit.policy': 'netkit.peer-policy',
      'netkit.peer-policy': 'netkit.policy',
      'netkit.scrub': 'netkit.peer-scrub',
      'netkit.peer-scrub': 'netkit.scrub',
      'netkit.headroom': 'netkit.headroom',
      'netkit.tailroom': 'netkit.tailroom',
    }),
    alone: { 'netkit.pairing': 'single' },
  },
};

/** Whether a link is one end of a pair. */
export function isEnd({ kind, attributes }: Pick<Link, 'kind' | 'attributes'>): boolean {
  const known = PAIRS[kind];
  if (known === undefined) return false;
  const alone = Object.entries(known.alone ?? {});
  return alone.length === 0 || alone.some(([name, value]) => attributes[name] !== value);
}

/** The name of the other end, if it is in the same namespace. */
export function peerOf({ kind, attributes }: Pick<Link, 'kind' | 'attributes'>): string | undefined {
  const known = PAIRS[kind];
  if (known === undefined || typeof attributes[known.namespace] === 'string') return undefined;
  const peer = attributes[known.peer];
  return typeof peer === 'string' ? peer : undefined;
}

/** The attributes that the other end has as a consequence of these attributes of one end. */
export function mirrored(kind: string, attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(PAIRS[kind]?.mirrored ?? {}).flatMap(([own, other]) => {
      const value = attributes[own];
      return value === undefined ? [] : [[other, value]];
    }),
  );
}

const PEERS: ReadonlySet<string> = new Set(Object.values(PAIRS).flatMap((p) => [p.peer, p.namespace]));

/** Whether an attribute names the other end of a pair, or its namespace. */
export const isOfPeer = (attribute: string): boolean => PEERS.has(attribute);

/** Whether an attribute names the other end of a pair. */
export const namesPeer = (attribute: string): boolean =>
  Object.values(PAIRS).some(({ peer }) => peer === attribute);
