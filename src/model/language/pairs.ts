import type { Link } from '../link.ts';
import type { Attributes } from '../value.ts';

/** What the two ends of a pair of this kind know of each other. */
export interface Pair {
  /** What a person calls an end. */
  readonly noun: string;
  /** The attribute that names the other end. */
  readonly peer: string;
  /** The namespace that the other end is made in; it is named there, not here. */
  readonly namespace: string;
  /** An attribute of one end, and what it is called at the other. */
  readonly mirrored: Readonly<Record<string, string>>;
  /** The attributes of a device of the kind that stands alone. */
  readonly alone?: Attributes;
}

const pair = (kind: string, noun: string, mirrored: Pair['mirrored'] = {}): Pair => ({
  noun,
  peer: `${kind}.peer`,
  namespace: `${kind}.peer-namespace`,
  mirrored,
});

/** Kinds of link that come, and go, in pairs: one message makes both ends. */
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

/** The name of the other end, if it lies in the same namespace. */
export function peerOf({ kind, attributes }: Pick<Link, 'kind' | 'attributes'>): string | undefined {
  const known = PAIRS[kind];
  if (known === undefined || typeof attributes[known.namespace] === 'string') return undefined;
  const peer = attributes[known.peer];
  return typeof peer === 'string' ? peer : undefined;
}

/** What the other end has with it when one end has these attributes. */
export function mirrored(kind: string, attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(PAIRS[kind]?.mirrored ?? {}).flatMap(([own, other]) => {
      const value = attributes[own];
      return value === undefined ? [] : [[other, value]];
    }),
  );
}

const PEERS: ReadonlySet<string> = new Set(Object.values(PAIRS).flatMap((p) => [p.peer, p.namespace]));

/** Whether an attribute names the other end of a pair, or where it is. */
export const isOfPeer = (attribute: string): boolean => PEERS.has(attribute);

/** Whether an attribute names the other end of a pair. */
export const namesPeer = (attribute: string): boolean =>
  Object.values(PAIRS).some(({ peer }) => peer === attribute);
