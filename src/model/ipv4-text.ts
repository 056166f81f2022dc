const DOT = 46;
const ZERO = 48;

/** The four bytes of an IPv4 text; a file may have a hundred thousand, so no text is cut into pieces here. */
export function ipv4Bytes(text: string): number[] | undefined {
  if (text.length < 7 || text.length > 15) return undefined;
  const bytes: number[] = [];
  let value = -1;
  for (let i = 0; i <= text.length; i += 1) {
    const code = i === text.length ? DOT : text.charCodeAt(i);
    if (code === DOT) {
      if (value < 0 || value > 255) return undefined;
      bytes.push(value);
      value = -1;
    } else if (code >= ZERO && code <= ZERO + 9 && value !== 0) {
      value = Math.max(value, 0) * 10 + code - ZERO;
    } else {
      return undefined;
    }
  }
  return bytes.length === 4 ? bytes : undefined;
}
