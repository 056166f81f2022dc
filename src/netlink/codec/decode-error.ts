/** Bytes that are no netlink message: a length runs past its container, a scalar is too short. */
export class NetlinkDecodeError extends RangeError {
  readonly code = 'ERR_NETLINK_DECODE';
  override readonly name = 'NetlinkDecodeError';
}

/** @throws NetlinkDecodeError unless `size` bytes lie between `at` and `end`. */
export function need(at: number, end: number, size: number): void {
  if (end - at < size) throw new NetlinkDecodeError(`${Math.max(0, end - at)} bytes where ${size} are due`);
}
