/** The eight groups of an IPv6 text that isIPv6() has accepted. */
export function ipv6Groups(text: string): number[] {
  const gap = text.indexOf('::');
  if (gap < 0) return side(text);
  const left = side(text.slice(0, gap));
  const right = side(text.slice(gap + 2));
  return [...left, ...new Array<number>(8 - left.length - right.length).fill(0), ...right];
}

function side(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  });
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
