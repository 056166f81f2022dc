/** VXLAN ids from `from` to `to`. Their packets go to `remote`, or else to the remote of the device. */
export interface VniRange {
  readonly from: number;
  readonly to: number;
  readonly remote?: string;
}

/** The text of a range in the attribute's list: `100`, `200-210`, `300 239.1.1.1`. */
export function vniText({ from, to, remote }: VniRange): string {
  const range = from === to ? String(from) : `${from}-${to}`;
  return remote === undefined ? range : `${range} ${remote}`;
}

/** Reads what {@link vniText} writes. */
export function parseVni(text: string): VniRange {
  const [range = '', remote] = text.split(' ');
  const [from, to = from] = range.split('-').map(Number);
  return { from: from ?? 0, to: to ?? 0, ...(remote !== undefined && { remote }) };
}

/** Sorts the ranges and joins adjacent ones that have the same remote, as the kernel reports them. */
export function joinVnis(ranges: readonly VniRange[]): VniRange[] {
  const joined: VniRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last !== undefined && last.to + 1 === range.from && last.remote === range.remote)
      joined.splice(-1, 1, { ...last, to: range.to });
    else joined.push(range);
  }
  return joined;
}
