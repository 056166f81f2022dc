/** Handles are numbers, as in the kernel: the upper 16 bits are a discipline's, the lower ones those of a class in it. */
const HALF = 0x1_0000;
export const majorOf = (handle: number): number => Math.floor(handle / HALF);
export const minorOf = (handle: number): number => handle % HALF;
export const handleOf = (major: number, minor = 0): number => major * HALF + minor;

/** A handle as tc writes it, `1:` or `1:10`. */
export const handleText = (handle: number): string =>
  `${majorOf(handle).toString(16)}:${minorOf(handle) === 0 ? '' : minorOf(handle).toString(16)}`;

/** The inverse of {@link handleText}; undefined if the text is no handle. */
export function parseHandle(text: string): number | undefined {
  const [, major, minor = ''] = /^([0-9a-f]{1,4}):([0-9a-f]{0,4})$/i.exec(text) ?? [];
  if (major === undefined) return undefined;
  return handleOf(Number.parseInt(major, 16), minor === '' ? 0 : Number.parseInt(minor, 16));
}
