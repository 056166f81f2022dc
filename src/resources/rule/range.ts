/** A range of ports or users. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The ends of `80` or `80-90`. */
export function rangeOf(text: string): Range {
  const [start = '', end = start] = text.split('-');
  return { start: Number(start), end: Number(end) };
}

/** The text of a range of ports, which is short if there is only one. */
export const portText = ({ start = 0, end = start }: Partial<Range>): string =>
  start === end ? String(start) : userText({ start, end });

/** The text of a range of users, which always has both ends, as in iproute2. */
export const userText = ({ start = 0, end = start }: Partial<Range>): string => `${start}-${end}`;
