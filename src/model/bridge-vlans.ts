/** VLANs of a bridge or of a port of it, one or a range. */
export interface BridgeVlan {
  readonly from: number;
  readonly to: number;
  /** What comes in without a tag belongs to it; at most one. */
  readonly pvid: boolean;
  /** What goes out has no tag. */
  readonly untagged: boolean;
  /** The VNI of the first; of the next VLAN the next one. */
  readonly tunnel?: number;
}

/**
 * Canonical texts, one for each longest range: `1 pvid untagged`, `100-103`, `200-201 tunnel 1200-1201`. Two sets of VLANs
 * are the same when their texts are.
 */
export function bridgeVlanTexts(vlans: readonly BridgeVlan[]): string[] {
  const joined: BridgeVlan[] = [];
  for (const vlan of [...vlans].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last !== undefined && continues(last, vlan)) joined[joined.length - 1] = { ...last, to: vlan.to };
    else joined.push(vlan);
  }
  return joined.map(text);
}

const continues = (last: BridgeVlan, next: BridgeVlan): boolean =>
  last.to + 1 === next.from &&
  !last.pvid &&
  !next.pvid &&
  last.untagged === next.untagged &&
  next.tunnel === (last.tunnel === undefined ? undefined : last.tunnel + next.from - last.from);

function text({ from, to, pvid, untagged, tunnel }: BridgeVlan): string {
  return [
    rangeText(from, to),
    ...(pvid ? ['pvid'] : []),
    ...(untagged ? ['untagged'] : []),
    ...(tunnel === undefined ? [] : ['tunnel', rangeText(tunnel, tunnel + to - from)]),
  ].join(' ');
}

const rangeText = (from: number, to: number): string => (from === to ? `${from}` : `${from}-${to}`);

/** The inverse of {@link bridgeVlanTexts}. */
export function parseBridgeVlans(texts: readonly unknown[]): BridgeVlan[] {
  return texts.map((one) => {
    const [id = '', ...words] = String(one).split(' ');
    const { from, to } = parseRange(id) ?? { from: 0, to: 0 };
    const at = words.indexOf('tunnel');
    const tunnel = at < 0 ? undefined : parseRange(words[at + 1] ?? '')?.from;
    return {
      from,
      to,
      pvid: words.includes('pvid'),
      untagged: words.includes('untagged'),
      ...(tunnel !== undefined && { tunnel }),
    };
  });
}

/** `10` or `100-103`; undefined for anything else. */
export function parseRange(range: string): { readonly from: number; readonly to: number } | undefined {
  const found = /^([0-9]{1,8})(?:-([0-9]{1,8}))?$/.exec(range);
  if (found === null) return undefined;
  return { from: Number(found[1]), to: Number(found[2] ?? found[1]) };
}

/** One VLAN of many, without its number. */
export type VlanFlags = Omit<BridgeVlan, 'from' | 'to'>;

/** The same VLAN by VLAN. */
export function eachVlan(vlans: readonly BridgeVlan[]): Map<number, VlanFlags> {
  const each = new Map<number, VlanFlags>();
  for (const { from, to, tunnel, ...flags } of vlans) {
    for (let vid = from; vid <= to; vid++)
      each.set(vid, { ...flags, ...(tunnel !== undefined && { tunnel: tunnel + vid - from }) });
  }
  return each;
}

/** Back to ranges, as long as they can be. */
export const vlansOf = (each: ReadonlyMap<number, VlanFlags>): BridgeVlan[] =>
  [...each].map(([vid, flags]) => ({ from: vid, to: vid, ...flags }));
