/** A VLAN, or a range of VLANs, of a bridge or of a bridge port. */
export interface BridgeVlan {
  readonly from: number;
  readonly to: number;
  /** Frames that come in without a tag belong to this VLAN; at most one VLAN has this. */
  readonly pvid: boolean;
  /** Frames leave without a tag. */
  readonly untagged: boolean;
  /** The VNI of the first VLAN; each further VLAN has the next VNI. */
  readonly tunnel?: number;
}

/**
 * Canonical texts, one for each range, with ranges as long as possible: `1 pvid untagged`, `100-103`, `200-201 tunnel
 * 1200-1201`. Two sets of VLANs are equal if their texts are.
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

/** Parses `10` or `100-103`; undefined for anything else. */
export function parseRange(range: string): { readonly from: number; readonly to: number } | undefined {
  const found = /^([0-9]{1,8})(?:-([0-9]{1,8}))?$/.exec(range);
  if (found === null) return undefined;
  return { from: Number(found[1]), to: Number(found[2] ?? found[1]) };
}

/** What a single VLAN has besides its number. */
export type VlanFlags = Omit<BridgeVlan, 'from' | 'to'>;

/** The same VLANs one by one, by their numbers. */
export function eachVlan(vlans: readonly BridgeVlan[]): Map<number, VlanFlags> {
  const each = new Map<number, VlanFlags>();
  for (const { from, to, tunnel, ...flags } of vlans) {
    for (let vid = from; vid <= to; vid++)
      each.set(vid, { ...flags, ...(tunnel !== undefined && { tunnel: tunnel + vid - from }) });
  }
  return each;
}

/** The inverse of {@link eachVlan}, with an entry for each VLAN; {@link bridgeVlanTexts} joins them to ranges. */
export const vlansOf = (each: ReadonlyMap<number, VlanFlags>): BridgeVlan[] =>
  [...each].map(([vid, flags]) => ({ from: vid, to: vid, ...flags }));
