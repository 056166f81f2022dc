import { ipv4Bytes } from './ipv4-text.ts';

const GROUP = /^[0-9a-f]{1,4}$/i;

/** The eight groups of an IPv6 text (RFC 4291, 2.2), without a zone; undefined for anything else. */
export function ipv6Groups(text: string): number[] | undefined {
  const gap = text.indexOf('::');
  if (gap < 0) {
    const groups = side(text);
    return groups?.length === 8 ? groups : undefined;
  }
  const left = gap === 0 ? [] : side(text.slice(0, gap));
  const right = gap + 2 === text.length ? [] : side(text.slice(gap + 2));
  // An IPv4 address may stand only at the very end.
  if (left === undefined || right === undefined || text.lastIndexOf('.', gap) >= 0) return undefined;
  const missing = 8 - left.length - right.length;
  return missing < 1 ? undefined : [...left, ...new Array<number>(missing).fill(0), ...right];
}

function side(text: string): number[] | undefined {
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    if (GROUP.test(part)) groups.push(Number.parseInt(part, 16));
    else {
      const bytes = i === parts.length - 1 ? ipv4Bytes(part) : undefined;
      if (bytes === undefined) return undefined;
      const [a = 0, b = 0, c = 0, d = 0] = bytes;
      groups.push(a * 256 + b, c * 256 + d);
    }
  }
  return groups;
}

/** RFC 5952: lower case, the longest run of two or more zero groups (the first of equals) as `::`. */
export function formatIpv6(parts: readonly number[]): string {
  let best = { start: -1, length: 1 };
  for (let i = 0; i < 8; ) {
    let end = i;
    while (end < 8 && parts[end] === 0) end += 1;
    if (end - i > best.length) best = { start: i, length: end - i };
    i = end + 1;
  }
  // RFC 5952, section 5, and inet_ntop(3): IPv4-mapped addresses keep their dotted tail.
  if (best.start === 0 && best.length === 5 && parts[5] === 0xffff) return `::ffff:${dotted(parts)}`;
  const hex = parts.map((part) => part.toString(16));
  if (best.start < 0) return hex.join(':');
  return `${hex.slice(0, best.start).join(':')}::${hex.slice(best.start + best.length).join(':')}`;
}

function dotted(parts: readonly number[]): string {
  const [high = 0, low = 0] = parts.slice(6);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
